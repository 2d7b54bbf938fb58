"""Set an accessible table from a DataFrame and a few formats of columns."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.present.display import Table, Text
from analysis.present.links import to_source
from analysis.present.markup import Markdown, marked
from analysis.present.numbers import MISSING, SHORTHAND
from analysis.present.series import Breaks
from analysis.present.tables import set_table
from analysis.present.words import MINUS, missing

MILLION = 1e6
MOST = 3
"""How many decimals a column may have."""


def table(
    frame: pd.DataFrame,
    columns: Mapping[str, str] | None = None,
    *,
    caption: str,
    money: Sequence[str] = (),
    percent: Sequence[str] = (),
    points: Sequence[str] = (),
    signed: Sequence[str] = (),
    links: Sequence[str] = (),
    decimals: Mapping[str, int] | None = None,
    notes: Sequence[str | None] = (),
    sources: pd.DataFrame | None = None,
    breaks: Breaks | None = None,
) -> Table | Text:
    """Set a table: one unit and number of decimals a column, numbers to the right.

    A value that is missing reads [x]; a column that holds nothing else is left out.
    Shorthand in the cells is explained below the table. Without rows nothing is
    shown.

    Parameters
    ----------
    frame
        One row a row of the table; its first column heads the rows.
    columns
        The columns to show, in order, and their headings; by default all columns
        under their own names. What follows names columns by their headings.
    caption
        What the table shows.
    money, percent, points
        Columns of pounds, of percentages and of percentage points.
    signed
        Columns whose numbers have a sign, such as variances and changes.
    links
        Columns whose texts are Markdown, such as what `cite` gives.
    decimals
        How many decimals a column has, where it is not as many as its numbers need.
    notes
        Notes below the table, as Markdown; those that are None are left out.
    sources
        A partnership's table of sources: ids in a column Source become links.
    breaks
        What `breaks_in` gave for the first column: marked [b] and explained.

    Examples
    --------
    >>> years = pd.DataFrame({"Year": ["2016/17", "2017/18"],
    ...     "Variance": [-195_000, -630_000], "Cause": ["Vacant posts", None]})
    >>> shown = table(years, caption="Variance by year", money=["Variance"],
    ...     signed=["Variance"])
    >>> print(shown.data.to_string(index=False))
       Year  Variance        Cause
    2016/17 −£195,000 Vacant posts
    2017/18 −£630,000          [x]
    """
    chosen = frame if columns is None else frame[list(columns)]
    cells = chosen.rename(columns=dict(columns or {})).reset_index(drop=True)
    cells.columns = cells.columns.map(str)
    if cells.empty:
        return Text("")
    _check(cells, [*money, *percent, *points, *signed, *links, *(decimals or {})])
    cells = cells.loc[:, ~cells.isna().all() | (cells.columns == cells.columns[0])]
    units = dict.fromkeys(money, "£")
    units |= dict.fromkeys(percent, "%") | dict.fromkeys(points, " points")
    linked = [str(name) for name in cells if name in links or _is_marked(cells[name])]
    right = [str(name) for name in cells if pd.api.types.is_numeric_dtype(cells[name])]
    written = pd.DataFrame(
        {
            str(name): _numbers(
                cells[name],
                units.get(str(name), ""),
                (decimals or {}).get(str(name)),
                signed=name in signed,
            )
            if name in right
            else _texts(cells[name], linked=name in linked)
            for name in cells
        }
    )
    if sources is not None and "Source" in written:
        written["Source"] = _documents(cells["Source"], sources)
        linked.append("Source")
    head = str(written.columns[0])
    if breaks is not None:
        written[head] = breaks.marked(written[head])
    return set_table(
        written,
        caption,
        numbers=right,
        links=linked,
        notes=[*(note for note in notes if note), *_explained(written, breaks)],
    )


def _check(cells: pd.DataFrame, named: Sequence[str]) -> None:
    """Refuse a format for a column that is not there."""
    for name in named:
        if name not in cells:
            msg = f"there is no column {name!r}; there are {', '.join(map(str, cells))}"
            raise ValueError(msg)


def _is_marked(values: "pd.Series[Any]") -> bool:
    return any(isinstance(value, Markdown) for value in values)


def _numbers(
    values: "pd.Series[float]", unit: str, decimals: int | None, *, signed: bool
) -> list[str]:
    """Write the numbers of a column in one unit with one number of decimals."""
    known = values.dropna().abs()
    large = unit == "£" and len(known) > 0 and known.max() >= MILLION
    scale = MILLION if large else 1.0
    places = decimals if decimals is not None else _decimals(known / scale)
    return [
        MISSING
        if pd.isna(value)
        else _one(float(value) / scale, unit, places, large=large, signed=signed)
        for value in values
    ]


def _one(value: float, unit: str, places: int, *, large: bool, signed: bool) -> str:
    digits = f"{abs(value):,.{places}f}"
    zero = not float(digits.replace(",", ""))
    plus = "+" if signed else ""
    sign = "" if zero else MINUS if value < 0 else plus
    if unit == "£":
        return f"{sign}£{digits}{'m' if large else ''}"
    return f"{sign}{digits}{unit}"


def _decimals(values: "pd.Series[float]") -> int:
    """Return how many decimals the numbers of a column need, up to three."""
    needed = [
        len(f"{value:.{MOST}f}".rstrip("0").partition(".")[2]) for value in values
    ]
    return max(needed, default=0)


def _texts(values: "pd.Series[Any]", *, linked: bool) -> list[str]:
    said = [MISSING if missing(value) else value for value in values]
    if not linked:
        return [str(value) for value in said]
    return [v if isinstance(v, str) else marked(str(v)) for v in said]


def _documents(ids: "pd.Series[str]", sources: pd.DataFrame) -> list[str]:
    return [MISSING if missing(i) else to_source(str(i), sources) for i in ids]


def _explained(written: pd.DataFrame, breaks: Breaks | None) -> list[str]:
    """Explain the shorthand that the cells use."""
    text = "\n".join(written.astype(str).to_numpy().ravel())
    notes = [
        f"{mark} {words}."
        for mark, words in SHORTHAND.items()
        if mark in text and mark != "[b]"
    ]
    return [*notes, *(breaks.notes if breaks else [])]
