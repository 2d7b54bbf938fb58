"""Bridge a variance by its causes: from budget to outturn, step by step."""

from dataclasses import dataclass

import pandas as pd

REST = "Everything else"


@dataclass(frozen=True)
class Bridge:
    """Hold the steps from the budget to a position.

    Attributes
    ----------
    position
        The row of the table spending that is explained.
    steps
        cause, amount_gbp, begins_gbp, ends_gbp (running variance), known (whether a
        document or a ledger gives the amount; the rest is what is left).
    """

    position: pd.Series
    steps: pd.DataFrame

    @property
    def explained(self) -> float:
        """Return the part of all movement, up or down, that has a known cause."""
        sizes = self.steps["amount_gbp"].abs()
        return float(sizes[self.steps["known"]].sum() / sizes.sum())


def bridges(spending: pd.DataFrame, causes: pd.DataFrame, partner: str) -> list[Bridge]:
    """Return a bridge for every position of a partner that has causes.

    Causes that fall short of the variance leave a step of their own, "everything
    else", so that a bridge always ends at the published variance.

    Parameters
    ----------
    spending, causes
        The tables of a partnership.
    """
    made = []
    mine = spending[(spending["partner"] == partner) & (spending["service"] == "all")]
    for _, position in mine.dropna(subset=["variance_gbp"]).iterrows():
        own = causes[causes["variance"] == position["id"]]
        own = own[own["partner"] == partner]
        if len(own):
            steps = list(zip(own["cause"], own["amount_gbp"], strict=True))
            made.append(Bridge(position, walk(steps, position["variance_gbp"])))
    return sorted(made, key=lambda b: str(b.position["financial_year"]), reverse=True)


def walk(causes: list[tuple[str, float]], variance_gbp: float) -> pd.DataFrame:
    """Return the steps from nothing to a variance, with what is left unexplained.

    Parameters
    ----------
    causes
        Name and amount of each cause; positive is adverse.
    variance_gbp
        Where the steps end.
    """
    named = sum(amount for _, amount in causes)
    rest = round(variance_gbp - named, 2)
    rows = [(cause, amount, True) for cause, amount in causes]
    if rest:
        rows.append((REST, rest, False))
    steps = pd.DataFrame(rows, columns=["cause", "amount_gbp", "known"])
    ends = steps["amount_gbp"].cumsum()
    return steps.assign(begins_gbp=ends - steps["amount_gbp"], ends_gbp=ends)
