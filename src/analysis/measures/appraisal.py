"""Appraise savings and costs over years: discounting, payback and break-even.

Amounts are real, in the prices of one year, before they are discounted: the rate of
the Green Book is a real rate. Nothing here deflates.
"""

from typing import TYPE_CHECKING

from analysis.errors import MeasureError
from analysis.measures.years import start

if TYPE_CHECKING:
    import pandas as pd


def discount_factor(years: int, rate: float) -> float:
    """Return what £1 in some years is worth now, at one rate: 1 / (1 + rate)^years.

    Parameters
    ----------
    years
        Years from the base year; years before it are negative and compounded.
    rate
        A real rate a year: 0.035 is 3.5 per cent.
    """
    return float((1 + rate) ** -years)


def present_value(stream: "pd.Series[float]", rate: float, base_year: str) -> float:
    """Return the present value of a stream of yearly amounts.

    Parameters
    ----------
    stream
        Real pounds by financial year.
    rate
        A real rate a year.
    base_year
        The financial year whose pounds the result is in; its own amount is not
        discounted, earlier ones are compounded.

    Raises
    ------
    MeasureError
        When an amount is missing: missing is not zero.
    """
    missing = [str(year) for year in stream.index[stream.isna()]]
    if missing:
        msg = f"No amount was published for {', '.join(missing)}: missing is not zero."
        raise MeasureError(msg)
    base = start(base_year)
    return float(
        sum(
            amount * discount_factor(start(str(year)) - base, rate)
            for year, amount in stream.items()
        )
    )


def break_even_cost(
    savings: "pd.Series[float]", rate: float, base_year: str, paid_in: str
) -> float:
    """Return the largest cost, paid in one year, at which savings still pay for it.

    Parameters
    ----------
    savings
        Real pounds by financial year.
    paid_in
        The financial year of the cost.

    Returns
    -------
    float
        Real pounds of the year of payment: the cost at which the net present value
        is nil.
    """
    years = start(paid_in) - start(base_year)
    return present_value(savings, rate, base_year) / discount_factor(years, rate)


def payback_years(
    savings: "pd.Series[float]", costs: "pd.Series[float]"
) -> float | None:
    """Return after how many years cumulative savings, net of cost, reach zero.

    Parameters
    ----------
    savings, costs
        Pounds by financial year, of the same years, not discounted; within a year
        they fall evenly.

    Returns
    -------
    float or None
        Years from the start of the first year; 0 when nothing was ever out of
        pocket; None when the savings never catch up.
    """
    years = savings.index.union(costs.index).sort_values()
    net = savings.reindex(years, fill_value=0) - costs.reindex(years, fill_value=0)
    sums = net.cumsum()
    behind = sums[sums < 0]
    if behind.empty:
        return 0.0
    last = list(years).index(behind.index[-1])
    if last == len(years) - 1:
        return None
    return float(last + 1 + -sums.iloc[last] / net.iloc[last + 1])
