"""Kinds of column: what a value must look like, and how it is said to a reader.

Tables are checked as text, exactly as their authors typed them, so that a
problem can quote the value; `analysis.data.reading` turns them into numbers and
dates afterwards.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandera.pandas as pa

FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d{2})")
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


@dataclass(frozen=True)
class Kind:
    """Describe one kind of value.

    Attributes
    ----------
    name
        The kind's name in the data dictionary.
    accepts
        Whether a text is a value of this kind.
    expected
        What would be right, as it is said in a problem.
    """

    name: str
    accepts: Callable[[str], bool]
    expected: str


def is_date(value: str) -> bool:
    """Tell whether a text is a day written as YYYY-MM-DD."""
    if len(value) != len("2018-08-03"):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_partial_date(value: str) -> bool:
    """Tell whether a text is a year, a month (YYYY-MM) or a day (YYYY-MM-DD)."""
    if not PARTIAL_DATE.fullmatch(value):
        return False
    return is_date(value + "2000-01-01"[len(value) :])


def is_financial_year(value: str) -> bool:
    """Tell whether a text is a financial year, such as 2017/18."""
    match = FINANCIAL_YEAR.fullmatch(value)
    return bool(match) and (int(match[1]) + 1) % 100 == int(match[2])  # type: ignore[index]


def is_number(value: str) -> bool:
    """Tell whether a text is a plain number: no thousands separators, no signs of £."""
    return re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", value) is not None


def _between(low: float | None, high: float | None) -> Callable[[str], bool]:
    def accepts(value: str) -> bool:
        if not is_number(value):
            return False
        number = float(value)
        return (low is None or number >= low) and (high is None or number <= high)

    return accepts


def _column(kind: Kind, description: str, *, required: bool, **metadata: Any) -> Any:
    check = pa.Check(kind.accepts, element_wise=True, error=kind.expected)
    return pa.Column(
        nullable=not required,
        checks=[check],
        description=description,
        metadata={"kind": kind.name, "expected": kind.expected, **metadata},
    )


def text(description: str, *, required: bool = False) -> Any:
    """Declare a column of free text."""
    kind = Kind("text", lambda value: bool(value.strip()), "some text")
    return _column(kind, description, required=required)


def identifier(
    description: str, *, required: bool = True, taken: tuple[str, ...] = ()
) -> Any:
    """Declare a column of ids: letters, digits, full stops and hyphens.

    Parameters
    ----------
    taken
        Words that mean something else, and can be no id.
    """
    expected = "an id of letters, digits, full stops and hyphens"
    if taken:
        expected += f", other than {', '.join(taken)}"
    accepts = Kind(
        "id",
        lambda value: IDENTIFIER.fullmatch(value) is not None and value not in taken,
        expected,
    )
    return _column(accepts, description, required=required)


def reference(
    description: str,
    *,
    to: str,
    also: tuple[str, ...] = (),
    required: bool = True,
) -> Any:
    """Declare a column that names rows of another table.

    Parameters
    ----------
    to
        The table and column referred to, such as ``"sources.id"``; ``"facts"``
        stands for the ids of every table of facts.
    also
        Values allowed beside those ids.
    """
    table = to.split(".", maxsplit=1)[0]
    expected = f"an id of the table {table}" + "".join(f", or {a}" for a in also)
    kind = Kind("reference", lambda value: bool(value.strip()), expected)
    return _column(kind, description, required=required, to=to, also=also)


def choice(description: str, *allowed: str, required: bool = True) -> Any:
    """Declare a column that takes one of a few words."""
    words = frozenset(allowed)
    kind = Kind("choice", words.__contains__, "one of: " + ", ".join(allowed))
    return _column(kind, description, required=required, allowed=allowed)


def number(
    description: str,
    *,
    unit: str,
    low: float | None = None,
    high: float | None = None,
    required: bool = False,
) -> Any:
    """Declare a column of numbers in one unit, within limits if any."""
    limits = {
        (True, True): f" from {low:g} to {high:g}" if low is not None and high else "",
        (True, False): f" of {low:g} or more" if low is not None else "",
        (False, True): f" of {high:g} or less" if high is not None else "",
        (False, False): "",
    }[low is not None, high is not None]
    kind = Kind(
        "number",
        _between(low, high),
        f"a plain number{limits} in {unit}, without separators or signs of currency",
    )
    return _column(kind, description, required=required, unit=unit)


def whole_number(
    description: str, *, unit: str, low: int, high: int, required: bool = False
) -> Any:
    """Declare a column of whole numbers within limits."""
    inside = _between(low, high)
    kind = Kind(
        "whole number",
        lambda value: inside(value) and float(value).is_integer(),
        f"a whole number from {low} to {high}",
    )
    return _column(kind, description, required=required, unit=unit)


def day(description: str, *, required: bool = True) -> Any:
    """Declare a column of days."""
    kind = Kind("date", is_date, "a date as YYYY-MM-DD, such as 2018-08-03")
    return _column(kind, description, required=required, unit="date")


def partial_date(description: str, *, required: bool = False) -> Any:
    """Declare a column of days, months or years, whichever is known."""
    kind = Kind(
        "partial date",
        is_partial_date,
        "a day, month or year as YYYY-MM-DD, YYYY-MM or YYYY",
    )
    return _column(kind, description, required=required, unit="date")


def financial_year(description: str, *, required: bool = False) -> Any:
    """Declare a column of financial years, April to March."""
    kind = Kind(
        "financial year", is_financial_year, "a financial year, such as 2017/18"
    )
    return _column(kind, description, required=required, unit="year")
