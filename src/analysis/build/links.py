"""Write what stands at the top of a page: the way to it, its neighbours, its PDF."""

import html
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath
from posixpath import dirname, relpath

from analysis.build import pages
from analysis.build.extras.payload import PLACE
from analysis.build.plan import WHOLE, Report
from analysis.build.request import BuildRequest

HOME = "index"


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
    if "html" in request.formats:
        cells += breadcrumbs(report, reports)
    if items and "html" in request.formats:
        book = PLACE if PurePosixPath(report.page).name == "index" else ""
        cells.append(pages.div("page-nav", " · ".join(items) + book))
    if request.notice:
        cells.append(pages.div("notice", request.notice))
    return cells


def breadcrumbs(report: Report, reports: Sequence[Report]) -> list[str]:
    """Return the way from the front page to a page, as HTML; the front page has none.

    Parameters
    ----------
    report
        The report whose page it is.
    reports
        Every report the site will hold.
    """
    if report.page == HOME:
        return []
    there = {r.page: r for r in reports}
    above = [HOME]
    if report.partner:
        above.append(f"{report.partner.id}/{HOME}")
    steps = [
        f'<li><a href="{relpath(page, dirname(report.page) or ".")}.html">'
        f"{html.escape(_name(there[page]))}</a></li>"
        for page in above
        if page in there and page != report.page
    ]
    here = f'<li><span aria-current="page">{html.escape(_name(report))}</span></li>'
    listed = "".join([*steps, here])
    return [
        f'```{{=html}}\n<nav class="breadcrumbs" aria-label="Breadcrumb"><ol>{listed}'
        "</ol></nav>\n```"
    ]


def _name(report: Report) -> str:
    """Return what a page is called where it is one of many."""
    first = report.partner and report.page == f"{report.partner.id}/{HOME}"
    return report.partner.name if first and report.partner else report.nav


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
