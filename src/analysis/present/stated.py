"""Say of each fact, in one line, what its document states and how firm that is."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.data import ALL_SERVICES, TABLES, WHOLE, Partnership
from analysis.measures import dates
from analysis.measures.dates import Dated, is_inferred
from analysis.measures.evidence import NOT_GRADED, REASONS, Evidence, grades
from analysis.measures.facts import contested
from analysis.present import numbers
from analysis.present.links import contradiction_anchor, fact_anchor

KINDS = {
    "membership": "membership",
    "savings": "saving",
    "spending": "budget position",
    "causes": "cause of a variance",
    "budget_changes": "change to a budget",
    "shares": "share of cost",
    "satisfaction": "satisfied customers",
    "satisfaction_changes": "change in satisfaction",
    "targets": "target",
    "invited": "people asked",
    "indicators": "indicator",
    "milestones": "milestone",
    "costs": "cost of change",
    "organisation": "count",
    "events": "event",
    "statements": "statement",
    "comparators": "figure of another partnership",
}
"""What a row of each table is, in a word or two."""

ABOUT = (
    *("comparator", "measure", "indicator", "cause", "kind", "customer_group"),
    *("occasion", "line", "scope"),
)
"""Columns that say what a figure is about, in the order in which they are read."""

SILENT = {"all", "not stated", "not money", "exact", "actual"}
"""Values that say nothing a reader would miss."""

WRITE: dict[str, Callable[[float], str]] = {
    "variance_gbp": numbers.variance,
    "amount_gbp": numbers.pounds,
    "budget_gbp": numbers.pounds,
    "percent": numbers.percent,
    "change_points": numbers.points,
    "invited": lambda people: f"{people:,.0f}",
}
"""How the value of a column is written, the first that has one first."""

SPECIAL = re.compile(r"([\\`*_{}\[\]<>|$~^#@])")


@dataclass(frozen=True)
class Names:
    """Hold what every line needs to know of the partnership, looked up once.

    Attributes
    ----------
    partners, services, waves
        Names by id.
    sources
        Rows of the table of documents, by id.
    """

    partners: dict[str, str]
    services: dict[str, str]
    waves: dict[str, str]
    sources: dict[str, pd.DataFrame]

    @classmethod
    def of(cls, record: Partnership) -> "Names":
        """Look up the names of a partnership.

        Parameters
        ----------
        record
            A partnership as at a date.
        """
        named = {
            kind: dict(record.tables[kind][["id", "name"]].to_numpy().tolist())
            for kind in ("partners", "services", "waves")
        }
        return cls(
            partners={WHOLE: "whole partnership", **named["partners"]},
            services=named["services"],
            waves=named["waves"],
            sources={str(i): rows for i, rows in record.sources.groupby("id")},
        )


def lines(record: Partnership) -> dict[str, list[str]]:
    """Return a line of Markdown for every fact, by the document that states it.

    The first line of a fact carries the anchor that figures link to.

    Parameters
    ----------
    record
        A partnership as at a date.

    Returns
    -------
    dict
        For a document's id its facts, in the order of the tables: value, what it
        is, status and basis, grade of the evidence, and any contradiction.
    """
    found: dict[str, list[str]] = {}
    anchored: set[str] = set()
    disputed = contested(record.contradictions)
    names = Names.of(record)
    for kind, row, evidence in _facts(record):
        identifier = str(row["id"])
        anchor = "" if identifier in anchored else f"{{#{fact_anchor(identifier)}}}"
        anchored.add(identifier)
        line = _line(kind, row, names, evidence, anchor)
        if identifier in disputed:
            line += f" [The register](#{contradiction_anchor(identifier)}) says how."
        found.setdefault(str(row["source"]), []).append(line)
    return found


def notes(record: Partnership, facts: Sequence[str]) -> dict[str, str]:
    """Say of some facts what they are, how firm they are and where they come from.

    Parameters
    ----------
    record
        A partnership as at a date.
    facts
        The ids of facts; others than the record's are left out.

    Returns
    -------
    dict
        By id, in their order: Markdown that needs no link to be followed.
    """
    wanted = set(facts)
    if not wanted:
        return {}
    names = Names.of(record)
    found: dict[str, str] = {}
    for kind, row, evidence in _facts(record, wanted):
        source = names.sources[row["source"]]
        line = _line(kind, row, names, evidence, "").removeprefix("- ")
        found.setdefault(str(row["id"]), f"{line} Source: {_cited(source.iloc[0])}.")
    return {fact: found[fact] for fact in facts if fact in found}


def _cited(source: pd.Series) -> str:
    where = source["reference"]
    day = Dated(f"{source['published']:%Y-%m-%d}", str(source["precision"]))
    said = (source["title"], source["publisher"], day.words)
    cited = plain(", ".join(str(part) for part in said))
    return f"{cited}, <{where}>" if where.startswith("http") else cited


DATES = {
    "date": "",
    "shared_from": "from ",
    "reduced": "most withdrawn in ",
    "end_decided": "end decided in ",
    "shared_to": "to ",
}
"""Dates of a fact that are known in part, and the words before each."""


def value_of(fact: pd.Series) -> str:
    """Write the value of a fact of any table."""
    for column, write in WRITE.items():
        if pd.notna(fact.get(column)):
            return write(fact[column])
    if "shared_from" in fact:
        decided = _says(fact["end_decided"]) and not _says(fact["shared_to"])
        return "end of sharing decided" if decided else "shared"
    if not _is_money(fact):
        for column in ("statement", "title"):
            if isinstance(fact.get(column), str):
                return str(fact[column])
    for column in ("value", "target"):
        if pd.notna(fact.get(column)):
            return numbers.quantity(fact[column], str(fact.get("unit", "")))
    return numbers.MISSING


def plain(text: str) -> str:
    """Return text in which Markdown sees nothing but words."""
    return SPECIAL.sub(r"\\\1", text)


def _facts(
    record: Partnership, wanted: Collection[str] | None = None
) -> Iterator[tuple[str, pd.Series, Evidence]]:
    for name, declared in TABLES.items():
        if declared.facts:
            table = record.tables[name]
            if wanted is not None:
                table = table[table["id"].isin(wanted)]
            graded = grades(table, record.sources, record.contradictions)
            for (_, row), evidence in zip(table.iterrows(), graded, strict=True):
                yield name, row, evidence


def _line(
    kind: str, row: pd.Series, names: Names, evidence: Evidence, anchor: str
) -> str:
    value = f"**{plain(value_of(row))}**"
    value = f"[{value}]{anchor}" if anchor else value
    what = ", ".join([KINDS.get(kind, kind), *about(row, names)])
    firm = ", ".join(firmness(row))
    reasons = "; ".join(REASONS[name] for name in evidence.unmet)
    graded = evidence.grade + (f": {reasons}" if reasons else "")
    graded = "" if evidence.grade == NOT_GRADED else f" Evidence: {graded}."
    said = plain(what + (f"; {firm}" if firm else ""))
    return f"- {value}, {said}.{graded}"


def about(row: pd.Series, names: Names) -> Iterator[str]:
    """Say in a few words each whom and what a fact is about, and when."""
    partner, service = row.get("partner"), row.get("service")
    if isinstance(partner, str):
        yield names.partners[partner]
    if isinstance(service, str) and service != ALL_SERVICES:
        yield names.services[service]
    yield from (str(row[c]) for c in ABOUT if _says(row.get(c)))
    if isinstance(row.get("title"), str) and _is_money(row):
        yield str(row["title"])
    yield from _when(row, names)


def _when(row: pd.Series, names: Names) -> Iterator[str]:
    for column in ("wave", "from_wave", "to_wave"):
        if _says(row.get(column)):
            yield names.waves.get(row[column], row[column])
    for column in ("financial_year", "period"):
        if _says(row.get(column)):
            yield str(row[column])
    if "period_from" in row:
        yield numbers.period(row["period_from"], row["period_to"])
    for column, word in DATES.items():
        if _says(row.get(column)):
            inferred = is_inferred(row["inferred"], column)
            yield word + dates.stated(str(row[column]), inferred=inferred).words


def firmness(row: pd.Series) -> Iterator[str]:
    """Give a fact's status, basis and qualifier."""
    if _says(row.get("status")):
        yield str(row["status"])
    if isinstance(row.get("basis"), str) and row["basis"] != "not money":
        basis = "basis not stated" if row["basis"] == "not stated" else row["basis"]
        yield basis + (" (inferred)" if row.get("basis_evidence") == "inferred" else "")
    if _says(row.get("qualifier")):
        yield str(row["qualifier"])


def _is_money(row: pd.Series) -> bool:
    return "amount_gbp" in row


def _says(value: Any) -> bool:
    return isinstance(value, str) and value not in SILENT
