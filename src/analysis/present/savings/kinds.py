"""Show what kind of savings they are: cashable, recurrent, efficient."""

import re

import pandas as pd

from analysis.data import Partnership
from analysis.measures.benefits import QUESTIONS, classify, yearly
from analysis.measures.register import by, lines
from analysis.measures.years import span
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.savings.words import SHORT_BASIS, amount, derived
from analysis.present.tables import set_table

FACT = re.compile(r" \([A-Z][0-9.]+\)")
"""The id of a fact in a note of the record, which means nothing to a reader."""


def kinds_heading(record: Partnership) -> Text:
    """Head the classes with how many savings can be classified."""
    rows = _cases(record)
    if rows.empty:
        return NOTHING
    kinds = [classify(row).kind for _, row in rows.iterrows()]
    known = sum(kind != "not classified" for kind in kinds)
    if not known:
        return Text(
            "## No single saving can be called cashable or an efficiency on what was "
            "published"
        )
    return Text(f"## {known} of {len(kinds)} single savings can be classified")


def kinds_text(record: Partnership) -> Text:
    """Say by which questions a saving is classified."""
    if _cases(record).empty:
        return NOTHING
    asked = " ".join(QUESTIONS.values())
    return Text(
        f"The Government Efficiency Framework asks: {asked} A cut in what is delivered "
        "is a saving, but no efficiency; a cost avoided releases no cash. What the "
        "documents do not say is left open here, not guessed."
    )


def kinds_table(record: Partnership) -> Table | Text:
    """Set single savings as worked cases, or the classes of a register."""
    rows = _cases(record)
    if rows.empty:
        return NOTHING
    if rows["line"].notna().any():
        return _by_class(record)
    benefits = [classify(row) for _, row in rows.iterrows()]
    shown = pd.DataFrame(
        {
            "Saving": rows["title"],
            "Amount": [amount(row) for _, row in rows.iterrows()],
            "Basis": rows["basis"].map(SHORT_BASIS),
            "Budget reduced": rows["cashable"].str.capitalize(),
            "Comes every year": rows["recurrence"].str.capitalize(),
            "As much delivered": rows["nature"].fillna("not stated").str.capitalize(),
            "Class": [benefit.kind.capitalize() for benefit in benefits],
            "Source": [to_source(s, record.sources) for s in rows["source"]],
        }
    )
    return set_table(
        shown,
        "Single savings as worked cases",
        numbers=["Amount"],
        links=["Source"],
        notes=_notes(rows),
    )


def _cases(record: Partnership) -> pd.DataFrame:
    rows = record.savings
    rows = rows[rows["title"].notna() & rows["occasion"].isna()]
    if rows["line"].notna().any():
        rows = rows[rows["line"].notna() & (rows["status"] == "achieved")]
    order = rows.sort_values("amount_gbp", ascending=False, kind="stable")
    return order.reset_index(drop=True)


def _notes(rows: pd.DataFrame) -> list[str]:
    """Return a cumulative amount as a yearly one, and the notes of the record."""
    notes = []
    for row in each(rows):
        note = FACT.sub("", row.note) if isinstance(row.note, str) else ""
        said = f"{row.title}: {note}" if note else ""
        known = isinstance(row.period_from, str) and isinstance(row.period_to, str)
        if row.basis == "cumulative" and known:
            years = span(row.period_from, row.period_to)
            flat = yearly(pd.Series({"amount_gbp": row.amount_gbp}), len(years))
            said += f" Spread evenly, {numbers.pounds(flat)} a year."
        notes.append(said.strip())
    return [note for note in notes if note]


def _by_class(record: Partnership) -> Table:
    register = lines(record.savings, record.costs)
    kinds = [classify(row).kind for _, row in register.iterrows()]
    table = by(register.assign(kind=kinds), "kind")
    single = register.assign(kind=kinds).query("basis == 'one-off'")
    once = single.groupby("kind")["delivered_gbp"].sum()
    shown = pd.DataFrame(
        {
            "Class": table["kind"].str.capitalize(),
            "Lines": table["lines"].astype(str),
            "Recurrent, a year": table["delivered_gbp"].map(derived),
            "One-off, once": [derived(once.get(kind, 0.0)) for kind in table["kind"]],
            "Cost of change": table["cost_gbp"].map(derived),
        }
    )
    return set_table(
        shown,
        "Delivered lines of the register by class; recurrent and one-off amounts are "
        "of different basis and are never added",
        numbers=[*shown.columns[1:]],
    )
