"""Find the words of pages and scripts that a stylesheet may ask for."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[A-Za-z][\w-]*")
CLASS = re.compile(r"\.(-?[A-Za-z][\w-]*)")
NAMED = re.compile(r"--[a-z][\w-]*")
BOOTSTRAP = "bootstrap."
ICON = "bi-"


@dataclass(frozen=True)
class Words:
    """Hold the words that may be classes, and the variables, of some files.

    Attributes
    ----------
    classes : frozenset of str
        Words that an element may have as a class.
    variables : frozenset of str
        Every variable that is named.
    """

    classes: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()

    @classmethod
    def of_page(cls, path: Path, known: Collection[str]) -> "Words":
        """Read what a page names.

        Parameters
        ----------
        path : Path
            The page.
        known : collection of str
            The classes that any stylesheet knows: of other words only those of
            icons count.

        Returns
        -------
        Words
            What it names of them.
        """
        text = path.read_text(encoding="utf-8")
        found = set(WORD.findall(text))
        classes = {w for w in found if w in known or w.startswith(ICON)}
        return cls(frozenset(classes), frozenset(NAMED.findall(text)))

    @classmethod
    def of_scripts(cls, site: Path) -> "Words":
        """Read what the scripts of a site name.

        A script may put a class on an element by any of the words in it; Bootstrap's
        names the classes of many parts that no page has.

        Parameters
        ----------
        site : Path
            The site.

        Returns
        -------
        Words
            All words in them, and all variables.
        """
        words: set[str] = set()
        named: set[str] = set()
        for path in site.rglob("*.js"):
            text = path.read_text(encoding="utf-8")
            named.update(NAMED.findall(text))
            if not path.name.startswith(BOOTSTRAP):
                words.update(WORD.findall(text))
        return cls(frozenset(words), frozenset(named))

    @classmethod
    def all_of(cls, parts: "Iterable[Words]") -> "Words":
        """Put the words of several files together.

        Parameters
        ----------
        parts : iterable of Words
            The words of each.

        Returns
        -------
        Words
            All of them.
        """
        classes: set[str] = set()
        named: set[str] = set()
        for part in parts:
            classes |= part.classes
            named |= part.variables
        return cls(frozenset(classes), frozenset(named))


def known_classes(site: Path) -> frozenset[str]:
    """Return every class that a stylesheet of a site knows.

    Parameters
    ----------
    site : Path
        The site.
    """
    texts = (path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    return frozenset(name for text in texts for name in CLASS.findall(text))


def words_of(site: Path) -> Words:
    """Return the words of all pages of a site.

    Parameters
    ----------
    site : Path
        The site.
    """
    known = known_classes(site)
    return Words.all_of(Words.of_page(path, known) for path in site.rglob("*.html"))
