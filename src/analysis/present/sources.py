"""Show where figures come from, and where documents disagree."""

import html
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import TABLES, Partnership
from analysis.measures import dates
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.links import contradiction_anchor, to_source
from analysis.present.rows import each
from analysis.present.stated import lines, value_of
from analysis.present.tables import set_table
from analysis.protocol import USED_BY, USED_DOCUMENT


def documents(record: Partnership) -> Text:
    """List every document, newest first, with the facts it is the source of.

    In a place of its own below each, a build names the pages that use it.
    """
    stated = lines(record)
    rows = dates.documents(record.sources)
    rows = rows.sort_values(["published", "title"], ascending=[False, True])
    return Text("\n\n".join(_entry(row, stated.get(row.id, [])) for row in each(rows)))


def documents_heading(record: Partnership) -> Text:
    """Head the list of documents with their number."""
    number = numbers.count(len(record.sources), "document")
    return Text(f"## The record rests on {number}")


def documents_chart(record: Partnership) -> Chart | Text:
    """Chart how many documents of each kind the record rests on."""
    kinds = record.sources["kind"].value_counts().sort_values(kind="stable")
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
    facts = _facts_by_id(record)
    marked: set[str] = set()
    said = [
        [
            _mark(i, marked) + words
            for i, words in zip(
                (first, second), _both_said(facts, first, second, record), strict=True
            )
        ]
        for first, second in rows[["first", "second"]].to_numpy()
    ]
    return set_table(
        pd.DataFrame(
            {
                "About": rows["about"],
                "Kind": rows["kind"].str.capitalize(),
                "One document": [first for first, _ in said],
                "Another": [second for _, second in said],
                "Used": [_used(row) for row in each(rows)],
                "Why": rows["why"],
            }
        ),
        "Register of contradictions",
        links=["One document", "Another"],
    )


def _facts_by_id(record: Partnership) -> dict[str, dict[str, pd.Series]]:
    """Return every fact, by id and by the table it is in.

    Of several rows in one table, the first.
    """
    found: dict[str, dict[str, pd.Series]] = {}
    for name, declared in TABLES.items():
        if not declared.facts:
            continue
        for _, row in record.tables[name].iterrows():
            found.setdefault(str(row["id"]), {}).setdefault(name, row)
    return found


def _paint_kinds(figure: Figure, kinds: "pd.Series[int]") -> None:
    axes = figure.subplots()
    bars = axes.barh(range(len(kinds)), kinds, 0.65, color=style.DARK_BLUE)
    axes.bar_label(bars, padding=4)
    axes.set_yticks(range(len(kinds)), [str(k).capitalize() for k in kinds.index])
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)


def _entry(row: Any, stated: list[str]) -> str:
    where = (
        f"[{html.escape(row.reference)}]({row.reference})"
        if row.reference.startswith("http")
        else row.reference
    )
    note = f" {row.note}" if isinstance(row.note, str) else ""
    about = (
        f"{row.publisher}, {row.date_words}; "
        f"{row.kind}; source of {numbers.count(len(stated), 'fact')} in the tables. "
        f"{where}{note}"
    )
    place = f'::: {{.{USED_BY} {USED_DOCUMENT}="{row.id}"}}\n:::'
    parts = [f"### {row.title} {{#{row.id}}}", about, place]
    return "\n\n".join([*parts, "\n".join(stated)]).rstrip()


def _mark(fact: str, marked: set[str]) -> str:
    """Return the anchor of a fact in the register, the first time it is asked for."""
    if fact in marked:
        return ""
    marked.add(fact)
    return f"{{#{contradiction_anchor(fact)}}}"


def _both_said(
    facts: dict[str, dict[str, pd.Series]],
    first: str,
    second: str,
    record: Partnership,
) -> list[str]:
    """Write two facts, each as the table has it in which they can be compared.

    One passage may state a budget and a number of staff: the two then share an id.
    """
    tables = [name for name in facts[first] if name in facts[second]]
    pair = [
        own[tables[0]] if tables else next(iter(own.values()))
        for own in (facts[first], facts[second])
    ]
    partners = [fact.get("partner") for fact in pair]
    # A total beside a part of it: say whose each is.
    whose = (
        [f"{record.name_of('partners', str(partner))}, " for partner in partners]
        if partners[0] != partners[1]
        else ["", ""]
    )
    return [name + _said(fact, record) for name, fact in zip(whose, pair, strict=True)]


def _said(fact: pd.Series, record: Partnership) -> str:
    status = fact.get("status")
    word = f" {status}" if isinstance(status, str) else ""
    return f"{value_of(fact)}{word}, {to_source(fact['source'], record.sources)}"


def _used(row: Any) -> str:
    words = {row.first: "The first", row.second: "The second"}
    return words.get(row.used, "Neither: both are shown")
