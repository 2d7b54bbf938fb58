"""Mark the pages of an edition: whether it is the newest, and where the others are.

What is written stands between comments, so that it can be written anew when another
edition is added or taken away; everything else on a page stays as it was rendered.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from posixpath import dirname, relpath

from analysis.protocol import (
    CHANGES_PAGE,
    EDITIONS_ANCHOR,
    EDITIONS_FOLDER,
    EDITIONS_LIST,
    HOME_PAGE,
)

MAIN = re.compile(r"<main\b[^>]*>")
NOTE = re.compile(r"<!-- edition -->.*?<!-- /edition -->", re.DOTALL)
FOOT = re.compile(r"<!-- all-editions -->.*?<!-- /all-editions -->", re.DOTALL)
LIST = re.compile("({}).*?({})".format(*EDITIONS_LIST), re.DOTALL)


@dataclass(frozen=True)
class Place:
    """Say where in a site an edition stands.

    Attributes
    ----------
    day
        Its date, as YYYY-MM-DD.
    home
        Empty at the top of the site, else its folder with a slash at the end.
    pages
        Its pages, without suffix.
    """

    day: str
    home: str
    pages: Collection[str]


def mark(text: str, page: str, place: Place, top: Place, days: Sequence[str]) -> str:
    """Return a page that says which edition it is part of.

    Parameters
    ----------
    text
        Its HTML, marked or not.
    page
        Its path in its edition, without suffix.
    place
        Its edition.
    top
        The newest edition, at the top of the site.
    days
        All editions, as YYYY-MM-DD.
    """
    start = dirname(place.home + page) or "."

    def to(target: str) -> str:
        return relpath(f"{target}.html", start)

    bare = FOOT.sub("", NOTE.sub("", text))
    main = MAIN.search(bare)
    if main and place.day != top.day:
        note = _note(page, place, top, to)
        bare = f"{bare[: main.end()]}{note}{bare[main.end() :]}"
    lists = [where for where in (place, top) if CHANGES_PAGE in where.pages]
    if lists:
        link = f"{to(lists[0].home + CHANGES_PAGE)}#{EDITIONS_ANCHOR}"
        foot = f'<p class="all-editions"><a href="{link}">All editions</a></p>'
        foot = f"<!-- all-editions -->{foot}<!-- /all-editions -->"
        bare = bare.replace("</footer>", f"{foot}</footer>", 1)
    listed = _listed(place, top, days, to)
    return LIST.sub(lambda found: f"{found[1]}{listed}{found[2]}", bare)


def said(day: str) -> str:
    """Write a date as readers do: 31 January 2018."""
    known = date.fromisoformat(day)
    return f"{known.day} {known:%B %Y}"


def _note(page: str, place: Place, top: Place, to: Callable[[str], str]) -> str:
    there = page in top.pages
    words = "See this page" if there else "It has no such page; see the first page"
    return (
        '<!-- edition --><div class="old-edition" role="note"><p>This is an earlier '
        f"edition, as at {said(place.day)}: it is not the newest. "
        f'<a href="{to(page if there else HOME_PAGE)}">{words} in the newest edition, '
        f"as at {said(top.day)}</a>.</p></div><!-- /edition -->"
    )


def _listed(
    place: Place, top: Place, days: Sequence[str], to: Callable[[str], str]
) -> str:
    """Return the list of editions, the newest first."""
    items = []
    for day in sorted(days, reverse=True):
        lasting = to(f"{EDITIONS_FOLDER}/{day}/{HOME_PAGE}")
        item = f'<a href="{lasting}">As at {said(day)}</a>'
        if day == top.day:
            item = (
                f'<a href="{to(HOME_PAGE)}">As at {said(day)}</a>: the newest, also at '
                f'<a href="{lasting}">an address that stays</a> when it no longer is'
            )
        here = " (you are reading it)" if day == place.day else ""
        items.append(f"<li>{item}{here}</li>")
    return f'<ul class="list-of-editions">{"".join(items)}</ul>'
