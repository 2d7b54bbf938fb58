"""Show the organisation: who shared what and when, its staff, and what happened."""

from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.data import ALL_SERVICES, Partnership
from analysis.measures import membership as measure
from analysis.measures.age import last_report
from analysis.measures.dates import in_words
from analysis.present import numbers, series, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.links import to_source
from analysis.present.numbers import quantity
from analysis.present.rows import each
from analysis.present.tables import set_table

KINDS = {
    "governance": "Governance",
    "membership": "Membership",
    "management": "Management",
    "election": "Elections",
    "system": "Systems",
    "audit": "Audit",
    "incident": "Incidents",
}
"""Kinds of event, in the order of the timeline from its top."""


def membership_heading(record: Partnership) -> Text:
    """Head the timeline with where the services are, by the last document on each."""
    rows = measure.by_service(record.membership, record.partners)
    if rows.empty:
        return Text("## Which services were shared was not published")
    counts = rows["status"].value_counts()
    said = [f"{numbers.count(int(counts.get(measure.SHARED, 0)), 'service')} shared"]
    if counts.get(measure.TO_END):
        said.append(f"{counts[measure.TO_END]} to be taken back, as decided")
    if counts.get(measure.ENDED):
        said.append(f"{counts[measure.ENDED]} no longer shared")
    heading = numbers.listing(said)
    return Text(f"## {heading[0].upper()}{heading[1:]}")


def membership_chart(record: Partnership) -> Chart | Text:
    """Chart which services each partner shared, and when."""
    rows = _spans(record)
    if rows.empty:
        return NOTHING
    undated = [
        s
        for s in dict.fromkeys(_uses(record)["service"])
        if s not in set(rows["service"])
    ]
    note = _not_drawn(undated, record)
    svg = style.draw(
        lambda figure: _paint_spans(figure, rows, record, note),
        height=1.2 + 0.24 * rows["service"].nunique() + 0.3 * bool(note),
    )
    alt = f"{_spans_alt(rows, record)} {note}".rstrip()
    return Chart(svg, alt, rows)


def membership_table(record: Partnership) -> Table | Text:
    """Set from when to when each council shared each service."""
    rows = _uses(record)
    if rows.empty:
        return NOTHING
    cells = [
        {
            "Service": record.name_of("services", str(service)),
            **{
                record.name_of("partners", str(partner)): _when(own, str(partner))
                for partner in record.partners["id"]
            },
        }
        for service, own in rows.groupby("service", sort=False)
    ]
    named = set(rows["partner"])
    columns = ["Service", *(record.name_of("partners", str(p)) for p in sorted(named))]
    return set_table(
        pd.DataFrame(cells)[columns],
        "Which council shared which service, from when to when",
        notes=[
            "Where no document ended a service, it ended when the council left. A dash "
            "means that no document says the council shared it.",
            *[
                "No document says when, or whether, services were taken back whose end "
                "was decided."
            ]
            * bool((rows["status"] == measure.TO_END).any()),
            f"{numbers.MISSING} {numbers.SHORTHAND[numbers.MISSING]}. "
            f"[i] {numbers.SHORTHAND['[i]']}.",
        ],
    )


def events_heading(record: Partnership) -> Text:
    """Head the timeline with how many events are in the record."""
    rows = _events(record)
    if rows.empty:
        return Text("## No event was published")
    first, last = (str(d)[:4] for d in (rows["date"].iloc[0], rows["date"].iloc[-1]))
    return Text(
        f"## {numbers.count(len(rows), 'event')} on the record, {first} to {last}"
        if first != last
        else f"## {numbers.count(len(rows), 'event')} on the record, in {first}"
    )


def events_chart(record: Partnership) -> Chart | Text:
    """Chart the dated happenings on one timeline, a line for each kind."""
    rows = _events(record)
    if len(rows) < 3:
        return NOTHING
    kinds = [kind for kind in KINDS if (rows["kind"] == kind).any()]
    svg = style.draw(
        lambda figure: _paint_events(figure, rows, kinds[::-1]),
        height=0.8 + 0.36 * len(kinds),
    )
    said = "; ".join(
        f"{KINDS[kind]}: "
        + ", ".join(str(d) for d in in_words(rows[rows["kind"] == kind], "date"))
        for kind in kinds
    )
    return Chart(svg, f"Timeline of events, one line a kind. {said}.", rows)


def events_table(record: Partnership) -> Table | Text:
    """Set the dated happenings in their order."""
    rows = _events(record)
    if rows.empty:
        return Text("No event had been published.")
    return set_table(
        pd.DataFrame(
            {
                "Date": in_words(rows, "date"),
                "What happened": rows["title"],
                "Kind": rows["kind"].map(KINDS),
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        "Events in the record",
        links=["Source"],
    )


def organisation_table(record: Partnership) -> Table | Text:
    """Set the counts of staff, services and councils, by which the scope changed."""
    rows = _grouped(record.organisation)
    if rows.empty:
        return Text("No count of staff or services had been published.")
    breaks = {
        key: series.of_periods(record, str(own["partner"].iloc[0]), own["period"])
        for key, own in rows.groupby(["measure", "partner"])
    }
    found = {p: w for own in breaks.values() for p, w in own.found.items()}
    return set_table(
        pd.DataFrame(
            {
                "What is counted": rows["measure"].str.capitalize(),
                "Of": [record.name_of("partners", p) for p in rows["partner"]],
                "Period": [
                    breaks[row.measure, row.partner].marked([row.period])[0]
                    for row in each(rows)
                ],
                "Count": [quantity(row.value, row.unit) for row in each(rows)],
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        "Staff, services and councils: the scope changed, so figures over time are not "
        "like with like",
        numbers=["Count"],
        links=["Source"],
        notes=series.Breaks(found).notes,
    )


def _grouped(rows: pd.DataFrame) -> pd.DataFrame:
    """Put the counts of one thing beside each other, in the order of publication."""
    rows = rows.sort_values("published", kind="stable")
    keys = rows["measure"] + rows["partner"]
    order = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    return rows.loc[keys.map(order).sort_values(kind="stable").index]


def _events(record: Partnership) -> pd.DataFrame:
    """Return events in their order, each once: as the document with the day has it."""
    rows = record.events.sort_values("date", kind="stable").drop_duplicates(
        ["id", "title"]
    )
    same = rows.groupby(["partner", "service", "kind"])["date"]
    told = [
        any(other.startswith(day) and other != day for other in same.get_group(key))
        for *key_, day in rows[["partner", "service", "kind", "date"]].to_numpy()
        for key in [tuple(key_)]
    ]
    return rows[~np.array(told, dtype=bool)].reset_index(drop=True)


def _uses(record: Partnership) -> pd.DataFrame:
    rows = measure.latest(record.membership, record.partners)
    rows = rows[rows["service"] != ALL_SERVICES]
    rows = rows.sort_values(["shared_from", "service", "partner"])
    dates = ("shared_from", "reduced", "end_decided", "shared_to")
    return rows.assign(**{column: in_words(rows, column) for column in dates})


def _when(own: pd.DataFrame, partner: str) -> str:
    mine = own[own["partner"] == partner]
    if mine.empty:
        return "\N{EN DASH}"
    row: Any = next(each(mine))
    said = f"From {row.shared_from or numbers.MISSING}"
    if row.reduced:
        said += f"; most of it withdrawn in {row.reduced}"
    if row.end_decided:
        said += f"; end decided in {row.end_decided}"
    return f"{said} to {row.shared_to}" if row.shared_to else said


def _paint_events(figure: Figure, rows: pd.DataFrame, kinds: list[str]) -> None:
    axes = figure.subplots()
    for place, kind in enumerate(kinds):
        at = [measure.in_years(d) for d in rows.loc[rows["kind"] == kind, "date"]]
        colour = style.ORANGE if kind == "incident" else style.DARK_BLUE
        marker = "s" if kind == "incident" else "o"
        axes.axhline(place, color=style.PALE, linewidth=1, zorder=1)
        axes.plot(at, [place] * len(at), marker, color=colour, markersize=8)
    axes.set_yticks(range(len(kinds)), [KINDS[kind] for kind in kinds])
    axes.set_ylim(-0.6, len(kinds) - 0.4)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(length=0)


def _spans(record: Partnership) -> pd.DataFrame:
    known_to = last_report(record.tables) or record.as_at
    return measure.spans(record.membership, record.partners, known_to)


def _not_drawn(services: list[str], record: Partnership) -> str:
    """Name the services that have no place on the chart, as their start is unknown."""
    names = numbers.listing([record.name_of("services", s) for s in services])
    return f"Not drawn, as their start was not published: {names}." if names else ""


def _paint_spans(
    figure: Figure, rows: pd.DataFrame, record: Partnership, note: str
) -> None:
    axes = figure.subplots()
    partners = [p for p in record.partners["id"] if (rows["partner"] == p).any()]
    services = list(dict.fromkeys(rows["service"]))[::-1]
    colours = [style.DARK_BLUE, style.TURQUOISE, style.ORANGE, style.DARK_PINK]
    height = 0.8 / max(len(partners), 1)
    for place, partner in enumerate(partners):
        own = rows[rows["partner"] == partner]
        at = [services.index(s) + 0.4 - (place + 0.5) * height for s in own["service"]]
        axes.barh(
            at,
            own["end"] - own["begin"],
            height * 0.85,
            left=own["begin"],
            color=colours[place % len(colours)],
            label=record.name_of("partners", partner),
        )
    names = [record.name_of("services", service) for service in services]
    axes.set_yticks(range(len(services)), names)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.tick_params(length=0)
    axes.set_ylim(-0.6, len(services) - 0.4)
    if note:
        said = fill(note, series.LINE)
        figure.supxlabel(said, x=0.01, ha="left", fontsize=style.LABEL_SIZE - 1)
    style.key(axes, columns=4)


def _spans_alt(rows: pd.DataFrame, record: Partnership) -> str:
    parts = []
    for partner, own in rows.groupby("partner", sort=False):
        ended = own[own["status"] == measure.ENDED]
        decided = own[own["status"] == measure.TO_END]
        name = record.name_of("partners", str(partner))
        said = f"{name} shared {numbers.count(len(own), 'service')}"
        if len(ended):
            said += f", of which {len(ended)} ended by {int(ended['end'].max())}"
        if len(decided):
            said += f", of which {len(decided)} are drawn to the decision to end"
        parts.append(said)
    said = "; ".join(parts)
    return f"Timeline of which council shared which service, one row a service. {said}."
