"""Complete a site once all of its pages are there, whichever renderer made them."""

from datetime import date
from pathlib import Path

from analysis.build.extras.downloads import add_downloads
from analysis.build.extras.frames import add_frames
from analysis.build.extras.policy import add_policy
from analysis.build.extras.uses import add_uses
from analysis.build.extras.workbooks import Shelf, add_workbooks

__all__ = ["Shelf", "complete"]


def complete(site: Path, as_at: date, shelf: Shelf | None = None) -> None:
    """Add to a site what no page can know of itself.

    That is frames for charts, downloads beside tables and charts, a spreadsheet for
    each council, the pages that use each document, and a policy that keeps strange
    content out.
    Doing it again changes nothing.

    Parameters
    ----------
    site
        The site, put together of pages.
    as_at
        The day the reports are about, which dates the spreadsheets.
    shelf
        Where spreadsheets are kept from build to build; without, there are none.
    """
    pages = sorted(site.rglob("*.html"))
    add_frames(pages)
    add_downloads(site, pages)
    add_workbooks(site, as_at, shelf)
    add_uses(site, pages)
    add_policy(pages)
