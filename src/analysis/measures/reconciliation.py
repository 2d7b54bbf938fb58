"""Test how the record comes from budgets and variances to savings achieved."""

import pandas as pd

from analysis.data import Partnership
from analysis.measures.facts import about
from analysis.measures.precision import last_digit


def stated_rule(record: Partnership) -> pd.DataFrame:
    """Return where one document works out savings achieved from applied and overspend.

    The document must state all three figures: savings applied, the variance of the
    shared budgets and savings achieved. Nothing is worked out for other years.

    Parameters
    ----------
    record
        A partnership.

    Returns
    -------
    DataFrame
        One row a document whose figures agree to the last digit it prints:
        financial_year, applied_gbp, variance_gbp, achieved_gbp, source, and
        applied_id, variance_id and achieved_id.
    """
    stated = about(record.savings).query("scope == 'shared' and basis == 'run-rate'")
    spent = about(record.spending).query("scope == 'shared'")
    keys = ["source", "financial_year"]
    columns = [*keys, "id", "amount_gbp"]
    stated = stated.rename(columns={"period_to": "financial_year"})
    applied = stated.loc[stated["status"] == "applied", columns]
    came = stated.loc[stated["status"].isin(["achieved", "projected"]), columns]
    rows = applied.merge(came, on=keys, suffixes=("_applied", "_achieved"))
    rows = rows.merge(spent[[*keys, "id", "variance_gbp"]], on=keys)
    table = pd.DataFrame(
        {
            "financial_year": rows["financial_year"],
            "applied_gbp": rows["amount_gbp_applied"],
            "variance_gbp": rows["variance_gbp"],
            "achieved_gbp": rows["amount_gbp_achieved"],
            "source": rows["source"],
            "applied_id": rows["id_applied"],
            "variance_id": rows["id"],
            "achieved_id": rows["id_achieved"],
        }
    )
    off = table["applied_gbp"] - table["variance_gbp"] - table["achieved_gbp"]
    agrees = off.abs() <= table["achieved_gbp"].map(last_digit) / 2
    return table[agrees].sort_values("financial_year").reset_index(drop=True)


def equal_to_underspend(annual: pd.DataFrame, outturns: pd.DataFrame) -> pd.DataFrame:
    """Return years in which savings above target equal the underspend, to rounding.

    The same money is then counted in both, and they must not be added together.

    Parameters
    ----------
    annual
        Annual savings, as `savings.annual` gives them.
    outturns
        Outturns of the whole partnership, as `spending.outturns` gives them.

    Returns
    -------
    DataFrame
        One row a year: financial_year, difference_gbp (savings above target) and
        variance_gbp (of the shared budgets, negative).
    """
    shared = outturns.query("scope == 'shared' and variance_gbp < 0")
    rows = annual.query("delivered_status == 'achieved' and difference_gbp > 0")
    rows = rows.merge(shared[["financial_year", "variance_gbp"]], on="financial_year")
    off = (rows["difference_gbp"] + rows["variance_gbp"]).abs()
    equal = off <= rows["delivered_gbp"].map(last_digit) / 2
    columns = ["financial_year", "difference_gbp", "variance_gbp"]
    return rows.loc[equal, columns].reset_index(drop=True)
