"""Show services in a funnel around the target: which differ by more than chance."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.data import WHOLE, Partnership
from analysis.measures import funnel
from analysis.measures import satisfaction as measure
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Text
from analysis.present.rows import each
from analysis.present.satisfaction.groups import drawn, level, services
from analysis.present.satisfaction.words import base

LIMITS = "Limits of chance, for all services together"
"""What the lines of the funnel are: chance leaves any service outside 1 time in 20."""


def funnel_heading(record: Partnership, partner: str = WHOLE) -> Text:
    """Head the funnel with how many services lie outside it."""
    rows = services(record, partner)
    rows = rows[~rows["hidden"].astype(bool)]
    target = measure.target(record.targets, partner)
    if len(rows) < 2 or target is None:
        return NOTHING
    judged = funnel.against_target(rows, float(target["target"]))
    outside = judged[judged["verdict"].isin(OUTSIDE)]
    return Text(
        f"## {len(outside) or 'None'} of {numbers.count(len(rows), 'service')} "
        f"{'differs' if len(outside) == 1 else 'differ'} from the target by more than "
        "chance"
    )


def funnel_chart(record: Partnership, partner: str = WHOLE) -> Chart | Text:
    """Chart services by how many answered, in the funnel around the target."""
    rows = services(record, partner)
    rows = rows[~rows["hidden"].astype(bool)].reset_index(drop=True)
    target = measure.target(record.targets, partner)
    if len(rows) < 2 or target is None:
        return NOTHING
    aim = float(target["target"])
    rows = funnel.against_target(rows, aim)
    names = [record.name_of("services", s) for s in rows["service"]]
    svg = style.draw(lambda figure: _paint_funnel(figure, rows, names, aim), height=3.8)
    said = "; ".join(
        f"{name} {level(row)} of {base(row.answered)}, "
        f"{'outside' if row.verdict in OUTSIDE else 'inside'}"
        for name, row in zip(names, each(rows), strict=True)
    )
    return Chart(
        svg,
        f"Funnel chart of services around the target of {numbers.percent(aim)}, by "
        f"how many gave a rating. {said}.",
        drawn(rows),
    )


OUTSIDE = ("below", "above")


def _paint_funnel(
    figure: Figure, rows: pd.DataFrame, names: list[str], target: float
) -> None:
    axes = figure.subplots()
    largest = float(rows["effective"].max()) * 1.15
    sizes = [largest * step / 100 for step in range(2, 101)]
    pairs = [funnel.funnel_limits(target, size, len(rows)) for size in sizes]
    for ends, label in zip(zip(*pairs, strict=True), (LIMITS, None), strict=True):
        axes.plot(sizes, ends, "--", color=style.TEXT, linewidth=1, label=label)
    axes.axhline(target, color=style.ORANGE, label=f"Target {target:g}%")
    axes.plot(rows["effective"], rows["percent"], "o", color=style.DARK_BLUE)
    _name_outside(axes, rows, names)
    axes.set_xlim(0, largest)
    low = min(rows["percent"].min(), target - 15)
    axes.set_xlabel("Effective number of answers")
    style.scale(axes, numbers.percent)
    axes.set_ylim(low // 10 * 10, 100)
    axes.set_yticks(range(int(low // 10 * 10), 101, 10))
    style.key(axes, columns=3)


def _name_outside(axes: Axes, rows: pd.DataFrame, names: list[str]) -> None:
    """Name the services outside the funnel; the table has all of them."""
    for name, row in zip(names, each(rows), strict=True):
        if row.verdict in OUTSIDE:
            above = row.verdict == "above"
            style.label(axes, name, (row.effective, row.percent), above=above)
