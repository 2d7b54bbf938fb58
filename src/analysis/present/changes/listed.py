"""List figures that are new, revised or withdrawn, each with its source."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.data import Partnership
from analysis.measures import changed_results
from analysis.measures.changes import Fact
from analysis.present import numbers
from analysis.present.changes.compared import TOPIC, TOPICS, Compared, compared
from analysis.present.display import NOTHING, Table, Text
from analysis.present.links import to_fact, to_page, to_source
from analysis.present.satisfaction.words import CONFIDENTIAL, base, interval
from analysis.present.stated import KINDS, WRITE, about, firmness, plain, value_of
from analysis.present.tables import set_table

MOST = 60
"""Rows of a table; of more, the newest."""


def revised(record: Partnership) -> Table | Text:
    """Set each revised figure: its value before, its value now, and by how much."""
    found = compared(record)
    facts = found.figures("revised") if found else []
    if found is None or not facts:
        return Text("No figure was revised.") if found else NOTHING
    rows = pd.DataFrame(
        {
            "Figure": [_what(fact, found) for fact in facts],
            "Before": [_value(fact, fact.before) for fact in facts],
            "Now": [_linked(fact) for fact in facts],
            "By how much": [_moved(fact) for fact in facts],
            "Status and basis": [_how(fact) for fact in facts],
            "Published": [_day(fact) for fact in facts],
            "Source": [_source(fact, record) for fact in facts],
        }
    )
    return set_table(
        rows,
        f"Figures revised since {numbers.day(found.since)}",
        numbers=["Before", "Now", "By how much"],
        links=["Before", "Now", "Source"],
        notes=[
            "The difference is of the values as published. Where two documents "
            f"disagree, {to_page('sources#contradictions', 'the register')} says which "
            "is used, and why."
        ],
    )


def withdrawn(record: Partnership) -> Table | Text:
    """Set the figures that the edition before published and this one does not."""
    found = compared(record)
    facts = found.figures("withdrawn") if found else []
    if found is None or not facts:
        return Text("No figure was withdrawn.") if found else NOTHING
    rows = pd.DataFrame(
        {
            "Figure": [_what(fact, found) for fact in facts],
            "Value": [_value(fact, fact.row) for fact in facts],
            "Status and basis": [_how(fact) for fact in facts],
            "Published": [_day(fact) for fact in facts],
            "Source": [_source(fact, record) for fact in facts],
        }
    )
    return set_table(
        rows,
        f"Figures withdrawn since {numbers.day(found.since)}",
        numbers=["Value"],
        links=["Value", "Source"],
    )


def new(record: Partnership, topic: str) -> Table | Text:
    """Set the new figures of a topic, the newest first.

    Parameters
    ----------
    record
        A partnership as at a date.
    topic
        One of `analysis.present.changes.compared.TOPICS`.
    """
    if topic not in TOPICS:
        raise KeyError(topic)
    found = compared(record)
    facts = (
        [f for f in found.figures("new") if TOPIC[f.table] == topic] if found else []
    )
    if found is None or not facts:
        return NOTHING
    facts.sort(key=_published, reverse=True)
    shown = facts[:MOST]
    rows = pd.DataFrame(
        {
            "Figure": [_what(fact, found) for fact in shown],
            "Value": [_linked(fact) for fact in shown],
            "Status and basis": [_how(fact) for fact in shown],
            "Published": [_day(fact) for fact in shown],
            "Source": [_source(fact, record) for fact in shown],
        }
    )
    return set_table(
        rows,
        f"{topic}: {_number(facts)} since {numbers.day(found.since)}",
        numbers=["Value"],
        links=["Value", "Source"],
        notes=[
            f"The newest {MOST} are shown; {to_page('sources', 'the data')} hold all."
        ]
        if len(facts) > MOST
        else [],
    )


def revised_heading(record: Partnership) -> Text:
    """Head the revised figures with their number."""
    found = compared(record)
    number = len(found.figures("revised")) if found else 0
    return Text(f"## Revised: {numbers.count(number, 'figure')}") if number else NOTHING


def withdrawn_heading(record: Partnership) -> Text:
    """Head the withdrawn figures with their number."""
    found = compared(record)
    number = len(found.figures("withdrawn")) if found else 0
    return (
        Text(f"## Withdrawn: {numbers.count(number, 'figure')}") if number else NOTHING
    )


def new_heading(record: Partnership, topic: str | None = None) -> Text:
    """Head the new figures, or those of a topic, with their number."""
    found = compared(record)
    facts = found.figures("new") if found else []
    facts = [f for f in facts if topic in (None, TOPIC[f.table])]
    if not facts:
        return NOTHING
    if topic is None:
        return Text(f"## New: {numbers.count(len(facts), 'figure')}")
    return Text(f"### {topic}: {_number(facts)}")


def _published(fact: Fact) -> pd.Timestamp:
    day = fact.row["published"]
    return pd.Timestamp.min if pd.isna(day) else day


def _day(fact: Fact) -> str:
    day = fact.row["published"]
    return numbers.MISSING if pd.isna(day) else numbers.day(day)


def _number(facts: list[Fact]) -> str:
    return numbers.count(len(facts), "new figure")


def _what(fact: Fact, found: Compared) -> str:
    """Say what a figure is of, the council first."""
    row = fact.row
    words = [KINDS.get(fact.table, fact.table), *about(row, found.names)]
    if fact.table == changed_results.TABLE:
        words[0] = "satisfied (single answers)"
    if "partner" in row:
        # The first of the words about it is its council.
        kind, whom, *rest = words
        words = [whom[:1].upper() + whom[1:], kind, *rest]
    if fact.table == "events":
        words.append(str(row["title"]))
    said = ", ".join(words)
    return said[:1].upper() + said[1:]


def _value(fact: Fact, row: Any) -> str:
    """Write a figure; an event's, too, whose words stand beside it."""
    if row is None:
        return numbers.MISSING
    if row.get("confidential") is True:
        return CONFIDENTIAL
    if fact.table == "events":
        return plain(numbers.quantity(row["value"], str(row["unit"])))
    return plain(value_of(row))


def _linked(fact: Fact) -> str:
    if fact.table == changed_results.TABLE:
        # It is counted here, and stands in no document.
        return _value(fact, fact.row)
    return to_fact(str(fact.row["id"]), _value(fact, fact.row))


def _how(fact: Fact) -> str:
    """Give the status and basis, and what they were before where they changed."""
    now = ", ".join(_firm(fact.row)) or "[z]"
    if fact.before is None or fact.after is None:
        return now
    was = ", ".join(_firm(fact.before)) or "[z]"
    return now if was == now else f"{now}; before: {was}"


def _firm(row: Any) -> Iterator[str]:
    """Say how firm a figure is: of a result of single answers, what it rests on."""
    if row.get("confidential") is True:
        yield "confidential in this edition"
    elif pd.notna(row.get("answered")):
        yield f"{base(row['answered'])} gave a rating"
        if pd.notna(row.get("low")):
            yield f"95% interval {interval(row)}"
    else:
        yield from firmness(row)


def _moved(fact: Fact) -> str:
    """Write by how much a figure moved, in its own unit."""
    difference = fact.difference
    if difference is None:
        return "[z]"
    if difference == 0:
        return "same value"
    for column, write in WRITE.items():
        if pd.notna(fact.row.get(column)):
            return _signed(difference, column, write)
    return _sign(difference) + numbers.quantity(
        abs(difference), str(fact.row.get("unit", ""))
    )


def _signed(difference: float, column: str, write: Any) -> str:
    if column == "percent":
        return numbers.points(difference)
    if column in ("variance_gbp", "change_points"):
        return str(write(difference))
    return _sign(difference) + str(write(abs(difference)))


def _sign(difference: float) -> str:
    return "+" if difference > 0 else numbers.MINUS


def _source(fact: Fact, record: Partnership) -> str:
    """Lead to the document; one that is no longer listed is only named."""
    if pd.isna(fact.row["source"]):
        return numbers.MISSING
    source = str(fact.row["source"])
    if source in set(record.sources["id"]):
        return to_source(source, record.sources)
    before = record.editions.before(record.as_at)
    known = before.tables.get("sources") if before else None
    if known is None:
        return plain(source)
    titles = dict(known[["id", "title"]].to_numpy().tolist())
    return plain(str(titles.get(source, source)))
