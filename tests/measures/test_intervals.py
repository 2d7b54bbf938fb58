"""Intervals are those of the published worked examples, and behave as intervals do."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom
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

FAGERLAND_WILSON = (13, 16, 0.5699, 0.9341)
"""Ligarden et al. (2010) in chapter 2 of Fagerland, Lydersen and Laake, Statistical
Analysis of Contingency Tables (2017): as its companion, the R package contingencytables
3.0.0, prints it (tests/testthat/test-ch2.R)."""

DESCTOOLS_WILSON = (100, 200, 0.4314, 0.5686)
"""R 4.3.3, DescTools::BinomCI, as the tests of statsmodels quote it
(test_proportion.py, test_proportion_confint: 0.4313609, 0.5686391)."""

FAGERLAND_NEWCOMBE = ((7, 34), (1, 34), 0.0189, 0.3404)
"""Perondi et al. (2004) in Fagerland, Lydersen and Laake, Recommended confidence
intervals for two independent binomial proportions, Statistical Methods in Medical
Research 24 (2015), where it is 0.019 to 0.34; four places from contingencytables 3.0.0
(tests/testthat/test-ch4.R)."""

SAS_NEWCOMBE = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((10, 10), (0, 20), 0.6791, 1.0000),
    ((84, 101), (89, 105), -0.1177, 0.0851),
]
"""Examples of Newcombe (1998), Interval estimation for the difference between
independent proportions, and of a trial, by SAS: Western Users of SAS Software 2016,
paper 127, page 9 (lexjansen.com/wuss/2016/127_Final_Paper_PDF.pdf)."""


@pytest.mark.parametrize(
    ("satisfied", "answered", "low", "high"), [FAGERLAND_WILSON, DESCTOOLS_WILSON]
)
def test_wilson_reproduces_the_published_intervals(
    satisfied: int, answered: int, low: float, high: float
) -> None:
    found = wilson(satisfied, answered)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"), [FAGERLAND_NEWCOMBE, *SAS_NEWCOMBE]
)
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


def test_ten_comparisons_are_corrected_as_r_corrects_them() -> None:
    # By the R package multtest, as the tests of statsmodels quote it (test_multi.py).
    raw = [0.838541367553, 0.642193923795, 0.680845947633, 0.967833824309]
    raw += [0.71626938238, 0.177096952723, 5.23656777208e-5, 0.0202732688798]
    raw += [0.00028140506198, 0.0149877310796]
    holm = [1, 1, 1, 1, 1, 1, 5.23656777208e-4, 0.14191288216]
    holm += [2.53264555782e-3, 0.11990184863680]
    assert corrected(pd.Series(raw)).tolist() == pytest.approx(holm)


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
    # The textbook's 300 students of 30,000, whose standard error is 0.995 of it.
    assert (300 / finite(300, 30_000)) ** 0.5 == pytest.approx(0.995, abs=5e-5)


@given(
    st.integers(4, 300).flatmap(
        lambda people: st.tuples(
            st.just(people), st.integers(1, people - 1), st.integers(1, people - 1)
        )
    )
)
def test_it_is_the_variance_of_drawing_without_putting_back(
    drawn: tuple[int, int, int],
) -> None:
    people, satisfied, answered = drawn
    share = satisfied / people
    variance = hypergeom(people, satisfied, answered).var() / answered**2
    assert variance == pytest.approx(share * (1 - share) / finite(answered, people))


@given(st.lists(st.floats(0.05, 20), min_size=1, max_size=60))
def test_the_effective_number_is_the_number_by_kishs_design_effect(
    weights: list[float],
) -> None:
    # As R's PracTools::deffK has it: one more than the relative variance of weights.
    mean = sum(weights) / len(weights)
    relative = sum((w - mean) ** 2 for w in weights) / len(weights) / mean**2
    found = effective_size(sum(weights), sum(w**2 for w in weights))
    assert found == pytest.approx(len(weights) / (1 + relative))
    assert found <= len(weights) + 1e-9


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


@given(counts, st.integers(2, 20))
def test_the_interval_of_a_change_shrinks_as_both_bases_grow(
    count: tuple[int, int], times: int
) -> None:
    before, after = wilson(*count), wilson(count[1] - count[0], count[1])
    more = [
        wilson(s * times, count[1] * times) for s in (count[0], count[1] - count[0])
    ]
    low, high = newcombe(before, after)
    closer_low, closer_high = newcombe(*more)
    assert closer_high - closer_low < high - low


@given(counts, st.floats(0.2, 1))
def test_weights_that_differ_never_narrow_an_interval(
    count: tuple[int, int], part: float
) -> None:
    plain = wilson(*count)
    weighted = wilson(*count, effective=max(1.0, count[1] * part))
    assert weighted.high - weighted.low >= plain.high - plain.low - 1e-12


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
