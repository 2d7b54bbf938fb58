"""Show how far the value of savings may be off: a tornado and a simulation."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import Partnership
from analysis.measures.uncertainty import Simulation, simulate, tornado
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Text
from analysis.present.rows import each
from analysis.present.savings.case import Valuation, doubts, valuation
from analysis.present.savings.words import derived

NAMES = {
    "contested": "Years on which documents differ",
    "shortfall": "Projected savings that do not come",
    "part_year": "New savings in their first year",
    "inflation": "Inflation a year",
    "doubled": "Lines counted twice",
    "rate": "Discount rate",
}
"""What an assumption is called in charts, by name."""

BINS = 60
"""Bars of the simulation's chart."""


def doubt_heading(record: Partnership) -> Text:
    """Head the sensitivity with the assumption that matters most."""
    made = valuation(record)
    if made is None:
        return NOTHING
    table = tornado(made.stream, made.central, doubts(record), made.terms)
    if table.empty:
        return NOTHING
    worst = table.iloc[0]
    return Text(
        f"### The value turns most on one thing: {_lower(worst['name'])} "
        f"({derived(worst['swing_gbp'])})"
    )


def doubt_chart(record: Partnership) -> Chart | Text:
    """Chart how far each assumption alone moves the present value."""
    made = valuation(record)
    if made is None:
        return NOTHING
    table = tornado(made.stream, made.central, doubts(record), made.terms)
    if table.empty:
        return NOTHING
    svg = style.draw(
        lambda figure: _paint_tornado(figure, table, made.value),
        height=0.9 + 0.5 * len(table),
    )
    parts = [
        f"{NAMES[row.name]}, {_end(row.name, row.low)} to {_end(row.name, row.high)}: "
        f"{derived(row.at_low_gbp)} to {derived(row.at_high_gbp)}"
        for row in each(table)
    ]
    alt = (
        "Tornado chart of the present value of savings, "
        f"{derived(made.value)} as published, when one assumption at a time is moved. "
        + "; ".join(parts)
        + "."
    )
    return Chart(svg, alt, table)


def simulation_text(record: Partnership) -> Text:
    """Say within what range the value lies when assumptions vary together."""
    found = _simulated(record)
    if found is None:
        return NOTHING
    made, result = found
    net = "net of the cost of change" if made.costs_known else "before cost of change"
    return Text(
        "Varied together, independently of each other, the assumptions leave the value "
        f"between {derived(result.quantile(0.1))} and {derived(result.quantile(0.9))} "
        f"in 8 of 10 draws, with the middle at {derived(result.quantile(0.5))} "
        f"({net}, prices of {made.terms.price_base}). {_beside(made, result)}"
        f"{result.draws:,} draws, seed "
        f"{result.seed}. {_drawn(made, record)} The discount rate is a choice, and is "
        "not drawn. How much of the value is owed to sharing is not in the range: "
        "nothing published says."
    )


def _beside(made: Valuation, result: Simulation) -> str:
    """Say why the value as published lies outside of the range, where it does."""
    if made.value <= result.quantile(0.9):
        return ""
    return (
        f"The {derived(made.value)} as published lies above that range, for nearly "
        "every doubt can only make it less. "
    )


def _drawn(made: Valuation, record: Partnership) -> str:
    """Say how each assumption that moves the value is drawn."""
    by = record.settings.appraisal
    table = tornado(made.stream, made.central, doubts(record), made.terms)
    ways = {
        "contested": "years on which documents differ: evenly from the least figure "
        "to the most",
        "shortfall": "shortfall of projected savings: from nothing, the likeliest, to "
        f"{by.shortfall_percent:g}% ({by.shortfall_source})",
        "part_year": f"new savings in their first year: from {by.part_year_percent:g}% "
        "to all of it, the likeliest",
        "inflation": f"inflation: evenly within {by.inflation_points:g} points",
    }
    moving = [words for name, words in ways.items() if name in set(table["name"])]
    said = "; ".join(moving)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def simulation_chart(record: Partnership) -> Chart | Text:
    """Chart how the simulated values spread."""
    found = _simulated(record)
    if found is None:
        return NOTHING
    made, result = found
    svg = style.draw(
        lambda figure: _paint_spread(figure, result, made.value), height=2.6
    )
    ends = [result.quantile(part) for part in (0.1, 0.5, 0.9)]
    alt = (
        f"Histogram of {result.draws:,} simulated present values of savings: a tenth "
        f"lies below {derived(ends[0])}, half below {derived(ends[1])}, a tenth above "
        f"{derived(ends[2])}; the value as published is {derived(made.value)}."
    )
    data = pd.DataFrame({"part": [0.1, 0.5, 0.9], "present_value_gbp": ends})
    return Chart(svg, alt, data)


def _simulated(record: Partnership) -> tuple[Valuation, Simulation] | None:
    made = valuation(record)
    if made is None:
        return None
    by = record.settings.appraisal
    result = simulate(
        made.stream,
        made.central,
        doubts(record),
        made.terms,
        draws=by.draws,
        seed=by.seed,
    )
    return made, result


def _lower(name: str) -> str:
    words = NAMES[name]
    return words[0].lower() + words[1:]


def _end(name: str, value: float) -> str:
    """Write the end of an assumption's range."""
    if name == "contested":
        return "least" if value == 0 else "most"
    if name == "doubled":
        return "kept" if value == 0 else "taken out"
    if name == "inflation":
        return f"{'+' if value > 0 else numbers.MINUS}{abs(value) * 100:g} points"
    return f"{value * 100:g}%"


def _paint_tornado(figure: Figure, table: pd.DataFrame, central: float) -> None:
    axes = figure.subplots()
    million = numbers.MILLION
    places = range(len(table))
    for place, row in zip(places, each(table), strict=True):
        for end, value in ((row.low, row.at_low_gbp), (row.high, row.at_high_gbp)):
            width = (value - central) / million
            if abs(width) * million < 1:
                continue
            colour = style.DARK_BLUE if width > 0 else style.ORANGE
            axes.barh(place, width, 0.55, left=central / million, color=colour)
            axes.annotate(
                f"{_end(row.name, end)}: {derived(value)}",
                (value / million, place),
                textcoords="offset points",
                xytext=(4 if width > 0 else -4, 0),
                ha="left" if width > 0 else "right",
                va="center",
                fontsize=style.LABEL_SIZE - 1,
            )
    axes.axvline(central / million, color=style.TEXT, linewidth=1)
    axes.set_yticks(list(places), [_wrapped(NAMES[n]) for n in table["name"]])
    axes.invert_yaxis()
    ends = [*table["at_low_gbp"], *table["at_high_gbp"], central]
    room = (max(ends) - min(ends)) * 0.45 / million
    axes.set_xlim(min(ends) / million - room, max(ends) / million + room)
    axes.xaxis.set_major_formatter(lambda value, _: f"£{value:g}m")
    axes.grid(visible=False)
    axes.tick_params(length=0)
    axes.set_title(f"As published: {derived(central)}", loc="left")


def _wrapped(words: str) -> str:
    """Break a label of more than three words in two lines."""
    parts = words.split(" ")
    half = (len(parts) + 1) // 2
    if len(parts) < 4:
        return words
    return " ".join(parts[:half]) + "\n" + " ".join(parts[half:])


def _paint_spread(figure: Figure, result: Simulation, central: float) -> None:
    axes = figure.subplots()
    million = numbers.MILLION
    axes.hist(result.worths / million, BINS, color=style.DARK_BLUE)
    top = axes.get_ylim()[1]
    marks = [
        (result.quantile(0.1), "a tenth below\n", style.ORANGE, "right"),
        (result.quantile(0.9), "a tenth above\n", style.ORANGE, "left"),
    ]
    for value, words, colour, side in marks:
        axes.axvline(value / million, color=colour, linewidth=2)
        axes.annotate(
            words + derived(value),
            (value / million, top),
            textcoords="offset points",
            xytext=(5 if side == "left" else -5, -4),
            ha=side,
            va="top",
            fontsize=style.LABEL_SIZE - 1,
        )
    axes.set_ylim(0, top * 1.1)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.xaxis.set_major_formatter(lambda value, _: f"£{value:g}m")
    axes.tick_params(length=0)
    axes.set_title(f"As published: {derived(central)}", loc="left")
