"""Set variances against their budgets: per cent, and red, amber or green."""

import pandas as pd

from analysis.data.settings import Rag
from analysis.measures.facts import one_each
from analysis.measures.spending import outturns


def with_budgets(positions: pd.DataFrame, spending: pd.DataFrame) -> pd.DataFrame:
    """Add the budget behind each position, where one was published.

    Parameters
    ----------
    positions
        Rows of the table spending.
    spending
        The table itself; a budget counts for a position of the same partner,
        service, financial year and scope only.

    Returns
    -------
    DataFrame
        The same rows, with budget_gbp filled where it can be, budget_source (the
        document it is from) and percent (variance in per cent of the budget).
    """
    key = ["partner", "service", "financial_year", "scope"]
    set_ = spending[spending["status"] == "budget"].dropna(subset=["budget_gbp"])
    set_ = one_each(set_, key)[[*key, "budget_gbp", "source"]]
    set_ = set_.rename(columns={"budget_gbp": "_budget", "source": "budget_source"})
    rows = positions.merge(set_, on=key, how="left")
    own = rows["budget_gbp"].notna()
    rows["budget_source"] = rows["budget_source"].where(~own, rows["source"])
    rows["budget_gbp"] = rows["budget_gbp"].fillna(rows["_budget"])
    budgets = rows["budget_gbp"].where(rows["budget_gbp"] > 0)
    rows["percent"] = 100 * rows["variance_gbp"] / budgets
    return rows.drop(columns="_budget")


def rating(percent: float, thresholds: Rag) -> str:
    """Rate a variance: green, amber or red.

    Parameters
    ----------
    percent
        Variance in per cent of the budget; positive is adverse. An underspend is
        green however large it is: the thresholds are of what is adverse.
    thresholds
        The partnership's own; no threshold is set by statute.
    """
    if percent <= thresholds.green_up_to_percent:
        return "green"
    return "amber" if percent <= thresholds.amber_up_to_percent else "red"


def thresholds(rag: Rag) -> pd.DataFrame:
    """Return which variances are green, amber and red, as a page is to print it.

    Returns
    -------
    DataFrame
        rating, above_percent and up_to_percent (of the budget; missing: without a
        limit), words; green first.
    """
    green, amber = rag.green_up_to_percent, rag.amber_up_to_percent
    return pd.DataFrame(
        [
            ("green", None, green, f"up to {green:g}% over budget, or under it"),
            ("amber", green, amber, f"more than {green:g}% and up to {amber:g}% over"),
            ("red", amber, None, f"more than {amber:g}% over"),
        ],
        columns=["rating", "above_percent", "up_to_percent", "words"],
    ).astype({"above_percent": float, "up_to_percent": float})


def year_by_year(
    spending: pd.DataFrame, partner: str, contradictions: pd.DataFrame
) -> pd.DataFrame:
    """Test year by year whether a partner's budgets closed over.

    Returns
    -------
    DataFrame
        One row a financial year and scope that has a position, and one (scope
        missing) for a year in between of which nothing was published:
        financial_year, scope, verdict (over, under, on budget, forecast only,
        nothing published) and, of the closing, variance_gbp, status and source.
    """
    mine = spending[(spending["partner"] == partner) & (spending["service"] == "all")]
    mine = mine.dropna(subset=["variance_gbp"])
    closed = outturns(spending, partner, contradictions)
    key = ["financial_year", "scope"]
    rows = (
        mine[key]
        .drop_duplicates()
        .merge(closed[[*key, "variance_gbp", "status", "source"]], on=key, how="left")
    )
    verdicts = rows["variance_gbp"].map(_verdict)
    rows["verdict"] = verdicts
    silent = [y for y in _span(mine["financial_year"]) if y not in {*rows[key[0]]}]
    gaps = pd.DataFrame({"financial_year": silent, "verdict": "nothing published"})
    return pd.concat([rows, gaps]).sort_values(key).reset_index(drop=True)


def _verdict(variance_gbp: float) -> str:
    if pd.isna(variance_gbp):
        return "forecast only"
    if variance_gbp > 0:
        return "over"
    return "under" if variance_gbp < 0 else "on budget"


def _span(years: "pd.Series[str]") -> list[str]:
    """Return every financial year from the first to the last."""
    starts = [int(year[:4]) for year in years]
    if not starts:
        return []
    between = range(min(starts), max(starts) + 1)
    return [f"{start}/{(start + 1) % 100:02d}" for start in between]
