"""Is it over budget again and again? What is claimed, tested year by year."""

from typing import Any

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import against_budget, spending
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text
from analysis.present.links import to_source
from analysis.present.overspend.words import percent
from analysis.present.rows import each
from analysis.present.tables import set_table

VERDICTS = {
    "over": "Over budget",
    "under": "Under budget",
    "on budget": "On budget",
    "forecast only": "Only a forecast was published",
    "nothing published": "Nothing was published",
}
"""Verdicts in words."""


def claim_heading(record: Partnership) -> Text:
    """Head the test with in how many years the whole closed over budget."""
    years = _tested(record)
    closed = years[years["verdict"].isin(["over", "under", "on budget"])]
    if closed.empty:
        return NOTHING
    over = closed[closed["verdict"] == "over"]
    count = f"{len(over)} of {numbers.count(len(closed), 'year')}"
    return Text(
        f"## The whole partnership closed over budget in {count} with a published "
        "closing"
    )


def claim_words(record: Partnership) -> Text:
    """Set what is said of the budgets beside the closings, and a forecast as one."""
    said = record.statements[record.statements["topic"] == "overspend"]
    # Figures first: what is said without one often speaks of the same document.
    lines = [_forecast_beside_outturn(row, record) for row in _odd_forecasts(record)]
    if len(said):
        points = [
            f"- {row.statement.rstrip('.')} ({to_source(row.source, record.sources)})."
            for row in each(said)
        ]
        lines += ["What documents say without a figure:", "\n".join(points)]
    return Text("\n\n".join(line for line in lines if line))


def claim_table(record: Partnership) -> Table | Text:
    """Set the verdict on every year, those without a closing included."""
    years = _tested(record)
    if years.empty:
        return NOTHING
    rows = years.sort_values("financial_year", ascending=False, kind="stable")
    return set_table(
        pd.DataFrame(
            {
                "Financial year": rows["financial_year"],
                "Scope": rows["scope"].fillna(numbers.MISSING).str.capitalize(),
                "Closed at": rows["variance_gbp"].map(numbers.variance),
                "Verdict": rows["verdict"].map(VERDICTS),
                "Source": [
                    numbers.MISSING if pd.isna(s) else to_source(s, record.sources)
                    for s in rows["source"]
                ],
            }
        ),
        f"Did the budgets of {record.settings.name} close over? Year by year",
        numbers=["Closed at"],
        links=["Source"],
        notes=[
            f"{numbers.MISSING} {numbers.SHORTHAND[numbers.MISSING]}. A forecast is "
            "no closing, and is not counted as one."
        ]
        if rows[["variance_gbp", "scope"]].isna().any(axis=None)
        else [],
    )


def _tested(record: Partnership) -> pd.DataFrame:
    years = against_budget.year_by_year(record.spending, WHOLE, record.contradictions)
    shown = years["scope"].isin(["shared", "both"]) | years["scope"].isna()
    return years[shown]


def _odd_forecasts(record: Partnership) -> list[Any]:
    """Return forecasts of a scope that was not stated, of years that did close."""
    rows = record.spending[
        (record.spending["partner"] == WHOLE)
        & (record.spending["service"] == "all")
        & (record.spending["status"] == "forecast")
        & (record.spending["scope"] == "not stated")
    ]
    return list(each(against_budget.with_budgets(rows, record.spending)))


def _forecast_beside_outturn(row: Any, record: Partnership) -> str:
    closed = spending.outturns(record.spending, WHOLE, record.contradictions)
    closed = closed[closed["financial_year"] == row.financial_year]
    budget = ""
    if pd.notna(row.budget_gbp):
        budget = f" on a budget of {numbers.pounds(row.budget_gbp)}"
        budget += f" ({percent(row.percent)})"
    about = "about " if row.qualifier == "approximate" else ""
    said = (
        f"The overspend of {about}{numbers.pounds(row.variance_gbp)}{budget} in "
        f"{row.financial_year} was **a forecast made in the year, not an outturn**, "
        f"of a scope that was not stated ({to_source(row.source, record.sources)})."
    )
    if closed.empty:
        return said
    end = closed.iloc[-1]
    wide = (
        "shared and non-shared budgets together"
        if end["scope"] == "both"
        else (f"{end['scope']} budgets")
    )
    return (
        f"{said} The year closed at **{numbers.variance(end['variance_gbp'])}** on "
        f"{wide} ({to_source(end['source'], record.sources)}): whether the forecast "
        "was of the same budgets is not known."
    )
