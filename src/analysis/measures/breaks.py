"""Find when the scope of a partnership changed: series break there."""

import re
from collections.abc import Mapping
from datetime import date

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE
from analysis.measures.dates import is_inferred
from analysis.measures.membership import DAYS_A_YEAR, in_years

COLUMNS = ["date", "kind", "partner", "services", "which", "inferred", "source"]

CHANGES = (
    ("shared_from", "services added"),
    ("reduced", "services reduced"),
    ("end_decided", "end of services decided"),
    ("shared_to", "services ended"),
)
"""For each date of a membership, the kind of break that it makes."""

Row = tuple[str, str, str, int | None, str, bool, str | None]
"""A break, as the columns have it."""


def scope_breaks(partners: pd.DataFrame, membership: pd.DataFrame) -> pd.DataFrame:
    """Return when councils joined and left, and services came, shrank and went.

    The start of the partnership is no break: nothing came before it. A decision that
    sharing ends is a break of its own kind: figures after it may be of fewer services,
    and no document says from when.

    Parameters
    ----------
    partners, membership
        The tables of a partnership.

    Returns
    -------
    DataFrame
        date (day, month or year, as known), kind (``"joined"``, ``"left"``, or one of
        those in `CHANGES`), partner, services (how many; missing for councils), which
        (their ids, with spaces between), inferred (whether the date is), source; by
        date.
    """
    if partners.empty:
        return pd.DataFrame(columns=COLUMNS)
    start = min(partners["joined"].map(in_years))
    found = [*_councils(partners, membership), *_services(membership)]
    known = {(row[0], row[2]) for row in found if row[1] in ("joined", "left")}
    found = [
        row
        for row in found
        if in_years(row[0]) > start
        and (row[1] in ("joined", "left") or not _same(row[0], row[2], known))
    ]
    table = pd.DataFrame(found, columns=COLUMNS)
    order = table["date"].map(in_years).sort_values(kind="stable").index
    return table.loc[order].reset_index(drop=True)


def scope_changes(breaks: pd.DataFrame) -> pd.DataFrame:
    """Count the changes of scope: what happened at one date to several is one change.

    Returns
    -------
    DataFrame
        One row a date and kind: date, kind, partners (a tuple), inferred (whether the
        date is for every one of them).
    """
    found = [
        {
            "date": day,
            "kind": kind,
            "partners": tuple(own["partner"]),
            "inferred": bool(own["inferred"].all()),
        }
        for (day, kind), own in breaks.groupby(["date", "kind"], sort=False)
    ]
    return pd.DataFrame(found, columns=["date", "kind", "partners", "inferred"])


def touching(
    breaks: pd.DataFrame, partner: str, *, shared: bool = False
) -> pd.DataFrame:
    """Return the breaks that touch a partner's series.

    Parameters
    ----------
    breaks
        Breaks, as `scope_breaks` gives them.
    partner
        A partner's id, or ``"partnership"``, which every break touches.
    shared
        Whether the series is a part of shared budgets: they are split anew whenever
        any council joins or leaves.
    """
    if partner == WHOLE:
        return breaks
    own = breaks["partner"] == partner
    return breaks[own | (shared & breaks["kind"].isin(["joined", "left"]))]


def within(breaks: pd.DataFrame, points: Mapping[str, float]) -> pd.DataFrame:
    """Return the breaks that lie within a series, and where.

    Parameters
    ----------
    breaks
        Breaks, as `scope_breaks` gives them.
    points
        By point of the series, when what it tells of ended: see `ends`.

    Returns
    -------
    DataFrame
        The breaks between the first point and the last, with before: the first point
        that is of the scope after the break, wholly or in part. A date known to the
        month or the year is taken to be in its middle.
    """
    order = sorted(points, key=lambda point: points[point])
    before = [
        next((point for point in order if points[point] > middle(str(day))), None)
        for day in breaks["date"]
    ]
    table = breaks.assign(before=pd.Series(before, index=breaks.index, dtype=object))
    inside = table["before"].notna() & ~table["before"].isin(order[:1])
    return table[inside].reset_index(drop=True)


def middle(partial: str) -> float:
    """Return the middle of a day, month or year, in years: 2020 as 2020.5."""
    return in_years(partial) + {4: 0.5, 7: 0.5 / 12}.get(len(partial), 0.0)


PERIOD = re.compile(r"(\d{4})(?:/\d{2})?(?: Q([1-4]))?")


def ends(period: str) -> float | None:
    """Return when a period ended, in years; None where that is not known.

    Parameters
    ----------
    period
        A financial year or a quarter of one, as 2017/18 and 2017/18 Q3, or a
        calendar year.
    """
    found = PERIOD.fullmatch(period)
    if found is None:
        return None
    year, quarter = int(found[1]), int(found[2] or 4)
    if "/" not in period:
        return year + 1.0
    start = (date(year, 4, 1) - date(year, 1, 1)).days / DAYS_A_YEAR
    return year + start + quarter / 4


def _councils(partners: pd.DataFrame, membership: pd.DataFrame) -> list[Row]:
    found: list[Row] = []
    for column in ("joined", "left"):
        rows = partners.dropna(subset=[column])
        for partner, day, inferred in rows[["id", column, "inferred"]].to_numpy():
            doubt = is_inferred(inferred, column)
            source = _source(membership, partner, column)
            found.append((str(day), column, str(partner), None, "", doubt, source))
    return found


def _services(membership: pd.DataFrame) -> list[Row]:
    single = membership[membership["service"] != ALL_SERVICES]
    single = single.sort_values("published", kind="stable")
    found: list[Row] = []
    for column, kind in CHANGES:
        rows = single.dropna(subset=[column])
        for (day, partner), own in rows.groupby([column, "partner"]):
            which = sorted(set(own["service"]))
            doubt = any(is_inferred(named, column) for named in own["inferred"])
            source = str(own["source"].iloc[0])
            words = " ".join(which)
            found.append(
                (str(day), kind, str(partner), len(which), words, doubt, source)
            )
    return found


def _source(membership: pd.DataFrame, partner: str, column: str) -> str | None:
    """Return the first document that tells when a council began or ended sharing.

    The register of partners names one document, which may be later than the date
    that a report is made for.
    """
    dates = {"joined": "shared_from", "left": "shared_to"}
    rows = membership[membership["partner"] == partner]
    rows = rows.dropna(subset=[dates[column]]).sort_values("published", kind="stable")
    return None if rows.empty else str(rows["source"].iloc[0])


def _same(day: str, partner: str, known: set[tuple[str, str]]) -> bool:
    """Tell whether a council joined or left then, as far as the dates are known."""
    return any(
        who == partner and (when.startswith(day) or day.startswith(when))
        for when, who in known
    )
