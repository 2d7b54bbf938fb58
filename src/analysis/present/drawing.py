"""Draw charts with ordinary matplotlib, in the look of the house.

::

    with chart("Line chart of …", data=waves) as axes:
        axes.plot(waves["wave_name"], waves["percent"], "o-", label="Newham")
        label_points(axes, waves["wave_name"], waves["percent"], percent)
        target_line(axes, 80, "Target 80%")
        percent_axis(axes)
        key(axes)
"""

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from IPython import display
from matplotlib.figure import Figure

from analysis.present import style
from analysis.present.display import Chart

_show: Callable[[Chart], object] = display.display


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
    fewest
        With fewer rows than this nothing is shown.
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
        fewest: int = 1,
        height: float = 3.4,
        width: float = style.WIDTH,
        rows: int = 1,
        columns: int = 1,
        **layout: Any,
    ) -> None:
        self._alt, self._data, self._caption = alt, data, caption
        self._empty = len(data) < fewest
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
            drawn = kind is None and not self._empty
            svg = style.svg_of(self._figure) if drawn else ""
        if drawn:
            _show(Chart(svg, self._alt, self._data, self._caption or ""))
        # Without data, code that looks for a first row may fail: that is no error.
        return self._empty and kind is not None and issubclass(kind, Exception)
