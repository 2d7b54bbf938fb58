"""Measure overspend: variances by year, and how forecasts moved to the outturn.

A variance is the outturn or forecast less the budget: positive is an overspend,
which is adverse; negative is an underspend, which is favourable.
"""

import pandas as pd

from analysis.data import WHOLE
from analysis.measures.facts import about, not_used, one_each
from analysis.measures.precision import last_digits

FINAL = ["outturn", "provisional"]
"""Statuses of a year that has closed, the firmest first."""

STAGES = ["forecast", "provisional", "outturn"]
"""Statuses that carry a variance, in the order in which they follow each other."""


def outturns(
    spending: pd.DataFrame, partner: str, contradictions: pd.DataFrame
) -> pd.DataFrame:
    """Return how each year closed for a partner, by scope.

    Parameters
    ----------
    spending, contradictions
        The tables of a partnership.
    partner
        A partner's id, or ``"partnership"``.

    Returns
    -------
    DataFrame
        Rows of the table spending, one a financial year and scope: the outturn
        where there is one, else the provisional outturn.
    """
    rows = about(spending, partner).dropna(subset=["variance_gbp"])
    rows = rows[~rows["id"].isin(not_used(contradictions))]
    return one_each(rows, ["financial_year", "scope"], {"status": FINAL})


def latest(
    spending: pd.DataFrame, partner: str, contradictions: pd.DataFrame
) -> pd.DataFrame:
    """Return the newest position of each year for a partner, by scope.

    Returns
    -------
    DataFrame
        Rows of the table spending, one a financial year and scope: the outturn,
        else the provisional outturn, else the forecast published last.
    """
    rows = about(spending, partner).dropna(subset=["variance_gbp"])
    rows = rows[~rows["id"].isin(not_used(contradictions))]
    order = {"status": [*FINAL, "forecast"]}
    # One document may give several forecasts, each at a month of its own.
    newest = ("published", "monitoring_period")
    return one_each(rows, ["financial_year", "scope"], order, newest)


def path(spending: pd.DataFrame, partner: str, scope: str) -> pd.DataFrame:
    """Return how each year's position moved from forecast to outturn.

    Returns
    -------
    DataFrame
        Rows of the table spending in the order of year, stage and publication,
        with step (from 0 within a year) and moved_gbp (the change on the step
        before; missing at the first).
    """
    rows = about(spending, partner).dropna(subset=["variance_gbp"])
    rows = rows[(rows["scope"] == scope) & rows["status"].isin(STAGES)]
    stage = rows["status"].map(STAGES.index)
    rows = rows.assign(_stage=stage).sort_values(
        ["financial_year", "_stage", "monitoring_period", "published"]
    )
    years = rows.groupby("financial_year")
    rows = rows.assign(step=years.cumcount(), moved_gbp=years["variance_gbp"].diff())
    return rows.drop(columns="_stage").reset_index(drop=True)


def reconciled(spending: pd.DataFrame) -> pd.DataFrame:
    """Compare each published total with the sum of its split by partner.

    They agree when their difference is no larger than rounding each figure to its
    last printed digit can make it. Rounding is no disagreement.

    Returns
    -------
    DataFrame
        One row a position whose split was published: financial_year, scope,
        status, monitoring_period, source, whole_gbp, parts_gbp, difference_gbp,
        rounding_gbp (the most that rounding explains), partners (their number),
        agrees, exact (whether there is no difference at all).
    """
    rows = spending[spending["service"] == "all"].dropna(subset=["variance_gbp"])
    rows = rows.assign(
        monitoring_period=rows["monitoring_period"].fillna(0),
        half_gbp=last_digits(rows, "variance_gbp") / 2,
    )
    key = ["financial_year", "scope", "status", "monitoring_period", "source"]
    whole = rows[rows["partner"] == WHOLE].set_index(key)
    whole = whole[["variance_gbp", "half_gbp"]].set_axis(
        ["whole_gbp", "whole_half_gbp"], axis=1
    )
    split = rows[rows["partner"] != WHOLE].groupby(key, dropna=False)
    parts = split.agg(
        parts_gbp=("variance_gbp", "sum"),
        partners=("variance_gbp", "count"),
        rounding_gbp=("half_gbp", "sum"),
    )
    table: pd.DataFrame = parts.join(whole, how="inner").reset_index()
    table["monitoring_period"] = table["monitoring_period"].replace(0, pd.NA)
    table["difference_gbp"] = (table["parts_gbp"] - table["whole_gbp"]).round(2)
    table["rounding_gbp"] += table.pop("whole_half_gbp")
    table["agrees"] = table["difference_gbp"].abs() <= table["rounding_gbp"]
    table["exact"] = table["difference_gbp"] == 0
    return table


def by_service(spending: pd.DataFrame, financial_year: str) -> pd.DataFrame:
    """Return the positions published for single services in a year.

    Returns
    -------
    DataFrame
        Rows of the table spending, the highest variance first; variance_gbp is
        missing where only the direction was published.
    """
    rows = spending[spending["service"] != "all"]
    rows = rows[(rows["financial_year"] == financial_year)]
    order = ["variance_gbp", "service", "partner"]
    rows = rows.sort_values(order, ascending=[False, True, True])
    return rows.reset_index(drop=True)


def direction(variance_gbp: float) -> str:
    """Return the word for a variance: overspend, underspend or on budget."""
    if variance_gbp > 0:
        return "overspend"
    return "underspend" if variance_gbp < 0 else "on budget"


def others(spending: pd.DataFrame, financial_year: str) -> pd.DataFrame:
    """Return what is left of a year's total when the services with a figure go.

    Returns
    -------
    DataFrame
        One row a scope and status of the whole partnership that has both a total
        and services: scope, status, whole_gbp, named_gbp, others_gbp, named (ids of
        the services with a figure). The rest is net: services in it may be over.
    """
    year = spending[spending["financial_year"] == financial_year]
    year = year[(year["partner"] == WHOLE)].dropna(subset=["variance_gbp"])
    rows = []
    for (scope, status), found in year.groupby(["scope", "status"]):
        whole = found[found["service"] == "all"]
        named = found[found["service"] != "all"]
        if len(whole) and len(named):
            total = float(whole["variance_gbp"].iloc[-1])
            part = float(named["variance_gbp"].sum())
            rows.append((scope, status, total, part, total - part, [*named["service"]]))
    columns = ["scope", "status", "whole_gbp", "named_gbp", "others_gbp", "named"]
    return pd.DataFrame(rows, columns=columns)
