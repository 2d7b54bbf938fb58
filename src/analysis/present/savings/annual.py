"""Show the savings of each year beside their target."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.data import WHOLE, Partnership
from analysis.present import numbers, series, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.savings import case
from analysis.present.savings.words import PROJECTED, shorthand
from analysis.present.tables import set_table

PAIRS = 6
"""Years for which bars of target and delivery stand side by side, both labelled."""

IN_REGISTER = "not to be compared"
"""Stands for a figure of a document that counts something else, or does not say."""


def annual_heading(record: Partnership) -> Text:
    """Head the annual series with what it shows."""
    annual = case.annual(record)
    known = annual.dropna(subset=["difference_gbp"])
    if known.empty:
        return Text("## Savings by year")
    met = int((known["difference_gbp"] >= 0).sum())
    years = numbers.count(len(known), "year")
    if met == len(known):
        return Text(f"## The target was met in each of {years} that can be compared")
    return Text(f"## The target was met in {met} of {years} that can be compared")


def annual_chart(record: Partnership) -> Chart | Text:
    """Chart the savings of each year beside their target."""
    annual = case.annual(record)
    if len(annual) < 2:
        return NOTHING
    paint = _paint_annual if len(annual) <= PAIRS else _paint_many
    years = [str(year) for year in annual["financial_year"]]
    breaks = series.of_periods(record, WHOLE, years)

    def painted(figure: Figure) -> None:
        paint(figure, annual)
        breaks.draw(figure.axes[0], years)

    return Chart(style.draw(painted), _annual_alt(annual) + breaks.said, annual)


def annual_table(record: Partnership) -> Table | Text:
    """Set the savings of each year beside their target, with their sources."""
    annual = case.annual(record)
    if annual.empty:
        return Text("No annual savings had been published.")
    annual = annual
    breaks = series.of_periods(record, WHOLE, annual["financial_year"])
    rows = pd.DataFrame(
        {
            "Financial year": breaks.marked(annual["financial_year"]),
            "Target": annual["target_gbp"].map(numbers.pounds),
            "Delivered": [
                f"{numbers.pounds(row.delivered_gbp)}"
                + (f" {PROJECTED}" if row.delivered_status == "projected" else "")
                for row in each(annual)
            ],
            "Difference": [_difference(row) for row in each(annual)],
            "Other documents": [_others(row, record) for row in each(annual)],
            "Source": [
                to_source(source, record.sources) if isinstance(source, str) else "[x]"
                for source in annual["delivered_source"].fillna(annual["target_source"])
            ],
        }
    )
    if set(rows["Other documents"]) == {"none"}:
        rows = rows.drop(columns="Other documents")
    notes = [shorthand(rows.iloc[:, 1:]), *breaks.notes, _note_on_basis(annual)]
    return set_table(
        rows,
        "Annual savings of the whole partnership against target, run-rate basis",
        numbers=["Target", "Delivered", "Difference"],
        links=["Source"],
        notes=[note for note in notes if note],
    )


def _paint_annual(figure: Figure, annual: pd.DataFrame) -> None:
    axes = figure.subplots()
    places = np.arange(len(annual))
    width = 0.38
    firm = annual["delivered_status"] != "projected"
    target = annual["target_gbp"] / numbers.MILLION
    delivered = annual["delivered_gbp"] / numbers.MILLION
    bars = [
        axes.bar(places - width / 2, target, width, color=style.ORANGE, label="Target"),
        axes.bar(
            places + width / 2,
            delivered.where(firm),
            width,
            color=style.DARK_BLUE,
            label="Delivered",
        ),
    ]
    if not firm.all():
        bars.append(
            axes.bar(
                places + width / 2,
                delivered.mask(firm),
                width,
                facecolor="white",
                edgecolor=style.DARK_BLUE,
                hatch="////",
                label="Projected",
            )
        )
    for drawn, values in zip(
        bars, [target, delivered.where(firm), delivered.mask(firm)], strict=False
    ):
        labels = [
            "" if pd.isna(v) else numbers.pounds(v * numbers.MILLION) for v in values
        ]
        axes.bar_label(drawn, labels, padding=2, fontsize=style.LABEL_SIZE - 1)
    axes.set_xticks(places, annual["financial_year"])
    style.scale(axes, lambda value: f"£{value:g}m")
    style.room_for_labels(axes, [*target, *delivered])
    style.key(axes)


def _paint_many(figure: Figure, annual: pd.DataFrame) -> None:
    """Draw one bar a year with its target as a line across: room for more years."""
    axes = figure.subplots()
    places = np.arange(len(annual))
    target = annual["target_gbp"] / numbers.MILLION
    delivered = annual["delivered_gbp"] / numbers.MILLION
    firm = annual["delivered_status"] != "projected"
    axes.bar(places, delivered.where(firm), 0.56, color=style.DARK_BLUE)
    axes.bar(
        places,
        delivered.mask(firm),
        0.56,
        facecolor="white",
        edgecolor=style.DARK_BLUE,
        hatch="////",
    )
    lines = {"color": style.ORANGE, "linewidth": 3.0}
    axes.hlines(target, places - 0.4, places + 0.4, label="Target", **lines)
    axes.bar([], [], color=style.DARK_BLUE, label="Delivered")
    if not firm.all():
        look = {"facecolor": "white", "edgecolor": style.DARK_BLUE, "hatch": "////"}
        axes.bar([], [], label="Projected", **look)
    tops = pd.concat([target, delivered], axis=1).max(axis=1)
    for place, value, top in zip(places, annual["delivered_gbp"], tops, strict=True):
        if pd.notna(value):
            style.label(axes, numbers.millions(value), (float(place), float(top)))
    axes.set_xticks(places, annual["financial_year"])
    style.scale(axes, lambda value: f"£{value:g}m")
    style.room_for_labels(axes, [*target, *delivered])
    style.key(axes)


def _annual_alt(annual: pd.DataFrame) -> str:
    parts = []
    for row in each(annual):
        target = (
            f" against a target of {numbers.pounds(row.target_gbp)}"
            if pd.notna(row.target_gbp)
            else ""
        )
        if pd.notna(row.delivered_gbp):
            said = f"{numbers.pounds(row.delivered_gbp)} {row.delivered_status}"
        else:
            said = "nothing reported"
        parts.append(f"{row.financial_year}: {said}{target}")
    return (
        "Bar chart of annual savings of the whole partnership beside their targets. "
        + "; ".join(parts)
        + "."
    )


def _difference(row: Any) -> str:
    if row.delivered_status == "projected":
        return "[z]"
    if pd.isna(row.difference_gbp):
        return numbers.MISSING
    return ("+" if row.difference_gbp > 0 else "") + numbers.pounds(row.difference_gbp)


def _others(row: Any, record: Partnership) -> str:
    if not row.others:
        return IN_REGISTER if row.contested else "none"
    facts = record.savings[record.savings["id"].isin(row.others)]
    return "; ".join(
        f"{numbers.pounds(fact.amount_gbp)} {fact.status}" for fact in each(facts)
    )


def _note_on_basis(annual: pd.DataFrame) -> str:
    years = annual.loc[annual["contested"], "financial_year"]
    if years.empty:
        return ""
    return (
        f"Another document gives another figure for {numbers.listing(list(years))}: "
        "see [the register of contradictions](site:sources#contradictions)."
    )
