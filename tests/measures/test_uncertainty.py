"""Values under assumptions: one at a time, and many at once, the same every time."""

import numpy as np
import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.errors import MeasureError
from analysis.measures import savings
from analysis.measures.appraisal import present_value
from analysis.measures.cash_flow import cash_flow
from analysis.measures.double_counting import counted_twice
from analysis.measures.prices import real
from analysis.measures.uncertainty import (
    Case,
    ParameterRange,
    Terms,
    simulate,
    tornado,
    worth,
)

CENTRAL = Case(rate=0.035)
DOUBTS = [
    ParameterRange("contested", 0.0, 1.0, "uniform"),
    ParameterRange("shortfall", 0.0, 0.41, "triangular"),
    ParameterRange("part_year", 0.5, 1.0, "triangular"),
    ParameterRange("inflation", -0.005, 0.005, "uniform"),
    ParameterRange("doubled", 0.0, 1.0),
    ParameterRange("rate", 0.025, 0.045),
]


@pytest.fixture(scope="module")
def by_year(record: Partnership) -> pd.DataFrame:
    annual = savings.annual(record)
    doubled = counted_twice(record.savings)
    return cash_flow(annual, record.costs, doubled)


@pytest.fixture(scope="module")
def terms(record: Partnership) -> Terms:
    return Terms.of(record.deflator, "2024/25", "2014/15")


def test_as_published_it_is_the_present_value_of_real_savings(
    by_year: pd.DataFrame, terms: Terms, record: Partnership
) -> None:
    nominal = by_year.set_index("financial_year")["saving_gbp"]
    apart = present_value(real(nominal, record.deflator, "2024/25"), 0.035, "2014/15")
    assert worth(by_year, CENTRAL, terms) == pytest.approx(apart, abs=0.005)
    assert round(apart, -5) == 61_300_000


def test_no_cost_of_change_was_published(by_year: pd.DataFrame) -> None:
    assert by_year["cost_gbp"].isna().all()


def test_each_assumption_moves_the_value_by_hand(terms: Terms) -> None:
    plain = pd.DataFrame(
        {
            "financial_year": ["2014/15", "2015/16"],
            "saving_gbp": [100.0, 200.0],
            "least_gbp": [100.0, 150.0],
            "most_gbp": [100.0, 200.0],
            "firm": [True, False],
            "doubled_gbp": [0.0, 20.0],
            "cost_gbp": [30.0, 0.0],
        }
    )
    flat = Terms(pd.Series(1.0, index=["2014/15", "2015/16"]), "2015/16", "2014/15")
    cases = {
        Case(rate=0.0): 270.0,
        Case(rate=0.25): 100 - 30 + 200 / 1.25,
        Case(rate=0.0, contested=0.0): 220.0,
        Case(rate=0.0, shortfall=0.5): 170.0,
        Case(rate=0.0, part_year=0.5): 50 - 30 + (100 + 50),
        Case(rate=0.0, doubled=1.0): 250.0,
        Case(rate=0.0, inflation=0.1): (100 - 30) * 1.1 + 200,
    }
    for case, value in cases.items():
        assert worth(plain, case, flat) == pytest.approx(value), case


def test_the_tornado_has_the_widest_bar_on_top(
    by_year: pd.DataFrame, terms: Terms
) -> None:
    table = tornado(by_year, CENTRAL, DOUBTS, terms)
    assert table["swing_gbp"].is_monotonic_decreasing
    assert table["name"].tolist() == [
        "part_year",
        "shortfall",
        "inflation",
        "rate",
        "contested",
    ]  # nothing is counted twice within a register: oneSource has none


def test_an_assumption_at_its_central_value_moves_nothing(
    by_year: pd.DataFrame, terms: Terms
) -> None:
    fixed = [
        ParameterRange("rate", 0.035, 0.035),
        ParameterRange("part_year", 1.0, 1.0),
    ]
    assert tornado(by_year, CENTRAL, fixed, terms).empty


def test_the_same_seed_gives_the_same_figures(
    by_year: pd.DataFrame, terms: Terms
) -> None:
    first, again, other = (
        simulate(by_year, CENTRAL, DOUBTS, terms, draws=1_000, seed=seed)
        for seed in (2014, 2014, 2015)
    )
    assert np.array_equal(first.worths, again.worths)
    assert not np.array_equal(first.worths, other.worths)


def test_draws_stay_within_the_ends_of_all_assumptions(
    by_year: pd.DataFrame, terms: Terms
) -> None:
    result = simulate(by_year, CENTRAL, DOUBTS, terms, draws=20_000, seed=1)
    least = worth(
        by_year,
        Case(rate=0.035, contested=0, shortfall=0.41, part_year=0.5, inflation=-0.005),
        terms,
    )
    most = worth(by_year, Case(rate=0.035, contested=1, inflation=0.005), terms)
    assert least <= result.worths.min() <= result.worths.max() <= most
    assert result.quantile(0.1) < result.quantile(0.5) < result.quantile(0.9)
    assert (result.worths > 0).all()


def test_without_doubts_every_draw_is_the_value_as_published(
    by_year: pd.DataFrame, terms: Terms
) -> None:
    result = simulate(by_year, CENTRAL, [], terms, draws=3, seed=1)
    assert set(result.worths) == {worth(by_year, CENTRAL, terms)}


def test_a_gap_between_the_years_is_not_filled(record: Partnership) -> None:
    annual = savings.annual(record)
    with pytest.raises(MeasureError, match="published for 2016/17: missing"):
        cash_flow(
            annual[annual["financial_year"] != "2016/17"],
            record.costs,
            counted_twice(record.savings),
        )
