"""Set an accessible table from a DataFrame and a few formats of columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.present.display import Table, Text
from analysis.present.links import to_source
from analysis.present.markup import Markdown, marked
from analysis.present.numbers import MISSING, SHORTHAND
from analysis.present.series import Breaks
from analysis.present.tables import set_table
from analysis.present.words import MINUS, missing, quantity

CONFIDENTIAL = "[c]"
MILLION = 1e6
MOST = 3
"""How many decimals a column may have."""


def table(
    frame: pd.DataFrame,
    columns: Mapping[str | tuple[str, str], str] | None = None,
    *,
    caption: str,
    money: Sequence[str] = (),
    percent: Sequence[str] = (),
    points: Sequence[str] = (),
    signed: Sequence[str] = (),
    links: Sequence[str] = (),
    quantities: Sequence[str] = (),
    unit: "pd.Series[str] | None" = None,
    decimals: Mapping[str, int] | int | None = None,
    notes: Sequence[str | None] = (),
    sources: pd.DataFrame | None = None,
    breaks: Breaks | None = None,
    confidential: "pd.Series[bool] | None" = None,
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
        under their own names. Two columns, as ``("low", "high")``, are set as one:
        "60% to 70%". What follows names columns by their headings.
    caption
        What the table shows.
    money, percent, points
        Columns of pounds, of percentages and of percentage points.
    signed
        Columns whose numbers have a sign, such as variances and changes.
    links
        Columns whose texts are Markdown, such as what `cite` gives.
    quantities, unit
        Columns whose numbers have a unit of their own in each row, and those units.
    decimals
        How many decimals every column, or a column by name, has; by default as many
        as its numbers need.
    notes
        Notes below the table, as Markdown; those that are None are left out.
    sources
        A partnership's table of sources: ids in a column Source become links.
    breaks
        What `breaks_in` gave for the first column: marked [b] and explained.
    confidential
        Whether each row is of a group too small to be shown: what is missing in it
        reads [c].

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
    shown = columns or {str(name): str(name) for name in frame}
    headings = list(shown.values())
    if frame.empty:
        return Text("")
    fixed = dict.fromkeys(headings, decimals) if isinstance(decimals, int) else decimals
    formats = (money, percent, points, signed, links, quantities, fixed or {})
    _check(headings, [name for each in formats for name in each])
    units = dict.fromkeys(money, "£")
    units |= dict.fromkeys(percent, "%") | dict.fromkeys(points, " points")
    hidden = None if confidential is None else confidential.astype(bool).to_numpy()
    texts: dict[str, list[str]] = {}
    right: list[str] = []
    linked: list[str] = []
    for place, (held, name) in enumerate(shown.items()):
        parts = [frame[one] for one in ([held] if isinstance(held, str) else held)]
        if place and all(part.isna().all() for part in parts) and hidden is None:
            continue
        if unit is not None and name in quantities:
            pairs = zip(parts[0], unit, strict=True)
            cells = [quantity(value, each) or MISSING for value, each in pairs]
            right.append(name)
        elif all(pd.api.types.is_numeric_dtype(part) for part in parts):
            form = _Form.of(
                parts, units.get(name, ""), (fixed or {}).get(name), name in signed
            )
            cells = [form.write(values) for values in zip(*parts, strict=True)]
            right.append(name)
        else:
            marks = name in links or _is_marked(parts[0])
            cells = _texts(parts[0], linked=marks)
            linked += [name] if marks else []
        if hidden is not None:
            cells = [
                CONFIDENTIAL if cell == MISSING and hides else cell
                for cell, hides in zip(cells, hidden, strict=True)
            ]
        texts[name] = cells
    written = pd.DataFrame(texts)
    if sources is not None and "Source" in written:
        written["Source"] = _documents(written["Source"], sources)
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


@dataclass(frozen=True)
class _Form:
    """How the numbers of one column are written."""

    unit: str
    scale: float
    places: int
    signed: bool

    @classmethod
    def of(
        cls,
        parts: "Sequence[pd.Series[float]]",
        unit: str,
        decimals: int | None,
        signed: bool,
    ) -> "_Form":
        """Choose one unit and number of decimals for all numbers of a column."""
        known = pd.concat(parts).dropna().astype(float).abs()
        large = unit == "£" and len(known) > 0 and known.max() >= MILLION
        scale = MILLION if large else 1.0
        places = decimals if decimals is not None else _decimals(known / scale)
        return cls(unit, scale, places, signed)

    def write(self, values: Sequence[float]) -> str:
        """Write a number, or two with a word between them."""
        if any(missing(value) for value in values):
            return MISSING
        return " to ".join(self._one(float(value) / self.scale) for value in values)

    def _one(self, value: float) -> str:
        digits = f"{abs(value):,.{self.places}f}"
        zero = not float(digits.replace(",", ""))
        plus = "+" if self.signed else ""
        sign = "" if zero else MINUS if value < 0 else plus
        if self.unit == "£":
            return f"{sign}£{digits}{'m' if self.scale == MILLION else ''}"
        unit = " point" if self.unit == " points" and digits == "1" else self.unit
        return f"{sign}{digits}{unit}"


def _check(known: Sequence[str], named: Sequence[str]) -> None:
    """Refuse a format for a column that is not there."""
    for name in named:
        if name not in known:
            msg = f"there is no column {name!r}; there are {', '.join(known)}"
            raise ValueError(msg)


def _is_marked(values: "pd.Series[Any]") -> bool:
    return any(isinstance(value, Markdown) for value in values)


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
    return [i if i == MISSING else to_source(str(i), sources) for i in ids]


def _explained(written: pd.DataFrame, breaks: Breaks | None) -> list[str]:
    """Explain the shorthand that the cells use."""
    text = "\n".join(written.astype(str).to_numpy().ravel())
    notes = [
        f"{mark} {words}."
        for mark, words in SHORTHAND.items()
        if mark in text and mark != "[b]"
    ]
    return [*notes, *(breaks.notes if breaks else [])]
