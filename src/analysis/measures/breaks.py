"""Find when the scope of a partnership changed: series break there."""

import pandas as pd

from analysis.measures.membership import in_years

COLUMNS = ["date", "kind", "partner", "services", "source"]


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
        missing for councils), source; by date.
    """
    if partners.empty:
        return pd.DataFrame(columns=COLUMNS)
    start = min(partners["joined"].map(in_years))
    found: list[tuple[str, str, str, int | None, str | None]] = []
    for column, kind in (("joined", "joined"), ("left", "left")):
        rows = partners.dropna(subset=[column])
        found += [
            (str(day), kind, str(partner), None, _source(membership, partner, column))
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
                services, source = own["service"].nunique(), own["source"].iloc[-1]
                found.append((str(day), kind, str(partner), services, str(source)))
    table = pd.DataFrame(found, columns=COLUMNS)
    order = table["date"].map(in_years).sort_values(kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _source(membership: pd.DataFrame, partner: str, column: str) -> str | None:
    """Return the first document that tells when a council began or ended sharing.

    The register of partners names one document, which may be later than the date
    that a report is made for.
    """
    dates = {"joined": "shared_from", "left": "shared_to"}
    rows = membership[membership["partner"] == partner]
    rows = rows.dropna(subset=[dates[column]]).sort_values("published")
    return None if rows.empty else str(rows["source"].iloc[0])


def _same(day: str, partner: str, known: set[tuple[str, str]]) -> bool:
    """Tell whether a council joined or left then, as far as the dates are known."""
    return any(
        who == partner and (when.startswith(day) or day.startswith(when))
        for when, who in known
    )
