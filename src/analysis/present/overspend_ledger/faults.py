"""What is wrong in the ledger: named by file and line, with sums."""

import pandas as pd

from analysis.data import LedgerExtract, Partnership
from analysis.measures.ledger import spend
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text
from analysis.present.overspend_ledger import words
from analysis.present.rows import each
from analysis.present.tables import set_table

WHAT = {
    "date": "Impossible date",
    "amount": "No amount",
    "penny": "Less than a penny",
    "account": "Unknown account",
    "cost_centre": "Unknown cost centre",
    "width": "Wrong number of values",
}

LISTED = 20
"""Rows of a table of faults; the rest are counted under it."""


def faults_heading(ledger: LedgerExtract | None) -> Text:
    """Head the faults with how many entries they are and what they come to."""
    if ledger is None:
        return NOTHING
    rows = int(ledger.refused["rows"].sum()) if len(ledger.refused) else 0
    if not rows:
        return Text("### Every entry could be read and placed")
    pence = int(ledger.refused["pence"].fillna(0).sum())
    return Text(
        f"### {numbers.count(rows, 'entry', 'entries')} could not be read or placed, "
        f"of {words.to_the_penny(pence)}"
    )


def faults_table(ledger: LedgerExtract | None) -> Table | Text:
    """Set the entries that could not be read or placed, by file and line."""
    if ledger is None or ledger.refused.empty:
        return NOTHING
    rows = ledger.refused.sort_values(["file", "line"])
    return set_table(
        pd.DataFrame(
            {
                "What": rows["problem"].map(WHAT),
                "Value": rows["value"],
                "File": rows["file"],
                "Rows": rows["lines"],
                "Entries": rows["rows"].astype(str),
                "Sum": rows["pence"].map(words.to_the_penny),
            }
        ).head(LISTED),
        "Entries set apart: they are in no figure of this page",
        numbers=["Entries", "Sum"],
        notes=[
            "Rows as a spreadsheet counts them; the first five of each value.",
            f"{numbers.MISSING} the amount cannot be read.",
            *_more(len(rows)),
        ],
    )


def duplicates_table(ledger: LedgerExtract | None) -> Table | Text:
    """Set entries that agree in supplier, reference, amount and date."""
    if ledger is None or ledger.duplicates.empty:
        return NOTHING
    files = ledger.files.set_index("number")["file"]
    rows = ledger.duplicates
    same = ["supplier", "reference", "date", "pence"]
    places = [f"{files[r.file]}, row {int(r.line)}" for r in each(rows)]
    groups = rows.assign(place=places).groupby(same, sort=False)
    table = groups.agg(
        places=("place", "; ".join), extra=("extra", "sum")
    ).reset_index()
    over = (table["pence"] * table["extra"]).sum()
    return set_table(
        pd.DataFrame(
            {
                "Supplier": table["supplier"],
                "Reference": table["reference"],
                "Date": table["date"].map(numbers.day),
                "Amount": table["pence"].map(words.to_the_penny),
                "Where": table["places"],
            }
        ).head(LISTED),
        "Entries that look paid twice: the same supplier, reference, amount and date",
        numbers=["Amount"],
        notes=[
            f"If all of them are, {words.to_the_penny(over)} was paid too much. They "
            "stay in the figures: only the council can tell.",
            *_more(len(table)),
        ],
    )


def late_table(ledger: LedgerExtract | None, record: Partnership) -> Table | Text:
    """Set entries made after their year had closed."""
    if ledger is None or ledger.late.empty:
        return NOTHING
    files = ledger.files.set_index("number")["file"]
    rows = ledger.late
    days = record.settings.ledger.close_days
    return set_table(
        pd.DataFrame(
            {
                "Reference": rows["reference"].fillna(numbers.MISSING),
                "Kind": rows["kind"].str.capitalize(),
                "Counts for": rows["date"].map(numbers.day),
                "Entered": rows["posted"].map(numbers.day),
                "Service": [record.name_of("services", s) for s in rows["service"]],
                "Amount": rows["pence"].map(words.to_the_penny),
                "Where": [f"{files[r.file]}, row {int(r.line)}" for r in each(rows)],
            }
        ).head(LISTED),
        f"Entries made more than {days} days after the year they count for",
        numbers=["Amount"],
        notes=[
            f"They come to {words.to_the_penny(rows['pence'].sum())}, and an outturn "
            "reported before them did not hold them.",
            *_more(len(rows)),
        ],
    )


def accruals_table(ledger: LedgerExtract | None, record: Partnership) -> Table | Text:
    """Set accruals of a year before the newest that were not reversed in full."""
    if ledger is None or ledger.accruals.empty:
        return NOTHING
    years = spend.closed_years(ledger.cube)
    rows = ledger.accruals.dropna(subset=["year"])
    rows = rows.assign(left=rows["accrued_pence"] + rows["reversed_pence"])
    rows = rows[rows["left"] != 0]
    if rows.empty:
        return Text("Every accrual was reversed in full.")
    names = rows["year"].astype(int).map(spend.year_name)
    total = ledger.accruals["accrued_pence"].sum()
    return set_table(
        pd.DataFrame(
            {
                "Reference": rows["reference"].fillna(numbers.MISSING),
                "Accrued in": names,
                "Service": [record.name_of("services", s) for s in rows["service"]],
                "Accrued": rows["accrued_pence"].map(words.to_the_penny),
                "Reversed": rows["reversed_pence"].map(words.to_the_penny),
                "Left": rows["left"].map(words.to_the_penny),
            }
        ).head(LISTED),
        "Accruals that were not reversed in full",
        numbers=["Accrued", "Reversed", "Left"],
        notes=[
            f"Of {words.to_the_penny(total)} accrued in "
            f"{numbers.count(len(years), 'closed year')}.",
            *_more(len(rows)),
        ],
    )


def virements_words(ledger: LedgerExtract | None, record: Partnership) -> Text:
    """Say whether virements leave the total as it was."""
    if ledger is None:
        return NOTHING
    moved = record.ledger_budgets[record.ledger_budgets["kind"] == "virement"]
    if moved.empty:
        return NOTHING
    off = spend.unbalanced_virements(record.ledger_budgets)
    count = numbers.count(int(moved["reference"].nunique()), "virement")
    if off.empty:
        return Text(f"{count} moved budgets; each leaves the total as it was.")
    parts = [
        f"{row.reference} of {row.financial_year} by {words.to_the_penny(row.pence)}"
        for row in each(off)
    ]
    return Text(f"Of {count}, these change the total: {numbers.listing(parts)}.")


def _more(rows: int) -> list[str]:
    if rows <= LISTED:
        return []
    return [f"{rows - LISTED} more are not listed here."]
