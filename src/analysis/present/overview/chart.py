"""Chart budgets and satisfaction side by side over the years."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.data import Partnership
from analysis.present import numbers, satisfaction, series, style
from analysis.present.display import NOTHING, Chart, Text
from analysis.present.overview.closed import closings
from analysis.present.rows import each

POINTS = 2
"""The fewest points that make a chart."""

FULL = 3
"""Years up to which the narrow bars have room for all digits."""


def chart_heading(record: Partnership, partner: str) -> Text:
    """Head the two series side by side, where both were published."""
    both = (closings(record, partner), satisfaction.waves(record, partner))
    if min(len(rows) for rows in both) < POINTS:
        return NOTHING
    return Text("## Budgets and satisfaction over the years")


def chart(record: Partnership, partner: str) -> Chart | Text:
    """Chart the closings of the shared budgets beside satisfaction."""
    closed = closings(record, partner)
    levels = satisfaction.waves(record, partner)
    if min(len(closed), len(levels)) < POINTS:
        return NOTHING
    years = [str(year) for year in closed["financial_year"]]
    breaks = (
        series.of_periods(record, partner, years, shared=True),
        series.of_waves(record, partner, levels),
    )
    both = series.Breaks({**breaks[0].found, **breaks[1].found})

    def painted(figure: Figure) -> None:
        left, right = _paint(figure, closed, levels)
        waves = list(levels["wave_name"])
        both.draw_at(
            [(left, y, years.index(y) - 0.5) for y in breaks[0].found]
            + [(right, w, waves.index(w) - 0.5) for w in breaks[1].found],
            letters=False,
        )

    alt = _alt(closed, levels) + both.said
    return Chart(style.draw(painted, height=3.0), alt, closed)


def _alt(closed: pd.DataFrame, levels: pd.DataFrame) -> str:
    return (
        "Two charts side by side. Variance of the shared budgets by year: "
        + ", ".join(
            f"{row.financial_year} {numbers.variance(row.variance_gbp)}"
            for row in each(closed)
        )
        + ". Satisfied customers by wave: "
        + ", ".join(
            f"{row.wave_name.lower()} {numbers.percent(row.percent)}"
            for row in each(levels)
        )
        + "."
    )


def _paint(
    figure: Figure, closed: pd.DataFrame, levels: pd.DataFrame
) -> tuple[Axes, Axes]:
    left, right = figure.subplots(1, 2)
    values = closed["variance_gbp"] / numbers.MILLION
    bars = left.bar(range(len(closed)), values, 0.6, color=style.DARK_BLUE)
    labels = [_short(v, len(closed)) for v in closed["variance_gbp"]]
    left.bar_label(bars, labels, padding=2, fontsize=style.LABEL_SIZE - 1)
    style.zero_line(left)
    years = closed["financial_year"]
    if len(closed) > FULL:
        years = years.str.replace("/", "/\n")
    left.set_xticks(range(len(closed)), years)
    left.set_title("Variance of shared budgets")
    left.set_xlim(-0.8, len(closed) - 0.2)
    style.scale(left, numbers.signed_millions)
    style.room_for_labels(left, values, 0.2)
    right.plot(
        range(len(levels)), levels["percent"], "o-", markersize=7, color=style.TURQUOISE
    )
    for place, value in enumerate(levels["percent"]):
        style.label(right, numbers.percent(value), (place, value))
    right.set_xticks(
        range(len(levels)), [n.replace(" ", "\n") for n in levels["wave_name"]]
    )
    right.set_ylim(0, 105)
    right.set_xlim(-0.4, len(levels) - 0.6)
    right.set_title("Satisfied customers")
    style.scale(right, numbers.percent)
    return left, right


def _short(variance: float, years: int) -> str:
    """Write a variance as finely as the bars of so many years have room for."""
    written = numbers.variance(variance)
    if years <= FULL or not variance:
        return written
    return f"{written[0]}{abs(variance) / numbers.MILLION:.2f}"
