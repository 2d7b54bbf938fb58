"""Write numbers and dates as a good council officer does.

Each function keeps the precision of what it is given. Given a fact (a row of a
measure's table), it keeps its qualifier too: "about £5m". A value that was not
published gives None, and the paragraph that it stands in is left out of the page.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from analysis.measures.money import Amount
from analysis.present.markup import Markdown, marked

MINUS = "\N{MINUS SIGN}"
UNITS = {"bn": 1e9, "m": 1e6, "k": 1e3, "": 1.0}
QUALIFIED = {"approximate": "about ", "minimum": "at least ", "maximum": "up to "}
"""What is said before a figure, by its qualifier."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONEY_COLUMNS = ("amount_gbp", "variance_gbp", "budget_gbp")
PERCENT_COLUMNS = ("percent",)
POINT_COLUMNS = ("change_points",)


def money(
    value: Any, *, unit: str | None = None, decimals: int | None = None
) -> str | None:
    """Write an amount in pounds.

    Parameters
    ----------
    value
        Pounds, an `Amount`, or a fact.
    unit
        ``"m"``, ``"bn"``, ``"k"`` or ``""``; by default millions from £1m up.
    decimals
        How many decimals; by default as many as it has.

    Examples
    --------
    >>> money(3_500_000), money(132_000), money(1_340_000_000)
    ('£3.5m', '£132,000', '£1.34bn')
    >>> money(630_000, unit="m", decimals=3)
    '£0.630m'
    >>> money({"amount_gbp": 5_000_000, "qualifier": "approximate"})
    'about £5m'
    >>> money({"variance_gbp": 630_000, "printed": "£0.630m"})
    '£0.630m'
    """
    number, said = _number(value, MONEY_COLUMNS)
    if number is None:
        return None
    printed = None if unit or decimals is not None else as_printed(value)
    if printed:
        return f"{said}{MINUS if number < 0 else ''}{printed}"
    size = abs(number)
    known = unit if unit is not None else _unit(size)
    minus = MINUS if number < 0 else ""
    return f"{said}{minus}£{_digits(size / UNITS[known], decimals)}{known}"


def percent(value: Any, *, decimals: int | None = None) -> str | None:
    """Write a percentage.

    Parameters
    ----------
    value
        Per cent, or a fact.
    decimals
        How many decimals; by default as many as it has.

    Examples
    --------
    >>> percent(83), percent(58.4), percent(79.89, decimals=0)
    ('83%', '58.4%', '80%')
    """
    number, said = _number(value, PERCENT_COLUMNS)
    if number is None:
        return None
    minus = MINUS if number < 0 else ""
    return f"{said}{minus}{_digits(abs(number), decimals)}%"


def points(value: Any, *, decimals: int | None = None) -> str | None:
    """Write a difference between two percentages.

    Parameters
    ----------
    value
        Percentage points, or a fact.
    decimals
        How many decimals; by default as many as it has.

    Examples
    --------
    >>> points(5), points(1), points(2.4)
    ('5 percentage points', '1 percentage point', '2.4 percentage points')
    """
    number, said = _number(value, POINT_COLUMNS)
    if number is None:
        return None
    minus = MINUS if number < 0 else ""
    digits = _digits(abs(number), decimals)
    noun = "percentage point" if digits == "1" else "percentage points"
    return f"{said}{minus}{digits} {noun}"


def spread(
    low: Any, high: Any, write: Callable[..., str | None] = money, **how: Any
) -> str | None:
    """Write a range, or the one value that both of its ends are.

    Parameters
    ----------
    low, high
        The ends.
    write
        Writes one of them.
    **how
        What it takes besides.

    Examples
    --------
    >>> spread(10_927_000, 12_850_000), spread(5_000_000, 5_000_000)
    ('£10.927m to £12.85m', '£5m')
    >>> spread(85.8, 90.6, percent, decimals=0)
    '86% to 91%'
    """
    ends = [write(low, **how), write(high, **how)]
    known = [end for end in ends if end is not None]
    return " to ".join(dict.fromkeys(known)) if len(known) == 2 else None


def quantity(value: float | None, unit: str) -> str | None:
    """Write a figure with its unit.

    Parameters
    ----------
    value
        The figure.
    unit
        ``"pounds"``, ``"per cent"`` or what is counted; what follows, such as *a
        year*, is kept.

    Examples
    --------
    >>> quantity(93, "per cent"), quantity(9.8, "days per employee a year")
    ('93%', '9.8 days per employee a year')
    """
    if missing(value):
        return None
    for start, write in (("pounds", money), ("per cent", percent)):
        if unit.startswith(start):
            return f"{write(value)}{unit.removeprefix(start)}"
    minus = MINUS if value < 0 else ""  # type: ignore[operator]
    return f"{minus}{_digits(abs(value), None)} {unit}"  # type: ignore[arg-type]


def count(number: float, noun: str = "", plural: str | None = None) -> str:
    """Write a number of things, in words up to nine.

    Parameters
    ----------
    number
        How many.
    noun, plural
        What is counted; by default the plural takes an s.

    Examples
    --------
    >>> count(1, "wave"), count(0, "wave"), count(12, "council"), count(3)
    ('one wave', 'no waves', '12 councils', 'three')
    >>> count(2, "city", "cities"), count(1_350, "post")
    ('two cities', '1,350 posts')
    """
    whole = float(number).is_integer() and 0 <= number < len(NUMBERS)
    said = NUMBERS[int(number)] if whole else _digits(number, None)
    if not noun:
        return "none" if number == 0 else said
    return f"{said} {noun if number == 1 else plural or f'{noun}s'}"


def listing(words: Iterable[str | None], last: str = "and") -> str | None:
    """Join words as a sentence does; those that are None are left out.

    Parameters
    ----------
    words
        What is listed.
    last
        The word before the last one.

    Examples
    --------
    >>> listing(["Bexley", "Havering", "Newham"]), listing(["Bexley"])
    ('Bexley, Havering and Newham', 'Bexley')
    >>> listing(["red", "amber"], last="or")
    'red or amber'
    """
    known = [word for word in words if word is not None]
    if not known:
        return None
    linked = any(isinstance(word, Markdown) for word in known)
    said = [marked(word) for word in known] if linked else known
    joined = f" {last} ".join([*([", ".join(said[:-1])] if said[1:] else []), said[-1]])
    return Markdown(joined) if linked else joined


def is_fact(value: Any) -> bool:
    """Tell whether a value is a fact: a row of a table, or a dictionary."""
    return isinstance(value, pd.Series | dict)


def as_printed(value: Any) -> str | None:
    """Return a fact's figure as its document prints it, where that is kept."""
    printed = value.get("printed") if is_fact(value) else None
    return None if missing(printed) else str(printed)


def value_of(fact: Any, columns: Sequence[str]) -> Any:
    """Return the first value that a fact has of some columns, or None."""
    known = (fact.get(column) for column in columns)
    return next((value for value in known if not missing(value)), None)


def _number(value: Any, columns: Sequence[str]) -> tuple[float | None, str]:
    """Return a number, and what its qualifier has said before it."""
    if isinstance(value, Amount):
        return value.pounds, ""
    said = ""
    if is_fact(value):
        said = QUALIFIED.get(str(value.get("qualifier")), "")
        value = value_of(value, columns)
    return (None, "") if missing(value) else (float(value), said)


def missing(value: Any) -> bool:
    """Tell whether a value was not published."""
    return value is None or bool(pd.isna(value))


def _unit(size: float) -> str:
    return next((unit for unit in ("bn", "m") if size >= UNITS[unit]), "")


def _digits(size: float, decimals: int | None) -> str:
    if decimals is not None:
        return f"{size:,.{decimals}f}"
    return f"{size:,.6f}".rstrip("0").rstrip(".")
