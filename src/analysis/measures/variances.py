"""List the variances of a partner over all scopes, the most adverse first."""

import pandas as pd

from analysis.data import ALL_SERVICES, Partnership
from analysis.measures.belonging import belongs, while_member
from analysis.measures.evidence import graded
from analysis.measures.facts import about, not_used, one_each
from analysis.measures.spending import FINAL, STAGES, direction, outturns

COLUMNS = [
    *("financial_year", "scope", "status", "monitoring_period", "variance_gbp"),
    *("direction", "belongs", "qualifier", "printed", "inferred", "reason"),
    *("treatment", "id", "source", "note", "evidence", "reasons", "document"),
]


def all_scopes(record: Partnership, partner: str) -> pd.DataFrame:
    """Return every outturn of a partner over all scopes, the largest overspend first.

    Shared and non-shared budgets are apart and never added; both belong on an
    overview. Outturns of the time before a council joined, or after it left, are not
    its own and left out.

    Parameters
    ----------
    record
        A partnership.
    partner
        A partner's id, or ``"partnership"``.

    Returns
    -------
    DataFrame
        One row a financial year and scope: financial_year, scope, status,
        monitoring_period, variance_gbp, direction (overspend, underspend or on
        budget), belongs (see `belonging.belongs`), qualifier, printed, inferred,
        reason, treatment, id, source, note, evidence, reasons, document; by variance.
    """
    rows = outturns(record.spending, partner, record.contradictions)
    return _listed(record, rows[while_member(rows, record.partners, partner)])


def latest_outturns(record: Partnership, partner: str) -> pd.DataFrame:
    """Return the latest outturn of each scope, the largest overspend first.

    Returns
    -------
    DataFrame
        As `all_scopes` gives them, one row a scope.
    """
    rows = all_scopes(record, partner).sort_values("financial_year", kind="stable")
    last = rows.drop_duplicates("scope", keep="last")
    order = last.sort_values("variance_gbp", ascending=False, kind="stable")
    return order.reset_index(drop=True)


def largest(record: Partnership, partner: str) -> pd.DataFrame:
    """Return the largest overspend and the largest underspend of any year and scope.

    Returns
    -------
    DataFrame
        As `all_scopes` gives them, the overspend first; a row for each that there is.
    """
    rows = all_scopes(record, partner)
    over = rows[rows["variance_gbp"] > 0].head(1)
    under = rows[rows["variance_gbp"] < 0].tail(1)
    return pd.concat([over, under]).reset_index(drop=True)


def later_forecasts(record: Partnership, partner: str) -> pd.DataFrame:
    """Return the latest forecast of each scope for a year without an outturn.

    A forecast is no result: it stands beside the outturns, never among them.

    Returns
    -------
    DataFrame
        As `all_scopes` gives them, one row a scope, for years after its last outturn.
    """
    rows = about(record.spending, partner).dropna(subset=["variance_gbp"])
    rows = rows[~rows["id"].isin(not_used(record.contradictions))]
    rows = rows[rows["status"].isin(STAGES)]
    final = rows[rows["status"].isin(FINAL)].groupby("scope")["financial_year"].max()
    later = rows["financial_year"] > rows["scope"].map(final).astype(object).fillna("")
    rows = rows[later & (rows["status"] == "forecast")]
    newest = ("financial_year", "published", "monitoring_period")
    rows = one_each(rows, ["scope"], {"status": ["forecast"]}, newest)
    return _listed(record, rows[while_member(rows, record.partners, partner)])


def growth_against_savings(record: Partnership) -> pd.DataFrame:
    """Set growth given to the budgets against savings taken out in the same year.

    Returns
    -------
    DataFrame
        One row a financial year that has both, by one document: financial_year,
        growth_gbp, growth_printed, savings_gbp, savings_printed, net_gbp (growth less
        savings), growth_id, savings_id, source.
    """
    growth = about(record.budget_changes).query("kind == 'growth'")
    cuts = about(record.savings).query("status == 'applied' and basis == 'in-year'")
    cuts = cuts[cuts["period_from"] == cuts["period_to"]]
    cuts = cuts.rename(columns={"period_to": "financial_year"})
    keys = ["financial_year", "source"]
    columns = [*keys, "id", "amount_gbp", "printed"]
    both = growth[columns].merge(cuts[columns], on=keys, suffixes=("_up", "_down"))
    return pd.DataFrame(
        {
            "financial_year": both["financial_year"],
            "growth_gbp": both["amount_gbp_up"],
            "growth_printed": both["printed_up"],
            "savings_gbp": both["amount_gbp_down"],
            "savings_printed": both["printed_down"],
            "net_gbp": both["amount_gbp_up"] - both["amount_gbp_down"],
            "growth_id": both["id_up"],
            "savings_id": both["id_down"],
            "source": both["source"],
        }
    )


def _listed(record: Partnership, rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows["service"] == ALL_SERVICES]
    rows = graded(rows, record.sources, record.contradictions)
    rows = rows.assign(
        direction=rows["variance_gbp"].map(direction), belongs=belongs(rows)
    )
    order = ["variance_gbp", "financial_year"]
    return rows.sort_values(order, ascending=False)[COLUMNS].reset_index(drop=True)
