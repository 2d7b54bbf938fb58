"""The table of docs/methods/savings.md, each row worked out again."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.measures import (
    apportionment,
    appraisal,
    benefits,
    cost_shares,
    cumulative_target,
    exit_appraisal,
    reconciliation,
    savings,
    spending,
)
from analysis.measures.cash_flow import cash_flow
from analysis.measures.double_counting import counted_twice
from analysis.measures.money import total
from analysis.measures.prices import real
from analysis.measures.uncertainty import Case, ParameterRange, Terms, simulate, worth

ROW = re.compile(r"^\| (?P<name>[^|]+?) \| (?P<value>[^|]+?) \|", re.MULTILINE)


def fact(record: Partnership, identifier: str) -> float:
    return float(record.savings.set_index("id").loc[identifier, "amount_gbp"])


def annual(record: Partnership) -> pd.DataFrame:
    return savings.annual(record)


def ranged(record: Partnership) -> pd.DataFrame:
    return annual(record)


def needed(record: Partnership, year: str, column: str) -> float:
    promised = cumulative_target.cumulative_target(record)
    assert promised is not None
    table = cumulative_target.still_needed(ranged(record), promised)
    return float(table.set_index("financial_year").loc[year, column])


def gap(record: Partnership) -> float:
    found = cumulative_target.gap(record.savings)
    assert found.open is not None
    return found.open


def unexplained(record: Partnership) -> float:
    closings = spending.outturns(record.spending, "partnership", record.contradictions)
    table = reconciliation.by_the_rule(annual(record), record.savings, closings)
    return float(table.set_index("financial_year").loc["2017/18", "unexplained_gbp"])


def by_year(record: Partnership) -> pd.DataFrame:
    return cash_flow(
        annual(record),
        record.costs,
        counted_twice(record.savings),
    )


def terms(record: Partnership) -> Terms:
    return Terms.of(record.deflator, "2024/25", "2014/15")


def value(record: Partnership, case: Case) -> float:
    return float(worth(by_year(record), case, terms(record)))


def break_even(record: Partnership, *, firm: bool) -> float:
    table = by_year(record)
    if firm:
        table = table[table["firm"]]
    nominal = table.set_index("financial_year")["saving_gbp"]
    saved = real(nominal, record.deflator, "2024/25")
    return appraisal.break_even_cost(saved, 0.035, "2014/15", "2014/15")


def quantile(record: Partnership, part: float) -> float:
    doubts = [
        ParameterRange("contested", 0.0, 1.0, "uniform"),
        ParameterRange("shortfall", 0.0, 0.41, "triangular"),
        ParameterRange("part_year", 0.5, 1.0, "triangular"),
        ParameterRange("inflation", -0.005, 0.005, "uniform"),
    ]
    result = simulate(
        by_year(record),
        Case(rate=0.035),
        doubts,
        terms(record),
        draws=100_000,
        seed=2014,
    )
    return result.quantile(part)


def bexley(record: Partnership, end: str) -> float:
    partners = ["newham", "havering", "bexley"]
    found = apportionment.plausible(record.shares, record.spending, "2017/18", partners)
    bounds = apportionment.bounds(fact(record, "P012"), found).set_index("partner")
    return float(bounds.loc["bexley", f"{end}_gbp"])


def short_of(record: Partnership) -> float:
    saved = {"newham": fact(record, "S070"), "havering": fact(record, "S069")}
    table = cost_shares.against_cost(
        saved, {"newham": 4300 / 85, "havering": 4200 / 85}
    )
    return float(table["beyond_gbp"].max())


def accession(record: Partnership, years: int) -> float:
    cases = exit_appraisal.period_cases(fact(record, "S020"), 0.035, "2016/17")
    return float(cases.set_index("years").loc[years, "present_value_gbp"])


def at_least(record: Partnership) -> float:
    case = Case(rate=0.035, contested=0, shortfall=0.41, part_year=0.5, doubled=1)
    return value(record, case)


MEASURES: dict[str, Callable[[Partnership], float]] = {
    "Achieved 2014/15 to 2016/17": lambda r: (
        total(r.savings[r.savings["id"].isin(["P001", "P003", "P005"])]).pounds
    ),
    "Targets 2014/15 to 2016/17": lambda r: (
        total(r.savings[r.savings["id"].isin(["P002", "P004", "P006"])]).pounds
    ),
    "2017/18, least": lambda r: ranged(r)["least_gbp"][3],
    "2017/18, most": lambda r: ranged(r)["most_gbp"][3],
    "Sum to 2017/18": lambda r: needed(r, "2017/18", "so_far_gbp"),
    "Sum to 2017/18, least": lambda r: needed(r, "2017/18", "so_far_least_gbp"),
    "Sum to 2018/19, projection included": lambda r: needed(r, "2018/19", "so_far_gbp"),
    "Needed a year after 2016/17": lambda r: needed(r, "2016/17", "needed_gbp"),
    "Unidentified in 2015": gap,
    "Not explained in 2017/18": unexplained,
    "Present value": lambda r: value(r, Case(rate=0.035)),
    "Present value at 2.5%": lambda r: value(r, Case(rate=0.025)),
    "Present value at 4.5%": lambda r: value(r, Case(rate=0.045)),
    "Break-even cost": lambda r: break_even(r, firm=False),
    "Break-even cost, achieved years": lambda r: break_even(r, firm=True),
    "Break-even cost, all at the least": at_least,
    "Simulated, a tenth below": lambda r: quantile(r, 0.1),
    "Simulated, middle": lambda r: quantile(r, 0.5),
    "Simulated, a tenth above": lambda r: quantile(r, 0.9),
    "Newham by the finance formula": lambda r: cost_shares.allocate(
        fact(r, "P012"), {"newham": 43, "havering": 42, "bexley": 15}
    )["newham"],
    "Bexley, least of all formulas": lambda r: bexley(r, "least"),
    "Bexley, most of all formulas": lambda r: bexley(r, "most"),
    "Newham short of what it sought": short_of,
    "Accession, five years": lambda r: accession(r, 5),
    "Management, a year": lambda r: benefits.yearly(
        r.savings.set_index("id").loc["S044"], 5
    ),
}


@pytest.fixture(scope="module")
def table(root: Path) -> dict[str, str]:
    text = (root / "docs" / "methods" / "savings.md").read_text("utf-8")
    part = text[text.index("## What the measures give") :]
    rows = {m["name"]: m["value"] for m in ROW.finditer(part)}
    return {name: rows[name] for name in rows if name not in {"Measure", "---"}}


def test_the_table_has_every_measure_and_no_other(table: dict[str, str]) -> None:
    assert list(table) == list(MEASURES)


@pytest.mark.parametrize("name", MEASURES)
def test_a_row_of_the_table_is_what_the_measure_gives(
    name: str, table: dict[str, str], record: Partnership
) -> None:
    printed = table[name]
    found = MEASURES[name](record)
    assert f"£{found:,.0f}" == printed
