"""Appraise joining and leaving by what was published of each."""

import pandas as pd

from analysis.data import ALL_SERVICES, Partnership
from analysis.measures.appraisal import present_value
from analysis.measures.claims import all_claims, listed
from analysis.measures.years import named, start

LEAVING = ["exit", "compensation"]
"""Kinds of cost that leaving brings."""

TERMS = (1, 3, 5, 10)
"""Years for which a saving of unknown period may come, none of them published."""


def joining(record: Partnership) -> pd.DataFrame:
    """Return what a council's joining was said to save, before it joined.

    Returns
    -------
    DataFrame
        Claims in words, as `claims.listed` gives them, with whose (the council, and
        the service if it is of one).
    """
    rows = all_claims(record)
    rows = rows[rows["occasion"] == "joining"]
    rows = listed(rows.sort_values(["published", "id"]), record)
    return rows.assign(whose=_whose(rows, record))


def leaving(record: Partnership) -> pd.DataFrame:
    """Return the costs of leaving that were stated, published or not.

    Returns
    -------
    DataFrame
        Rows of the table costs, with council and whose (the council, and the service
        if it is of one).
    """
    rows = record.costs[record.costs["kind"].isin(LEAVING)]
    rows = rows.sort_values(["published", "id", "partner"]).reset_index(drop=True)
    names = [record.name_of("partners", partner) for partner in rows["partner"]]
    return rows.assign(council=names, whose=_whose(rows, record))


def _whose(rows: pd.DataFrame, record: Partnership) -> list[str]:
    """Name the council of each row, and the service if it is of one."""
    names = []
    for partner, service in zip(rows["partner"], rows["service"], strict=True):
        parts = [record.name_of("partners", partner)]
        if service != ALL_SERVICES:
            parts.append(record.name_of("services", service))
        names.append(", ".join(parts))
    return names


def must_save(cost: float, years: float) -> float:
    """Return what leaving would have to save a year to recover a cost in some years."""
    return cost / years


def period_cases(
    yearly: float, rate: float, first_year: str, terms: tuple[int, ...] = TERMS
) -> pd.DataFrame:
    """Return what a saving is worth were it yearly and came for some years.

    Parameters
    ----------
    yearly
        Real pounds a year.
    rate
        A real rate a year.
    first_year
        The first financial year of the saving, and the year of the result.

    Returns
    -------
    DataFrame
        One row a term: years, present_value_gbp; empty for a saving without a figure.
    """
    first = start(first_year)
    values = []
    for years in terms if pd.notna(yearly) else ():
        index = [named(year) for year in range(first, first + years)]
        values.append(present_value(pd.Series(yearly, index=index), rate, first_year))
    known = terms[: len(values)]
    return pd.DataFrame({"years": known, "present_value_gbp": values}, dtype=float)
