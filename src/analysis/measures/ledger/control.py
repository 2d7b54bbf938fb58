"""Account for every penny: what was read, against where it went."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analysis.measures.ledger.sharing import by_partner
from analysis.measures.ledger.spend import SPENDING

PLACES = {
    None: "Placed",
    "account": "No account of the register",
    "cost_centre": "No cost centre of the register",
    "date": "No date that can be read",
    "penny": "An amount of less than a penny",
    "amount": "No amount that can be read",
    "later": "Entered after the day of this report",
}
"""Where an entry went, by its mark."""


def accounted(
    cube: pd.DataFrame, shares: pd.DataFrame, breaks: Sequence[date] = ()
) -> pd.DataFrame:
    """Return where the entries of a ledger went, with their sums.

    Returns
    -------
    DataFrame
        place (in words), entries, pence: spending by partner (missing entries: an
        entry may have several partners), spending that nobody has a share of, open
        orders, and what could not be read or placed, by reason. The pence add up to
        the pence of the cube, which `difference` checks.
    """
    good = cube[cube["problem"].isna()]
    spent = good[good["kind"].isin(SPENDING)]
    shared = by_partner(spent.reset_index(drop=True), shares, breaks)
    sums = shared.groupby("partner", dropna=False)["pence"].sum()
    rows: list[tuple[str, int | None, int]] = [
        (
            f"partner:{partner}" if isinstance(partner, str) else "No share set",
            None,
            int(p),
        )
        for partner, p in sums.items()
    ]
    orders = good[~good["kind"].isin(SPENDING)]
    if len(orders):
        rows.append(
            ("Orders", int(orders["entries"].sum()), int(orders["pence"].sum()))
        )
    for problem, cells in cube[cube["problem"].notna()].groupby("problem"):
        known = int(cells["pence"].sum())
        rows.append((PLACES[str(problem)], int(cells["entries"].sum()), known))
    table = pd.DataFrame(rows, columns=["place", "entries", "pence"])
    return table.astype({"entries": "Int64", "pence": "int64"})


def difference(cube: pd.DataFrame, places: pd.DataFrame) -> int:
    """Return what was read less what is accounted for, in pence: nothing, if right."""
    return int(cube["pence"].sum()) - int(places["pence"].sum())
