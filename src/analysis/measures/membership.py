"""Measure who shared which service, from when to when, and how sure that is."""

from datetime import date

import pandas as pd

from analysis.data import ALL_SERVICES
from analysis.measures.dates import in_words, is_inferred

DAYS_A_YEAR = 365.25

SHARED = "shared"
TO_END = "end decided"
ENDED = "ended"
STATUSES = (SHARED, TO_END, ENDED)
"""What became of sharing. *End decided*: no document says that it was carried out."""


def spans(
    membership: pd.DataFrame, partners: pd.DataFrame, known_to: date
) -> pd.DataFrame:
    """Return the time for which each partner is known to have shared each service.

    A later publication about the same partner and service replaces an earlier one,
    which could not know the end. A service that no document ended, ended when its
    partner left. Rows about all services together are used only for a partner of
    which no single service is known. Where only a decision to end is known, sharing
    is known up to the decision.

    Parameters
    ----------
    membership, partners
        The tables of a partnership.
    known_to
        The last day of which the record tells something about what is shared.

    Returns
    -------
    DataFrame
        partner, service, begin and end (in years, such as 2014.25), status (see
        `STATUSES`), reduced (in years, missing where it never was), shared_from,
        end_decided and shared_to (as published), inferred (the columns whose date is
        inferred), ongoing, source; by begin, service and partner.
    """
    rows = latest(membership.dropna(subset=["shared_from"]), partners)
    now = in_years(known_to.isoformat())
    last = rows["shared_to"].fillna(rows["end_decided"])
    table = rows[["partner", "service", "shared_from", "end_decided", "shared_to"]]
    table = table.assign(
        begin=rows["shared_from"].map(in_years),
        end=[now if pd.isna(d) else min(in_years(d), now) for d in last],
        reduced=rows["reduced"].map(in_years, na_action="ignore").astype(float),
        status=rows["status"],
        inferred=rows["inferred"],
        ongoing=rows["status"] == SHARED,
        source=rows["source"],
    )
    table = table[table["begin"] < now]
    return table.sort_values(["begin", "service", "partner"]).reset_index(drop=True)


def latest(membership: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Return what was last published about each partner's use of each service.

    Returns
    -------
    DataFrame
        Rows of the table membership with status (see `STATUSES`); shared_to is when
        the partner left where no document ended the service.
    """
    rows = membership.sort_values("published", kind="stable")
    rows = rows.drop_duplicates(["partner", "service"], keep="last")
    single = set(rows.loc[rows["service"] != ALL_SERVICES, "partner"])
    rows = rows[~((rows["service"] == ALL_SERVICES) & rows["partner"].isin(single))]
    left = partners.set_index("id")["left"]
    ended = rows["shared_to"].notna()
    shared_to = rows["shared_to"].where(ended, rows["partner"].map(left))
    status = [
        ENDED if pd.notna(end) else TO_END if pd.notna(decided) else SHARED
        for end, decided in zip(shared_to, rows["end_decided"], strict=True)
    ]
    return rows.assign(shared_to=shared_to, status=status)


def current(membership: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Return where each service of each partner stands, by the last document on it.

    Decided is not done: a service that is to be taken back stays *end decided* until a
    document says that it was.

    Returns
    -------
    DataFrame
        One row a partner and service: partner, service, status (see `STATUSES`),
        since (of the end or of the decision), since_words (as it may be printed),
        inferred (whether the status of this partner is inferred, to be marked [i]),
        reduced_words (when most of the service was withdrawn), published and source
        (of the last document), note; by status, service and partner.
    """
    rows = latest(membership, partners)
    rows = rows[rows["service"] != ALL_SERVICES]
    dates = {TO_END: "end_decided", ENDED: "shared_to"}
    columns = [dates.get(str(status)) for status in rows["status"]]
    words = {c: in_words(rows, c) for c in ("end_decided", "shared_to", "reduced")}
    at = list(zip(rows.index, columns, strict=True))
    table = pd.DataFrame(
        {
            "partner": rows["partner"],
            "service": rows["service"],
            "status": rows["status"],
            "since": [rows.loc[i, c] if c else None for i, c in at],
            "since_words": [words[c][i] if c else None for i, c in at],
            "inferred": [
                bool(c) and is_inferred(rows.loc[i, "inferred"], str(c)) for i, c in at
            ],
            "reduced_words": words["reduced"],
            "published": rows["published"],
            "source": rows["source"],
            "note": rows["note"],
        }
    )
    order = table["status"].map(STATUSES.index)
    table = table.assign(_order=order).sort_values(["_order", "service", "partner"])
    return table.drop(columns="_order").reset_index(drop=True)


def by_service(membership: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Return where each service stands, all partners together.

    Returns
    -------
    DataFrame
        One row a service: service, status (see `STATUSES`; ended only where no partner
        shares it), since_words, partners (a tuple of ids), inferred_for (those of them
        for which the status is inferred), reduced_for (those that withdrew most of the
        service); by status and service.
    """
    rows = current(membership, partners)
    found = []
    for service, own in rows.groupby("service", sort=False):
        status = min(own["status"], key=STATUSES.index)
        same = own[own["status"] == status]
        found.append(
            {
                "service": service,
                "status": status,
                "since_words": same.sort_values("inferred")["since_words"].iloc[0],
                "partners": tuple(same["partner"]),
                "inferred_for": tuple(same.loc[same["inferred"], "partner"]),
                "reduced_for": tuple(own.loc[own["reduced_words"].notna(), "partner"]),
            }
        )
    columns = ["service", "status", "since_words", "partners"]
    table = pd.DataFrame(found, columns=[*columns, "inferred_for", "reduced_for"])
    order = table["status"].map(STATUSES.index)
    table = table.assign(_order=order).sort_values(["_order", "service"])
    return table.drop(columns="_order").reset_index(drop=True)


def in_years(partial: str) -> float:
    """Return a day, month or year as a number of years: 2020-07 as 2020.5."""
    known = date.fromisoformat(partial + "2000-01-01"[len(partial) :])
    start = date(known.year, 1, 1)
    return known.year + (known - start).days / DAYS_A_YEAR
