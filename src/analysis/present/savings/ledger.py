"""Show the ledger of claims: every stated saving, by whom, and how well evidenced."""

from typing import Any

import pandas as pd

from analysis.data import ALL_SERVICES, Partnership
from analysis.measures import savings as measure
from analysis.measures.claims import all_claims, by_status
from analysis.measures.dates import published_words
from analysis.measures.double_counting import overlaps
from analysis.measures.evidence import GRADES
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.savings.words import SHORT_BASIS, amount
from analysis.present.tables import set_table

SHOWN = 40
"""Overlaps that are listed; of a large register the rest are counted."""


def ledger_heading(record: Partnership) -> Text:
    """Head the ledger with how many claims are well evidenced."""
    if record.savings.empty:
        return Text("## No saving had been published")
    claims = all_claims(record)
    results = claims[claims["evidence"].isin(GRADES)]
    good = int((results["evidence"] == "sufficient").sum())
    return Text(
        f"## Of {numbers.count(len(results), 'reported saving')}, {good or 'none'} "
        f"{'has' if good == 1 else 'have'} sufficient evidence"
    )


def grades_table(record: Partnership) -> Table | Text:
    """Set how many claims of each status have which evidence."""
    if record.savings.empty:
        return NOTHING
    claims = all_claims(record)
    counts = by_status(claims)
    shown = pd.DataFrame(
        {
            "Status": counts["status"].str.capitalize(),
            "Claims": counts["claims"].astype(str),
            "Sufficient": counts["sufficient"].astype(str),
            "Partial": counts["partial"].astype(str),
            "Insufficient": counts["insufficient"].astype(str),
            "Not graded": counts["not graded"].astype(str),
        }
    )
    return set_table(
        shown,
        "Claims by status and evidence, by the five questions of the methods page",
        numbers=[*shown.columns[1:]],
    )


def stated_table(record: Partnership, partner: str) -> Table | Text:
    """Set every saving stated for a partner, or for the whole partnership.

    Lines of a register stand in a table of their own, see `register`.
    """
    stated = measure.stated(all_claims(record), partner)
    stated = stated[stated["line"].isna()]
    name = record.name_of("partners", partner)
    if stated.empty:
        return Text(f"No saving had been published for {name} alone.")
    rows = pd.DataFrame(
        {
            "Period": [
                numbers.period(row.period_from, row.period_to) for row in each(stated)
            ],
            "Status": [_status(row, record) for row in each(stated)],
            "Amount": [amount(row) for _, row in stated.iterrows()],
            "Basis": [_basis(row) for row in each(stated)],
            "Evidence": [_evidence(row) for row in each(stated)],
            "Published": [
                f"{words}, {publisher}"
                for words, publisher in zip(
                    published_words(record.sources, stated["source"]),
                    stated["publisher"],
                    strict=True,
                )
            ],
            "Source": [to_source(s, record.sources) for s in stated["source"]],
        }
    )
    return set_table(
        rows,
        f"Savings stated for {name}, by status and basis",
        numbers=["Amount"],
        links=["Source"],
        notes=[
            "Run-rate: the yearly level of savings reached. In-year: one year's. "
            "Cumulative: several years added up. [i] inferred: the document does not "
            "state the basis. Amounts of different basis count different things: they "
            "are listed, never added."
        ],
    )


def own_heading(record: Partnership, partner: str) -> Text:
    """Head the list of a partner's own savings with how many were stated."""
    name = record.name_of("partners", partner)
    stated = len(measure.stated(record.savings, partner))
    if not stated:
        return Text(f"### No saving was published for {name} alone")
    return Text(
        f"### {numbers.count(stated, 'saving').capitalize()} "
        f"{'was' if stated == 1 else 'were'} published for {name} alone"
    )


def doubles_heading(record: Partnership) -> Text:
    """Head what may be counted twice with how often it was found."""
    found = overlaps(record.savings)
    if found.empty:
        return NOTHING
    count = int((~found["declared"].astype(bool)).sum())
    if not count:
        return Text("### The record says itself which figures repeat others")
    times = {1: "once", 2: "twice"}.get(count, f"{count} times")
    return Text(f"### The same pounds may be counted twice: found {times}")


def doubles_table(record: Partnership) -> Table | Text:
    """Set the figures that may count the same pounds; none is dropped."""
    found = overlaps(record.savings)
    if found.empty:
        return NOTHING
    facts = {row.id: row for row in each(record.savings)}
    rows = pd.DataFrame(
        {
            "Found": found["kind"].str.capitalize(),
            "Service": [record.name_of("services", s) for s in found["service"]],
            "Amount": found["amount_gbp"].map(numbers.pounds),
            "Figures": [_figures(ids, facts) for ids in found["ids"]],
            "What the record says": [
                "One is part of the other" if declared else "Nothing"
                for declared in found["declared"]
            ],
        }
    )
    notes = [
        "Nothing is dropped. No total on this page adds the figures of one row, save "
        "the annual figures of a register that counts a line twice itself.",
        "Equal amounts may be chance: a row is a question to the author.",
    ]
    if len(rows) > SHOWN:
        notes.append(f"{len(rows) - SHOWN} more were found and are not listed.")
    return set_table(
        rows.head(SHOWN),
        "Figures that may count the same pounds",
        numbers=["Amount"],
        notes=notes,
    )


def _figures(ids: tuple[str, ...], facts: dict[str, Any]) -> str:
    names = []
    for identifier in ids:
        fact = facts[identifier]
        title = fact.title if isinstance(fact.title, str) else fact.status
        period = numbers.period(fact.period_from, fact.period_to)
        names.append(f"{title} ({identifier}, {period})")
    return "; ".join(names)


def _status(fact: Any, record: Partnership) -> str:
    status = str(fact.status).capitalize()
    if fact.service != ALL_SERVICES:
        status += f" ({record.name_of('services', fact.service)})"
    return f"{status}, non-shared" if fact.scope == "non-shared" else status


def _basis(fact: Any) -> str:
    inferred = fact.basis_evidence == "inferred"
    return SHORT_BASIS[fact.basis] + (" [i]" if inferred else "")


def _evidence(fact: Any) -> str:
    grade = str(fact.evidence).capitalize()
    return f"{grade}: {fact.reasons}" if fact.reasons else grade
