"""Test how the record comes from budgets and variances to savings achieved."""

import pandas as pd

from analysis.measures.facts import about, one_each
from analysis.measures.rows import each

RULE = "savings achieved = savings planned or applied - overspend"
"""The rule that the committee's minutes use."""


def by_the_rule(
    annual: pd.DataFrame, savings: pd.DataFrame, outturns: pd.DataFrame
) -> pd.DataFrame:
    """Work out each year's savings by the committee's own rule.

    Parameters
    ----------
    annual
        Annual savings, as `savings.annual` gives them.
    savings
        The table of a partnership; where a year has no target, the level applied to
        shared budgets stands in its place.
    outturns
        How the shared budgets of the whole partnership closed, as
        `spending.outturns` gives them.

    Returns
    -------
    DataFrame
        One row a year whose savings are said to be achieved and whose shared
        budgets closed: financial_year, planned_gbp, planned_status, variance_gbp,
        ruled_gbp (planned less variance), delivered_gbp, unexplained_gbp
        (delivered less ruled), explained (to half of the last digit printed).

    Notes
    -----
    The minutes of oneSource's Joint Committee: savings achieved are savings applied
    less the overspend (£9.4m less £0.111m gives £9.29m; £11.069m less £0.142m gives
    £10.927m).
    """
    shared = outturns[outturns["scope"] == "shared"]
    variances = dict(zip(shared["financial_year"], shared["variance_gbp"], strict=True))
    applied = about(savings).query("status == 'applied' and basis == 'run-rate'")
    applied = one_each(applied, ["period_to"])
    levels = dict(zip(applied["period_to"], applied["amount_gbp"], strict=True))
    rows = []
    for row in each(annual[annual["delivered_status"] == "achieved"]):
        year, target = str(row.financial_year), row.target_gbp
        has_target = pd.notna(target)
        planned = target if has_target else levels.get(year)
        if year not in variances or planned is None:
            continue
        variance = float(variances[year])
        ruled, delivered = float(planned) - variance, float(row.delivered_gbp)
        rows.append(
            {
                "financial_year": year,
                "planned_gbp": float(planned),
                "planned_status": "target" if has_target else "applied",
                "variance_gbp": variance,
                "ruled_gbp": ruled,
                "delivered_gbp": delivered,
                "unexplained_gbp": delivered - ruled,
                "explained": abs(delivered - ruled) <= _last_digit(delivered) / 2,
            }
        )
    return pd.DataFrame(rows)


def _last_digit(pounds: float) -> float:
    """Return the value of the last digit printed: £5.4m is printed to £100,000."""
    value = 1.0
    while value < 1e9 and pounds % (value * 10) == 0:
        value *= 10
    return value
