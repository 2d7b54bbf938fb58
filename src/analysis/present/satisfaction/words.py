"""Say levels of satisfaction and how they moved."""

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import satisfaction as measure
from analysis.measures import survey
from analysis.present import numbers
from analysis.present.remembered import remembered

CONFIDENTIAL = "[c]"
"""Shorthand for a figure that would tell on a small group."""


@remembered
def waves(record: Partnership, partner: str) -> pd.DataFrame:
    """Return a partner's customers by wave: levels, published changes, intervals.

    For all together, everybody who answered where that was published, else all
    customers.
    """
    group = "customers"
    if partner == WHOLE:
        everybody = measure.levels(record.satisfaction, record.waves, WHOLE, "all")
        group = "all" if len(everybody) else "customers"
    return of_group(record, partner, group)


@remembered
def of_group(record: Partnership, partner: str, group: str) -> pd.DataFrame:
    """Return a group's levels by wave, published changes and intervals."""
    levels = measure.levels(record.satisfaction, record.waves, partner, group)
    moved = measure.changes(levels, record.satisfaction_changes)
    return measure.with_intervals(moved, record.invited, answers(record))


@remembered
def answers(record: Partnership) -> pd.DataFrame:
    """Return the protected results of single answers."""
    return survey.results(
        record.survey,
        record.invited,
        record.satisfaction,
        record.settings.disclosure.minimum_group,
        [edition.answers for edition in record.editions.all],
    )


def of_whom(record: Partnership, partner: str) -> str:
    """Say whose satisfaction a partner's figures are."""
    if partner != WHOLE:
        return f"customers in {record.name_of('partners', partner)}"
    rows = waves(record, WHOLE)
    everybody = len(rows) and rows["customer_group"].iloc[-1] == "all"
    return (
        "all who answered, all organisations together"
        if everybody
        else "customers of all councils together"
    )


def moved(row: pd.Series) -> str:
    """Say how a level moved, as it was published."""
    if pd.notna(row["change_points"]):
        if not row["change_points"]:
            return "no change on the wave before"
        size = numbers.points(abs(row["change_points"])).lstrip("+")
        word = {"up": "rise", "down": "fall", "level": "change"}[row["direction"]]
        return f"a {word} of {size} on the wave before"
    if pd.notna(row["direction"]):
        return f"{row['direction']} on the wave before, by an amount not published"
    return ""


def change(row: pd.Series) -> str:
    """Write a change for a table, with its interval where the bases are known."""
    if pd.isna(row["from_wave"]):
        return "first wave"
    if pd.notna(row["change_points"]):
        return points(row["change_points"]) + between(
            row["change_low"], row["change_high"]
        )
    if pd.notna(row["direction"]):
        return f"{str(row['direction']).capitalize()}, {numbers.MISSING}"
    return numbers.MISSING


def between(low: float, high: float) -> str:
    """Write the interval of a change in brackets, or nothing."""
    if pd.isna(low):
        return ""
    ends = [whole(end) for end in (low, high)]
    return f" ({ends[0]} to {ends[1]})"


def whole(value: float) -> str:
    """Write percentage points as a signed whole number."""
    sign = {True: "+", False: numbers.MINUS}[value > 0] if round(value) else ""
    return f"{sign}{abs(round(value))}"


def interval(row: pd.Series) -> str:
    """Write the interval of a level."""
    if pd.isna(row["low"]):
        return numbers.MISSING
    return f"{round(row['low'])}% to {round(row['high'])}%"


def points(value: float) -> str:
    """Write percentage points for a column."""
    return (
        numbers.points(value)
        .replace(" percentage points", " points")
        .replace(" percentage point", " point")
    )


def base(value: float | None) -> str:
    """Write how many answered."""
    return numbers.MISSING if numbers.is_missing(value) else f"{value:,.0f}"


def against_target(level: float, target: float) -> str:
    """Say how far a level lies from the target."""
    gap = level - target
    if not gap:
        return f"which is the target of {numbers.percent(target)}"
    size = numbers.points(abs(gap)).lstrip("+")
    word = "above" if gap > 0 else "below"
    return f"{size} {word} the target of {numbers.percent(target)}"
