"""Show satisfaction wave by wave, against the target; the provider's staff apart."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.data import WHOLE, Partnership
from analysis.measures import satisfaction as measure
from analysis.present import numbers, series, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.satisfaction.words import (
    base,
    change,
    interval,
    of_group,
    of_whom,
    points,
    waves,
)
from analysis.present.tables import set_table

WHOLE_POINTS = dict.fromkeys(("low", "high", "change_low", "change_high"), 0)
"""How finely intervals may be told: more would tell of single answers."""


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
        everybody = waves(record, WHOLE)
        whole = everybody["customer_group"].eq("all").any()
        lines["All who answered" if whole else "All customers"] = everybody
    target = measure.target(record.targets, partner)
    level = None if target is None else float(target["target"])
    drawn = pd.concat(lines).sort_values("fieldwork", kind="stable")
    breaks = series.of_waves(record, WHOLE, drawn)
    names = list(dict.fromkeys(drawn["wave_name"]))

    def painted(figure: Figure) -> None:
        _paint(figure, lines, level)
        breaks.draw(figure.axes[0], names)

    alt = _alt(lines, level) + breaks.said
    return Chart(style.draw(painted), alt, pd.concat(lines).round(WHOLE_POINTS))


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
        else [points(v - target["target"]) for v in rows["percent"]]
    )
    breaks = series.of_waves(record, partner, rows)
    cells = {
        "Wave": breaks.marked(rows["wave_name"]),
        "Satisfied": rows["percent"].map(numbers.percent),
        "95% interval": [interval(row) for _, row in rows.iterrows()],
        "Target": numbers.MISSING
        if target is None
        else numbers.percent(target["target"]),
        "Against target": gap,
        "Change on the wave before": [change(row) for _, row in rows.iterrows()],
        "Respondents": [base(value) for value in rows["respondents"]],
        "Source": [to_source(s, record.sources) for s in rows["source"]],
    }
    if rows["low"].isna().all():
        del cells["95% interval"]
    whose = f"{name}'s customers" if partner != WHOLE else of_whom(record, WHOLE)
    caption = f"Satisfaction by wave: {whose}"
    return set_table(
        pd.DataFrame(cells),
        caption,
        numbers=[
            c
            for c in ("Satisfied", "95% interval", "Target", "Against target")
            if c in cells
        ]
        + ["Respondents"],
        links=["Source"],
        notes=[*_notes(cells, rows), *breaks.notes],
    )


def staff_heading(record: Partnership) -> Text:
    """Head the ratings of the provider's own staff."""
    rows = of_group(record, WHOLE, "provider staff")
    if rows.empty:
        return NOTHING
    return Text(
        f"## {record.settings.provider} staff rated their own services "
        f"{numbers.percent(rows.iloc[-1]['percent'])}"
    )


def staff_table(record: Partnership) -> Table | Text:
    """Set how the provider's staff rate the services, apart from the councils."""
    rows = of_group(record, WHOLE, "provider staff")
    if rows.empty:
        return NOTHING
    breaks = series.of_waves(record, WHOLE, rows)
    return set_table(
        pd.DataFrame(
            {
                "Wave": breaks.marked(rows["wave_name"]),
                "Satisfied": rows["percent"].map(numbers.percent),
                "Change on the wave before": [
                    change(row) for _, row in rows.iterrows()
                ],
                "Respondents": [base(value) for value in rows["respondents"]],
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        f"Satisfaction of {record.settings.provider} staff with their own services",
        numbers=["Satisfied", "Respondents"],
        links=["Source"],
        notes=[
            "The provider's staff rate their own service: shown apart.",
            *breaks.notes,
        ],
    )


def _notes(cells: dict[str, object], rows: pd.DataFrame) -> list[str]:
    text = str(pd.DataFrame(cells).to_csv())
    notes = []
    if numbers.MISSING in text:
        notes.append(f"{numbers.MISSING} {numbers.SHORTHAND[numbers.MISSING]}.")
    notes.append(
        "Changes are in percentage points and are given as published: levels "
        "were rounded before that, so their difference may be off by one."
    )
    if rows["change_low"].notna().any():
        notes.append(
            "In brackets: the change that the numbers of answers allow (Newcombe, 95%)."
        )
    return notes


def _paint(
    figure: Figure, lines: dict[str, pd.DataFrame], target: float | None
) -> None:
    axes = figure.subplots()
    names = (
        pd.concat(lines)
        .sort_values("fieldwork", kind="stable")["wave_name"]
        .drop_duplicates()
    )
    places = {name: place for place, name in enumerate(names)}
    looks = [(style.DARK_BLUE, "o"), (style.TURQUOISE, "s")]
    for (label, rows), (colour, marker) in zip(lines.items(), looks, strict=False):
        at = rows["wave_name"].map(places)
        axes.plot(
            at, rows["percent"], marker=marker, markersize=7, color=colour, label=label
        )
    own = next(iter(lines.values()))
    axes.vlines(
        own["wave_name"].map(places),
        own["low"],
        own["high"],
        color=style.DARK_BLUE,
        linewidth=4,
        alpha=0.35,
    )
    _label(axes, lines, places, [style.DARK_BLUE, style.TEXT])
    if target is not None:
        axes.axhline(
            target, color=style.ORANGE, linestyle="--", label=f"Target {target:g}%"
        )
    axes.set_xticks(range(len(places)), list(places))
    axes.set_xlim(-0.3, len(places) - 0.7)
    style.scale(axes, numbers.percent)
    low, high = _limits(lines)
    axes.set_yticks(range(0, 101, 20 if high - low > 45 else 10))
    axes.set_ylim(low, high)
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
    """Return the range of the vertical axis, in tens, with room for labels."""
    values = pd.concat(lines)["percent"]
    if values.max() - values.min() < 25 and values.max() < 93:
        return float(values.min() // 10 * 10 - 10), float(values.max() // 10 * 10 + 13)
    return max(0.0, float(values.min() // 20 - 1) * 20), 103.0


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
    own = next(iter(lines.values()))
    bars = " Bars show 95% intervals." if own["low"].notna().any() else ""
    return f"Line chart of satisfaction by wave. {'; '.join(parts)}.{aim}{bars}"
