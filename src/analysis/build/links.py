"""Write what stands at the top of a page: its neighbours, its PDF, a notice."""

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from analysis.build import pages
from analysis.build.extras.payload import PLACE
from analysis.build.plan import WHOLE, Report
from analysis.build.request import BuildRequest


def opening(
    report: Report,
    reports: Sequence[Report],
    request: BuildRequest,
    documents: Collection[str],
) -> list[str]:
    """Return the Markdown for the top of a page.

    Links name ``.html`` and ``.pdf`` files, which both renderers leave as they
    are; a partner's pages stand beside each other in one folder. The class
    ``page-nav`` keeps all of it out of the PDF.

    Parameters
    ----------
    report
        The report whose page it is.
    reports
        Every report the site will hold.
    request
        The build.
    documents
        The partners' whole documents that the site will hold, as paths
        without suffix.
    """
    items = _siblings(report, reports) if "html" in request.formats else []
    if "pdf" in request.formats:
        name = PurePosixPath(report.page).name
        items.append(f"[This page as PDF]({name}.pdf){{.pdf}}")
        whole = f"{PurePosixPath(report.page).parent}/{WHOLE}"
        if name == "index" and whole in documents:
            items.append(f"[All pages as one PDF]({WHOLE}.pdf){{.pdf}}")
    cells = []
    if items and "html" in request.formats:
        book = PLACE if PurePosixPath(report.page).name == "index" else ""
        cells.append(pages.div("page-nav", " · ".join(items) + book))
    if request.notice:
        cells.append(pages.div("notice", request.notice))
    return cells


def _siblings(report: Report, reports: Sequence[Report]) -> list[str]:
    """Return links to the partner's pages; the current one is not a link."""
    if report.partner is None:
        return []
    ours = [r for r in reports if r.partner == report.partner]
    if len(ours) < 2:
        return []
    return [
        f'[{r.nav}]{{.current aria-current="page"}}'
        if r.page == report.page
        else f"[{r.nav}]({PurePosixPath(r.page).name}.html)"
        for r in sorted(ours, key=lambda r: r.order)
    ]
