"""Write numbers and dates as a good council officer does.

Each function keeps the precision of what it is given. Given a fact (a row of a
measure's table), it keeps its qualifier too: "about £5m". A value that was not
published gives None, and the paragraph that it stands in is left out of the page.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
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
UNKNOWN_DAY = {"month": 7, "year": 4}
"""How much of a date is known, in letters of YYYY-MM-DD, by its precision."""


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


def day(value: Any, precision: str | None = None) -> str | None:
    """Write a date as far as it is known.

    Parameters
    ----------
    value
        A date; a text such as 2018-08-03, 2018-08 or 2018; or a document, which is
        a row of the table of sources.
    precision
        ``"day"``, ``"month"``, ``"year"`` or ``"inferred"``; by default that of the
        document.

    Examples
    --------
    >>> day("2018-08-03"), day("2018-08"), day("2018")
    ('3 August 2018', 'August 2018', '2018')
    >>> day("2018-12-31", "year"), day("2018-04-30", "inferred")
    ('by the end of 2018 [i]', 'by April 2018 [i]')
    """
    if is_fact(value):
        precision = precision or value.get("precision")
        value = value.get("published")
    if missing(value):
        return None
    text = value.isoformat()[:10] if isinstance(value, date) else str(value)
    if precision == "year" or (precision == "inferred" and text.endswith("-12-31")):
        return f"by the end of {text[:4]} [i]"
    if precision == "inferred":
        return f"by {_written_date(text[:7])} [i]"
    return _written_date(text[: UNKNOWN_DAY.get(precision or "", 10)])


def period(first: Any, last: Any = None) -> str | None:
    """Write the years that a figure covers.

    Parameters
    ----------
    first
        The first year; a column of them; or a fact, whose years may be inferred.
    last
        The last year.

    Examples
    --------
    >>> period("2014/15", "2016/17"), period("2018/19", "2018/19")
    ('2014/15 to 2016/17', '2018/19')
    >>> period(["2016/17", "2014/15"])
    '2014/15 to 2016/17'
    >>> period({"financial_year": "2014/15", "inferred": "financial_year"})
    '2014/15 [i]'
    """
    mark = ""
    if is_fact(first) and ("period_from" in first or "financial_year" in first):
        inferred = set(str(first.get("inferred")).split())
        mark = (
            " [i]" if inferred & {"period_from", "period_to", "financial_year"} else ""
        )
        year = first.get("financial_year")
        first, last = first.get("period_from", year), first.get("period_to", year)
    elif not isinstance(first, str) and isinstance(first, Iterable):
        years = sorted({str(year) for year in first if not missing(year)})
        first, last = (years[0], years[-1]) if years else (None, None)
    known = [str(year) for year in (first, last) if not missing(year)]
    return " to ".join(dict.fromkeys(known)) + mark if known else None


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


def _written_date(text: str) -> str:
    known = date.fromisoformat(text + "2000-01-01"[len(text) :])
    forms = {4: f"{known:%Y}", 7: f"{known:%B %Y}"}
    return forms.get(len(text), f"{known.day} {known:%B %Y}")
