"""Intervals are those of the published worked examples, and behave as intervals do."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
)

from analysis.errors import MeasureError
from analysis.measures.intervals import (
    corrected,
    effective_size,
    finite,
    newcombe,
    p_value,
    wilson,
)

NEWCOMBE_1998A = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
"""Table I of Newcombe (1998), Two-sided confidence intervals for the single
proportion, method 3: the score interval of Wilson without continuity correction."""

NEWCOMBE_1998B = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
]
"""Table II of Newcombe (1998), Interval estimation for the difference between
independent proportions, method 10."""


@pytest.mark.parametrize(("satisfied", "answered", "low", "high"), NEWCOMBE_1998A)
def test_wilson_reproduces_the_published_intervals(
    satisfied: int, answered: int, low: float, high: float
) -> None:
    found = wilson(satisfied, answered)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(("after", "before", "low", "high"), NEWCOMBE_1998B)
def test_newcombe_reproduces_the_published_intervals(
    after: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    found = newcombe(wilson(*before), wilson(*after))
    assert (round(found[0], 4), round(found[1], 4)) == (low, high)


@pytest.mark.parametrize("answered", [10, 37, 1000])
def test_intervals_agree_with_statsmodels(answered: int) -> None:
    satisfied = answered * 7 // 10
    found = wilson(satisfied, answered)
    assert (found.low, found.high) == pytest.approx(
        proportion_confint(satisfied, answered, method="wilson")
    )
    before = wilson(answered // 2, answered)
    assert newcombe(before, found) == pytest.approx(
        confint_proportions_2indep(
            satisfied, answered, answered // 2, answered, method="newcomb"
        )
    )


def test_many_comparisons_are_corrected_as_holm_did() -> None:
    raw = pd.Series([0.01, 0.04, 0.03, 0.005])
    # Worked by hand: 0.005 x 4, 0.01 x 3, 0.03 x 2, and 0.04 no lower than the last.
    assert corrected(raw).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert corrected(raw).tolist() == pytest.approx(
        multipletests(raw, method="holm")[1]
    )


def test_a_missing_comparison_stays_missing_and_is_not_counted() -> None:
    found = corrected(pd.Series([0.01, math.nan, 0.04]))
    assert found[0] == pytest.approx(0.02)
    assert math.isnan(found[1])


def test_weights_that_are_alike_change_nothing_and_others_cost_answers() -> None:
    assert effective_size(50 * 2.0, 50 * 4.0) == pytest.approx(50)
    # Kish: of 100 answers, half of weight 1 and half of weight 3, (200)^2 / 500.
    assert effective_size(200, 500) == pytest.approx(80)


def test_a_census_that_everybody_answered_leaves_no_doubt() -> None:
    found = wilson(80, 100, population=100)
    assert found.low == found.value == found.high == 0.8
    assert newcombe(found, found) == (0, 0)


def test_the_finite_population_correction_is_cochrans() -> None:
    # Half of 201 people answered: the variance is (201 - 100) / 200 of what it was.
    assert 100 / finite(100, 201) == pytest.approx(101 / 200)


def test_no_change_has_no_evidence_and_a_large_one_has_much() -> None:
    assert p_value(wilson(80, 100), wilson(80, 100)) == 1
    assert p_value(wilson(80, 100), wilson(50, 100)) < 0.001


@pytest.mark.parametrize(("satisfied", "answered"), [(1, 0), (11, 10), (-1, 10)])
def test_what_makes_no_proportion_is_refused(satisfied: int, answered: int) -> None:
    with pytest.raises(MeasureError):
        wilson(satisfied, answered)


def test_more_answers_than_people_are_refused() -> None:
    with pytest.raises(MeasureError, match="11 answers from a group of 10"):
        wilson(5, 11, population=10)


counts = st.integers(1, 5000).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.just(n))
)


@given(counts)
def test_an_interval_contains_its_estimate_and_stays_within_nought_and_one(
    count: tuple[int, int],
) -> None:
    found = wilson(*count)
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(counts, st.integers(2, 20))
def test_an_interval_shrinks_as_the_base_grows(
    count: tuple[int, int], times: int
) -> None:
    small = wilson(*count)
    large = wilson(count[0] * times, count[1] * times)
    assert large.high - large.low < small.high - small.low


@given(counts, st.integers(0, 500))
def test_a_census_is_never_less_sure_than_a_sample(
    count: tuple[int, int], others: int
) -> None:
    sample = wilson(*count)
    census = wilson(*count, population=count[1] + others)
    assert census.high - census.low <= sample.high - sample.low + 1e-12


@given(counts, counts)
def test_the_interval_of_a_change_contains_it_and_turns_with_it(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    one, two = wilson(*before), wilson(*after)
    low, high = newcombe(one, two)
    assert low - 1e-9 <= two.value - one.value <= high + 1e-9
    assert newcombe(two, one) == pytest.approx((-high, -low))
