"""Say what is compared: when councils began to share, joined, left or took back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.measures.rows import each
from analysis.measures.years import named, span, start

BEFORE, AFTER = 4, 3
"""Most years that are compared before a change and from it on: fixed beforehand, the
same for every partnership, so that no period is chosen for its result."""

LEAST_BEFORE = 3
"""Fewest years before a change that can say how councils moved without it."""

LEAST_DONORS = 10
"""Fewest donors: with one council among ten, p can never be below one in eleven."""


ENDS = {"took back": "shared_to", "decided to take back": "end_decided"}
"""Kinds of change that end the sharing of some services, by the column of the date."""


@dataclass(frozen=True)
class Intervention:
    """Hold a change whose effect is looked for.

    Attributes
    ----------
    kind
        ``"began"``, ``"joined"``, ``"left"``, or one of `ENDS`.
    partners
        The ids of the councils that it came to.
    areas
        Their ids in the panel.
    year
        The financial year in which it came.
    before, after
        The financial years compared, before it and from it on.
    together
        Whether these were all the councils of the partnership then. If not, a cost
        may have moved to a partner that is not among them.
    """

    kind: str
    partners: tuple[str, ...]
    areas: tuple[str, ...]
    year: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    together: bool


def financial_year(partial: str) -> str:
    """Return the financial year of a day or month; of a year, the one it opens."""
    year = int(partial[:4])
    early = len(partial) > len("2014") and int(partial[5:7]) < 4
    return named(year - 1 if early else year)


def interventions(
    partners: pd.DataFrame,
    membership: pd.DataFrame,
    areas: pd.DataFrame,
    years: Sequence[str],
) -> list[Intervention]:
    """Return every change that the panel's years allow to look at, in order.

    Parameters
    ----------
    partners, membership, areas
        The tables partners, membership and comparison_areas.
    years
        The financial years of the panel.
    """
    codes = areas.dropna(subset=["ons_code"]).set_index("ons_code")["id"]
    area = {p.id: str(codes[p.ons_code]) for p in each(partners) if p.ons_code in codes}
    found = []
    for kind, year, who in _happened(partners, membership):
        known = tuple(p for p in who if p in area)
        before = tuple(y for y in years if y < year)[-BEFORE:]
        after = tuple(
            y for y in years if y in span(year, named(start(year) + AFTER - 1))
        )
        if known != who or len(before) < LEAST_BEFORE or not after:
            continue
        others = _members(partners, year) - set(who)
        found.append(
            Intervention(
                kind, who, tuple(area[p] for p in who), year, before, after, not others
            )
        )
    return found


def _happened(
    partners: pd.DataFrame, membership: pd.DataFrame
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Return kind, year and councils of every change."""
    joined = partners["joined"].map(financial_year)
    first = joined.min()
    for year in sorted(set(joined)):
        kind = "began" if year == first else "joined"
        yield kind, year, tuple(partners.loc[joined == year, "id"])
    leavers = partners.dropna(subset=["left"])
    left = leavers["left"].map(financial_year)
    for year in sorted(set(left)):
        yield "left", year, tuple(leavers.loc[left == year, "id"])
    for kind, column in ENDS.items():
        ended = membership[membership["service"] != "all"].dropna(subset=[column])
        ended = ended[~ended["partner"].isin(leavers["id"])]
        years = ended[column].map(financial_year)
        for year in sorted(set(years)):
            who = set(ended.loc[years == year, "partner"])
            yield kind, year, tuple(p for p in partners["id"] if p in who)


def _members(partners: pd.DataFrame, year: str) -> set[str]:
    """Return the councils that were partners when a financial year began or later."""
    return {
        p.id
        for p in each(partners)
        if financial_year(p.joined) <= year
        and (not isinstance(p.left, str) or financial_year(p.left) >= year)
    }


def donors(areas: pd.DataFrame, partners: pd.DataFrame, *, strict: bool) -> list[str]:
    """Return the councils to compare with; no partner, past or present, is one.

    Parameters
    ----------
    areas, partners
        The tables comparison_areas and partners.
    strict
        Whether councils known to share elsewhere are left out.
    """
    roles = {"donor"} if strict else {"donor", "shares too"}
    allowed = areas["role"].isin(roles) & ~areas["ons_code"].isin(partners["ons_code"])
    return list(areas.loc[allowed, "id"])
