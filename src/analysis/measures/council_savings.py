"""Choose the savings that are one council's own, for its page."""

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import cost_shares
from analysis.measures.belonging import WHOLE_COUNCIL, belongs
from analysis.measures.claims import STATUSES, all_claims, listed

SAID = {
    "achieved": "achieved",
    "applied": "taken out of budgets",
    "projected": "expected",
    "programmed": "planned",
    "identified": "identified",
    "sought": "still sought",
    "target": "set as a target",
}
"""What a status says of a saving, as a sentence needs it."""

MOST = 3
"""How many claims head a page."""


def own(record: Partnership, partner: str) -> pd.DataFrame:
    """Return the savings stated for one council alone, in the order of publication.

    Figures of the whole partnership, and of a council's own savings programme, are
    not in it.

    Parameters
    ----------
    record
        A partnership.
    partner
        A partner's id.

    Returns
    -------
    DataFrame
        Claims in words, as `claims.listed` gives them, with said (what the status
        says of the saving).
    """
    rows = _of(record, partner)
    return rows[belongs(rows) != WHOLE_COUNCIL].reset_index(drop=True)


def own_programme(record: Partnership, partner: str) -> pd.DataFrame:
    """Return what a council's own savings programme is said to save.

    It is no saving of the partnership, and stands in none of its totals.
    """
    rows = _of(record, partner)
    return rows[belongs(rows) == WHOLE_COUNCIL].reset_index(drop=True)


def headlines(claims: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Return the latest claim of each status, the firmest first."""
    rank = {status: place for place, status in enumerate(STATUSES)}
    rows = claims.dropna(subset=["amount_gbp"])
    rows = rows.sort_values(["published", "period_to"], kind="stable")
    rows = rows.drop_duplicates("status", keep="last")
    order = rows["status"].map(rank).sort_values(kind="stable").index
    return rows.loc[order].head(most).reset_index(drop=True)


def by_year(record: Partnership, partner: str) -> pd.DataFrame:
    """Return a council's savings year by year, beside its share of the cost.

    Returns
    -------
    DataFrame
        Rows as `cost_shares.savings_and_cost` gives them, with even_gbp (what its
        share of the cost would give it); empty where savings were not split.
    """
    table = cost_shares.savings_and_cost(record)
    return table[table["partner"] == partner].reset_index(drop=True)


def of_joining(record: Partnership, partner: str) -> pd.DataFrame:
    """Return what the whole partnership expected of this council's joining it.

    Returns
    -------
    DataFrame
        Claims in words; empty for a founding council.
    """
    joined = record.partners.set_index("id")["joined"].astype(str)
    if joined[partner] == joined.min():
        return _of(record, WHOLE)[:0]
    rows = _of(record, WHOLE)
    name = record.name_of("partners", partner)
    about = rows["title"].fillna("").str.startswith(name)
    return rows[(rows["occasion"] == "joining") & about].reset_index(drop=True)


def _of(record: Partnership, partner: str) -> pd.DataFrame:
    rows = all_claims(record)
    rows = rows[rows["partner"] == partner].sort_values(
        ["published", "id"], kind="stable"
    )
    rows = listed(rows, record)
    return rows.assign(said=rows["status"].map(SAID))
