"""Find when the scope of a partnership changed: series break there."""

import re
from collections.abc import Mapping
from datetime import date

import pandas as pd

from analysis.data import WHOLE
from analysis.measures.membership import DAYS_A_YEAR, in_years

COLUMNS = ["date", "kind", "partner", "services", "which", "source"]


def scope_breaks(partners: pd.DataFrame, membership: pd.DataFrame) -> pd.DataFrame:
    """Return when councils joined and left, and services began and ended.

    The start of the partnership is no break: nothing came before it.

    Parameters
    ----------
    partners, membership
        The tables of a partnership.

    Returns
    -------
    DataFrame
        date (day, month or year, as known), kind (``"joined"``, ``"left"``,
        ``"services added"`` or ``"services ended"``), partner, services (how many;
        missing for councils), which (their ids, with spaces between), source; by date.
    """
    if partners.empty:
        return pd.DataFrame(columns=COLUMNS)
    start = min(partners["joined"].map(in_years))
    found: list[tuple[str, str, str, int | None, str, str | None]] = []
    for column, kind in (("joined", "joined"), ("left", "left")):
        rows = partners.dropna(subset=[column])
        found += [
            (
                str(day),
                kind,
                str(partner),
                None,
                "",
                _source(membership, partner, column),
            )
            for partner, day in rows[["id", column]].to_numpy()
            if in_years(str(day)) > start
        ]
    known = {(day, partner) for day, _, partner, *_ in found}
    single = membership[membership["service"] != "all"]
    for column, kind in (
        ("shared_from", "services added"),
        ("shared_to", "services ended"),
    ):
        rows = single.dropna(subset=[column])
        for (day, partner), own in rows.groupby([column, "partner"]):
            if in_years(str(day)) > start and not _same(str(day), str(partner), known):
                which = sorted(set(own["service"]))
                told = str(own["source"].iloc[-1])
                words = " ".join(which)
                found.append((str(day), kind, str(partner), len(which), words, told))
    table = pd.DataFrame(found, columns=COLUMNS)
    order = table["date"].map(in_years).sort_values(kind="stable").index
    return table.loc[order].reset_index(drop=True)


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
