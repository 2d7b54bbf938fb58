"""Find the cumulative saving that a document itself gives, and later ones beside it."""

from dataclasses import dataclass, field

import pandas as pd

from analysis.data import Partnership
from analysis.measures.claims import NOTHING, all_claims
from analysis.measures.facts import about, not_used
from analysis.measures.money import Amount, total
from analysis.measures.years import span


@dataclass(frozen=True)
class CumulativeSaving:
    """Hold a cumulative saving as one document states it, and the target for it.

    Attributes
    ----------
    achieved
        The claim that states what was achieved; without a value where there is none.
    target
        The claim that states the cumulative target of the same years.
    """

    achieved: pd.Series = field(default_factory=lambda: NOTHING)
    target: pd.Series = field(default_factory=lambda: NOTHING)

    @property
    def years(self) -> list[str]:
        """Return the financial years it covers."""
        if self.achieved.empty:
            return []
        return span(str(self.achieved["period_from"]), str(self.achieved["period_to"]))

    @property
    def difference(self) -> Amount | None:
        """Return what was achieved above the target; negative is a shortfall."""
        if self.achieved.empty:
            return None
        both = pd.DataFrame([self.achieved, self.target])
        return total(both[:1]) - total(both[1:])


def cumulative(record: Partnership) -> CumulativeSaving:
    """Return the latest cumulative saving that a document gives beside its target.

    Nothing is added up here: a sum of annual figures is no document's figure.

    Parameters
    ----------
    record
        A partnership.
    """
    rows = about(all_claims(record)).query("basis == 'cumulative'")
    rows = rows.dropna(subset=["period_from", "period_to", "amount_gbp"])
    rows = rows[~rows["id"].isin(not_used(record.contradictions))]
    rows = rows.sort_values(["period_to", "published", "id"], kind="stable")
    targets = rows[rows["status"] == "target"]
    for _, fact in rows[rows["status"] == "achieved"][::-1].iterrows():
        same = targets["period_from"] == fact["period_from"]
        same &= targets["period_to"] == fact["period_to"]
        if same.any():
            return CumulativeSaving(fact, targets[same].iloc[-1])
    return CumulativeSaving()


@dataclass(frozen=True)
class LaterFigure:
    """Hold a later, smaller figure whose basis was not stated.

    Attributes
    ----------
    claim
        The claim; without a value where there is none.
    nearest
        The year whose annual saving is nearest to it, a row of the annual savings.
    """

    claim: pd.Series = field(default_factory=lambda: NOTHING)
    nearest: pd.Series = field(default_factory=lambda: NOTHING)


def later_figure(
    record: Partnership, annual: pd.DataFrame, stated: CumulativeSaving
) -> LaterFigure:
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
    first = stated.achieved
    if first.empty or achieved.empty:
        return LaterFigure()
    rows = about(all_claims(record)).query("status == 'achieved'")
    rows = rows[(rows["basis"] == "not stated") & rows["period_to"].isna()]
    rows = rows[rows["period_from"] == first["period_from"]]
    rows = rows[rows["published"] > first["published"]]
    rows = rows[rows["amount_gbp"] < first["amount_gbp"]]
    if rows.empty:
        return LaterFigure()
    claim = rows.sort_values(["published", "id"], kind="stable").iloc[-1]
    far = (achieved["delivered_gbp"] - claim["amount_gbp"]).abs()
    return LaterFigure(claim, achieved.loc[far.idxmin()])
