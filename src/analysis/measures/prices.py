"""Take the rise of prices out of amounts, with a deflator and a stated price base."""

import pandas as pd

from analysis.errors import MeasureError


def price_level(deflator: pd.DataFrame, base: str) -> "pd.Series[float]":
    """Return the price level of each financial year, as a part of the base year's.

    Parameters
    ----------
    deflator
        The table of a partnership: financial_year and index.
    base
        The financial year whose prices count as 1.

    Raises
    ------
    MeasureError
        When the deflator has no figure for the base year.
    """
    index = deflator.set_index("financial_year")["index"].sort_index()
    if base not in index.index:
        msg = f"The deflator has no figure for {base}, the price base."
        raise MeasureError(msg)
    level: pd.Series[float] = index / index[base]
    return level


def real(
    nominal: "pd.Series[float]", deflator: pd.DataFrame, base: str
) -> "pd.Series[float]":
    """Turn amounts of the day into amounts in the prices of one year.

    Parameters
    ----------
    nominal
        Pounds by financial year, in the prices of each year.
    deflator
        The table of a partnership: financial_year and index.
    base
        The financial year in whose prices the result is given.

    Returns
    -------
    Series
        Pounds by financial year, in the prices of the base year.

    Raises
    ------
    MeasureError
        When the deflator lacks the base year or a year of the amounts.

    Notes
    -----
    HM Treasury, GDP deflators user guide: real = nominal x index of the base year /
    index of the year of the amount.
    """
    level = price_level(deflator, base)
    missing = [year for year in nominal.index if year not in level.index]
    if missing:
        msg = f"The deflator has no figure for {', '.join(missing)}."
        raise MeasureError(msg)
    return nominal / level[nominal.index]
