"""The verdict follows from stated thresholds, and is right about panels made up."""

from dataclasses import replace

import numpy as np
import pytest
from panels import AFTER, BEFORE, DONORS, GROUP, made

from analysis.measures.counterfactual.differences import differences
from analysis.measures.counterfactual.power import (
    chance_of_finding,
    critical,
    smallest_visible,
    smallest_visible_normal,
)
from analysis.measures.counterfactual.verdict import (
    FIT,
    LEVEL,
    TREND,
    Evidence,
    verdict,
    weigh,
)

SAVING = Evidence(
    estimate=-30.0,
    p=LEVEL,
    smallest_p=0.005,
    visible=30.0,
    fit=FIT,
    trend=0.5,
    together=True,
    claimed=40.0,
    p_of_claim=0.3,
)
"""Evidence that shows a saving, and would not if any part were a little weaker."""

NONE = replace(SAVING, estimate=-1.0, p=LEVEL + 1e-9, claimed=30.0, p_of_claim=LEVEL)
"""Evidence that shows that there was no saving of the size claimed, by as little."""


def test_evidence_on_the_border_still_counts() -> None:
    assert verdict(SAVING) == "shows a saving"
    assert verdict(NONE) == "shows none"


@pytest.mark.parametrize(
    "weaker",
    [
        {"p": LEVEL + 1e-9},
        {"visible": 30.0 + 1e-9},
        {"fit": FIT + 1e-9},
        {"trend": TREND},
        {"smallest_p": LEVEL + 1e-9},
        {"together": False},
        {"estimate": 30.0},
    ],
)
def test_a_saving_is_not_shown_beyond_any_border(weaker: dict[str, float]) -> None:
    assert verdict(replace(SAVING, **weaker)) == "cannot tell"


@pytest.mark.parametrize(
    "weaker",
    [
        {"p_of_claim": LEVEL + 1e-9},
        {"p": LEVEL},
        {"claimed": 30.0 - 1e-9},
        {"claimed": None, "p_of_claim": None},
        {"fit": FIT + 1e-9},
        {"trend": TREND},
        {"together": False},
        {"estimate": -30.0},
    ],
)
def test_no_saving_is_not_shown_beyond_any_border(
    weaker: dict[str, float | None],
) -> None:
    assert verdict(replace(NONE, **weaker)) == "cannot tell"  # type: ignore[arg-type]


def test_what_fails_is_named() -> None:
    assert SAVING.unmet == []
    weak = replace(SAVING, p=0.4, visible=98.0, together=False)
    assert weak.unmet == ["together", "rank", "power"]


def planted(seed: int, saving: float) -> str:
    panel = made(np.random.default_rng(seed))
    panel = panel.plus(-saving, GROUP, AFTER)
    evidence, _ = weigh(panel, GROUP, DONORS, BEFORE, AFTER, claimed=saving)
    return verdict(evidence)


def test_a_planted_saving_is_found_and_half_of_it_mostly_cannot_be_told() -> None:
    visible = float(
        np.median(
            [
                smallest_visible(differences(panel, GROUP, DONORS, BEFORE, AFTER))
                for panel in (made(np.random.default_rng(s)) for s in range(40))
            ]
        )
    )
    large = [planted(seed, visible * 2) for seed in range(100)]
    half = [planted(seed, visible * 0.5) for seed in range(100)]
    assert large.count("shows a saving") >= 80
    assert half.count("cannot tell") >= 90
    # A true claim is ruled out as seldom as the test allows.
    assert (large + half).count("shows none") <= 2 * LEVEL * 100


def test_of_500_panels_without_an_effect_few_show_a_saving() -> None:
    rng = np.random.default_rng(11)
    words = []
    for number in range(500):
        panel = made(rng, wild=40.0 if number % 2 else 0.0)
        evidence, _ = weigh(panel, GROUP, DONORS, BEFORE, AFTER, claimed=20.0)
        words.append(verdict(evidence))
    assert words.count("shows a saving") <= 0.05 * 500
    # The test has power too: without an effect, a large claim is refuted.
    assert words.count("shows none") > 200


def test_a_saving_of_the_smallest_visible_size_is_found_four_times_in_five() -> None:
    found = differences(made(np.random.default_rng(12)), GROUP, DONORS, BEFORE, AFTER)
    visible = smallest_visible(found)
    assert chance_of_finding(found, visible) >= 0.8
    assert chance_of_finding(found, visible * 0.98) < 0.85
    assert chance_of_finding(found, 0.0) <= LEVEL


def test_chance_makes_differences_beyond_the_critical_one_seldom() -> None:
    found = differences(made(np.random.default_rng(13)), GROUP, DONORS, BEFORE, AFTER)
    beyond = np.abs(found.placebos) > critical(found)
    assert beyond.mean() <= LEVEL


def test_where_placebos_are_normal_the_usual_formula_agrees() -> None:
    ratios = []
    for seed in range(30):
        panel = made(np.random.default_rng(seed))
        found = differences(panel, GROUP, DONORS, BEFORE, AFTER)
        ratios.append(smallest_visible(found) / smallest_visible_normal(found))
    assert np.median(ratios) == pytest.approx(1.0, abs=0.1)
