"""Show where figures come from, and where documents disagree."""

import html
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import TABLES, Partnership
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.tables import set_table

KINDS = {
    "day": "",
    "month": " (month known)",
    "year": " (year known)",
    "inferred": " (date inferred)",
}


def documents(record: Partnership) -> Text:
    """List every document, newest first, with the facts it is the source of."""
    used = _uses(record)
    rows = record.sources.sort_values(["published", "title"], ascending=[False, True])
    entries = []
    for row in each(rows):
        facts = used.get(row.id, 0)
        where = (
            f"[{html.escape(row.reference)}]({row.reference})"
            if row.reference.startswith("http")
            else row.reference
        )
        note = f" {row.note}" if isinstance(row.note, str) else ""
        entries.append(
            f"### {row.title} {{#{row.id}}}\n\n"
            f"{row.publisher}, {numbers.day(row.published)}{KINDS[row.precision]}; "
            f"{row.kind}; source of {numbers.count(facts, 'fact')} in the tables. "
            f"{where}{note}"
        )
    return Text("\n\n".join(entries))


def documents_heading(record: Partnership) -> Text:
    """Head the list of documents with their number."""
    number = numbers.count(len(record.sources), "document")
    return Text(f"## The record rests on {number}")


def documents_chart(record: Partnership) -> Chart | Text:
    """Chart how many documents of each kind the record rests on."""
    kinds = record.sources["kind"].value_counts().sort_values()
    if len(kinds) < 2:
        return NOTHING
    svg = style.draw(
        lambda figure: _paint_kinds(figure, kinds), height=0.8 + 0.3 * len(kinds)
    )
    said = "; ".join(f"{kind}: {number}" for kind, number in kinds[::-1].items())
    alt = f"Bar chart of the documents in the record by kind. {said}."
    return Chart(svg, alt, kinds.reset_index())


def contradictions(record: Partnership) -> Table | Text:
    """Set the register of contradictions: both facts, the one used, and why."""
    rows = record.contradictions
    if rows.empty:
        return Text("No two documents in the record contradict each other.")
    facts = facts_by_id(record)
    return set_table(
        pd.DataFrame(
            {
                "About": rows["about"],
                "One document": [_said(facts, i, record) for i in rows["first"]],
                "Another": [_said(facts, i, record) for i in rows["second"]],
                "Used": [_used(row) for row in each(rows)],
                "Why": rows["why"],
            }
        ),
        "Register of contradictions",
        links=["One document", "Another"],
    )


def facts_by_id(record: Partnership) -> dict[str, tuple[str, pd.Series]]:
    """Return every fact with the name of its table, by id.

    Where a fact has several rows, the first of them.
    """
    found: dict[str, tuple[str, pd.Series]] = {}
    for name, declared in TABLES.items():
        if not declared.facts:
            continue
        for _, row in record.tables[name].iterrows():
            found.setdefault(str(row["id"]), (name, row))
    return found


def value_of(fact: pd.Series) -> str:
    """Write the value of a fact of any table."""
    if pd.notna(fact.get("variance_gbp")):
        return numbers.variance(fact["variance_gbp"])
    for column in ("amount_gbp", "budget_gbp"):
        if pd.notna(fact.get(column)):
            return numbers.pounds(fact[column])
    if pd.notna(fact.get("percent")):
        return numbers.percent(fact["percent"])
    if pd.notna(fact.get("change_points")):
        return numbers.points(fact["change_points"])
    for column in ("statement", "title"):
        if isinstance(fact.get(column), str):
            return str(fact[column])
    if pd.notna(fact.get("value")):
        return numbers.quantity(fact["value"], str(fact.get("unit", "")))
    return numbers.MISSING


def _paint_kinds(figure: Figure, kinds: "pd.Series[int]") -> None:
    axes = figure.subplots()
    bars = axes.barh(range(len(kinds)), kinds, 0.65, color=style.DARK_BLUE)
    axes.bar_label(bars, padding=4)
    axes.set_yticks(range(len(kinds)), [str(k).capitalize() for k in kinds.index])
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)


def _uses(record: Partnership) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name, table in record.tables.items():
        if name in ("sources", "partners") or "source" not in table:
            continue
        for source, number in table["source"].value_counts().items():
            counts[str(source)] = counts.get(str(source), 0) + int(number)
    return counts


def _said(
    facts: dict[str, tuple[str, pd.Series]], identifier: str, record: Partnership
) -> str:
    _, fact = facts[identifier]
    status = fact.get("status")
    word = f" {status}" if isinstance(status, str) else ""
    return f"{value_of(fact)}{word}, {to_source(fact['source'], record.sources)}"


def _used(row: Any) -> str:
    words = {row.first: "The first", row.second: "The second"}
    return words.get(row.used, "Neither: both are shown")
