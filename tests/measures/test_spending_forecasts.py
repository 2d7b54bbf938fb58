"""How forecasts moved to outturns, and how sure one can be of a lean."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import WHOLE, Partnership
from analysis.measures.forecast import bias, forecast_errors, sign_test
from analysis.measures.spending import path

PUBLISHED = {
    ("2015/16", "shared"): [0.898, 0.549, -0.560],
    ("2016/17", "shared"): [0.373, 0.111, 0.334, -0.080],
    ("2017/18", "shared"): [2.3, 0.796, 0.142, -1.335, -1.342],
    ("2022/23", "both"): [4.4, 3.5],
}
"""Millions of pounds: forecasts, the provisional outturn of 2017/18, the outturn."""


@pytest.mark.parametrize(("year", "scope"), PUBLISHED)
def test_the_path_of_a_year_is_the_published_one(
    record: Partnership, year: str, scope: str
) -> None:
    steps = path(record.spending, WHOLE, scope)
    found = steps.loc[steps["financial_year"] == year, "variance_gbp"] / 1e6
    assert list(found) == pytest.approx(PUBLISHED[year, scope])


def test_every_first_forecast_of_the_shared_budgets_was_too_high(
    record: Partnership,
) -> None:
    ends = forecast_errors(record.spending, WHOLE, "shared")
    errors = dict(zip(ends["financial_year"], ends["error_gbp"], strict=True))
    assert errors == {"2015/16": 1_458_000, "2016/17": 453_000, "2017/18": 3_642_000}
    found = bias(ends)
    assert found is not None
    assert found.mean_gbp == pytest.approx(1_851_000)
    assert found.one_way
    # Three of three: a coin does this one time in four, so that it proves no lean.
    assert found.chance == 0.25
    # Made at different months: their errors are not draws of one process, and there
    # is no interval of their mean.
    assert found.months == (3, 5)
    assert not hasattr(found, "low_gbp")


def test_a_year_without_a_closing_has_no_drift(record: Partnership) -> None:
    assert "2019/20" not in set(
        forecast_errors(record.spending, WHOLE, "shared")["financial_year"]
    )


@pytest.mark.parametrize(
    ("over", "decided", "chance"),
    [(3, 3, 0.25), (4, 4, 0.125), (2, 4, 1.0), (0, 5, 0.0625), (9, 10, 0.021484375)],
)
def test_the_sign_test_is_that_of_the_tables(
    over: int, decided: int, chance: float
) -> None:
    assert sign_test(over, decided) == pytest.approx(chance)


def errors(*pounds: float) -> pd.DataFrame:
    return pd.DataFrame({"error_gbp": pounds, "first_month": 5}, dtype=float)


def test_no_year_has_no_bias() -> None:
    found = bias(errors(900_000.0))
    assert found is not None
    assert (found.mean_gbp, found.months, found.years) == (900_000, (5,), 1)
    assert bias(errors()) is None


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=12))
def test_turning_the_signs_turns_the_bias(found: list[float]) -> None:
    one, other = bias(errors(*found)), bias(errors(*(-value for value in found)))
    assert one is not None
    assert other is not None
    assert one.mean_gbp == pytest.approx(-other.mean_gbp)
    assert one.chance == other.chance
