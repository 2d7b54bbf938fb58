"""Write what stands at the top of a page: the way to it, its neighbours, its PDF."""

import html
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath
from posixpath import dirname, relpath

from analysis.pipeline.config import BuildRequest
from analysis.pipeline.plan.reports import WHOLE, Report
from analysis.pipeline.render import pages
from analysis.pipeline.render.extras.workbooks import PLACE
from analysis.protocol import HOME_PAGE, NOTICE


class Links:
    """Write the tops of pages.

    Links name ``.html`` and ``.pdf`` files, which both renderers leave as they
    are; a partner's pages stand beside each other in one folder. The class
    ``page-nav`` keeps all of it out of the PDF.

    Parameters
    ----------
    reports
        Every report the site will hold.
    request
        The build.
    documents
        The partners' whole documents that the site will hold, as paths
        without suffix.
    """

    def __init__(
        self,
        reports: Sequence[Report],
        request: BuildRequest,
        documents: Collection[str],
    ) -> None:
        self._formats, self._notice = request.formats, request.notice
        self._documents = documents
        self._there = {report.page: report for report in reports}
        self._beside: dict[str, list[Report]] = {}
        for report in sorted(reports, key=lambda r: r.order):
            if report.partner:
                self._beside.setdefault(report.partner.id, []).append(report)

    def opening(self, report: Report) -> list[str]:
        """Return the Markdown for the top of a page.

        Parameters
        ----------
        report
            The report whose page it is.
        """
        items = self._siblings(report) if "html" in self._formats else []
        if "pdf" in self._formats:
            name = PurePosixPath(report.page).name
            items.append(f"[This page as PDF]({name}.pdf){{.pdf}}")
            whole = f"{PurePosixPath(report.page).parent}/{WHOLE}"
            if name == "index" and whole in self._documents:
                items.append(f"[All pages as one PDF]({WHOLE}.pdf){{.pdf}}")
        cells = []
        if "html" in self._formats:
            cells += self._breadcrumbs(report)
        if items and "html" in self._formats:
            book = PLACE if PurePosixPath(report.page).name == "index" else ""
            cells.append(pages.div("page-nav", " · ".join(items) + book))
        if self._notice:
            cells.append(pages.div(NOTICE, self._notice))
        return cells

    def _breadcrumbs(self, report: Report) -> list[str]:
        """Return the way from the front page to a page; the front page has none."""
        if report.page == HOME_PAGE:
            return []
        above = [HOME_PAGE]
        if report.partner:
            above.append(f"{report.partner.id}/{HOME_PAGE}")
        steps = [
            f'<li><a href="{relpath(page, dirname(report.page) or ".")}.html">'
            f"{html.escape(_name(self._there[page]))}</a></li>"
            for page in above
            if page in self._there and page != report.page
        ]
        here = f'<li><span aria-current="page">{html.escape(_name(report))}</span></li>'
        listed = "".join([*steps, here])
        return [
            f'::: {{.html-only}}\n```{{=html}}\n<nav class="breadcrumbs" '
            f'aria-label="Breadcrumb"><ol>{listed}</ol></nav>\n```\n:::'
        ]

    def _siblings(self, report: Report) -> list[str]:
        """Return links to the partner's pages; the current one is not a link."""
        ours = self._beside.get(report.partner.id, []) if report.partner else []
        if len(ours) < 2:
            return []
        return [
            f'[{r.nav}]{{.current aria-current="page"}}'
            if r.page == report.page
            else f"[{r.nav}]({PurePosixPath(r.page).name}.html)"
            for r in ours
        ]


def _name(report: Report) -> str:
    """Return what a page is called where it is one of many."""
    first = report.partner and report.page == f"{report.partner.id}/{HOME_PAGE}"
    return report.partner.name if first and report.partner else report.nav
