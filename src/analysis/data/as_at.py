"""What was known at a date."""

from datetime import date

import numpy as np
import pandas as pd

from analysis.data.schemas import TABLES

Tables = dict[str, pd.DataFrame]


def latest_publication(tables: Tables) -> date | None:
    """Return the day of the latest publication in the tables; None without any."""
    days = [t["published"].max() for t in tables.values() if "published" in t]
    known = [day for day in days if pd.notna(day)]
    return pd.Timestamp(max(known)).date() if known else None


def first_day(partial: str) -> date:
    """Return the first day of a year, month or day: 2020-07 gives 2020-07-01."""
    return date.fromisoformat(partial + "2000-01-01"[len(partial) :])


def only_published(tables: Tables, as_at: date) -> Tables:
    """Return the tables with what had been published by the end of a day.

    Rows published later go. So do dates of joining and leaving that lay ahead,
    partners that had not joined, and contradictions of which one side was unknown.

    Parameters
    ----------
    tables
        Every table of a partnership, typed.
    """
    kept = {}
    for name, table in tables.items():
        if "published" in table:
            public = table["published"] <= pd.Timestamp(as_at)
            kept[name] = table[public].reset_index(drop=True)
        else:
            kept[name] = table
    kept["partners"] = _known_partners(kept["partners"], as_at)
    kept["contradictions"] = _known_contradictions(kept)
    return kept


def _known_partners(partners: pd.DataFrame, as_at: date) -> pd.DataFrame:
    joined = partners["joined"].map(first_day) <= as_at
    known = partners[joined].reset_index(drop=True)
    ahead = known["left"].map(lambda d: isinstance(d, str) and first_day(d) > as_at)
    known["left"] = known["left"].where(~ahead.astype(bool))
    return known


def _known_contradictions(tables: Tables) -> pd.DataFrame:
    known = {"neither"}.union(
        *(t["id"] for name, t in tables.items() if TABLES[name].facts)
    )
    found = tables["contradictions"]
    both = [
        known.issuperset(ids)
        for ids in zip(found["first"], found["second"], found["used"], strict=True)
    ]
    return found[np.array(both, dtype=bool)].reset_index(drop=True)
