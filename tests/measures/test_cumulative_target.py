"""The cumulative target, the gap in it, and the rule behind savings achieved."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.errors import MeasureError, MixedBasisError
from analysis.measures import cumulative_target, savings
from analysis.measures.money import Amount, assume, total

At = Callable[[str], Partnership]


def ranged(record: Partnership) -> pd.DataFrame:
    return savings.annual(record)


def needed(record: Partnership) -> pd.DataFrame:
    promised = cumulative_target.cumulative_target(record)
    assert promised is not None
    return cumulative_target.still_needed(ranged(record), promised).set_index(
        "financial_year"
    )


def test_the_target_is_40m_from_2014_15_to_2018_19(record: Partnership) -> None:
    found = cumulative_target.cumulative_target(record)
    assert found is not None
    assert (found.amount.pounds, found.amount.basis) == (40_000_000, "cumulative")
    assert (found.first_year, found.last_year, len(found.years)) == (
        "2014/15",
        "2018/19",
        5,
    )


def test_documents_differ_on_2017_18_between_10_927m_and_12_85m(
    record: Partnership,
) -> None:
    year = ranged(record).set_index("financial_year").loc["2017/18"]
    assert (year["least_gbp"], year["most_gbp"]) == (10_927_000, 12_850_000)
    assert set(year["others"]) == {"P092", "P093"}


def test_a_figure_of_another_basis_widens_no_range(record: Partnership) -> None:
    year = ranged(record).set_index("financial_year").loc["2018/19"]
    # The £13m of 2019 contradicts it in the register, but its basis is not stated.
    assert (year["least_gbp"], year["most_gbp"], year["others"]) == (
        14_880_000,
        14_880_000,
        (),
    )


def test_the_contradiction_is_carried_into_every_later_sum(record: Partnership) -> None:
    table = needed(record)
    assert table.loc["2016/17", "so_far_gbp"] == 23_400_000
    assert table.loc["2017/18", "so_far_gbp"] == 36_250_000
    assert table.loc["2017/18", "so_far_least_gbp"] == 34_327_000
    assert table.loc["2018/19", "so_far_gbp"] == 51_130_000
    assert table.loc["2018/19", "so_far_least_gbp"] == 49_207_000


@pytest.mark.parametrize(
    ("year", "left", "a_year"),
    [
        ("2014/15", 34_600_000, 8_650_000),
        ("2015/16", 26_100_000, 8_700_000),
        ("2016/17", 16_600_000, 8_300_000),
        ("2017/18", 3_750_000, 3_750_000),
    ],
)
def test_what_the_40m_still_needed_after_each_year(
    record: Partnership, year: str, left: float, a_year: float
) -> None:
    row = needed(record).loc[year]
    assert (row["left_gbp"], row["needed_gbp"]) == (left, a_year)


def test_after_the_last_year_nothing_more_can_be_needed(record: Partnership) -> None:
    last = needed(record).loc["2018/19"]
    assert last["left_gbp"] == -11_130_000
    assert last["status"] == "projected"
    assert pd.isna(last["needed_gbp"])


def test_thirteen_million_was_unidentified_in_2015(record: Partnership) -> None:
    found = cumulative_target.gap(record.savings)
    assert found.open == 13_000_000
    assert (found.target, found.on_course, found.identified) == (
        40_000_000,
        4_100_000,
        22_900_000,
    )
    assert found.assumption


def test_the_thirteen_million_of_2019_is_another_figure(record: Partnership) -> None:
    found = cumulative_target.gap(record.savings)
    same = cumulative_target.same_figure(record.savings, found)
    assert list(same["id"]) == ["S067"]
    assert list(same["status"]) == ["achieved"]


def test_before_the_award_submission_there_is_no_gap_to_show(as_at: At) -> None:
    assert cumulative_target.gap(as_at("2014-12-31").savings).open is None


def test_a_basis_changes_on_a_stated_assumption_only(record: Partnership) -> None:
    facts = record.savings.set_index("id", drop=False)
    level, target = total(facts.loc[["P020"]]), total(facts.loc[["S037"]])
    with pytest.raises(MixedBasisError):
        target - level
    with pytest.raises(MeasureError, match="stated assumption"):
        assume(level, "cumulative", " ")
    difference = target - assume(level, "cumulative", "it were one year's")
    assert difference == Amount(
        29_400_000, "cumulative", ("S037", "P020"), ("it were one year's",)
    )


def test_the_minutes_own_sums_follow_the_rule(record: Partnership) -> None:
    saved = record.savings.set_index("id")["amount_gbp"]
    variance = record.spending.set_index("id")["variance_gbp"]
    assert saved["P088"] - variance["P037"] == pytest.approx(saved["P089"], abs=1_000)
    assert saved["P092"] - variance["P058"] == saved["P093"]
