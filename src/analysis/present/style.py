"""The look of charts: the Analysis Function's style, in the reports' typeface."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from io import StringIO
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from afcharts.af_colours import get_af_colours
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter

from analysis.present.svg import follow_the_dark, slim

WIDTH = 7.2
"""Width of a chart in inches: the width of the text, so type keeps its size."""

LABEL_SIZE = 10.0
"""Size of text in charts, in points."""

DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, *_ = get_af_colours("categorical")
"""The first four colours of the Analysis Function's palette, in its order."""

GREY = PALE = "#BFBFBF"
TEXT = "#1F2328"


@cache
def _font() -> str:
    """Make the reports' typeface known to matplotlib, and return its name."""
    with as_file(files("analysis.present") / "fonts") as folder:
        for file in sorted(folder.glob("*.ttf")):
            font_manager.fontManager.addfont(file)
    return "Open Sans"


def settings() -> dict[str, Any]:
    """Return what our charts change in the Analysis Function's style."""
    return {
        "font.family": [_font(), "DejaVu Sans"],
        "font.size": LABEL_SIZE,
        "axes.titlesize": LABEL_SIZE,
        "axes.labelsize": LABEL_SIZE,
        "text.color": TEXT,
        "svg.fonttype": "path",
        "svg.hashsalt": "analysis",
        "hatch.linewidth": 1.2,
        "figure.facecolor": "white",
    }


def draw(
    paint: Callable[[Figure], None], height: float = 3.4, width: float = WIDTH
) -> str:
    """Draw a figure in the reports' style, and return it as SVG.

    Letters are drawn as shapes, so that a chart looks the same everywhere; the same
    figure gives the same text every time.

    Parameters
    ----------
    paint
        Draws on the empty figure it is given.
    height, width
        Size in inches.
    """
    with mpl.rc_context():
        plt.style.use(["afcharts.afcharts", settings()])
        figure = Figure(figsize=(width, height), layout="constrained")
        paint(figure)
        return svg_of(figure)


def svg_of(figure: Figure) -> str:
    """Return a figure as SVG, which follows a reader who wants it dark.

    Parameters
    ----------
    figure
        The figure, drawn with our `settings`.
    """
    buffer = StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    return follow_the_dark(slim(svg[svg.index("<svg") :]))


def scale(axes: Axes, write: Callable[[float], str], lines: int = 5) -> None:
    """Write the values of the vertical axis, with a few light grid lines."""
    axes.yaxis.set_major_locator(mpl.ticker.MaxNLocator(lines))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: write(value)))
    axes.tick_params(length=0)


def key(
    axes: Axes, columns: int = 3, marks: Mapping[str, Artist] | None = None
) -> None:
    """Put the key above the chart, at its left.

    Parameters
    ----------
    axes
        Where the chart is drawn.
    columns
        How many entries stand beside each other.
    marks
        The entries, by label; by default those that were drawn with a label.

    Examples
    --------
    >>> axes = Figure().subplots()
    >>> drawn = axes.plot([1, 2], label="Newham")
    >>> key(axes)
    >>> axes.get_legend().get_texts()[0].get_text()
    'Newham'
    """
    chosen = {} if marks is None else {"labels": [*marks], "handles": [*marks.values()]}
    axes.legend(
        **chosen,
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        ncols=columns,
        borderaxespad=0.2,
        handlelength=1.4,
        columnspacing=1.4,
    )


def label(
    axes: Axes, words: str, at: tuple[float, float], *, above: bool = True, **look: Any
) -> None:
    """Write a value beside its point, readable where a line runs behind it."""
    axes.annotate(
        words,
        at,
        textcoords="offset points",
        xytext=(0, 8 if above else -17),
        ha="center",
        fontsize=LABEL_SIZE - 1,
        path_effects=[withStroke(linewidth=3, foreground="white")],
        zorder=5,
        **look,
    )


def turning(values: Sequence[float]) -> list[bool]:
    """Return for each point of a line whether its label goes above it.

    A point that lies below the line between its neighbours has room below.
    """
    places = range(len(values))
    around = [
        [values[n] for n in (place - 1, place + 1) if 0 <= n < len(values)]
        for place in places
    ]
    return [
        not near or value >= sum(near) / len(near)
        for value, near in zip(values, around, strict=True)
    ]


def zero_line(axes: Axes) -> None:
    """Draw the line of zero, from which bars go up and down."""
    axes.axhline(0, color=TEXT, linewidth=1)


def room_for_labels(axes: Axes, values: Iterable[float], share: float = 0.12) -> None:
    """Widen the vertical scale so that labels beyond the bars stay inside."""
    known = [value for value in values if value == value]
    low, high = min([*known, 0]), max([*known, 0])
    room = (high - low or 1) * share
    axes.set_ylim(low - room if low < 0 else 0, high + room if high > 0 else 0)
