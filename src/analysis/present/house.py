"""Keep the words of the house, which an analyst changes in one place.

A file ``words.toml`` beside the notebooks may hold lines such as
``underspend = "under budget"``.
"""

import tomllib
from functools import cache
from pathlib import Path

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
