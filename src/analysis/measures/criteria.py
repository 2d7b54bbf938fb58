"""Judge value for money by criterion: met, partly met, not met or not known."""

from typing import Any

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import satisfaction, savings, variances
from analysis.measures.cost_shares import savings_by_council
from analysis.measures.savings_total import cumulative
from analysis.measures.targets import ABOUT, MET, MISSED, UNKNOWN, verdict

PARTLY = "partly met"

VERDICTS = (MET, PARTLY, MISSED, UNKNOWN)

NOT_SPLIT = "no document splits the savings by council"

COLUMNS = ["criterion", "verdict", "reason", "period", "value", "against", "unit"]
FACTS = ["worst_gbp", "best_gbp", "ids", "sources"]


def criteria(record: Partnership, partner: str) -> pd.DataFrame:
    """Judge a partner by what was published: savings, spending and satisfaction.

    Savings are judged by the total that a document itself sets against a target, else
    by the latest year; a council's own only where it has a target of its own. Spending
    is judged by the latest outturn of every scope, satisfaction by the latest wave
    against its target, unrounded; a target inside the interval is partly met. A verdict
    is of what was published, which nobody independent may have checked: see the grades
    of the evidence.

    Parameters
    ----------
    record
        A partnership.
    partner
        A partner's id, or ``"partnership"``.

    Returns
    -------
    DataFrame
        One row a criterion (savings, spending, satisfaction): criterion, verdict (one
        of `VERDICTS`), reason (why nothing is known, else missing), period, value and
        against (the figure and its target; of spending the largest variance, and nil)
        and unit; worst_gbp and best_gbp (of spending, the variance of the worst and of
        the best scope), ids and sources of the facts (tuples).
    """
    rows = [
        _savings(record, partner),
        _spending(record, partner),
        _satisfaction(record, partner),
    ]
    table = pd.DataFrame(rows, columns=[*COLUMNS, *FACTS]).astype(object)
    return table.where(table.notna(), None)


def _savings(record: Partnership, partner: str) -> dict[str, Any]:
    if partner != WHOLE:
        split = savings_by_council(record)
        known = partner in set(split["partner"])
        none = "no target was published for the council alone"
        return _unknown("savings", none if known else NOT_SPLIT)
    found = cumulative(record)
    if found.achieved.empty:
        return _latest_savings(record)
    achieved, target = found.achieved, found.target
    first, last = achieved["period_from"], achieved["period_to"]
    return {
        "criterion": "savings",
        "verdict": verdict(achieved["amount_gbp"], target["amount_gbp"]),
        "period": f"{first} to {last}",
        "value": achieved["amount_gbp"],
        "against": target["amount_gbp"],
        "unit": "pounds",
        "ids": (achieved["id"], target["id"]),
        "sources": (achieved["source"], target["source"]),
    }


def _latest_savings(record: Partnership) -> dict[str, Any]:
    """Judge the latest year that has an annual saving achieved and a target."""
    rows = savings.annual(record).dropna(subset=["difference_gbp"])
    if rows.empty:
        return _unknown("savings", "no saving was published beside its target")
    last = rows.iloc[-1]
    return {
        "criterion": "savings",
        "verdict": verdict(last["delivered_gbp"], last["target_gbp"]),
        "period": last["financial_year"],
        "value": last["delivered_gbp"],
        "against": last["target_gbp"],
        "unit": "pounds",
        "ids": (last["delivered_id"], last["target_id"]),
        "sources": (last["delivered_source"], last["target_source"]),
    }


def _spending(record: Partnership, partner: str) -> dict[str, Any]:
    rows = variances.latest_outturns(record, partner)
    if rows.empty:
        return _unknown("spending", "no outturn was published")
    # Scopes of the latest year only: an older one says nothing of how it is now.
    rows = rows[rows["financial_year"] == rows["financial_year"].max()]
    over = rows["variance_gbp"] > 0
    judged = MISSED if over.all() else PARTLY if over.any() else MET
    return {
        "criterion": "spending",
        "verdict": judged,
        "period": rows["financial_year"].iloc[0],
        "value": rows["variance_gbp"].iloc[0],
        "against": 0.0,
        "unit": "pounds",
        "worst_gbp": rows["variance_gbp"].iloc[0],
        "best_gbp": rows["variance_gbp"].iloc[-1],
        "ids": tuple(rows["id"]),
        "sources": tuple(dict.fromkeys(rows["source"])),
    }


def _satisfaction(record: Partnership, partner: str) -> dict[str, Any]:
    waves = satisfaction.waves(record, partner).dropna(subset=["percent"])
    if waves.empty:
        return _unknown("satisfaction", "no result of a survey was published")
    last = waves.iloc[-1]
    if pd.isna(last["target"]):
        return _unknown("satisfaction", "no target was published")
    targets = dict(zip(record.targets["id"], record.targets["source"], strict=True))
    return {
        "criterion": "satisfaction",
        "verdict": PARTLY if last["met"] == ABOUT else last["met"],
        "period": last["wave_name"],
        "value": last["percent"],
        "against": last["target"],
        "unit": "per cent",
        "ids": (last["id"], last["target_id"]),
        "sources": (last["source"], targets[last["target_id"]]),
    }


def _unknown(criterion: str, reason: str) -> dict[str, Any]:
    return {"criterion": criterion, "verdict": UNKNOWN, "reason": reason}
