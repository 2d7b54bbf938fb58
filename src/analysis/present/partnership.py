"""Show the partnership as a whole: who shared what, and when its scope changed."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import WHOLE, Partnership
from analysis.measures import membership as measure
from analysis.measures import satisfaction as satisfaction_measure
from analysis.measures import spending as spending_measure
from analysis.present import numbers, overspend, satisfaction, savings, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.headlines import headlines
from analysis.present.links import to_page, to_source
from analysis.present.numbers import quantity
from analysis.present.rows import each
from analysis.present.savings import QUALIFIER
from analysis.present.tables import set_table


def introduction(record: Partnership) -> Text:
    """Say what the partnership is and what the reports answer."""
    settings = record.settings
    return Text(
        f"{settings.description}\n\nThese reports set out what has been "
        f"published about {settings.name}: what was saved, what was overspent, and "
        "whether the people "
        "served were satisfied. Every figure leads to the document it comes from."
    )


def answer(record: Partnership) -> Text:
    """Show one headline figure a topic for the whole partnership."""
    return headlines(
        savings.sum_headline(record),
        overspend.newest_headline(record, WHOLE),
        satisfaction.headline(record, WHOLE),
    )


def membership_heading(record: Partnership) -> Text:
    """Head the timeline with how many services are still shared."""
    rows = _spans(record)
    if rows.empty:
        return Text("## Which services were shared was not published")
    kept = rows.loc[rows["ongoing"], "service"].nunique()
    return Text(
        f"## Of {rows['service'].nunique()} services in the record, {kept} are shared"
    )


def membership_chart(record: Partnership) -> Chart | Text:
    """Chart which services each partner shared, and when."""
    rows = _spans(record)
    if rows.empty:
        return NOTHING
    svg = style.draw(
        lambda figure: _paint_spans(figure, rows, record),
        height=1.2 + 0.24 * rows["service"].nunique(),
    )
    return Chart(svg, _spans_alt(rows, record), rows)


def events_table(record: Partnership) -> Table | Text:
    """Set the dated happenings in their order."""
    rows = record.events.sort_values("date").drop_duplicates(["id", "title"])
    if rows.empty:
        return Text("No event had been published.")
    return set_table(
        pd.DataFrame(
            {
                "Date": rows["date"].map(numbers.partial_day),
                "What happened": rows["title"],
                "Kind": rows["kind"].str.capitalize(),
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        "Events in the record",
        links=["Source"],
    )


def side_by_side(record: Partnership) -> Table:
    """Set the newest closing and the newest survey of each partner side by side."""
    rows = [
        {
            "Council": str(partner.name),
            "Shared budgets": _closing(record, str(partner.id), "shared"),
            "Non-shared budgets": _closing(record, str(partner.id), "non-shared"),
            "Satisfied": _level(record, str(partner.id)),
            "Partner": _time(partner),
        }
        for partner in each(record.partners)
    ]
    return set_table(
        pd.DataFrame(rows),
        "The newest published closing and survey of each council",
        notes=[
            "Councils are in the order of the record, not ranked: they share different "
            "services, and each chose its own targets. A positive variance is an "
            "overspend, which is adverse."
        ],
    )


def councils(record: Partnership) -> Text:
    """List the councils with links to their reports."""
    blocks = []
    for partner in each(record.partners):
        links = " · ".join(
            to_page(f"{partner.id}/{page}", words)
            for page, words in (
                ("index", "Overview"),
                ("savings", "Savings"),
                ("overspend", "Overspend"),
                ("satisfaction", "Satisfaction"),
            )
        )
        blocks.append(
            f"::: {{.council}}\n### {to_page(f'{partner.id}/index', partner.name)}\n\n"
            f"{_time(partner)}\n\n{links}\n:::"
        )
    return Text(":::: {.councils}\n" + "\n\n".join(blocks) + "\n::::")


def organisation_table(record: Partnership) -> Table | Text:
    """Set the counts of staff, services and councils, by which the scope changed."""
    rows = record.organisation
    if rows.empty:
        return Text("No count of staff or services had been published.")
    return set_table(
        pd.DataFrame(
            {
                "What is counted": rows["measure"].str.capitalize(),
                "Of": [record.name_of("partners", p) for p in rows["partner"]],
                "Period": rows["period"],
                "Count": [quantity(row.value, row.unit) for row in each(rows)],
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        "Staff, services and councils: the scope changed, so figures over time are not "
        "like with like",
        numbers=["Count"],
        links=["Source"],
    )


def comparators_table(record: Partnership) -> Table | Text:
    """Set the figures of other partnerships, each on its own basis."""
    rows = record.comparators
    if rows.empty:
        return Text("No figure of another partnership is in the record.")
    return set_table(
        pd.DataFrame(
            {
                "Whose figure": rows["comparator"],
                "What": rows["measure"],
                "Figure": [
                    QUALIFIER.get(row.qualifier, "") + quantity(row.value, row.unit)
                    for row in each(rows)
                ],
                "Period": rows["period"],
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        "Published figures of other partnerships",
        numbers=["Figure"],
        links=["Source"],
    )


def _time(partner: Any) -> str:
    joined = numbers.partial_day(partner.joined)
    if isinstance(partner.left, str):
        return f"Partner from {joined} to {numbers.partial_day(partner.left)}"
    return f"Partner since {joined}"


def _closing(record: Partnership, partner: str, scope: str) -> str:
    closed = spending_measure.closings(record.spending, partner, record.contradictions)
    closed = closed[closed["scope"] == scope]
    if closed.empty:
        return numbers.MISSING
    last = closed.iloc[-1]
    return f"{numbers.variance(last['variance_gbp'])} ({last['financial_year']})"


def _level(record: Partnership, partner: str) -> str:
    rows = satisfaction_measure.levels(record.satisfaction, record.waves, partner)
    if rows.empty:
        return numbers.MISSING
    last = rows.iloc[-1]
    return f"{numbers.percent(last['percent'])} ({last['wave_name'].lower()})"


def _spans(record: Partnership) -> pd.DataFrame:
    return measure.spans(record.membership, record.partners, record.as_at)


def _paint_spans(figure: Figure, rows: pd.DataFrame, record: Partnership) -> None:
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
    style.key(axes, columns=4)


def _spans_alt(rows: pd.DataFrame, record: Partnership) -> str:
    parts = []
    for partner, own in rows.groupby("partner", sort=False):
        ended = own[~own["ongoing"]]
        name = record.name_of("partners", str(partner))
        said = f"{name} shared {numbers.count(len(own), 'service')}"
        if len(ended):
            said += f", of which {len(ended)} ended by {int(ended['end'].max())}"
        parts.append(said)
    return (
        "Timeline of which council shared which service, one row a service. "
        + "; ".join(parts)
        + "."
    )
