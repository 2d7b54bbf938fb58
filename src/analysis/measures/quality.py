"""Set savings against quality: whether satisfaction fell where savings were taken."""

from dataclasses import dataclass

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE
from analysis.measures.intervals import ALPHA
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


@dataclass(frozen=True)
class Link:
    """Hold how far services that saved more moved more in satisfaction.

    Attributes
    ----------
    correlation
        Spearman's rank correlation (Spearman 1904), from -1, where satisfaction fell
        the more, the more was saved, to 1; None for fewer than four services.
    p_value
        How often chance alone gives so strong a correlation, of either sign.
    services
        How many services are compared.
    """

    correlation: float | None = None
    p_value: float | None = None
    services: int = 0

    @property
    def finding(self) -> str:
        """Return what can be said: never that satisfaction did not fall.

        That no link can be seen among a few services is not that there is none.
        """
        if self.correlation is None or self.p_value is None:
            return "cannot be told"
        if self.p_value >= ALPHA:
            return "no link can be seen"
        return "fell more" if self.correlation < 0 else "fell less"


def link(table: pd.DataFrame) -> Link:
    """Return whether satisfaction fell the more, the more was saved.

    Parameters
    ----------
    table
        Savings and changes, as `against_quality` gives them.
    """
    if len(table) < FEWEST:
        return Link(services=len(table))
    from scipy.stats import spearmanr  # slow to load, and seldom needed

    found = spearmanr(table["saved_gbp"], table["change"])
    return Link(float(found.statistic), float(found.pvalue), len(table))


def rank_correlation(table: pd.DataFrame) -> float | None:
    """Return the rank correlation of `link`; None for fewer than four services."""
    return link(table).correlation
