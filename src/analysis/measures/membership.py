"""Measure who shared which service, from when to when."""

from datetime import date

import pandas as pd

from analysis.data import ALL_SERVICES

DAYS_A_YEAR = 365.25


def spans(
    membership: pd.DataFrame, partners: pd.DataFrame, as_at: date
) -> pd.DataFrame:
    """Return the time for which each partner shared each service.

    A later publication about the same partner and service replaces an earlier one,
    which could not know the end. A service that no document ended, ended when its
    partner left. Rows about all services together are used only for a partner of
    which no single service is known.

    Parameters
    ----------
    membership, partners
        The tables of a partnership.
    as_at
        The day to which services still shared are counted.

    Returns
    -------
    DataFrame
        partner, service, begin and end (in years, such as 2014.25), shared_from and
        shared_to (as published), ongoing, source; by begin, service and partner.
    """
    rows = latest(membership.dropna(subset=["shared_from"]), partners)
    closed = rows["shared_to"]
    now = in_years(as_at.isoformat())
    table = pd.DataFrame(
        {
            "partner": rows["partner"],
            "service": rows["service"],
            "begin": rows["shared_from"].map(in_years),
            "shared_from": rows["shared_from"],
            "shared_to": closed,
            "end": [now if pd.isna(d) else min(in_years(d), now) for d in closed],
            "ongoing": closed.isna(),
            "source": rows["source"],
        }
    )
    table = table[table["begin"] < now]
    return table.sort_values(["begin", "service", "partner"]).reset_index(drop=True)


def latest(membership: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Return what was last published about each partner's use of each service.

    Returns
    -------
    DataFrame
        Rows of the table membership; shared_to is when the partner left where no
        document ended the service, and missing while it is shared.
    """
    rows = membership.sort_values("published", kind="stable")
    rows = rows.drop_duplicates(["partner", "service"], keep="last")
    single = set(rows.loc[rows["service"] != ALL_SERVICES, "partner"])
    rows = rows[~((rows["service"] == ALL_SERVICES) & rows["partner"].isin(single))]
    left = partners.set_index("id")["left"]
    ended = rows["shared_to"].notna()
    return rows.assign(
        shared_to=rows["shared_to"].where(ended, rows["partner"].map(left))
    )


def in_years(partial: str) -> float:
    """Return a day, month or year as a number of years: 2020-07 as 2020.5."""
    known = date.fromisoformat(partial + "2000-01-01"[len(partial) :])
    start = date(known.year, 1, 1)
    return known.year + (known - start).days / DAYS_A_YEAR
