"""Bend words to a figure: over or under, above or below, rose or fell."""

from typing import Any

import pandas as pd

from analysis.present.house import word
from analysis.present.words import (
    MONEY_COLUMNS,
    POINT_COLUMNS,
    as_printed,
    is_fact,
    missing,
    money,
    percent,
    points,
    value_of,
)


def variance(
    value: Any, *, unit: str | None = None, decimals: int | None = None
) -> str | None:
    """Write a variance as an overspend or an underspend, without a sign.

    Parameters
    ----------
    value
        Pounds over budget, or a fact.
    unit, decimals
        As for `money`.

    Examples
    --------
    >>> variance(7_065_000), variance(-630_000), variance(0)
    ('£7.065m overspend', '£630,000 underspend', 'on budget')
    """
    size = _size(value, MONEY_COLUMNS)
    if size is None:
        return None
    if not size:
        return word("on budget")
    amount = money(_unsigned(value, MONEY_COLUMNS), unit=unit, decimals=decimals)
    return f"{amount} {word('overspend' if size > 0 else 'underspend')}"


def against_budget(value: Any) -> str | None:
    """Say whether a variance is over, under or on budget.

    Parameters
    ----------
    value
        Pounds over budget, or a fact.

    Examples
    --------
    >>> against_budget(1_000), against_budget(-1_000), against_budget(0)
    ('over budget', 'under budget', 'on budget')
    """
    return _choose(
        _size(value, MONEY_COLUMNS), "over budget", "under budget", "on budget"
    )


def rose(value: Any) -> str | None:
    """Say whether something rose, fell or did not change.

    Parameters
    ----------
    value
        The change, or a fact.

    Examples
    --------
    >>> rose(5), rose(-5), rose(0)
    ('rose', 'fell', 'did not change')
    """
    size = _size(value, (*POINT_COLUMNS, *MONEY_COLUMNS))
    return _choose(size, "rose", "fell", "did not change")


def moved(value: Any, *, decimals: int | None = None) -> str | None:
    """Write a change in percentage points with its direction.

    Parameters
    ----------
    value
        Percentage points, or a fact.
    decimals
        As for `points`.

    Examples
    --------
    >>> moved(5), moved(-1), moved(0)
    ('up 5 percentage points', 'down 1 percentage point', 'unchanged')
    >>> moved({"change_points": None, "direction": "up"})
    'up (amount not published)'
    """
    size = _size(value, POINT_COLUMNS)
    if size is None and is_fact(value) and not missing(value.get("direction")):
        side = {"up": "up", "down": "down", "level": "unchanged"}[value["direction"]]
        return f"{word(side)} (amount not published)"
    said = _choose(size, "up", "down", "unchanged")
    return f"{said} {points(abs(size), decimals=decimals)}" if size else said


def moves(rows: pd.DataFrame, first: str | None = None) -> list[str | None]:
    """Write the change of each row of a table of percentages, for a column.

    Parameters
    ----------
    rows
        Facts in the order of time, with change_points and direction.
    first
        What the first row reads, before which there is nothing.

    Examples
    --------
    >>> moves(pd.DataFrame({"change_points": [None, -8.0]}), first="first survey")
    ['first survey', 'down 8 points']
    """
    said = [moved(row) for _, row in rows.iterrows()]
    short = [one and one.replace("percentage ", "") for one in said]
    return [first if first and not place else one for place, one in enumerate(short)]


def compared(level: Any, target: float | None = None) -> str | None:
    """Say how far a percentage lies from its target, in whole points.

    Parameters
    ----------
    level
        The percentage, unrounded; or a fact with target, gap and met, as
        `analysis.measures.satisfaction.waves` gives.
    target
        The target.

    Examples
    --------
    >>> compared(83, 80), compared(73, 80)
    ('3 percentage points above the target of 80%', \
'7 percentage points below the target of 80%')
    >>> compared(79.89, 80), compared(80, 80)
    ('less than 1 percentage point below the target of 80%', \
'equal to the target of 80%')
    >>> compared({"gap": -1.2, "target": 80, "met": "about on target"})
    'about on the target of 80%'
    """
    if is_fact(level):
        target, gap, verdict = level.get("target"), level.get("gap"), level.get("met")
    else:
        verdict, gap = None, None if missing(level) else level - (target or 0)
    if missing(target) or missing(gap):
        return None
    aim = f"the {word('target')} of {percent(target)}"
    if verdict == "about on target":
        return f"about on {aim}"
    if not round(float(gap), 6):
        return f"equal to {aim}"
    size = abs(float(gap))
    said = points(size, decimals=0) if size >= 1 else "less than 1 percentage point"
    return f"{said} {word('above' if gap > 0 else 'below')} {aim}"


def against_target(difference: Any) -> str | None:
    """Say how far an amount lies above or below a target.

    Parameters
    ----------
    difference
        Pounds above the target, negative below it; or an `Amount`.

    Examples
    --------
    >>> against_target(2_000_000), against_target(-364_000), against_target(0)
    ('£2m above', '£364,000 below', 'equal to')
    """
    pounds = getattr(difference, "pounds", difference)
    if missing(pounds):
        return None
    if not pounds:
        return "equal to"
    return f"{money(abs(pounds))} {word('above' if pounds > 0 else 'below')}"


def _size(value: Any, columns: tuple[str, ...]) -> float | None:
    number = value_of(value, columns) if is_fact(value) else value
    return None if missing(number) else float(number)


def _unsigned(value: Any, columns: tuple[str, ...]) -> Any:
    """Return a fact or a number without its sign."""
    if not is_fact(value):
        return abs(value)
    number = {c: abs(value[c]) for c in columns if not missing(value.get(c))}
    kept = {"qualifier": value.get("qualifier"), "printed": as_printed(value)}
    return kept | number


def _choose(size: float | None, more: str, less: str, same: str) -> str | None:
    if size is None:
        return None
    return word(more if size > 0 else less if size < 0 else same)
