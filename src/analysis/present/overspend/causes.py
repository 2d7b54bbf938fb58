"""Bridge a variance by its causes, where causes were published."""

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.data import WHOLE, Partnership
from analysis.measures import bridge as measure
from analysis.measures.bridge import Bridge
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.links import to_source
from analysis.present.overspend.words import SCOPES, stage
from analysis.present.rows import each
from analysis.present.tables import set_table

NEWEST = 2
"""Years whose causes are set out; those of earlier years are in the data."""


def bridge_heading(record: Partnership, partner: str) -> Text:
    """Head the bridge with the cause that weighed most."""
    found = _newest(record, partner)
    if found is None:
        return NOTHING
    adverse = found.steps[found.steps["amount_gbp"] > 0]
    year = found.position["financial_year"]
    if adverse.empty:
        return Text(f"## What moved the variance of {year}")
    worst = adverse.sort_values("amount_gbp", kind="stable").iloc[-1]
    whose = record.name_of("partners", found.position["partner"])
    made = "" if found.position["status"] == "outturn" else "the forecast of "
    return Text(
        f"## {worst['cause']}: {numbers.variance(worst['amount_gbp'])}, the largest "
        f"known cause of overspending of {whose} in {made}{year}"
    )


def bridge_chart(record: Partnership, partner: str) -> Chart | Text:
    """Chart the steps from the budget to the newest position with causes."""
    found = _newest(record, partner)
    if found is None:
        return NOTHING
    height = 1.0 + 0.42 * (len(found.steps) + 1)
    svg = style.draw(lambda figure: paint_bridge(figure, found.steps), height=height)
    return Chart(svg, bridge_alt(found, _title(found)), found.steps)


def bridge_table(record: Partnership, partner: str) -> Table | Text:
    """Set the causes of every position that has any."""
    found = _found(record, partner)
    if not found:
        return NOTHING
    rows = [
        {
            "Financial year": one.position["financial_year"],
            "Of": record.name_of("partners", one.position["partner"]),
            "Position": f"{one.position['scope'].capitalize()}, "
            f"{stage(one.position).lower()}",
            "Cause": step.cause,
            "Part": numbers.variance(step.amount_gbp),
            "Known": "Published" if step.known else "What is left, worked out here",
            "Source": to_source(one.position["source"], record.sources),
        }
        for one in found[:NEWEST]
        for step in each(one.steps)
    ]
    return set_table(
        pd.DataFrame(rows),
        "Causes of variances, where a document gives them amounts: newest years",
        numbers=["Part"],
        links=["Source"],
    )


def paint_bridge(figure: Figure, steps: pd.DataFrame) -> None:
    """Draw a waterfall from nothing to the variance, a row a step."""
    axes = figure.subplots()
    rows = list(each(steps))
    end = rows[-1].ends_gbp
    names = [row.cause for row in rows] + ["Variance"]
    at = list(range(len(names)))[::-1]
    for y, row in zip(at, rows, strict=False):
        colour = style.ORANGE if row.amount_gbp > 0 else style.DARK_BLUE
        look = (
            {"color": colour}
            if row.known
            else {"facecolor": "white", "edgecolor": colour, "hatch": "////"}
        )
        left = min(row.begins_gbp, row.ends_gbp) / numbers.MILLION
        axes.barh(y, abs(row.amount_gbp) / numbers.MILLION, 0.6, left=left, **look)
        _value(axes, row.amount_gbp, max(row.begins_gbp, row.ends_gbp), y)
        x = row.ends_gbp / numbers.MILLION
        axes.plot([x, x], [y - 0.7, y - 0.3], color=style.PALE, linewidth=1)
    axes.barh(0, end / numbers.MILLION, 0.6, color=style.TEXT)
    _value(axes, end, max(end, 0), 0)
    axes.axvline(0, color=style.TEXT, linewidth=1)
    axes.set_yticks(at, [_wrapped(name) for name in names])
    axes.grid(visible=False, axis="y")
    reach = [0.0, *steps["begins_gbp"], *steps["ends_gbp"]]
    low, high = min(reach) / numbers.MILLION, max(reach) / numbers.MILLION
    axes.set_xlim(low - (high - low) * 0.04, high + (high - low) * 0.22)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.signed_millions(value))
    axes.tick_params(length=0)


def bridge_alt(found: Bridge, title: str) -> str:
    """Say the steps of a bridge in words."""
    parts = [
        f"{row.cause} {numbers.variance(row.amount_gbp)}" for row in each(found.steps)
    ]
    end = numbers.variance(found.position["variance_gbp"])
    return f"Waterfall chart of {title}: {'; '.join(parts)}; in all {end}."


def _title(found: Bridge) -> str:
    position = found.position
    return (
        f"the variance on {SCOPES[position['scope']]}, {position['financial_year']}, "
        f"{stage(position).lower()}"
    )


def _found(record: Partnership, partner: str) -> list[Bridge]:
    """Return a partner's bridges, or those of the whole where it has none."""
    own = measure.bridges(record.spending, record.causes, partner)
    return own or measure.bridges(record.spending, record.causes, WHOLE)


def _newest(record: Partnership, partner: str) -> Bridge | None:
    found = _found(record, partner)
    return found[0] if found else None


def _value(axes: Axes, amount: float, right: float, y: float) -> None:
    axes.annotate(
        numbers.variance(amount),
        (right / numbers.MILLION, y),
        textcoords="offset points",
        xytext=(5, 0),
        va="center",
        fontsize=style.LABEL_SIZE - 1,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        zorder=5,
    )


def _wrapped(name: str, width: int = 30) -> str:
    return "\n".join(textwrap.wrap(name, width))
