"""Put the savings that were claimed on the scale of the comparison: a head, real."""

from collections.abc import Sequence

import pandas as pd

from analysis.measures.counterfactual.panel import Panel
from analysis.measures.prices import price_level


def claimed_a_head(
    annual: pd.DataFrame,
    panel: Panel,
    group: Sequence[str],
    years: Sequence[str],
    deflator: pd.DataFrame,
    base: str,
) -> pd.DataFrame:
    """Return the savings reported as achieved in some years, in real pounds a head.

    Parameters
    ----------
    annual
        Savings by year, as `analysis.measures.savings.annual` gives them.
    panel
        A panel of pounds a head, whose totals are the population.
    group
        The areas among whose residents the savings are divided.
    years
        The financial years wanted.
    deflator, base
        The price level of each year, and the year whose prices are used.

    Returns
    -------
    DataFrame
        financial_year, amount_gbp (as published), per_head_gbp (in prices of the base
        year), id and source, of the years in which an achieved saving was published.
    """
    rows = annual[
        annual["financial_year"].isin(list(years))
        & (annual["delivered_status"] == "achieved")
    ]
    level = price_level(deflator, base)
    people = panel.whole.loc[list(group)].sum()
    amount = rows["delivered_gbp"]
    heads = rows["financial_year"].map(people) * rows["financial_year"].map(level)
    return pd.DataFrame(
        {
            "financial_year": rows["financial_year"],
            "amount_gbp": amount,
            "per_head_gbp": amount / heads,
            "id": rows["delivered_id"],
            "source": rows["delivered_source"],
        }
    ).reset_index(drop=True)
