"""Bend words to a figure: over or under, rose or fell, one or several.

The words themselves are the house's, and an analyst may change them in one place: a
file ``words.toml`` beside the notebooks, with a line such as
``underspend = "under budget"``.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from analysis.present.words import (
    MONEY_COLUMNS,
    POINT_COLUMNS,
    as_printed,
    count,
    is_fact,
    missing,
    money,
    percent,
    points,
    value_of,
)

FILE = "words.toml"

HOUSE = {
    "overspend": "overspend",
    "underspend": "underspend",
    "over budget": "over budget",
    "under budget": "under budget",
    "on budget": "on budget",
    "overspent": "overspent",
    "underspent": "underspent",
    "outturn": "outturn",
    "forecast": "forecast",
    "target": "target",
    "up": "up",
    "down": "down",
    "unchanged": "unchanged",
    "rose": "rose",
    "fell": "fell",
    "did not change": "did not change",
    "above": "above",
    "below": "below",
}
"""The words that the house uses, by what they mean."""


def word(meaning: str) -> str:
    """Return the house's word for something.

    Parameters
    ----------
    meaning
        One of the words of ``HOUSE``.

    Examples
    --------
    >>> word("underspend")
    'underspend'
    """
    return _words(Path.cwd())[meaning]


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
    """
    size = _size(value, POINT_COLUMNS)
    said = _choose(size, "up", "down", "unchanged")
    return f"{said} {points(abs(size), decimals=decimals)}" if size else said


def compared(level: float, target: float, *, decimals: int | None = None) -> str:
    """Say how far a percentage lies from a target.

    Parameters
    ----------
    level, target
        Percentages, unrounded.
    decimals
        As for `points`.

    Examples
    --------
    >>> compared(83, 80), compared(73, 80)
    ('3 percentage points above 80%', '7 percentage points below 80%')
    >>> compared(80, 80)
    'equal to 80%'
    """
    gap = round(level - target, 6)
    if not gap:
        return f"equal to {percent(target)}"
    side = word("above" if gap > 0 else "below")
    return f"{points(abs(gap), decimals=decimals)} {side} {percent(target)}"


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


def only_if(condition: object) -> str | None:
    """Keep the paragraph it stands in only if something is so; it writes nothing.

    Parameters
    ----------
    condition
        What has to be so.

    Examples
    --------
    >>> only_if(3 > 2), only_if(2 > 3)
    ('', None)
    """
    return "" if condition else None


def out_of(some: int, whole: int, noun: str, plural: str | None = None) -> str:
    """Write how many of several things, in words that also fit one, all and none.

    Parameters
    ----------
    some, whole
        How many, of how many.
    noun, plural
        What is counted; by default the plural takes an s.

    Examples
    --------
    >>> out_of(1, 3, "wave"), out_of(0, 3, "wave"), out_of(3, 3, "wave")
    ('one of the three waves', 'none of the three waves', 'all three waves')
    >>> out_of(2, 2, "year"), out_of(0, 2, "year"), out_of(1, 1, "year")
    ('both years', 'neither year', 'the one year')
    >>> out_of(0, 1, "year")
    'not the one year'
    """
    if whole == 1:
        return f"the one {noun}" if some else f"not the one {noun}"
    things = count(whole, noun, plural)
    if some == whole:
        return f"both {plural or f'{noun}s'}" if whole == 2 else f"all {things}"
    if not some:
        return f"neither {noun}" if whole == 2 else f"none of the {things}"
    return f"{count(some)} of the {things}"


def agree(number: float, one: str, several: str) -> str:
    """Choose between two forms of a word: is or are, was or were.

    Parameters
    ----------
    number
        How many.
    one, several
        The two forms.

    Examples
    --------
    >>> agree(1, "is", "are"), agree(0, "is", "are"), agree(2, "was", "were")
    ('is', 'are', 'were')
    """
    return one if number == 1 else several


def possessive(name: str) -> str:
    """Write what belongs to somebody.

    Parameters
    ----------
    name
        Who it is.

    Examples
    --------
    >>> possessive("Newham"), possessive("the councils")
    ('Newham’s', 'the councils’')
    """
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def sentence(words: str | None) -> str | None:
    """Write words as the start of a sentence, with a capital letter.

    Parameters
    ----------
    words
        Some words.

    Examples
    --------
    >>> sentence("both years"), sentence("£5m")
    ('Both years', '£5m')
    """
    return None if words is None else words[:1].upper() + words[1:]


@cache
def _words(folder: Path) -> dict[str, str]:
    """Return the house's words, with what a project says in a file of its own."""
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except OSError:
        return HOUSE
    own = tomllib.loads(text)
    unknown = sorted(set(own) - set(HOUSE))
    if unknown:
        msg = (
            f"{FILE}: {unknown[0]}: no word of the house; there are {', '.join(HOUSE)}"
        )
        raise ValueError(msg)
    return HOUSE | {meaning: str(written) for meaning, written in own.items()}


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
