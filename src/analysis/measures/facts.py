"""Choose among facts that say the same thing, or contradict each other."""

from collections.abc import Sequence

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE


def about(
    facts: pd.DataFrame, partner: str = WHOLE, service: str = ALL_SERVICES
) -> pd.DataFrame:
    """Return the facts about one partner and one service.

    Parameters
    ----------
    facts
        Rows with the columns partner and service.
    partner
        A partner's id, or ``"partnership"`` for all of them together.
    service
        A service's id, or ``"all"``.
    """
    chosen = (facts["partner"] == partner) & (facts["service"] == service)
    return facts[chosen].reset_index(drop=True)


def not_used(contradictions: pd.DataFrame) -> set[str]:
    """Return the ids of facts that lose a contradiction, by the register.

    Parameters
    ----------
    contradictions
        The register: columns first, second and used; where used is ``"neither"``,
        both facts stand.
    """
    lost: set[str] = set()
    for first, second, used in contradictions[["first", "second", "used"]].to_numpy():
        if used in (first, second):
            lost.add(second if used == first else first)
    return lost


def contested(contradictions: pd.DataFrame) -> set[str]:
    """Return the ids of every fact with which another document disagrees.

    Figures that differ only because they were rounded at different points are in
    the register too, but contest nothing.
    """
    real = contradictions[contradictions["kind"] == "disagreement"]
    return {*real["first"], *real["second"]}


def one_each(
    facts: pd.DataFrame,
    key: list[str],
    order: dict[str, list[str]] | None = None,
    newest: Sequence[str] = ("published",),
) -> pd.DataFrame:
    """Keep one fact for each key: the best by rank, then the newest.

    Parameters
    ----------
    facts
        Rows with a column published.
    key
        Columns that say which facts are about the same thing.
    order
        For a column, its values from best to worst; others are dropped.
    newest
        Columns by which one fact is newer than another, the first first.

    Returns
    -------
    DataFrame
        One row a key, sorted by key, with the same columns.
    """
    ranked = facts
    ranks = []
    for column, values in (order or {}).items():
        rank = {value: place for place, value in enumerate(values)}
        ranked = ranked[ranked[column].isin(values)]
        ranked = ranked.assign(**{f"_{column}": ranked[column].map(rank)})
        ranks.append(f"_{column}")
    ascending = [True] * len(ranks) + [False] * len(newest) + [True]
    ranked = ranked.sort_values([*ranks, *newest, "id"], ascending=ascending)
    best = ranked.drop_duplicates(key, keep="first").drop(columns=ranks)
    return best.sort_values(key).reset_index(drop=True)
