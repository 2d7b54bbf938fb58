"""Complete pages and the site they make, whichever renderer made them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from analysis.pipeline.render.extras.downloads import add_downloads
from analysis.pipeline.render.extras.facts import Facts
from analysis.pipeline.render.extras.uses import add_uses, facts_of
from analysis.pipeline.render.extras.workbooks import Workbooks, add_workbooks

__all__ = [
    "Facts",
    "Workbooks",
    "complete",
    "complete_page",
    "complete_site",
    "facts_of",
]


def complete(site: Path, as_at: date, workbooks: Workbooks | None = None) -> None:
    """Add to a site, and to each of its pages, what no renderer knows of.

    Doing it again changes nothing.

    Parameters
    ----------
    site, as_at, workbooks
        What `complete_site` takes.
    """
    pages = sorted(site.rglob("*.html"))
    facts = {
        page.relative_to(site).as_posix(): complete_page(site, page) for page in pages
    }
    complete_site(site, as_at, facts, workbooks)


def complete_page(site: Path, page: Path) -> Facts:
    """Add to a page what it needs no other page for; return what others need of it.

    That is downloads beside tables and charts.

    Parameters
    ----------
    site
        The site, or a part of it.
    page
        The page, as a file.
    """
    files = add_downloads(site, [page])
    return facts_of(site, page, files)


def complete_site(
    site: Path,
    as_at: date,
    facts: Mapping[str, Facts],
    workbooks: Workbooks | None = None,
) -> None:
    """Add to a site of complete pages what no page can know of itself.

    That is a spreadsheet for each council, and the pages that use each document.

    Parameters
    ----------
    site
        The site, put together of pages.
    as_at
        The day the reports are about, which dates the spreadsheets.
    facts
        What is to be known of each page, by its path in the site.
    workbooks
        How spreadsheets are made; without, there are none.
    """
    add_workbooks(site, as_at, workbooks)
    add_uses(site, facts)
