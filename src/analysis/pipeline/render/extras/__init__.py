"""Add to a site of finished pages what no page can know of itself."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from analysis.pipeline.render.extras.used_by import Facts, add_used_by, facts_of
from analysis.pipeline.render.extras.workbooks import Workbooks, add_workbooks

__all__ = ["Facts", "Workbooks", "complete_site", "facts_of"]


def complete_site(
    site: Path,
    as_at: date,
    facts: Mapping[str, Facts],
    workbooks: Workbooks | None = None,
) -> None:
    """Add a spreadsheet for each council, and the pages that use each document.

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
    add_used_by(site, facts)
