"""What the ledger adds up to, and how far it agrees with what was published."""

import pandas as pd

from analysis.data import WHOLE, LedgerExtract, Partnership
from analysis.measures import against_budget, spending
from analysis.measures.ledger import spend
from analysis.present import numbers, series
from analysis.present.display import NOTHING, Table, Text
from analysis.present.overspend.words import percent
from analysis.present.overspend.years import thresholds
from analysis.present.overspend_ledger import words
from analysis.present.rows import each
from analysis.present.tables import set_table


def answer(ledger: LedgerExtract | None, record: Partnership) -> Text:
    """Head the ledger's part with what it holds, and what had to be set apart."""
    if ledger is None:
        return NOTHING
    years = spend.closed_years(ledger.cube)
    entries = int(ledger.files["rows"].sum())
    apart = ledger.cube[ledger.cube["problem"].notna()]
    who = record.settings.provider
    said = (
        f"{who} gave an extract of its ledger: {entries:,} entries "
        f"in {numbers.count(len(ledger.files), 'file')}, {years[0]} to {years[-1]}"
        if years
        else f"An extract of the ledger holds {entries:,} entries"
    )
    under_way = spend.year_under_way(ledger.cube)
    if under_way:
        said += f" and {under_way[0]} up to month {under_way[1]}"
    if len(apart):
        said += (
            f". {numbers.count(int(apart['entries'].sum()), 'entry', 'entries')} of "
            f"{words.to_the_penny(apart['pence'].sum())} could not be read or placed: "
            "they are in no figure here and are listed below"
        )
    return Text(f"## What the ledger says\n\n{said}.")


def years_heading(ledger: LedgerExtract | None, record: Partnership) -> Text:
    """Head the years with how many of them agree with the published outturn."""
    if ledger is None:
        return NOTHING
    table = _compared(ledger, record).dropna(subset=["difference"])
    if table.empty:
        return NOTHING
    near = table["difference"].abs() < TOLERANCE
    apart = list(table.loc[~near, "financial_year"])
    if not apart:
        return Text("### The ledger agrees with every published outturn")
    return Text(
        f"### The ledger agrees with the published outturn of {int(near.sum())} of "
        f"{numbers.count(len(table), 'year')}; it differs in {numbers.listing(apart)}"
    )


TOLERANCE = 200_000
"""Pence within which ledger and outturn agree: two of the last printed digits."""


def years_table(ledger: LedgerExtract | None, record: Partnership) -> Table | Text:
    """Set the ledger's variance of each year beside the published one."""
    if ledger is None:
        return NOTHING
    rows = _compared(ledger, record)
    rows = rows.sort_values("financial_year", ascending=False, kind="stable")
    rag = record.settings.rag
    breaks = series.of_periods(record, WHOLE, rows["financial_year"])
    return set_table(
        pd.DataFrame(
            {
                "Financial year": breaks.marked(rows["financial_year"]),
                "Budget": rows["budget"].map(words.millions),
                "Spent": rows["actual"].map(words.millions),
                "Variance": rows["variance"].map(words.variance),
                "Of budget": rows["percent"].map(percent),
                "Rating": [
                    numbers.MISSING
                    if pd.isna(part)
                    else against_budget.rating(part, rag).capitalize()
                    for part in rows["percent"]
                ],
                "Published": rows["published"].map(_published),
                "Difference": rows["difference"].map(_published),
            }
        ),
        "The ledger against its budgets, and against the published outturn",
        numbers=["Budget", "Spent", "Variance", "Of budget", "Published", "Difference"],
        notes=[
            thresholds(record),
            "Difference: the ledger's variance less the published one. Published "
            "variances are rounded to £1,000 for each council.",
            *breaks.notes,
        ],
    )


def years_words(ledger: LedgerExtract | None, record: Partnership) -> Text:
    """Say what sets the ledger's newest closed year apart from the outturn."""
    if ledger is None:
        return NOTHING
    table = _compared(ledger, record).dropna(subset=["difference"])
    if table.empty or abs(table["difference"].iloc[-1]) < TOLERANCE:
        return NOTHING
    year, difference = table[["financial_year", "difference"]].iloc[-1]
    start = int(str(year)[:4])
    # A row without a date belongs to no year; it is taken for the newest here.
    cells = ledger.cube[(ledger.cube["year"] == start) | ledger.cube["year"].isna()]
    apart = int(cells.loc[cells["problem"].notna(), "pence"].sum())
    missed = ledger.files.dropna(subset=["declared_pence"])
    unread = int((missed["declared_pence"] - missed["pence"]).sum())
    late = int(cells.loc[cells["late"] & cells["problem"].isna(), "pence"].sum())
    parts = [
        f"entries made after the close put in {words.to_the_penny(late)}" * bool(late),
        f"entries that look paid twice put in "
        f"{words.to_the_penny(_twice(ledger, start))}" * bool(_twice(ledger, start)),
        f"entries set apart, whose amounts are known, take out "
        f"{words.to_the_penny(apart)}" * bool(apart),
        "amounts that cannot be read take out, by the control total, "
        f"{words.to_the_penny(unread)}" * bool(unread),
    ]
    side = "above" if difference > 0 else "below"
    return Text(
        f"In {year} the ledger lies {words.millions(abs(difference))} {side} the "
        f"published outturn. What is known to set them apart: "
        f"{numbers.listing([part for part in parts if part]) or 'nothing'}."
    )


def _twice(ledger: LedgerExtract, start: int) -> int:
    found = ledger.duplicates
    if found.empty:
        return 0
    days = found["date"]
    years = days.dt.year - (days.dt.month < 4)
    return int(found.loc[found["extra"] & (years == start), "pence"].sum())


def _published(pence: float) -> str:
    return numbers.MISSING if pd.isna(pence) else words.variance(pence)


def _compared(ledger: LedgerExtract, record: Partnership) -> pd.DataFrame:
    table = spend.against_budgets(
        ledger.cube, record.ledger_budgets, ["financial_year"]
    )
    table = table[table["financial_year"].isin(spend.closed_years(ledger.cube))]
    closed = spending.outturns(record.spending, WHOLE, record.contradictions)
    closed = closed[closed["scope"] == "shared"]
    said = {row.financial_year: row.variance_gbp * 100 for row in each(closed)}
    published = table["financial_year"].map(said)
    return table.assign(published=published, difference=table["variance"] - published)
