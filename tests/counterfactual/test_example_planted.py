"""The saving that is planted in the illustrative partnership is found; half is not."""

from collections import Counter
from dataclasses import replace

import pytest

from analysis.data import Partnership, open_partnership
from analysis.measures.counterfactual.comparison import Comparison, compare, setting
from analysis.measures.counterfactual.differences import interval
from example.comparison import DONORS, NAMES, TRUE_SAVING, tables
from example.world import World


@pytest.fixture(scope="module")
def example(root: object) -> Partnership:
    return open_partnership(f"{root}/data/example")


def found(record: Partnership, saving: float, seed: int = 2024) -> Comparison:
    """Return the comparison of the founding councils, with a saving that is true."""
    values = tables(World(seed), saving)["comparison_values"]
    changed = replace(record, tables={**record.tables, "comparison_values": values})
    kept = setting(changed)
    assert kept is not None
    assert len(kept.strict) == DONORS < len(NAMES)
    return compare(changed, kept, kept.changes[0])


def test_the_planted_saving_is_found_and_its_size_is_not_ruled_out(
    example: Partnership,
) -> None:
    kept = setting(example)
    assert kept is not None
    comparison = compare(example, kept, kept.changes[0])
    assert comparison.verdict == "shows a saving"
    ends = interval(comparison.found)
    assert ends is not None
    assert ends[0] < -TRUE_SAVING < ends[1] < 0


def test_of_half_the_saving_it_cannot_tell(example: Partnership) -> None:
    assert found(example, TRUE_SAVING / 2).verdict == "cannot tell"


@pytest.mark.slow
def test_so_it_is_in_most_worlds_and_without_a_saving_none_is_shown(
    example: Partnership,
) -> None:
    def words(saving: float) -> Counter[str]:
        return Counter(found(example, saving, seed).verdict for seed in range(30))

    assert words(TRUE_SAVING)["shows a saving"] >= 20
    assert words(TRUE_SAVING / 2)["shows a saving"] <= 8
    assert words(0.0)["shows a saving"] <= 2


def test_the_council_that_joined_alone_cannot_be_told_from_the_others(
    example: Partnership,
) -> None:
    kept = setting(example)
    assert kept is not None
    joined = compare(example, kept, kept.changes[1])
    assert joined.change.partners == ("castlemere",)
    assert "together" in joined.evidence.unmet
