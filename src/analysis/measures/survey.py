"""Measure single answers of a survey: protected results, and changes between waves."""

from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE
from analysis.data.responses import SurveyCounts
from analysis.measures.cube import Cube, of_cells
from analysis.measures.disclosure import protect
from analysis.measures.intervals import (
    ALPHA,
    Proportion,
    corrected,
    effective_size,
    newcombe,
    p_value,
    wilson,
)

KEY = ["wave", "customer_group", "partner", "service"]
"""What tells one result from another."""


def results(
    counts: SurveyCounts,
    invited: pd.DataFrame,
    published: pd.DataFrame,
    threshold: int,
    editions: Sequence[pd.DataFrame] = (),
) -> pd.DataFrame:
    """Return the proportion satisfied by wave, council and service, protected.

    Answers are pooled: a total is counted from the answers in it and is never an
    average of averages. Staff of the provider are a group of their own and in no
    total of customers. Small groups are hidden, and others with them as far as they
    would give the small ones away, be it together with what was published before or
    with what editions show that are kept beside this one.

    Parameters
    ----------
    counts
        The counts of a partnership's extracts.
    invited, published
        The tables *invited* and *satisfaction* of a partnership.
    threshold
        The smallest number of answers shown.
    editions
        For each edition that is kept: wave, customer_group, partner, service and
        answered, of the groups that it shows.

    Returns
    -------
    DataFrame
        wave, customer_group, partner, service; hidden; answered and invited (people),
        effective (answers), percent, low and high (95% interval), unrounded;
        response_percent; all missing where hidden. Nothing else leaves this module.
    """
    kept = tuple(map(_Frame, editions))
    table = _cached(counts, threshold, _Frame(invited), _Frame(published), kept)
    return table.copy()


class _Frame:
    """Hold a table that a cache compares by its content."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        self._content = table.to_csv()

    def __hash__(self) -> int:
        return hash(self._content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frame) and self._content == other._content


@lru_cache(maxsize=8)
def _cached(
    counts: SurveyCounts,
    threshold: int,
    invited: _Frame,
    published: _Frame,
    editions: tuple[_Frame, ...],
) -> pd.DataFrame:
    tables = []
    for wave, own in counts.unprotected().groupby("wave"):
        cube = _cube(own)
        before = [_bases(published.table, "respondents", str(wave))]
        before += [_bases(kept.table, "answered", str(wave)) for kept in editions]
        shown = set(cube.groups) - protect(cube, threshold, before)
        asked = invited.table[invited.table["wave"] == wave]
        keyed = own.set_index(KEY[1:])
        tables += [
            _result(str(wave), group, keyed.loc[list(cube.groups[group])], asked)
            if group in shown
            else dict(zip(KEY, (wave, *_names(group)), strict=True))
            for group in cube.groups
        ]
    table = pd.DataFrame(tables, columns=[*KEY, *SHOWN])
    table[SHOWN] = table[SHOWN].astype(float)
    table["hidden"] = table["answered"].isna()
    return table


SHOWN = [
    "answered",
    "invited",
    "response_percent",
    "effective",
    "percent",
    "low",
    "high",
]


def _cube(own: pd.DataFrame) -> Cube:
    """Return a wave's groups: each cell, each council, each service, and all."""
    cells: dict[Hashable, int] = {}
    groups: dict[Hashable, set[Hashable]] = {}
    rows = own.loc[own["answered"] > 0, [*KEY[1:], "answered"]]
    for who, partner, service, answered in rows.to_numpy():
        cell = (str(who), str(partner), str(service))
        cells[cell] = int(answered)
        for group in _wider(*cell):
            groups.setdefault(group, set()).add(cell)
    return of_cells(cells, groups)


def _wider(who: str, partner: str, service: str) -> list[tuple[str, str, str]]:
    """Return the groups that a cell belongs to; the provider's staff are one group."""
    if who != "customers":
        return [(who, WHOLE, ALL_SERVICES)]
    wider = {(who, p, s) for p in (partner, WHOLE) for s in (service, ALL_SERVICES)}
    return sorted(wider)


def _names(group: Hashable) -> tuple[str, str, str]:
    who, partner, service = group  # type: ignore[misc]
    return who, partner, service  # type: ignore[has-type]


def _bases(shown: pd.DataFrame, column: str, wave: str) -> dict[Hashable, int]:
    """Return the numbers of answers that were shown for a wave, by group."""
    known = shown[(shown["wave"] == wave) & shown[column].notna()]
    return {
        tuple(key): int(n)
        for *key, n in known[[*KEY[1:], column]].itertuples(index=False)
    }


def _result(
    wave: str, group: Any, pooled: pd.DataFrame, invited: pd.DataFrame
) -> dict[str, Any]:
    answered = int(pooled["answered"].sum())
    row: dict[str, Any] = dict(zip(KEY, (wave, *group), strict=True))
    asked, census = asked_for(invited, wave, *group)
    row |= {"answered": answered, "invited": asked}
    if asked:
        returned = answered + int(pooled["dont_know"].sum())
        row["response_percent"] = 100 * returned / asked
    if answered:
        weight = float(pooled["weight"].sum())
        found = wilson(
            min(float(pooled["weight_satisfied"].sum()), weight),
            weight,
            effective=effective_size(weight, float(pooled["weight_squared"].sum())),
            population=asked if census else None,
        )
        row |= {
            "effective": found.effective,
            "percent": 100 * found.value,
            "low": 100 * found.low,
            "high": 100 * found.high,
        }
    return row


def asked_for(
    invited: pd.DataFrame, wave: str, who: str, partner: str, service: str
) -> tuple[int | None, bool]:
    """Return how many people of a group were asked, and whether that was everybody.

    Parameters
    ----------
    invited
        The table of a partnership. Where it has no row for the group itself, rows of
        the groups it is made of are added.

    Returns
    -------
    tuple
        None and False where no number was published.
    """
    rows = invited[(invited["wave"] == wave) & (invited["customer_group"] == who)]
    own = rows[(rows["partner"] == partner) & (rows["service"] == service)]
    if own.empty:
        own = rows[(rows["partner"] != WHOLE) & (rows["service"] != ALL_SERVICES)]
        own = own if partner == WHOLE else own[own["partner"] == partner]
        own = own if service == ALL_SERVICES else own[own["service"] == service]
    if own.empty:
        return None, False
    return int(own["invited"].sum()), bool((own["census"] == "yes").all())


def changes(table: pd.DataFrame, waves: list[str]) -> pd.DataFrame:
    """Return how results moved from one wave to the next.

    Parameters
    ----------
    table
        Results, as `results` gives them, of those groups that are looked at together:
        the correction is for their number.
    waves
        Two waves, the earlier first.

    Returns
    -------
    DataFrame
        customer_group, partner, service; before and after (per cent), change, low and
        high (percentage points, from unrounded figures), p_value, corrected, real
        (whether the corrected value is below 0.05); groups shown in both waves only.
    """
    shown = table[~table["hidden"]]
    pair = [shown[shown["wave"] == wave].set_index(KEY[1:]) for wave in waves]
    both = pair[0].index.intersection(pair[1].index)
    rows = []
    for key in both:
        before, after = (as_proportion(p.loc[key]) for p in pair)
        low, high = newcombe(before, after)
        change = 100 * (after.value - before.value)
        p = p_value(before, after)
        percents = (100 * before.value, 100 * after.value)
        rows.append((*key, *percents, change, 100 * low, 100 * high, p))
    names = ["before", "after", "change", "low", "high", "p_value"]
    found = pd.DataFrame(rows, columns=[*KEY[1:], *names])
    found["corrected"] = corrected(found["p_value"])
    found["real"] = found["corrected"] < ALPHA
    return found


def as_proportion(row: "pd.Series[Any]") -> Proportion:
    """Return a result as a proportion with its interval."""
    return Proportion(
        row["percent"] / 100, row["low"] / 100, row["high"] / 100, row["effective"]
    )
