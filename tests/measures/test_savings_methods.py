"""The table of docs/methods/savings.md, each row worked out again."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.measures import (
    apportionment,
    benefits,
    cost_shares,
    cumulative_target,
    exit_appraisal,
    reconciliation,
    savings,
    valuation,
)
from analysis.measures.cash_flow import cash_flow
from analysis.measures.double_counting import counted_twice
from analysis.measures.money import total
from analysis.measures.uncertainty import Case, Terms, worth

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


def stated_rule(record: Partnership, year: str) -> float:
    rows = reconciliation.stated_rule(record).set_index("financial_year")
    return float(rows.loc[year, "applied_gbp"] - rows.loc[year, "variance_gbp"])


def value_at(record: Partnership, rate: float) -> float:
    found = valuation.valuation(record)
    found = replace(found, central=replace(found.central, rate=rate))
    assert found.present_gbp is not None
    return found.present_gbp


def with_projection(record: Partnership) -> float:
    flow = cash_flow(annual(record), record.costs, counted_twice(record.savings))
    terms = Terms.of(record.deflator, "2014/15", "2014/15")
    return float(worth(flow, Case(rate=0.035), terms))


def lowest(record: Partnership) -> float:
    found = valuation.valuation(record).lowest_gbp
    assert found is not None
    return found


def simulated(record: Partnership, end: int) -> float:
    found = valuation.simulated_range(record, valuation.valuation(record))[end]
    assert found is not None
    return found


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
    "Applied less overspend, 2016/17": lambda r: stated_rule(r, "2016/17"),
    "Applied less overspend, 2017/18": lambda r: stated_rule(r, "2017/18"),
    "Present value": lambda r: value_at(r, 0.035),
    "Present value at 2.5%": lambda r: value_at(r, 0.025),
    "Present value at 4.5%": lambda r: value_at(r, 0.045),
    "Present value with the projection": with_projection,
    "Lowest present value": lowest,
    "Simulated, a tenth below": lambda r: simulated(r, 0),
    "Simulated, a tenth above": lambda r: simulated(r, 1),
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
