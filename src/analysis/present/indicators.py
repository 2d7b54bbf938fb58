"""Show indicators: the newest value against a year before, target and benchmark."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.data import Partnership
from analysis.measures import indicators as measure
from analysis.present import numbers, series, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.tables import set_table

NOT_ACTUAL = {"assumption": " (an assumption, not a result)", "change": ""}
"""What is said beside a value that is not a result."""


def heading(record: Partnership, partner: str) -> Text:
    """Head the indicators with how many are better than a year before."""
    rows = measure.latest(record.indicators, partner)
    name = record.name_of("partners", partner)
    if rows.empty:
        return Text(f"## No indicator was published for {name}\n\n{_elsewhere(record)}")
    known = rows.dropna(subset=["direction"])
    if len(known) < 2:
        return Text(f"## Few indicators were published for {name}")
    better = int((known["direction"] == "better").sum())
    if better == len(known):
        return Text(f"## All {better} indicators are better than a year before")
    return Text(
        f"## {better or 'None'} of {numbers.count(len(known), 'indicator')} "
        f"{'is' if better == 1 else 'are'} better than a year before"
    )


def _elsewhere(record: Partnership) -> str:
    """Say for whom indicators were published, so that no heading stands alone."""
    whose = record.indicators["partner"].drop_duplicates()
    if whose.empty:
        return "The record holds no measure of what services do, such as times taken."
    names = numbers.listing([record.name_of("partners", str(p)) for p in whose])
    return f"The record holds measures of what services do for {names} only."


def chart(record: Partnership, partner: str) -> Chart | Text:
    """Chart each indicator over the quarters as a small line, on its own scale."""
    rows = measure.series(record.indicators, partner)
    lines = [own for _, own in rows.groupby(measure.KEY, sort=False)]
    if len(lines) < 2:
        return NOTHING
    periods = sorted({str(period) for period in rows["period"]})
    breaks = series.of_periods(record, partner, periods)
    svg = style.draw(
        lambda figure: _paint(figure, lines, periods, breaks),
        height=0.5 + 0.42 * len(lines) + 0.3 * bool(breaks.found),
    )
    said = "; ".join(_in_words(own) for own in lines)
    alt = f"Small line charts of indicators, each on its own scale. {said}."
    return Chart(svg, alt + breaks.said, rows)


def table(record: Partnership, partner: str) -> Table | Text:
    """Set each indicator with target, previous year, benchmark and direction."""
    rows = measure.latest(record.indicators, partner)
    if rows.empty:
        return NOTHING
    breaks = [
        series.of_periods(
            record, partner, [measure.a_year_before(row._asdict()), row.period]
        )
        for row in each(rows)
    ]
    cells = pd.DataFrame(
        {
            "Indicator": [
                row.indicator + NOT_ACTUAL.get(row.kind, "") for row in each(rows)
            ],
            "Period": rows["period"],
            "Value": [_write(row.value, row.unit) for row in each(rows)],
            "Before": [
                _write(row.before, row.unit) + own.mark
                for row, own in zip(each(rows), breaks, strict=True)
            ],
            "Moved": [_direction(row) for row in each(rows)],
            "Target": [_against(row) for row in each(rows)],
            "Benchmark": [_benchmark(row) for row in each(rows)],
            "Good is": [GOOD[row.polarity] for row in each(rows)],
            "Source": [to_source(s, record.sources) for s in rows["source"]],
        }
    )
    empty = [name for name in OPTIONAL if (cells[name] == numbers.MISSING).all()]
    cells = cells.drop(columns=empty)
    units = "; ".join(
        f"{name} in {unit}"
        for name, unit in dict(
            zip(rows["indicator"], rows["unit"], strict=True)
        ).items()
        if not unit.startswith(("per cent", "pounds"))
    )
    return set_table(
        cells,
        f"Indicators of {record.name_of('partners', partner)}, newest values",
        numbers=[name for name in ("Value", "Before") if name in cells],
        links=["Source"],
        notes=[
            *([f"Units: {units}."] if units else []),
            *([_not_published(empty)] if empty else []),
            *([BEFORE] if "Before" in cells else []),
            *([TARGETS] if "Target" in cells else []),
            *dict.fromkeys(own.note for own in breaks if own.found),
            *_missing(cells),
        ],
    )


OPTIONAL = {
    "Before": "previous value",
    "Moved": "",
    "Target": "target",
    "Benchmark": "benchmark",
}
"""Columns that are left out where nothing was published, and what they hold."""

BEFORE = (
    "Before: the same quarter a year earlier, or the level that the document itself "
    "gives."
)
TARGETS = (
    "Each council chose its own targets: a gap to a target does not rank councils, so "
    "there is no red, amber or green."
)

GOOD = {
    "higher is better": "higher",
    "lower is better": "lower",
    "neither": "neither",
}


def _not_published(empty: list[str]) -> str:
    words = [OPTIONAL[name] for name in empty if OPTIONAL[name]]
    return f"No {numbers.listing(words, 'or')} was published for these."


def _missing(cells: pd.DataFrame) -> list[str]:
    if not cells.isin([numbers.MISSING]).to_numpy().any():
        return []
    return [f"{numbers.MISSING} {numbers.SHORTHAND[numbers.MISSING]}."]


def _write(value: float | None, unit: str) -> str:
    if value is None or numbers.is_missing(value):
        return numbers.MISSING
    if unit.startswith("pounds"):
        return numbers.pounds(value)
    sign = numbers.MINUS if value < 0 else ""
    if unit.startswith("per cent"):
        return sign + numbers.percent(abs(value))
    return f"{sign}{abs(value):,.1f}"


def _direction(row: Any) -> str:
    known = isinstance(row.direction, str)
    return row.direction.capitalize() if known else numbers.MISSING


def _against(row: Any) -> str:
    if pd.isna(row.target):
        return numbers.MISSING
    met = measure.meets(row.value, row.target, row.polarity)
    return f"{_write(row.target, row.unit)}, {'met' if met else 'not met'}"


def _benchmark(row: Any) -> str:
    if pd.isna(row.benchmark):
        return numbers.MISSING
    return f"{_write(row.benchmark, row.unit)} ({row.benchmark_of})"


def _in_words(own: pd.DataFrame) -> str:
    first, last = own.iloc[0], own.iloc[-1]
    return (
        f"{first['indicator']}: {_write(first['value'], first['unit'])} in "
        f"{first['period']}, {_write(last['value'], last['unit'])} in {last['period']}"
    )


def _paint(
    figure: Figure,
    lines: list[pd.DataFrame],
    periods: list[str],
    breaks: series.Breaks,
) -> None:
    rows = figure.subplots(len(lines), 1, sharex=True)
    places = {period: place for place, period in enumerate(periods)}
    for axes, own in zip(rows, lines, strict=True):
        _small_line(axes, own, places)
        breaks.draw(axes, periods, letters=False)
    rows[-1].set_xticks(
        [0, len(places) - 1], [periods[0], periods[-1]], fontsize=style.LABEL_SIZE - 1
    )


def _small_line(axes: Axes, own: pd.DataFrame, places: dict[str, int]) -> None:
    at = own["period"].map(places)
    axes.plot(at, own["value"], color=style.DARK_BLUE, linewidth=1.6)
    axes.plot(at.iloc[-1:], own["value"].iloc[-1:], "o", color=style.ORANGE)
    for place, value, side, words in (
        (-0.5, own["value"].mean(), "right", str(own["indicator"].iloc[0])),
        (
            len(places) - 0.4,
            own["value"].iloc[-1],
            "left",
            _write(own["value"].iloc[-1], own["unit"].iloc[0]),
        ),
    ):
        axes.annotate(
            words, (place, value), ha=side, va="center", annotation_clip=False
        )
    axes.set_xlim(-0.3, len(places) - 0.5)
    axes.margins(y=0.25)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
