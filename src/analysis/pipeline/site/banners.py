"""Write on each page which edition it is part of, and where the others are.

What is written stands between comments, so that it can be replaced when an edition is
added or removed; everything else on a page stays as it was rendered.
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
BANNER = re.compile(r"<!-- edition -->.*?<!-- /edition -->", re.DOTALL)
FOOTER = re.compile(r"<!-- all-editions -->.*?<!-- /all-editions -->", re.DOTALL)
LIST = re.compile("({}).*?({})".format(*EDITIONS_LIST), re.DOTALL)


@dataclass(frozen=True)
class Location:
    """Say where in a site an edition is.

    Attributes
    ----------
    day
        Its date, as YYYY-MM-DD.
    folder
        Empty at the top of the site, else its folder with a slash at the end.
    pages
        Its pages, without suffix.
    """

    day: str
    folder: str
    pages: Collection[str]


def write_banner(
    text: str, page: str, here: Location, latest: Location, days: Sequence[str]
) -> str:
    """Return a page with a banner if its edition is not the latest, and links to all.

    Parameters
    ----------
    text
        Its HTML, with or without a banner.
    page
        Its path in its edition, without suffix.
    here
        Its edition.
    latest
        The latest edition, at the top of the site.
    days
        The dates of all editions, as YYYY-MM-DD.
    """
    start = dirname(here.folder + page) or "."

    def link_to(target: str) -> str:
        return relpath(f"{target}.html", start)

    bare = FOOTER.sub("", BANNER.sub("", text))
    main = MAIN.search(bare)
    if main and here.day != latest.day:
        banner = _banner(page, here, latest, link_to)
        bare = f"{bare[: main.end()]}{banner}{bare[main.end() :]}"
    lists = [where for where in (here, latest) if CHANGES_PAGE in where.pages]
    if lists:
        href = f"{link_to(lists[0].folder + CHANGES_PAGE)}#{EDITIONS_ANCHOR}"
        link = f'<p class="all-editions"><a href="{href}">All editions</a></p>'
        link = f"<!-- all-editions -->{link}<!-- /all-editions -->"
        bare = bare.replace("</footer>", f"{link}</footer>", 1)
    listed = _list(here, latest, days, link_to)
    return LIST.sub(lambda found: f"{found[1]}{listed}{found[2]}", bare)


def _long_date(day: str) -> str:
    """Return a date as readers write it: 31 January 2018."""
    known = date.fromisoformat(day)
    return f"{known.day} {known:%B %Y}"


def _banner(
    page: str, here: Location, latest: Location, link_to: Callable[[str], str]
) -> str:
    present = page in latest.pages
    words = "See this page" if present else "It has no such page; see the first page"
    return (
        '<!-- edition --><div class="old-edition" role="note"><p>This is an earlier '
        f"edition, as at {_long_date(here.day)}: it is not the latest. "
        f'<a href="{link_to(page if present else HOME_PAGE)}">{words} in the latest '
        f"edition, as at {_long_date(latest.day)}</a>.</p></div><!-- /edition -->"
    )


def _list(
    here: Location,
    latest: Location,
    days: Sequence[str],
    link_to: Callable[[str], str],
) -> str:
    """Return the list of editions, the latest first."""
    items = []
    for day in sorted(days, reverse=True):
        permanent = link_to(f"{EDITIONS_FOLDER}/{day}/{HOME_PAGE}")
        item = f'<a href="{permanent}">As at {_long_date(day)}</a>'
        if day == latest.day:
            item = (
                f'<a href="{link_to(HOME_PAGE)}">As at {_long_date(day)}</a>: the '
                f'latest (<a href="{permanent}">permanent link</a>)'
            )
        reading = " (you are reading it)" if day == here.day else ""
        items.append(f"<li>{item}{reading}</li>")
    return f'<ul class="list-of-editions">{"".join(items)}</ul>'
