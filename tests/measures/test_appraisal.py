"""Prices, present values, payback and break-even, against independent calculations."""

import numpy_financial as npf
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import Partnership
from analysis.errors import MeasureError
from analysis.measures.appraisal import (
    break_even_cost,
    discount_factor,
    payback_years,
    present_value,
)
from analysis.measures.prices import price_level, real
from analysis.measures.years import named, span

PENNY = 0.005
POUNDS = st.floats(0, 10**8, allow_nan=False)
STREAMS = st.lists(POUNDS, min_size=1, max_size=40)
RATES = st.floats(0, 0.2)


def stream(amounts: list[float], first: int = 2014) -> "pd.Series[float]":
    years = [named(first + n) for n in range(len(amounts))]
    return pd.Series(amounts, index=years, dtype=float)


def prices(**index: float) -> pd.DataFrame:
    years = [name.replace("y", "").replace("_", "/") for name in index]
    return pd.DataFrame({"financial_year": years, "index": list(index.values())})


# Prices


def test_a_pound_of_2014_15_is_worth_1_35_in_the_prices_of_2024_25(
    record: Partnership,
) -> None:
    found = real(stream([5_400_000]), record.deflator, "2024/25")
    by_hand = 5_400_000 * 100 / 74.3130
    assert found["2014/15"] == pytest.approx(by_hand, abs=PENNY)
    assert round(found["2014/15"]) == 7_266_562


@given(amount=POUNDS)
def test_real_is_nominal_in_the_base_year(record: Partnership, amount: float) -> None:
    for base in ("2014/15", "2018/19", "2024/25"):
        nominal = pd.Series([amount], index=[base])
        assert real(nominal, record.deflator, base)[base] == amount


@given(STREAMS)
def test_another_base_year_changes_every_real_amount_by_the_same_part(
    record: Partnership, amounts: list[float]
) -> None:
    nominal = stream(amounts[:10])
    old = real(nominal, record.deflator, "2014/15")
    new = real(nominal, record.deflator, "2024/25")
    part = price_level(record.deflator, "2014/15")["2024/25"]
    assert new.to_numpy() == pytest.approx(old.to_numpy() * part)


def test_a_year_without_a_price_level_is_named_not_guessed() -> None:
    index = prices(y2014_15=90.0, y2015_16=100.0)
    with pytest.raises(MeasureError, match="no figure for 2016/17"):
        real(stream([1.0, 2.0, 3.0]), index, "2015/16")
    with pytest.raises(MeasureError, match="no figure for 2020/21, the price base"):
        price_level(index, "2020/21")


# Present values


def test_the_green_book_halves_a_pound_in_twenty_years() -> None:
    assert discount_factor(0, 0.035) == 1
    assert discount_factor(20, 0.035) == pytest.approx(0.5026, abs=5e-5)


@given(amounts=STREAMS, rate=RATES)
def test_present_values_agree_with_numpy_financial_to_the_penny(
    amounts: list[float], rate: float
) -> None:
    found = present_value(stream(amounts), rate, "2014/15")
    assert found == pytest.approx(npf.npv(rate, amounts), abs=PENNY, rel=1e-12)


def test_a_present_value_worked_out_by_hand() -> None:
    # 100 now, 103.50 in a year and 107.1225 in two are worth 100 each at 3.5 %.
    assert present_value(stream([100, 103.5, 107.1225]), 0.035, "2014/15") == (
        pytest.approx(300, abs=PENNY)
    )


@given(amounts=STREAMS.filter(lambda a: len(a) > 1 and sum(a[1:]) > 1), rate=RATES)
def test_a_higher_rate_makes_a_positive_stream_worth_less(
    amounts: list[float], rate: float
) -> None:
    low = present_value(stream(amounts), rate, "2014/15")
    assert present_value(stream(amounts), rate + 0.01, "2014/15") < low


@given(amounts=STREAMS, rate=RATES)
def test_a_later_base_year_compounds(amounts: list[float], rate: float) -> None:
    first = present_value(stream(amounts), rate, "2014/15")
    later = present_value(stream(amounts), rate, "2019/20")
    assert later == pytest.approx(first * (1 + rate) ** 5)


def test_a_missing_amount_is_not_taken_for_nothing() -> None:
    with pytest.raises(MeasureError, match="2015/16: missing is not zero"):
        present_value(stream([1.0, float("nan")]), 0.035, "2014/15")


# Cost of change


@given(saved=STREAMS, rate=RATES, delay=st.integers(0, 5))
def test_at_the_break_even_cost_nothing_is_gained_or_lost(
    saved: list[float], rate: float, delay: int
) -> None:
    year = named(2014 + delay)
    cost = break_even_cost(stream(saved), rate, "2014/15", year)
    costs = pd.Series([cost], index=[year])
    worth = present_value(stream(saved), rate, "2014/15")
    found = worth - present_value(costs, rate, "2014/15")
    assert found == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("saved", "cost", "years"),
    [
        ([100, 100, 100], [150, 0, 0], 1.5),
        ([100, 100, 100], [100, 0, 0], 0.0),
        ([100, 100, 100], [200, 0, 0], 2.0),
        ([0, 50, 100], [100, 0, 0], 2.5),
        ([100, 0, 100], [0, 150, 0], 2.5),  # out of pocket again in the second year
        ([10, 10], [100, 0], None),
    ],
)
def test_payback_is_when_cumulative_savings_cross_zero_for_good(
    saved: list[float], cost: list[float], years: float | None
) -> None:
    assert payback_years(stream(saved), stream(cost)) == years


def test_years_run_from_one_to_another() -> None:
    assert span("2014/15", "2016/17") == ["2014/15", "2015/16", "2016/17"]
    assert named(1999) == "1999/00"
