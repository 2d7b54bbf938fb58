"""Variance by year and scope: the chart, and the table behind it."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.data import Partnership
from analysis.data.settings import Rag
from analysis.measures import against_budget
from analysis.measures import spending as measure
from analysis.present import numbers, series, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.links import to_source
from analysis.present.overspend.words import SCOPES, percent, stage
from analysis.present.rows import each
from analysis.present.tables import set_table


def years_heading(record: Partnership, partner: str) -> Text:
    """Head the years with how far shared and non-shared budgets agree."""
    closed = measure.outturns(record.spending, partner, record.contradictions)
    signs = closed.assign(over=closed["variance_gbp"] > 0)
    both = signs.pivot_table(
        index="financial_year", columns="scope", values="over", aggfunc="first"
    )
    if {"shared", "non-shared"} <= set(both.columns):
        both = both[["shared", "non-shared"]].dropna()
        apart = both[both["shared"] != both["non-shared"]]
        if len(apart):
            years = numbers.listing(list(apart.index))
            return Text(
                f"## Shared and non-shared budgets went opposite ways in {years}"
            )
    return Text("## Variance by year and scope")


def years_chart(record: Partnership, partner: str) -> Chart | Text:
    """Chart the newest position of each year, shared beside non-shared."""
    positions = _charted(record, partner)
    if positions["financial_year"].nunique() < 2:
        return NOTHING
    years = sorted(positions["financial_year"].unique())
    breaks = series.of_periods(record, partner, years, shared=True)

    def painted(figure: Figure) -> None:
        _paint_years(figure, positions, years)
        breaks.draw(figure.axes[0], years)

    return Chart(style.draw(painted), _years_alt(positions) + breaks.said, positions)


ROOM = 24
"""Rows up to which every position is set out, forecasts included."""


def years_table(record: Partnership, partner: str) -> Table | Text:
    """Set every position published for a partner, by year, scope and stage."""
    rows = record.spending[record.spending["partner"] == partner]
    rows = rows[(rows["service"] == "all")].dropna(subset=["variance_gbp"])
    if rows.empty:
        name = record.name_of("partners", partner)
        return Text(f"No budget position had been published for {name}.")
    notes = ["A forecast made in the year is not an outturn: the year moved on."]
    if len(rows) > ROOM:
        rows = measure.latest(record.spending, partner, record.contradictions)
        notes = [
            "The newest position of each year and scope; forecasts made on the "
            "way are further down."
        ]
    order = ["financial_year", "scope", "published", "monitoring_period"]
    rows = rows.sort_values(order, ascending=[False, False, True, True])
    rows = against_budget.with_budgets(rows, record.spending)
    breaks = series.of_periods(record, partner, rows["financial_year"], shared=True)
    notes += breaks.notes
    columns = {
        "Financial year": breaks.marked(rows["financial_year"]),
        "Scope": rows["scope"].str.capitalize(),
        "Stage": [stage(row) for _, row in rows.iterrows()],
        "Variance": rows["variance_gbp"].map(numbers.variance),
        "Meaning": rows["variance_gbp"].map(measure.direction).str.capitalize(),
    }
    figures = ["Variance"]
    if rows["percent"].notna().any():
        columns["Budget"] = rows["budget_gbp"].map(numbers.pounds)
        columns["Of budget"] = rows["percent"].map(percent)
        columns["Rating"] = [_rated(row, record.settings.rag) for row in each(rows)]
        figures += ["Budget", "Of budget"]
        notes += [thresholds(record), f"{numbers.MISSING} no budget was published."]
    columns["Source"] = [to_source(s, record.sources) for s in rows["source"]]
    return set_table(
        pd.DataFrame(columns),
        f"Published budget positions of {record.name_of('partners', partner)}",
        numbers=figures,
        links=["Source"],
        notes=notes,
    )


def thresholds(record: Partnership) -> str:
    """Say by which thresholds a variance is green, amber or red."""
    rows = against_budget.thresholds(record.settings.rag)
    said = "; ".join(f"{row.rating.capitalize()}: {row.words}" for row in each(rows))
    return (
        f"{said}. The thresholds are this partnership's own setting, not a statutory "
        "rule. Councils are not ranked by them."
    )


def _rated(position: Any, rag: Rag) -> str:
    if pd.isna(position.percent):
        return numbers.MISSING
    return against_budget.rating(position.percent, rag).capitalize()


def _charted(record: Partnership, partner: str) -> pd.DataFrame:
    latest = measure.latest(record.spending, partner, record.contradictions)
    return latest[latest["scope"].isin(["shared", "non-shared"])]


def _paint_years(figure: Figure, positions: pd.DataFrame, years: list[str]) -> None:
    axes = figure.subplots()
    scopes = [s for s in SCOPES if (positions["scope"] == s).any()]
    colours = {"shared": style.DARK_BLUE, "non-shared": style.ORANGE}
    width = 0.8 / max(len(scopes), 1)
    for place, scope in enumerate(scopes):
        rows = positions[positions["scope"] == scope].set_index("financial_year")
        rows = rows.reindex(years)
        offset = (place - (len(scopes) - 1) / 2) * width
        firm = rows["status"] != "forecast"
        values = rows["variance_gbp"] / numbers.MILLION
        at = np.arange(len(years)) + offset
        label = scope.capitalize()
        colour = colours[scope]
        drawn = [(values.where(firm), {"color": colour, "label": label})]
        if values.mask(firm).notna().any():
            look = {
                "facecolor": "white",
                "edgecolor": colour,
                "hatch": "////",
                "label": f"{label}, forecast only",
            }
            drawn.append((values.mask(firm), look))
        for heights, look in drawn:
            bars = axes.bar(at, heights, width * 0.92, **look)
            labels = ["" if pd.isna(v) else _short(v, len(years)) for v in heights]
            axes.bar_label(bars, labels, padding=2, fontsize=style.LABEL_SIZE - 1)
    style.zero_line(axes)
    axes.set_xticks(np.arange(len(years)), years)
    style.scale(axes, numbers.signed_millions)
    style.room_for_labels(axes, positions["variance_gbp"] / numbers.MILLION)
    style.key(axes, columns=4)


def _short(millions: float, years: int) -> str:
    """Write a variance as finely as the bars of so many years have room for."""
    written = numbers.variance(millions * numbers.MILLION)
    if years <= FULL:
        return written
    return f"{written[0]}{abs(millions):.2f}" if millions else "0.00"


FULL = 4
"""Years up to which bars have room for all digits."""


def _years_alt(positions: pd.DataFrame) -> str:
    years = positions["financial_year"].nunique()
    unit = ", in millions of pounds" if years > FULL else ""
    parts = [
        f"{row.financial_year}, {row.scope}: "
        f"{_short(row.variance_gbp / numbers.MILLION, years)}, "
        f"{measure.direction(row.variance_gbp)}"
        + (" (forecast)" if row.status == "forecast" else "")
        for row in each(positions.sort_values(["financial_year", "scope"]))
    ]
    return (
        f"Bar chart of the variance of each year{unit}; bars above the line are "
        f"overspends, bars below it are underspends. {'; '.join(parts)}."
    )
