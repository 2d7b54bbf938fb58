"""Write values, targets and breaks onto the axes of a chart."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.container import BarContainer

from analysis.present import style
from analysis.present.series import Breaks
from analysis.present.style import ORANGE
from analysis.present.words import money, percent

ROOM = 0.2
"""How much of a chart's height is left above and below for the values of a line."""

Write = Callable[[Any], str | None]


def label_points(
    axes: Axes,
    x: Iterable[Any],
    y: Iterable[float],
    write: Write = percent,
    *,
    above: bool | Iterable[bool] | None = None,
    **look: Any,
) -> None:
    """Write the value of each point of a line beside it.

    Parameters
    ----------
    axes
        Where it is drawn.
    x, y
        The points, as they were given to ``axes.plot``.
    write
        Writes a value.
    above
        Whether values stand above the points, for all or for each; by default where
        the line leaves room.
    **look
        What `matplotlib.axes.Axes.annotate` takes, such as ``color``.

    Examples
    --------
    >>> axes = Figure().subplots()
    >>> label_points(axes, [1, 2], [82, 89])
    >>> [text.get_text() for text in axes.texts]
    ['82%', '89%']
    """
    values = list(y)
    axes.margins(y=ROOM)
    each = [above] * len(values) if isinstance(above, bool) else above
    sides = style.turning(values) if each is None else each
    for place, value, up in zip(x, values, sides, strict=True):
        words = write(value)
        if words is not None:
            style.label(axes, words, (place, value), above=up, **look)


def label_bars(axes: Axes, bars: BarContainer, write: Write = money) -> None:
    """Write the value of each bar at its end, and make room for it.

    Parameters
    ----------
    axes
        Where they are drawn.
    bars
        What ``axes.bar`` or ``axes.barh`` gave back.
    write
        Writes a value.

    Examples
    --------
    >>> axes = Figure().subplots()
    >>> label_bars(axes, axes.bar(["2016/17"], [7_700_000]))
    >>> axes.texts[0].get_text()
    '£7.7m'
    """
    words = [write(value) or "" for value in _values(bars)]
    axes.bar_label(bars, words, padding=3, fontsize=style.LABEL_SIZE - 1)
    if bars.orientation == "horizontal":
        axes.margins(x=0.15)
    else:
        axes.margins(y=0.12)


def target_line(
    axes: Axes, target: float | None, label: str | None = None, *, across: bool = False
) -> None:
    """Draw a target as a dashed line; nothing where there is none.

    Parameters
    ----------
    axes
        Where it is drawn.
    target
        The target.
    label
        What the key says.
    across
        Whether the values run across, as those of ``axes.barh``.

    Examples
    --------
    >>> axes = Figure().subplots()
    >>> target_line(axes, 80, "Target 80%")
    >>> len(axes.lines)
    1
    """
    if target is None or pd.isna(target):
        return
    draw = axes.axvline if across else axes.axhline
    draw(target, color=ORANGE, linestyle="--", label=label)


def mark_breaks(axes: Axes, breaks: Breaks, points: Sequence[Any]) -> None:
    """Draw a dashed line wherever the scope changed, and say below what changed.

    Parameters
    ----------
    axes
        Where the series is drawn.
    breaks
        What `breaks_in` gave.
    points
        The points of the series along the chart, one a step.

    Examples
    --------
    >>> axes = Figure().subplots()
    >>> mark_breaks(axes, Breaks({"2020/21": "Bexley left"}), ["2019/20", "2020/21"])
    >>> len(axes.lines)
    1
    """
    breaks.draw(axes, [str(point) for point in points])


def in_words(x: Iterable[Any], y: Iterable[Any], write: Write = percent) -> str:
    """Write a series for those who do not see its chart.

    Parameters
    ----------
    x, y
        The points.
    write
        Writes a value.

    Examples
    --------
    >>> in_words(["autumn 2017", "spring 2018"], [81, 73])
    'autumn 2017 81%, spring 2018 73%'
    """
    said = [(place, write(value)) for place, value in zip(x, y, strict=True)]
    return ", ".join(f"{place} {words}" for place, words in said if words is not None)


def percent_axis(axes: Axes, *, across: bool = False) -> None:
    """Write the values of an axis as percentages, with a few light grid lines.

    Parameters
    ----------
    axes
        Where it is drawn.
    across
        Whether it is the axis that runs across.

    Examples
    --------
    >>> axes = Figure().subplots()
    >>> percent_axis(axes)
    >>> axes.yaxis.get_major_formatter()(80)
    '80%'
    """
    _scale(axes, percent, across=across)


def money_axis(axes: Axes, *, across: bool = False) -> None:
    """Write the values of an axis as pounds, with a few light grid lines.

    Parameters
    ----------
    axes
        Where it is drawn; its values are pounds.
    across
        Whether it is the axis that runs across.

    Examples
    --------
    >>> axes = Figure().subplots()
    >>> money_axis(axes)
    >>> axes.yaxis.get_major_formatter()(2_500_000)
    '£2.5m'
    """
    _scale(axes, money, across=across)


def _values(bars: BarContainer) -> list[float]:
    return [float(value) for value in np.asarray(bars.datavalues)]


def _scale(axes: Axes, write: Write, *, across: bool) -> None:
    axis = axes.xaxis if across else axes.yaxis
    axis.set_major_locator(mpl.ticker.MaxNLocator(5))
    axis.set_major_formatter(lambda value, _: write(value) or "")
    axes.grid(visible=True, axis="x" if across else "y")
    axes.grid(visible=False, axis="y" if across else "x")
    axes.tick_params(length=0)
