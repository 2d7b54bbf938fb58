"""Synthetic control: against an independent program and a published study."""

import warnings
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from panels import AFTER, BEFORE, DONORS, GROUP, california, made
from synthdid import sc_estimate

from analysis.measures.counterfactual.panel import Panel
from analysis.measures.counterfactual.synthetic import (
    best_weights,
    in_time_placebo,
    leave_one_out,
    rank,
    synthetic_control,
)

with warnings.catch_warnings():
    # A docstring of pysyncon has an escape that Python warns of when it compiles it.
    warnings.simplefilter("ignore")
    from pysyncon import Synth

SEEDS = st.integers(0, 10_000)
SMOKING_BEFORE = [str(year) for year in range(1970, 1989)]
SMOKING_AFTER = [str(year) for year in range(1989, 2001)]


def smoking() -> tuple[Panel, list[str]]:
    panel = california()
    return panel, [state for state in panel.areas if state != "California"]


@given(SEEDS)
def test_weights_are_never_negative_and_add_up_to_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = best_weights(rng.normal(50, 20, 6), rng.normal(50, 20, (6, 15)))
    assert (weights >= 0).all()
    assert weights.sum() == pytest.approx(1)


@given(SEEDS)
def test_a_mix_that_was_made_is_found_again(seed: int) -> None:
    rng = np.random.default_rng(seed)
    donors = rng.normal(100, 20, (12, 6))
    mix = rng.dirichlet(np.ones(6))
    assert best_weights(donors @ mix, donors) == pytest.approx(mix, abs=1e-3)


def test_of_mixes_that_fit_equally_well_the_most_even_is_taken() -> None:
    donors = np.tile([90.0, 110.0, 90.0, 110.0], (3, 1))
    weights = best_weights(np.full(3, 100.0), donors)
    assert weights == pytest.approx([0.25] * 4, abs=1e-4)


def test_the_published_estimate_for_california_is_found() -> None:
    # Arkhangelsky et al. (2021), American Economic Review 111(12), table 1: -19.6.
    # Their solver stops a little early: ours fits better, and differs by 0.1.
    panel, others = smoking()
    found = synthetic_control(
        panel, ["California"], others, SMOKING_BEFORE, SMOKING_AFTER
    )
    assert found.effect == pytest.approx(-19.6, abs=0.15)
    assert {"Utah", "Montana", "Nevada"} <= set(found.weights.nlargest(5).index)
    outcomes = panel.part.loc[[*others, "California"]].to_numpy()
    theirs = sc_estimate(outcomes, len(others), len(SMOKING_BEFORE))
    assert float(theirs) == pytest.approx(-19.6, abs=0.05)
    before = panel.part[SMOKING_BEFORE]
    gap = before.loc["California"] - before.loc[others].T @ theirs.weights.omega
    assert found.error_before <= np.sqrt((gap**2).mean())


def test_weights_and_effect_are_those_of_an_independent_program() -> None:
    panel, others = smoking()
    ours = synthetic_control(
        panel, ["California"], others, SMOKING_BEFORE, SMOKING_AFTER
    )
    before, after = panel.part[SMOKING_BEFORE].T, panel.part[SMOKING_AFTER].T
    theirs = Synth()
    theirs.fit(
        X0=before[others],
        X1=before["California"],
        Z0=before[others],
        Z1=before["California"],
        # It divides each year by its spread; this multiplies the spread back in.
        custom_V=before.T.var().to_numpy(),
    )
    gap = after["California"] - after[others] @ theirs.W
    assert ours.weights.to_numpy() == pytest.approx(theirs.W, abs=2e-3)
    assert ours.effect == pytest.approx(gap.mean(), abs=0.02)


def test_a_rank_is_that_of_every_choice_fitted_by_itself() -> None:
    panel = made(np.random.default_rng(14)).of([*GROUP, *DONORS[:7]])
    donors = DONORS[:7]
    areas = [*GROUP, *donors]
    ratios = [
        synthetic_control(
            panel, pair, [a for a in areas if a not in pair], BEFORE, AFTER
        ).ratio
        for pair in combinations(areas, 2)
    ]
    place = sum(ratio >= ratios[0] for ratio in ratios)
    assert rank(panel, GROUP, donors, BEFORE, AFTER) == (place, 36)


def test_a_mix_without_an_effect_shows_none_and_with_one_shows_it() -> None:
    panel = made(np.random.default_rng(7))
    mix = panel.part.loc[[DONORS[0], DONORS[1]]].sum()
    people = panel.whole.loc[[DONORS[0], DONORS[1]]].sum()
    part, whole = panel.part.copy(), panel.whole.copy()
    for area in GROUP:
        part.loc[area], whole.loc[area] = mix, people
    same = Panel(part, whole, panel.unit)
    found = synthetic_control(same, GROUP, DONORS, BEFORE, AFTER)
    assert found.error_before == pytest.approx(0, abs=0.01)
    less = same.plus(-20.0, GROUP, AFTER)
    difference = synthetic_control(less, GROUP, DONORS, BEFORE, AFTER).effect
    assert difference - found.effect == pytest.approx(-20.0)


def test_the_gap_is_actual_less_control_and_the_errors_are_its_size() -> None:
    panel = made(np.random.default_rng(8))
    found = synthetic_control(panel, GROUP, DONORS, BEFORE, AFTER)
    assert found.effect == pytest.approx(found.gap[list(AFTER)].mean())
    after = np.sqrt((found.gap[list(AFTER)] ** 2).mean())
    assert found.error_after == pytest.approx(after)
    assert found.ratio == pytest.approx(found.error_after / found.error_before)


def test_each_donor_with_a_weight_is_left_out_once() -> None:
    panel = made(np.random.default_rng(9))
    whole = synthetic_control(panel, GROUP, DONORS, BEFORE, AFTER)
    without = leave_one_out(panel, GROUP, DONORS, BEFORE, AFTER)
    assert set(without.index) == set(whole.weights[whole.weights > 1e-3].index)
    first = str(without.index[0])
    rest = [donor for donor in DONORS if donor != first]
    again = synthetic_control(panel, GROUP, rest, BEFORE, AFTER).effect
    assert without[first] == pytest.approx(again)


def test_a_change_made_up_early_uses_no_year_after_the_true_one() -> None:
    panel = made(np.random.default_rng(10))
    moved = panel.plus(-500.0, GROUP, AFTER)
    early = in_time_placebo(moved, GROUP, DONORS, BEFORE, 2)
    assert list(early.actual.index) == list(BEFORE)
    expected = in_time_placebo(panel, GROUP, DONORS, BEFORE, 2)
    pd.testing.assert_series_equal(early.gap, expected.gap)
