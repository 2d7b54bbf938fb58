"""Reduce what is shown to plain data, for those who want to work with it.

What a table or chart shows travels beside it through the notebook's output, as
JSON: a title, columns and rows of texts, numbers and gaps.
"""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.present.numbers import MINUS, MISSING

LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
ANCHOR = re.compile(r"\{#[\w.:-]+\}")
MONEY = re.compile(rf"([+{MINUS}]?)£([\d,]+(?:\.\d+)?)(k|m|bn)?")
PERCENT = re.compile(rf"([+{MINUS}]?)([\d,]+(?:\.\d+)?)%")
SCALES = {None: 0, "k": 3, "m": 6, "bn": 9}

Value = str | float | int | None


def plain_data(title: str, data: pd.DataFrame, *, kind: str) -> dict[str, Any]:
    """Return a table's data as what JSON can hold.

    A column in which every figure is money becomes one of pounds, and one of
    percentages one of numbers; its heading then names the unit.

    Parameters
    ----------
    title
        What the data are.
    data
        The cells as they are shown, or the figures that are drawn.
    kind
        ``"table"`` or ``"chart"``.
    """
    flat = data.reset_index() if data.index.name else data
    columns: dict[str, list[Value]] = {}
    for heading, values in flat.items():
        name, cells = _column(str(heading), [_plain(value) for value in values])
        columns[name] = cells
    return {
        "kind": kind,
        "title": title,
        "columns": list(columns),
        "rows": [list(row) for row in zip(*columns.values(), strict=True)],
    }


def _plain(value: Any) -> Value:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(_plain(v)) for v in value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        return ANCHOR.sub("", LINK.sub(r"\1", str(value)))
    number = float(value)
    return int(number) if number.is_integer() else number


def _column(heading: str, cells: list[Value]) -> tuple[str, list[Value]]:
    """Turn a column of one unit into numbers."""
    readers: tuple[tuple[str, Callable[[str], float | None]], ...] = (
        ("£", _pounds),
        ("%", _percent),
    )
    for unit, read in readers:
        found = [_read(cell, read) for cell in cells]
        if found and all(ok for _, ok in found) and any(v != MISSING for v in cells):
            return f"{heading} ({unit})", [value for value, _ in found]
    return heading, cells


def _read(cell: Value, read: Callable[[str], float | None]) -> tuple[Value, bool]:
    """Return a cell's number, and whether it fits into a column of numbers."""
    if cell == MISSING:
        return cell, True
    number = read(cell) if isinstance(cell, str) else None
    return number, number is not None


def _pounds(text: str) -> float | None:
    found = MONEY.fullmatch(text.strip())
    if not found:
        return None
    digits = found[2].replace(",", "")
    return _signed(found[1], f"{digits}e{SCALES[found[3]]}")


def _percent(text: str) -> float | None:
    found = PERCENT.fullmatch(text.strip())
    return _signed(found[1], found[2].replace(",", "")) if found else None


def _signed(sign: str, written: str) -> float:
    value = -float(written) if sign == MINUS else float(written)
    return int(value) if value.is_integer() else round(value, 6)
