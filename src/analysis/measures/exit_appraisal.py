"""Appraise joining and leaving: what is set aside against what is avoided."""

import pandas as pd

from analysis.data import ALL_SERVICES, Partnership
from analysis.measures.appraisal import months_to_pay_back, present_value
from analysis.measures.claims import all_claims, listed
from analysis.measures.years import named, start

LEAVING = ["exit", "compensation"]
"""Kinds of cost that leaving brings."""

PARTS = (1.0, 0.5, 0.25, 0.1)
"""Parts of the pressure that leaving may avoid, none of them published."""

TERMS = (1, 3, 5, 10)
"""Years for which a saving of unknown period may come, none of them published."""


def exit_cases(
    cost: float, pressure: float, share_percent: float, parts: tuple[float, ...] = PARTS
) -> pd.DataFrame:
    """Return after how many months leaving pays back, by what it avoids.

    Parameters
    ----------
    cost
        What leaving costs, in pounds, spent at once.
    pressure
        The whole partnership's overspend of a year, in pounds, taken to return
        every year were the partner to stay.
    share_percent
        The partner's share of it.
    parts
        The parts of that share which leaving avoids.

    Returns
    -------
    DataFrame
        One row a part: part, avoided_gbp (a year), months.
    """
    avoided = [pressure * share_percent / 100 * part for part in parts]
    return pd.DataFrame(
        {
            "part": parts,
            "avoided_gbp": avoided,
            "months": [months_to_pay_back(cost, pounds) for pounds in avoided],
        }
    )


def must_avoid(cost: float, years: float) -> float:
    """Return what leaving must avoid a year to pay back in some years."""
    return cost / years


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
        One row a term: years, present_value_gbp.
    """
    first = start(first_year)
    values = []
    for years in terms:
        index = [named(year) for year in range(first, first + years)]
        values.append(present_value(pd.Series(yearly, index=index), rate, first_year))
    return pd.DataFrame({"years": terms, "present_value_gbp": values})
