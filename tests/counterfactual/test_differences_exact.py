"""Difference in differences: the estimate and its exact p, against other programs."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given
from hypothesis import strategies as st
from panels import AFTER, BEFORE, DONORS, GROUP, YEARS, california, made
from scipy.stats import permutation_test

from analysis.measures.counterfactual.differences import (
    Differences,
    choices,
    differences,
    interval,
)
from analysis.measures.counterfactual.panel import Panel

SEEDS = st.integers(0, 10_000)


def compared(panel: Panel) -> Differences:
    return differences(panel, GROUP, DONORS, BEFORE, AFTER)


def alike(rng: np.random.Generator) -> Panel:
    """Return a panel of councils of one size, as other programs take them to be."""
    panel = made(rng)
    people = panel.whole * 0 + 1000.0
    return Panel(panel.part / panel.whole * people, people, panel.unit)


@given(SEEDS)
def test_the_estimate_is_that_of_a_regression_with_two_way_fixed_effects(
    seed: int,
) -> None:
    panel = alike(np.random.default_rng(seed))
    heads = (panel.part / panel.whole).rename_axis("area").reset_index()
    data = heads.melt(id_vars="area", var_name="year", value_name="y")
    data["sharing"] = (data["area"].isin(GROUP) & data["year"].isin(AFTER)).astype(int)
    fitted = smf.ols("y ~ sharing + C(area) + C(year)", data).fit()
    assert compared(panel).estimate == pytest.approx(fitted.params["sharing"])


@given(SEEDS)
def test_p_is_that_of_an_exact_permutation_test(seed: int) -> None:
    panel = alike(np.random.default_rng(seed))
    heads = panel.part / panel.whole
    change = heads[list(AFTER)].mean(axis=1) - heads[list(BEFORE)].mean(axis=1)
    exact = permutation_test(
        (change[list(GROUP)], change[list(DONORS)]),
        lambda one, other, axis: one.mean(axis=axis) - other.mean(axis=axis),
        n_resamples=np.inf,
        vectorized=True,
    )
    sizes = np.abs(exact.null_distribution)
    p = (sizes >= abs(exact.statistic) - 1e-9).mean()
    assert len(sizes) == len(compared(panel).statistics) == 190
    assert compared(panel).p == pytest.approx(p)


def test_the_published_estimate_for_california_is_found() -> None:
    # Arkhangelsky et al. (2021), American Economic Review 111(12), table 1: -27.3.
    panel = california()
    others = [state for state in panel.areas if state != "California"]
    years = [str(year) for year in range(1970, 2001)]
    found = differences(panel, ["California"], others, years[:19], years[19:])
    assert round(found.estimate, 1) == -27.3
    assert len(found.statistics) == 39


@given(SEEDS, st.floats(-50, 50))
def test_the_p_of_an_effect_is_the_p_of_the_panel_without_it(
    seed: int, effect: float
) -> None:
    panel = made(np.random.default_rng(seed))
    without = panel.plus(-effect, GROUP, AFTER)
    assert compared(panel).p_of(effect) == pytest.approx(compared(without).p)


@given(SEEDS, st.floats(-50, 50))
def test_an_effect_moves_the_estimate_by_its_size(seed: int, effect: float) -> None:
    panel = made(np.random.default_rng(seed))
    moved = compared(panel.plus(effect, GROUP, AFTER))
    assert moved.estimate == pytest.approx(compared(panel).estimate + effect)


def test_what_one_member_pays_for_another_changes_nothing() -> None:
    panel = made(np.random.default_rng(1))
    paid = panel.part.copy()
    paid.loc["ash", list(AFTER)] += 5_000_000
    paid.loc["birch", list(AFTER)] -= 5_000_000
    lead = Panel(paid, panel.whole, panel.unit)
    assert compared(lead).estimate == pytest.approx(compared(panel).estimate)


def test_an_effect_that_is_not_ruled_out_lies_in_the_interval() -> None:
    found = compared(made(np.random.default_rng(2)))
    ends = interval(found)
    assert ends is not None
    low, high = ends
    width = high - low
    assert low < found.estimate < high
    assert found.p_of(low + width / 100) > 0.05 >= found.p_of(low - width / 100)
    assert found.p_of(high - width / 100) > 0.05 >= found.p_of(high + width / 100)


def test_too_few_choices_rule_out_nothing() -> None:
    panel = made(np.random.default_rng(3))
    one = differences(panel, GROUP[:1], DONORS, BEFORE, AFTER)
    assert one.smallest_p == pytest.approx(1 / 19)
    assert interval(one) is None


def test_a_wild_council_deceives_a_ranking_among_donors_but_not_this_p() -> None:
    rng = np.random.default_rng(4)
    exact = donors_alone = 0
    for _ in range(500):
        found = compared(made(rng, noise=1.0, wild=100.0))
        exact += found.p <= 0.05
        larger = (np.abs(found.placebos) >= abs(found.estimate)).sum()
        donors_alone += (1 + larger) / (1 + len(found.placebos)) <= 0.05
    assert donors_alone / 500 > 0.08
    assert exact / 500 <= 0.05


def test_every_choice_is_made_once_and_placebos_hold_none_of_the_group() -> None:
    assert [tuple(pick) for pick in choices(20, 2)] == list(combinations(range(20), 2))
    found = compared(made(np.random.default_rng(5)))
    assert found.placebo_groups == list(combinations(DONORS, 2))
    assert len(found.placebos) == len(found.placebo_groups)


def test_where_there_are_too_many_choices_some_are_drawn_the_same_each_time() -> None:
    picks = choices(60, 5)
    assert len(picks) == 20_000
    assert list(picks[0]) == [0, 1, 2, 3, 4]
    choices.cache_clear()
    assert (picks == choices(60, 5)).all()


def test_years_of_the_panel_are_those_that_all_councils_have() -> None:
    panel = made(np.random.default_rng(6))
    part = panel.part.copy()
    part.loc["ash", YEARS[0]] = np.nan
    assert Panel(part, panel.whole, panel.unit).years == list(YEARS[1:])
    assert isinstance(panel.group(GROUP, YEARS), pd.Series)
