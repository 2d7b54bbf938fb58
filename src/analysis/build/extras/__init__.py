"""Complete a site once all of its pages are there, whichever renderer made them."""

from datetime import date
from pathlib import Path

from analysis.build.extras.downloads import add_downloads
from analysis.build.extras.policy import add_policy
from analysis.build.extras.uses import add_uses

__all__ = ["complete"]


def complete(site: Path, as_at: date) -> None:
    """Add to a site what no page can know of itself.

    That is downloads beside tables and charts, a spreadsheet for each council, the
    pages that use each document, and a policy that keeps strange content out.
    Doing it again changes nothing.

    Parameters
    ----------
    site
        The site, put together of pages.
    as_at
        The day the reports are about, which dates the spreadsheets.
    """
    # It loads pandas, which few builds of one page have need of.
    from analysis.build.extras.workbook import add_workbooks

    pages = sorted(site.rglob("*.html"))
    add_downloads(site, pages)
    add_workbooks(site, as_at)
    add_uses(site, pages)
    add_policy(pages)
