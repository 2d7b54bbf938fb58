"""What is measured of a ledger: budgets, drivers and the year end."""

from collections.abc import Callable
from math import sqrt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from analysis.measures.ledger import drivers, spend, year_end

COLUMNS = [
    "financial_year", "service", "group", "kind", "reference", "amount_gbp", "quantity",
]  # fmt: skip


def cube_of(
    spent: Callable[[int, int], int],
    years: range = range(2018, 2024),
    *,
    group: str = "employees",
    kind: str = "actual",
    quantity: float | None = None,
) -> pd.DataFrame:
    """Return a cube of one service and group, with pence by year and period."""
    rows = [
        {
            "file": 0, "problem": None, "year": year, "period": period,
            "month": pd.Timestamp(year + (period > 9), (period + 2) % 12 + 1, 1),
            "band": 0, "kind": kind, "late": False, "group": group, "service": "ict",
            "pence": spent(year, period), "entries": 1, "quantity": quantity,
        }
        for year in years
        for period in range(1, 13)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def heavy_march(year: int, period: int) -> int:
    """Return spending that grows by the year, three months' worth in March."""
    return (year - 2000) * 1000 * (3 if period == 12 else 1)


def budgets(*rows: tuple[str, str, str, str, str | None, float, float | None]):  # type: ignore[no-untyped-def]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_a_straight_line_is_right_about_even_spending() -> None:
    cube = cube_of(lambda _year, _period: 10_000)
    assert year_end.forecasts(cube, "2023/24", 3)["run-rate"] == 120_000


def test_last_years_profile_is_right_where_years_are_alike() -> None:
    cube = cube_of(
        lambda year, period: (year - 2000) * 1000 * (3 if period == 12 else 1)
    )
    made = year_end.forecasts(cube, "2023/24", 6)
    assert made["profile"] == 23 * 1000 * 14
    assert made["run-rate"] == 23 * 1000 * 12


def test_what_is_ordered_counts_where_it_is_more_than_the_rate() -> None:
    spent = cube_of(lambda _year, period: 1_000 if period <= 3 else 9_000)
    orders = cube_of(
        lambda _year, period: {1: 50_000}.get(period, 0), kind="commitment"
    )
    cube = pd.concat([spent, orders], ignore_index=True)
    assert year_end.forecasts(cube, "2023/24", 3)["committed"] == 3_000 + 50_000


def test_the_method_that_did_best_on_past_years_is_named_the_best() -> None:
    cube = cube_of(
        lambda year, period: (year - 2000) * 1000 * (3 if period == 12 else 1)
    )
    found = year_end.outlooks(cube, "2023/24", 6)
    assert found[0].method == "profile"
    assert [o.best for o in found] == [True, False]
    assert found[0].error_percent == pytest.approx(0)
    assert (found[0].low, found[0].high) == (found[0].forecast, found[0].forecast)


def test_an_interval_holds_its_forecast_however_the_method_leans() -> None:
    cube = cube_of(lambda _year, period: 3_000 if period == 12 else 1_000)
    (line, *_) = [
        o for o in year_end.outlooks(cube, "2023/24", 6) if o.method == "run-rate"
    ]
    # The straight line was a sixth too low in each of the past years.
    assert line.forecast == 12_000
    reach = t.ppf(0.975, line.years) / 6 * sqrt(1 + 1 / line.years)
    assert line.low == round(12_000 * (1 - reach))
    assert line.high == round(12_000 * (1 + reach))
    assert line.low < line.forecast < line.high
    assert line.low < 14_000 < line.high


def test_an_interval_needs_three_past_years() -> None:
    short = cube_of(lambda _year, _period: 1, range(2021, 2024))
    found = {o.method: o for o in year_end.outlooks(short, "2023/24", 6)}
    assert found["run-rate"].low is None


def test_a_back_test_knows_nothing_of_the_rest_of_the_year() -> None:
    cube = cube_of(lambda _year, period: 1_000 if period <= 6 else 10**9)
    tests = year_end.back_tests(cube, 6)
    tests = tests[tests["method"] == "run-rate"]
    assert set(tests["forecast"]) == {12_000}
    assert set(tests["outturn"]) == {6_000 + 6 * 10**9}


def test_virements_move_budgets_and_change_no_total() -> None:
    rows = budgets(
        ("2023/24", "ict", "employees", "original", None, 100.0, None),
        ("2023/24", "legal", "employees", "original", None, 50.0, None),
        ("2023/24", "ict", "employees", "virement", "V1", 10.0, None),
        ("2023/24", "legal", "employees", "virement", "V1", -10.0, None),
        ("2023/24", "ict", "employees", "virement", "V2", 0.01, None),
    )
    table = spend.budgets(rows, ["service"]).set_index("service")["budget"]
    assert table.to_dict() == {"ict": 11_001, "legal": 4_000}
    off = spend.unbalanced_virements(rows)
    assert off[["reference", "pence"]].to_numpy().tolist() == [["V2", 1]]


def test_spending_outside_the_budgets_of_a_year_is_all_variance() -> None:
    rows = budgets(("2023/24", "legal", "employees", "original", None, 5.0, None))
    table = spend.against_budgets(
        cube_of(lambda _y, _p: 100, range(2023, 2024)),
        rows,
        ["financial_year", "service"],
    ).set_index("service")
    assert tuple(table.loc["ict", ["budget", "variance"]]) == (0, 1_200)
    assert tuple(table.loc["legal", ["budget", "variance"]]) == (500, -500)
    assert pd.isna(table.loc["ict", "percent"])


def test_a_year_without_any_budget_has_no_variance() -> None:
    cube = cube_of(lambda _y, _p: 100, range(2022, 2024))
    rows = budgets(("2022/23", "ict", "employees", "original", None, 10.0, None))
    table = spend.against_budgets(cube, rows, ["financial_year"])
    table = table.set_index("financial_year")
    assert tuple(table.loc["2022/23", ["budget", "variance", "percent"]]) == (
        1_000,
        200,
        20.0,
    )
    assert table.loc["2023/24", "actual"] == 1_200
    missing = ["original", "virement", "budget", "variance", "percent"]
    assert table.loc["2023/24", missing].isna().all()
    assert drivers.drivers(cube, rows, "2023/24", 20.0).empty
    assert drivers.price_and_volume(cube, rows, "2023/24").empty


def test_price_and_volume_are_those_of_standard_costing() -> None:
    # 1,000 units planned at £2; 1,200 bought at £2.50: price 600, volume 400.
    rows = budgets(
        ("2023/24", "ict", "supplies and services", "original", None, 2000.0, 1000.0)
    )
    cube = cube_of(
        lambda _y, _p: 25_000, range(2023, 2024), group="supplies and services",
        quantity=100.0,
    )  # fmt: skip
    row = drivers.price_and_volume(cube, rows, "2023/24").iloc[0]
    assert (row["price"], row["volume"]) == (60_000, 40_000)


@given(
    pay=st.integers(0, 10**9),
    agency=st.integers(0, 10**9),
    income=st.integers(-(10**9), 0),
    premium=st.floats(0, 100),
)
def test_drivers_add_up_to_the_variance(
    pay: int, agency: int, income: int, premium: float
) -> None:
    parts = {"employees": pay, "agency and interim": agency, "income": income}
    cube = pd.concat(
        [
            cube_of(lambda _y, _p, one=pence: one, range(2023, 2024), group=group)
            for group, pence in parts.items()
        ]
    )
    rows = budgets(
        ("2023/24", "ict", "employees", "original", None, 1e6, None),
        ("2023/24", "ict", "income", "original", None, -2e5, None),
    )
    found = drivers.drivers(cube, rows, "2023/24", premium)
    assert found["pence"].sum() == 12 * sum(parts.values()) - 80_000_000
