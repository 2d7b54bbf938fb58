"""Find the cumulative saving that a document itself gives, and later ones beside it."""

from dataclasses import dataclass

import pandas as pd

from analysis.data import Partnership
from analysis.measures.facts import about, not_used
from analysis.measures.money import Amount, total
from analysis.measures.years import span


@dataclass(frozen=True)
class CumulativeSaving:
    """Hold a cumulative saving as one document states it, and the target for it.

    Attributes
    ----------
    achieved
        The fact that states what was achieved, a row of the table savings.
    target
        The fact that states the cumulative target of the same years, or None.
    """

    achieved: pd.Series
    target: pd.Series | None

    @property
    def years(self) -> list[str]:
        """Return the financial years it covers."""
        return span(str(self.achieved["period_from"]), str(self.achieved["period_to"]))

    @property
    def difference(self) -> Amount | None:
        """Return what was achieved above the target; negative is a shortfall."""
        if self.target is None:
            return None
        both = pd.DataFrame([self.achieved, self.target])
        return total(both[:1]) - total(both[1:])


def cumulative(record: Partnership) -> CumulativeSaving | None:
    """Return the latest cumulative saving that a document gives for the partnership.

    Nothing is added up here: a sum of annual figures is no document's figure.

    Returns
    -------
    CumulativeSaving or None
        None when no document gives one.
    """
    rows = about(record.savings).query("basis == 'cumulative'")
    rows = rows.dropna(subset=["period_from", "period_to", "amount_gbp"])
    rows = rows[~rows["id"].isin(not_used(record.contradictions))]
    achieved = rows[rows["status"] == "achieved"]
    if achieved.empty:
        return None
    order = ["period_to", "published", "id"]
    fact = achieved.sort_values(order, kind="stable").iloc[-1]
    same = (rows["status"] == "target") & (rows["period_from"] == fact["period_from"])
    targets = rows[same & (rows["period_to"] == fact["period_to"])]
    targets = targets.sort_values(["published", "id"], kind="stable")
    return CumulativeSaving(fact, None if targets.empty else targets.iloc[-1])


@dataclass(frozen=True)
class LaterFigure:
    """Hold a later, smaller figure whose basis was not stated.

    Attributes
    ----------
    fact
        The row of the table savings.
    nearest
        The year whose annual saving is nearest to it, a row of the annual savings.
    """

    fact: pd.Series
    nearest: pd.Series


def later_figure(
    record: Partnership, annual: pd.DataFrame, stated: CumulativeSaving | None
) -> LaterFigure | None:
    """Return a later figure since the start that is below the cumulative saving.

    A reader takes it for a fall. The annual saving nearest to it shows what it may
    count instead.

    Parameters
    ----------
    record
        A partnership.
    annual
        Annual savings, as `savings.annual` gives them.
    stated
        The cumulative saving, as `cumulative` gives it.
    """
    achieved = annual[annual["delivered_status"] == "achieved"]
    if stated is None or achieved.empty:
        return None
    rows = about(record.savings).query("basis == 'not stated' and status == 'achieved'")
    since_start = rows["period_from"] == stated.achieved["period_from"]
    rows = rows[since_start & rows["period_to"].isna()]
    rows = rows[rows["published"] > stated.achieved["published"]]
    rows = rows[rows["amount_gbp"] < stated.achieved["amount_gbp"]]
    if rows.empty:
        return None
    fact = rows.sort_values(["published", "id"], kind="stable").iloc[-1]
    far = (achieved["delivered_gbp"] - fact["amount_gbp"]).abs()
    return LaterFigure(fact, achieved.loc[far.idxmin()])
