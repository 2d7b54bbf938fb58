"""Set savings against quality: whether satisfaction fell where savings were taken."""

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE
from analysis.measures.money import total
from analysis.measures.savings import ANNUAL_BASIS

FEWEST = 4
"""The fewest services of which a comparison can be made at all."""


def saved_by_service(savings: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Return what each service saved over some years.

    Parameters
    ----------
    savings
        The table of a partnership.
    first, last
        Financial years, both included.

    Returns
    -------
    DataFrame
        service and saved_gbp: achieved savings of one basis, the yearly level.
    """
    rows = savings[
        (savings["partner"] == WHOLE)
        & (savings["service"] != ALL_SERVICES)
        & (savings["status"] == "achieved")
        & (savings["basis"] == ANNUAL_BASIS)
        & savings["part_of"].isna()
        & savings["amount_gbp"].notna()
        & savings["period_to"].between(first, last)
    ]
    sums = [
        (str(service), total(own).pounds) for service, own in rows.groupby("service")
    ]
    return pd.DataFrame(sums, columns=["service", "saved_gbp"])


def against_quality(saved: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """Put how satisfaction moved beside what each service saved.

    Parameters
    ----------
    saved
        Savings by service, as `saved_by_service` gives them.
    changes
        Changes by service, as `analysis.measures.survey.changes` gives them.

    Returns
    -------
    DataFrame
        service, saved_gbp, change, low and high (percentage points), real; the most
        saved first; services of which both are known.
    """
    columns = ["service", "change", "low", "high", "real"]
    both = saved.merge(changes[columns], on="service")
    return both.sort_values("saved_gbp", ascending=False, kind="stable").reset_index(
        drop=True
    )


def rank_correlation(table: pd.DataFrame) -> float | None:
    """Return how far services that saved more fell more, from -1 to 1.

    Parameters
    ----------
    table
        Savings and changes, as `against_quality` gives them.

    Returns
    -------
    float or None
        Spearman's rank correlation (Spearman 1904): -1 where satisfaction fell the
        more, the more was saved; None for fewer than four services.
    """
    if len(table) < FEWEST:
        return None
    ranks = table[["saved_gbp", "change"]].rank()
    return float(ranks["saved_gbp"].corr(ranks["change"]))
