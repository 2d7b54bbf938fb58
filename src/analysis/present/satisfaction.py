"""Show satisfaction: levels by wave against the target, and how they changed."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.data import WHOLE, Partnership
from analysis.measures import satisfaction as measure
from analysis.measures.evidence import grade
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.headlines import Headline, finding, headlines
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.tables import set_table

GROUPS = {
    "customers": "customers in the council",
    "provider staff": "staff of the provider",
    "all": "all who answered",
}
"""Groups of respondents in words."""


def waves(record: Partnership, partner: str) -> pd.DataFrame:
    """Return the levels and published changes of a partner's customers by wave."""
    group = "all" if partner == WHOLE else "customers"
    levels = measure.levels(record.satisfaction, record.waves, partner, group)
    return measure.changes(levels, record.satisfaction_changes)


def answer(record: Partnership, partner: str) -> Text:
    """Show the newest level of a partner's customers, and of all who answered."""
    whose = [partner] if partner == WHOLE else [partner, WHOLE]
    return headlines(*(headline(record, one) for one in whose))


def in_a_sentence(record: Partnership, partner: str) -> Text:
    """Say how satisfied customers were, against the target, and how that moved."""
    name = record.name_of("partners", partner)
    rows = waves(record, partner)
    if rows.empty:
        return finding(f"No survey result had been published for {name}.")
    last = rows.iloc[-1]
    said = (
        f"In {last['wave_name'].lower()}, {numbers.percent(last['percent'])} of "
        f"{name}'s customers who answered were satisfied"
    )
    target = measure.target(record.targets, partner)
    if target is not None:
        said += f", {_against_target(last['percent'], target['target'])}"
    moved = _moved(last)
    return finding(f"{said}; {moved}." if moved else f"{said}.")


def chart_heading(record: Partnership, partner: str) -> Text:
    """Head the chart with how often the target was met."""
    rows = waves(record, partner)
    target = measure.target(record.targets, partner)
    if rows.empty:
        return Text("## No survey result was published")
    if target is None:
        return Text("## Satisfaction by wave")
    met = int((rows["percent"] >= target["target"]).sum())
    word = numbers.count(len(rows), "published wave")
    if met == len(rows):
        return Text(f"## The target was met in each of {word}")
    return Text(f"## The target was met in {met or 'none'} of {word}")


def chart(record: Partnership, partner: str) -> Chart | Text:
    """Chart a partner's customers beside all who answered, with the target."""
    own = waves(record, partner)
    if len(own) < 2:
        return NOTHING
    lines = {record.name_of("partners", partner): own}
    if partner != WHOLE:
        lines["All who answered"] = waves(record, WHOLE)
    target = measure.target(record.targets, partner)
    level = None if target is None else float(target["target"])
    svg = style.draw(lambda figure: _paint(figure, lines, level))
    return Chart(svg, _alt(lines, level), pd.concat(lines))


def table(record: Partnership, partner: str) -> Table | Text:
    """Set every wave's level, change and distance from the target."""
    rows = waves(record, partner)
    name = record.name_of("partners", partner)
    if rows.empty:
        return Text(f"No survey result had been published for {name}.")
    target = measure.target(record.targets, partner)
    gap = (
        [numbers.MISSING] * len(rows)
        if target is None
        else [_points(v - target["target"]) for v in rows["percent"]]
    )
    cells = pd.DataFrame(
        {
            "Wave": rows["wave_name"],
            "Satisfied": rows["percent"].map(numbers.percent),
            "Target": numbers.MISSING
            if target is None
            else numbers.percent(target["target"]),
            "Against target": gap,
            "Change on the wave before": [_change(row) for _, row in rows.iterrows()],
            "Respondents": [_base(value) for value in rows["respondents"]],
            "Source": [to_source(s, record.sources) for s in rows["source"]],
        }
    )
    return set_table(
        cells,
        f"Satisfaction of {name}'s customers by wave"
        if partner != WHOLE
        else "Satisfaction of all who answered, by wave",
        numbers=["Satisfied", "Target", "Against target", "Respondents"],
        links=["Source"],
        notes=[
            f"{numbers.MISSING} {numbers.SHORTHAND[numbers.MISSING]}.",
            "Changes are in percentage points and are given as published: levels "
            "were rounded before that, so their difference may be off by one.",
        ],
    )


def staff_heading(record: Partnership) -> Text:
    """Head the ratings of the provider's own staff."""
    rows = measure.levels(record.satisfaction, record.waves, WHOLE, "provider staff")
    if rows.empty:
        return NOTHING
    last = rows.iloc[-1]
    return Text(
        f"## {record.settings.provider} staff rated their own services "
        f"{numbers.percent(last['percent'])}"
    )


def staff_table(record: Partnership) -> Table | Text:
    """Set how the provider's staff rate the services, apart from the councils."""
    rows = measure.changes(
        measure.levels(record.satisfaction, record.waves, WHOLE, "provider staff"),
        record.satisfaction_changes,
    )
    if rows.empty:
        return NOTHING
    return set_table(
        pd.DataFrame(
            {
                "Wave": rows["wave_name"],
                "Satisfied": rows["percent"].map(numbers.percent),
                "Change on the wave before": [
                    _change(row) for _, row in rows.iterrows()
                ],
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        f"Satisfaction of {record.settings.provider} staff with their own services",
        numbers=["Satisfied"],
        links=["Source"],
        notes=["The provider's staff rate their own service: shown apart."],
    )


def services_table(record: Partnership) -> Table | Text:
    """Set the results published for single services."""
    rows = measure.by_service(record.satisfaction, record.waves)
    if rows.empty:
        return Text("No result had been published for a single service.")
    notes = []
    if (rows["selective"] == "yes").any():
        notes.append(
            "Only the best services were named in the document: these results do not "
            "stand for all services."
        )
    return set_table(
        pd.DataFrame(
            {
                "Service": [record.name_of("services", s) for s in rows["service"]],
                "Wave": rows["wave_name"],
                "Satisfied": rows["percent"].map(numbers.percent),
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        "Satisfaction with single services, all who answered",
        numbers=["Satisfied"],
        links=["Source"],
        notes=notes,
    )


def how_sure(record: Partnership, partner: str) -> Text:
    """Say what the survey figures cannot tell."""
    rows = waves(record, partner)
    points = []
    if len(rows) and rows["respondents"].isna().all():
        points.append(
            "The number of people who answered was published for none of these waves: "
            "no interval of confidence can be given, and a movement between two waves "
            "may be no more than chance."
        )
    if partner == WHOLE and len(rows):
        points.append(
            "How the overall figure weighs the councils was not published: it is "
            "quoted, never recomputed."
        )
    unknown = rows["change_points"].isna() & rows["from_wave"].notna()
    if unknown.any():
        names = numbers.listing(
            [str(n).lower() for n in rows.loc[unknown, "wave_name"]]
        )
        points.append(
            f"The size of the change to {names} was not published, and is not taken "
            "from the rounded levels."
        )
    points += [f"{note}" for note in dict.fromkeys(rows["note"].dropna())]
    return Text("\n".join(f"- {point}" for point in points))


def headline(record: Partnership, partner: str) -> Headline | None:
    """Return the newest level of a partner's customers with its change."""
    target = measure.target(record.targets, partner)
    rows = waves(record, partner)
    if rows.empty:
        return None
    last = rows.iloc[-1]
    whose = (
        "all who answered, all organisations together"
        if partner == WHOLE
        else f"customers in {record.name_of('partners', partner)}"
    )
    against = [
        f"target {numbers.percent(target['target'])}" if target is not None else "",
        _moved(last),
    ]
    return Headline(
        numbers.percent(last["percent"]),
        f"satisfied in {last['wave_name'].lower()}: {whose}",
        "; ".join(part for part in against if part),
        grade(last, record.sources, record.contradictions),
    )


def _against_target(level: float, target: float) -> str:
    gap = level - target
    if not gap:
        return f"which is the target of {numbers.percent(target)}"
    size = numbers.points(abs(gap)).lstrip("+")
    word = "above" if gap > 0 else "below"
    return f"{size} {word} the target of {numbers.percent(target)}"


def _moved(row: pd.Series) -> str:
    """Say how a level moved, as it was published."""
    if pd.notna(row["change_points"]):
        size = numbers.points(abs(row["change_points"])).lstrip("+")
        word = {"up": "rise", "down": "fall", "level": "change"}[row["direction"]]
        return f"a {word} of {size} on the wave before"
    if pd.notna(row["direction"]):
        return f"{row['direction']} on the wave before, by an amount not published"
    return ""


def _change(row: pd.Series) -> str:
    if pd.isna(row["from_wave"]):
        return "first wave"
    if pd.notna(row["change_points"]):
        return _points(row["change_points"])
    if pd.notna(row["direction"]):
        return f"{str(row['direction']).capitalize()}, {numbers.MISSING}"
    return numbers.MISSING


def _points(value: float) -> str:
    return (
        numbers.points(value)
        .replace(" percentage points", " points")
        .replace(" percentage point", " point")
    )


def _base(value: float | None) -> str:
    return numbers.MISSING if numbers.is_missing(value) else f"{value:,.0f}"


def _paint(
    figure: Figure, lines: dict[str, pd.DataFrame], target: float | None
) -> None:
    axes = figure.subplots()
    names = pd.concat(lines).sort_values("fieldwork")["wave_name"].drop_duplicates()
    places = {name: place for place, name in enumerate(names)}
    looks = [(style.DARK_BLUE, "o", "-"), (style.TURQUOISE, "s", "-")]
    for (label, rows), (colour, marker, dash) in zip(
        lines.items(), looks, strict=False
    ):
        at = rows["wave_name"].map(places)
        axes.plot(
            at,
            rows["percent"],
            dash,
            marker=marker,
            markersize=7,
            color=colour,
            label=label,
        )
    _label(axes, lines, places, [style.DARK_BLUE, style.TEXT])
    if target is not None:
        axes.axhline(
            target, color=style.ORANGE, linestyle="--", label=f"Target {target:g}%"
        )
    axes.set_xticks(range(len(places)), list(places))
    axes.set_xlim(-0.3, len(places) - 0.7)
    style.scale(axes, numbers.percent)
    axes.set_yticks(range(0, 101, 20))
    axes.set_ylim(*_limits(lines))
    style.key(axes)


def _label(
    axes: Axes,
    lines: dict[str, pd.DataFrame],
    places: dict[str, int],
    colours: list[str],
) -> None:
    """Write each value above its line where it is the higher one, else below."""
    table = {
        label: rows.set_index("wave_name")["percent"] for label, rows in lines.items()
    }
    for (label, values), colour in zip(table.items(), colours, strict=False):
        others = [v for other, v in table.items() if other != label]
        for wave, value in values.items():
            beside = [o[str(wave)] for o in others if wave in o]
            first = label == next(iter(table))
            above = all(value > b or (value == b and first) for b in beside)
            style.label(
                axes,
                numbers.percent(value),
                (places[str(wave)], value),
                above=above,
                color=colour,
                fontweight="bold",
            )


def _limits(lines: dict[str, pd.DataFrame]) -> tuple[float, float]:
    """Return the range of the vertical axis, in twenties, with room for labels."""
    lowest = min(rows["percent"].min() for rows in lines.values())
    return max(0.0, (lowest // 20 - 1) * 20), 103.0


def _alt(lines: dict[str, pd.DataFrame], target: float | None) -> str:
    parts = [
        f"{label}: "
        + ", ".join(
            f"{row.wave_name.lower()} {numbers.percent(row.percent)}"
            for row in each(rows)
        )
        for label, rows in lines.items()
    ]
    aim = "" if target is None else f" The target is {numbers.percent(target)}."
    return f"Line chart of satisfaction by wave. {'; '.join(parts)}.{aim}"
