"""Gather the formulas by which a saving may have been split, where none is known."""

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE
from analysis.measures.cost_shares import allocate, shares_in

EQUAL = "Equal parts"


def plausible(
    shares: pd.DataFrame, spending: pd.DataFrame, year: str, partners: list[str]
) -> dict[str, tuple[dict[str, float], str]]:
    """Return the formulas the record gives for a year, none of them that of savings.

    Three kinds are gathered: shares published for a service, the published split of a
    variance of the shared budgets (where all parts have one sign), and equal parts.

    Parameters
    ----------
    shares, spending
        The tables of a partnership.
    year
        A financial year.
    partners
        The partners of the year.

    Returns
    -------
    dict
        By name of the formula, the per cent of each partner, adding up to 100, and
        the source of it (empty for equal parts).
    """
    found: dict[str, tuple[dict[str, float], str]] = {}
    for service in shares["service"].unique():
        part = shares_in(shares, year, service)
        if set(part.index) == set(partners):
            rows = shares[shares["service"] == service]
            found[f"share:{service}"] = (
                {p: float(part[p]) for p in partners},
                str(rows["source"].iloc[0]),
            )
    found.update(_variances(spending, year, partners))
    found[EQUAL] = ({p: 100 / len(partners) for p in partners}, "")
    return found


def bounds(
    pounds: float, formulas: dict[str, tuple[dict[str, float], str]]
) -> pd.DataFrame:
    """Divide an amount by every formula, and return the least and most of each partner.

    Returns
    -------
    DataFrame
        One row a partner: partner, least_gbp, most_gbp.
    """
    parts = pd.DataFrame([allocate(pounds, shares) for shares, _ in formulas.values()])
    return pd.DataFrame(
        {
            "partner": parts.columns,
            "least_gbp": parts.min().to_numpy(),
            "most_gbp": parts.max().to_numpy(),
        }
    )


def _variances(
    spending: pd.DataFrame, year: str, partners: list[str]
) -> dict[str, tuple[dict[str, float], str]]:
    rows = spending[
        (spending["financial_year"] == year)
        & (spending["scope"] == "shared")
        & (spending["service"] == ALL_SERVICES)
        & (spending["partner"] != WHOLE)
    ].dropna(subset=["variance_gbp"])
    found = {}
    months = rows["monitoring_period"].fillna(0).astype(int)
    for (status, month, source), split in rows.groupby(["status", months, "source"]):
        parts = split.set_index("partner")["variance_gbp"]
        one_sign = (parts > 0).all() or (parts < 0).all()
        if set(parts.index) != set(partners) or not one_sign:
            continue
        name = f"variance:{status}" + (f" of period {month}" if month else "")
        percent = parts / parts.sum() * 100
        found[name] = ({p: float(percent[p]) for p in partners}, str(source))
    return found
