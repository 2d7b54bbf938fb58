"""Put yearly savings and the cost of change side by side, ready to be valued."""

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.years import span

CHANGE = ["set-up", "change", "joining"]
"""Kinds of cost that buy savings; leaving is appraised on its own."""

SPENT = ["spent", "estimated"]
"""Statuses of a cost that counts; money set aside is not spent."""


def costs_by_year(costs: pd.DataFrame) -> "pd.Series[float]":
    """Return the cost of change of each year in which one was incurred.

    Parameters
    ----------
    costs
        The table of a partnership.

    Returns
    -------
    Series
        Pounds by financial year; empty where no cost of change was published.
    """
    rows = costs[costs["kind"].isin(CHANGE) & costs["status"].isin(SPENT)]
    rows = rows.dropna(subset=["amount_gbp", "financial_year"])
    return rows.groupby("financial_year")["amount_gbp"].sum()


def cash_flow(
    annual: pd.DataFrame, costs: pd.DataFrame, doubled: pd.DataFrame
) -> pd.DataFrame:
    """Return the savings of each year with their range, and the cost of change.

    Parameters
    ----------
    annual
        Annual savings, as `savings.annual` gives them.
    costs
        The table of a partnership.
    doubled
        Lines that are counted twice, as `overlaps.counted_twice` gives them.

    Returns
    -------
    DataFrame
        One row a financial year without gaps: financial_year, saving_gbp, least_gbp,
        most_gbp, firm (whether achieved, not projected), doubled_gbp (how much of
        the year's level is counted twice), cost_gbp (0 in a year without one;
        missing in all years where no cost of change was published).

    Raises
    ------
    MeasureError
        When a year within the series has no figure: missing is not zero.
    """
    rows = annual.dropna(subset=["delivered_gbp"]).set_index("financial_year")
    if rows.empty:
        msg = "No annual savings had been published."
        raise MeasureError(msg)
    costly = costs_by_year(costs)
    known = [*rows.index, *costly.index]
    years = span(min(known), max(known))
    missing = [y for y in years if y not in rows.index and y >= rows.index.min()]
    if missing:
        msg = (
            f"No savings were published for {', '.join(missing)}: missing is not zero."
        )
        raise MeasureError(msg)
    levels = rows[["delivered_gbp", "least_gbp", "most_gbp"]].reindex(years).fillna(0)
    recurrent = doubled[doubled["basis"] == "run-rate"]
    extra = recurrent.groupby("financial_year")["amount_gbp"].sum()
    return pd.DataFrame(
        {
            "financial_year": years,
            "saving_gbp": levels["delivered_gbp"].to_numpy(),
            "least_gbp": levels["least_gbp"].to_numpy(),
            "most_gbp": levels["most_gbp"].to_numpy(),
            "firm": [rows["delivered_status"].get(y) != "projected" for y in years],
            "doubled_gbp": extra.reindex(years, fill_value=0).cumsum().to_numpy(),
            "cost_gbp": costly.reindex(years, fill_value=0).to_numpy()
            if len(costly)
            else float("nan"),
        }
    )
