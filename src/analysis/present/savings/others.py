"""Show what savings are compared with: a counterfactual, and other partnerships."""

from typing import Any

import pandas as pd

from analysis.data import Partnership
from analysis.data.columns import is_partial_date
from analysis.measures import savings as measure
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text
from analysis.present.links import to_source
from analysis.present.numbers import quantity
from analysis.present.rows import each
from analysis.present.savings.case import annual
from analysis.present.savings.words import QUALIFIER, SHORT_BASIS
from analysis.present.tables import set_table


def attribution_heading(record: Partnership) -> Text:
    """Head attribution with what can be attributed to sharing."""
    if record.savings.empty:
        return NOTHING
    return Text("## How much is owed to sharing cannot be said")


def attribution_text(record: Partnership) -> Text:
    """Say what the record holds of a counterfactual, and what follows."""
    if record.savings.empty:
        return NOTHING
    rows = record.statements[record.statements["topic"] == "counterfactual"]
    said = [
        f"{row.statement} ({to_source(row.source, record.sources)})"
        for row in each(rows.drop_duplicates("id"))
    ]
    first = (
        f"On what would have happened otherwise, the record says: {' '.join(said)}"
        if said
        else "On what would have happened otherwise, the record says nothing."
    )
    return Text(
        f"{first}\n\nSavings are counted against the budgets before. Councils that did "
        "not share cut their back offices in the same years, too; no published figure "
        "takes that off. So the savings are those made *while* services were shared, "
        "and not shown to be made *by* sharing: the true part lies anywhere from none "
        "to all of them. No council of the same size that did not share is in the "
        "record to compare with."
    )


def comparators_table(record: Partnership) -> Table | Text:
    """Set other partnerships' figures beside the partnership's own, each by basis."""
    rows = record.comparators
    if rows.empty:
        return NOTHING
    shown = [
        {
            "basis": row.basis,
            "Whose figure": row.comparator,
            "What": row.measure,
            "Figure": _figure(row),
            "Period": _period(row.period),
            "Source": to_source(row.source, record.sources),
        }
        for row in each(rows)
    ]
    table = pd.DataFrame([*_own(record), *shown])
    bases = {**SHORT_BASIS, "not money": "Not money"}
    order = {basis: place for place, basis in enumerate(bases)}
    table = table.sort_values("basis", key=lambda s: s.map(order), kind="stable")
    table.insert(0, "Basis", table.pop("basis").map(bases))
    columns = ["Whose figure", "What", "Basis", "Figure", "Period", "Source"]
    return set_table(
        table[columns].reset_index(drop=True),
        "Published figures of other partnerships, by basis",
        numbers=["Figure"],
        links=["Source"],
        notes=[
            "Figures of different basis cannot be compared. Within a basis, size, "
            "scope and years differ, and most were published by those who made the "
            "savings. They are no counterfactual."
        ],
    )


def _figure(row: Any) -> str:
    if numbers.is_missing(row.value):
        return "[z]"
    return QUALIFIER.get(row.qualifier, "") + quantity(row.value, row.unit)


def _period(words: str) -> str:
    """Write a period as published; a day as it is read."""
    return numbers.partial_day(words) if is_partial_date(words) else words


def _own(record: Partnership) -> list[dict[str, str]]:
    """Return the partnership's own figures, one a basis."""
    by_year = annual(record)
    achieved = by_year[by_year["delivered_status"] == "achieved"]
    name = record.settings.name
    rows = []
    if len(achieved):
        last = achieved.iloc[-1]
        rows.append(
            {
                "basis": str(last["basis"]),
                "Whose figure": name,
                "What": "Savings achieved, a year",
                "Figure": numbers.pounds(last["delivered_gbp"]),
                "Period": str(last["financial_year"]),
                "Source": to_source(str(last["delivered_source"]), record.sources),
            }
        )
    stated = measure.stated(record.savings, "partnership")
    several = stated.query("basis == 'cumulative' and status == 'achieved'")
    several = several[several["service"] == "all"]
    if len(several):
        fact = several.iloc[-1]
        rows.append(
            {
                "basis": "cumulative",
                "Whose figure": name,
                "What": "Savings achieved since the start",
                "Figure": numbers.pounds(fact["amount_gbp"]),
                "Period": numbers.period(fact["period_from"], fact["period_to"]),
                "Source": to_source(fact["source"], record.sources),
            }
        )
    return rows
