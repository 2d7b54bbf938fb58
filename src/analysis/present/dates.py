"""Write days and periods as far as they are known."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from analysis.present.words import is_fact, missing

UNKNOWN_DAY = {"month": 7, "year": 4}
"""How much of a date is known, in letters of YYYY-MM-DD, by its precision."""


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


def _written_date(text: str) -> str:
    known = date.fromisoformat(text + "2000-01-01"[len(text) :])
    forms = {4: f"{known:%Y}", 7: f"{known:%B %Y}"}
    return forms.get(len(text), f"{known.day} {known:%B %Y}")
