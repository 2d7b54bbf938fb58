"""Write numbers the same everywhere: £0.630m, £132k, 83%, −8 percentage points."""

from datetime import date
from typing import Any

import pandas as pd

MISSING = "[x]"
"""Shorthand for a figure that was not published."""

MINUS = "\N{MINUS SIGN}"

SHORTHAND = {
    "[x]": "not available: the figure was not published",
    "[c]": "confidential: the group is too small to be shown, or would give one away",
    "[f]": "forecast",
    "[p]": "provisional",
    "[r]": "revised",
    "[e]": "estimated",
    "[i]": "inferred: the document does not say it itself",
    "[b]": "break in the series: figures on either side are not comparable",
    "[z]": "not applicable",
}
"""The Government Statistical Service's shorthand for tables, as used here."""

BILLION = 1_000_000_000.0
MILLION = 1_000_000.0
THOUSAND = 1_000.0


def is_missing(value: Any) -> bool:
    """Tell whether a value was not published."""
    return value is None or bool(pd.isna(value))


def sign(value: float, decimals: int = 6) -> str:
    """Return the sign of a number as it is printed: none where that is nothing.

    Examples
    --------
    >>> sign(0.2, 1), sign(-0.04, 1)
    ('+', '')
    """
    printed = round(value, decimals)
    return {True: "+", False: MINUS}[printed > 0] if printed else ""


def pounds(value: float | None) -> str:
    """Write an amount: £132k below a million, else millions as finely as published.

    Parameters
    ----------
    value
        Pounds, or None or NaN where nothing was published.

    Examples
    --------
    >>> pounds(132_000), pounds(12_850_000), pounds(40_000_000)
    ('£132k', '£12.85m', '£40m')
    """
    if value is None or is_missing(value):
        return MISSING
    minus = MINUS if value < 0 else ""
    size = abs(value)
    if size >= BILLION:
        return f"{minus}£{_shortest(size / BILLION)}bn"
    if size >= MILLION:
        return f"{minus}£{_shortest(size / MILLION)}m"
    if size >= THOUSAND:
        return f"{minus}£{_shortest(size / THOUSAND)}k"
    return f"{minus}£{size:,.0f}"


def millions(value: float | None, decimals: int = 1) -> str:
    """Write an amount in millions with a fixed number of decimals, for columns."""
    if value is None or is_missing(value):
        return MISSING
    minus = sign(value / MILLION, decimals).replace("+", "")
    return f"{minus}£{abs(value) / MILLION:.{decimals}f}m"


def variance(value: float | None) -> str:
    """Write a variance with its sign in thousandths of £1m, as committees print it.

    Examples
    --------
    >>> variance(7_065_000), variance(-400)
    ('+£7.065m', '£0.000m')
    """
    if value is None or is_missing(value):
        return MISSING
    return f"{sign(value / MILLION, 3)}£{abs(value) / MILLION:.3f}m"


def signed_millions(value: float) -> str:
    """Write a value of an axis in millions of pounds, with its sign.

    Parameters
    ----------
    value
        Millions of pounds.
    """
    return f"{sign(value)}£{_shortest(abs(value))}m"


def percent(value: float | None) -> str:
    """Write a percentage: whole unless it was published finer.

    Examples
    --------
    >>> percent(83), percent(58.4)
    ('83%', '58.4%')
    """
    return MISSING if value is None or is_missing(value) else f"{_shortest(value)}%"


def points(value: float | None) -> str:
    """Write a change between two percentages, which is in percentage points.

    Examples
    --------
    >>> points(1), points(3)
    ('+1 percentage point', '+3 percentage points')
    """
    if value is None or is_missing(value):
        return MISSING
    noun = "percentage point" if abs(value) == 1 else "percentage points"
    return f"{sign(value)}{_shortest(abs(value))} {noun}"


def quantity(value: float | None, unit: str) -> str:
    """Write a figure with its unit: £1.34bn, 626 partnerships, 93%.

    Parameters
    ----------
    value
        The figure, or NaN where none was published.
    unit
        ``"pounds"``, ``"per cent"`` or what is counted; what follows *pounds*, such
        as *a year*, is kept.
    """
    if value is None or is_missing(value):
        return MISSING
    if unit.startswith("pounds"):
        return pounds(value) + unit.removeprefix("pounds")
    if unit.startswith("per cent"):
        return percent(value) + unit.removeprefix("per cent")
    return f"{_shortest(value, commas=True)} {unit}"


def day(value: date | pd.Timestamp) -> str:
    """Write a day as 3 August 2018."""
    return f"{value.day} {value:%B %Y}"


def partial_day(value: str | None) -> str:
    """Write a day, month or year known in part: 2020-07 as July 2020."""
    if value is None or is_missing(value):
        return MISSING
    known = date.fromisoformat(value + "2000-01-01"[len(value) :])
    forms = {4: f"{known:%Y}", 7: f"{known:%B %Y}"}
    return forms.get(len(value), day(known))


def period(first: str | None, last: str | None) -> str:
    """Write the financial years that a figure covers."""
    start, end = is_missing(first), is_missing(last)
    if start and end:
        return "not stated"
    if start:
        return f"up to {last}"
    if end:
        return f"from {first}"
    return str(first) if first == last else f"{first} to {last}"


def listing(words: list[str], last: str = "and") -> str:
    """Join words as a sentence does: one, two and three."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number of things: 1 year, 3 years, no years."""
    word = noun if number == 1 else plural or f"{noun}s"
    return f"{number or 'no'} {word}"


def _shortest(value: float, *, commas: bool = False) -> str:
    written = f"{value:,.6f}" if commas else f"{value:.6f}"
    return written.rstrip("0").rstrip(".").replace("-", MINUS)
