"""Say how exactly a figure was published, so that no sum claims to be more exact."""

import pandas as pd

from analysis.data.printed import parse

LARGEST_GBP = 1e9
"""The coarsest step that a number of trailing noughts is taken for."""


def last_digit(value: float, printed: object = None) -> float:
    """Return the value of the last digit that was published of an amount.

    Parameters
    ----------
    value
        Pounds.
    printed
        The figure as the document prints it, where the number alone does not tell.

    Examples
    --------
    >>> last_digit(3_500_000), last_digit(630_000, "£0.630m"), last_digit(630_000)
    (100000.0, 1000.0, 10000.0)
    """
    known = parse(printed) if isinstance(printed, str) else None
    if known is not None:
        return known.step
    step = 1.0
    while value and step < LARGEST_GBP and value % (step * 10) == 0:
        step *= 10
    return step


def last_digits(facts: pd.DataFrame, column: str) -> "pd.Series[float]":
    """Return the value of the last published digit of each fact's amount.

    Parameters
    ----------
    facts
        Rows with the column printed and a column of pounds.
    column
        The column of pounds. A nil that was published is exact.
    """
    steps = [
        last_digit(value, printed) if value else 0.0
        for value, printed in zip(facts[column], facts["printed"], strict=True)
    ]
    return pd.Series(steps, index=facts.index, dtype=float)


def coarsest(facts: pd.DataFrame, column: str) -> float:
    """Return the last digit of which a sum of figures can be sure, in pounds.

    A sum is no more exact than its least exact part.
    """
    return float(last_digits(facts, column).max())


def rounded(value: float, step: float) -> float:
    """Round a sum to the last digit of which it can be sure, halves away from nil.

    Examples
    --------
    >>> rounded(36_250_000, 100_000)
    36300000.0
    """
    sign = -1 if value < 0 else 1
    return sign * float(int(abs(value) / step + 0.5) * step) if step else value
