"""Draw charts with ordinary matplotlib, in the look of the house.

::

    with chart("Line chart of …", data=waves) as axes:
        axes.plot(waves["wave_name"], waves["percent"], "o-", label="Newham")
        label_points(axes, waves["wave_name"], waves["percent"], percent)
        target_line(axes, 80, "Target 80%")
        percent_axis(axes)
        key(axes)
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from io import StringIO
from types import TracebackType
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython import display
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

from analysis.present import style
from analysis.present.display import Chart
from analysis.present.series import Breaks
from analysis.present.style import DARK_BLUE, DARK_PINK, ORANGE, TURQUOISE, key
from analysis.present.svg import follow_the_dark, slim
from analysis.present.words import money, percent

__all__ = [
    "DARK_BLUE",
    "DARK_PINK",
    "GREY",
    "ORANGE",
    "TURQUOISE",
    "chart",
    "key",
    "label_bars",
    "label_points",
    "mark_breaks",
    "money_axis",
    "percent_axis",
    "target_line",
]

GREY = style.PALE
_show: Callable[[Chart], object] = display.display
Write = Callable[[Any], str | None]


class chart:  # noqa: N801 - it is used as a function, in a with statement
    """Draw a chart in the look of the house, and show it where the cell ends.

    What is drawn inside the ``with`` is ordinary matplotlib, pandas or seaborn. The
    page shows it as SVG, with its data for download; without data it shows nothing.

    Parameters
    ----------
    alt
        What the chart says, in words, for those who do not see it.
    data
        The figures that are drawn.
    caption
        A line below the chart.
    height, width
        Size in inches.
    rows, columns
        How many charts there are in it; with more than one, an array of axes is
        given.
    **layout
        What `matplotlib.figure.Figure.subplots` takes, such as ``sharex=True``.

    Examples
    --------
    >>> years = pd.DataFrame({"year": ["2016/17", "2017/18"], "saved": [7.7, 12.85]})
    >>> with chart("Bar chart: savings rose.", data=years) as axes:
    ...     bars = axes.bar(years["year"], years["saved"])
    ...     label_bars(axes, bars, lambda value: f"£{value:g}m")
    Chart(alt='Bar chart: savings rose.', caption='')
    """

    def __init__(
        self,
        alt: str,
        data: pd.DataFrame,
        caption: str | None = None,
        *,
        height: float = 3.4,
        width: float = style.WIDTH,
        rows: int = 1,
        columns: int = 1,
        **layout: Any,
    ) -> None:
        self._alt, self._data, self._caption = alt, data, caption
        self._size, self._grid, self._layout = (width, height), (rows, columns), layout
        self._stack = ExitStack()

    def __enter__(self) -> Any:
        """Return the axes to draw on."""
        self._stack.enter_context(mpl.rc_context())
        plt.style.use(["afcharts.afcharts", style.settings()])
        self._figure = Figure(figsize=self._size, layout="constrained")
        return self._figure.subplots(*self._grid, **self._layout)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Show the chart; nothing where there are no data to be drawn."""
        with self._stack:
            empty = self._data.empty
            if kind is None and not empty:
                buffer = StringIO()
                plain = {"Date": None, "Creator": None}
                self._figure.savefig(buffer, format="svg", metadata=plain)
        if kind is None and not empty:
            svg = buffer.getvalue()
            drawn = follow_the_dark(slim(svg[svg.index("<svg") :]))
            _show(Chart(drawn, self._alt, self._data, self._caption or ""))
        # Without data, code that looks for a first row may fail: that is no error.
        return empty and kind is not None and issubclass(kind, Exception)


def label_points(
    axes: Axes,
    x: Iterable[Any],
    y: Iterable[float],
    write: Write = percent,
    *,
    above: bool | None = None,
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
        Whether values stand above the points; by default where the line leaves room.
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
    sides = style.turning(values) if above is None else [above] * len(values)
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
