"""Count financial years, which run from April to March."""

from datetime import date

import pandas as pd


def start(year: str) -> int:
    """Return the calendar year in which a financial year begins: 2017/18 is 2017."""
    return int(year[:4])


def named(first: int) -> str:
    """Return the financial year that begins in a calendar year: 2017 is 2017/18."""
    return f"{first}/{(first + 1) % 100:02d}"


def span(first: str, last: str) -> list[str]:
    """Return every financial year from one to another, both included."""
    return [named(year) for year in range(start(first), start(last) + 1)]


def days(year: str) -> pd.DatetimeIndex:
    """Return every day of a financial year."""
    first = start(year)
    return pd.date_range(date(first, 4, 1), date(first + 1, 3, 31))


def closed(year: str, as_at: date) -> bool:
    """Tell whether a financial year was over by a day: 2023/24 by 31 March 2024."""
    return date(start(year) + 1, 3, 31) <= as_at
