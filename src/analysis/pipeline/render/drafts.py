"""Make the prepared notebooks of pages and documents, in whatever process.

All that a page is made of is handed over as plain values and paths, so that those
who have pages rendered need not hold what stands in them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from analysis.errors import NotebookError
from analysis.pipeline import nodes
from analysis.pipeline.config import BuildRequest, Places
from analysis.pipeline.execute.outcome import Failure
from analysis.pipeline.nodes import NotebookNode
from analysis.pipeline.plan.reports import Report, with_live_texts
from analysis.pipeline.render.combine import combine
from analysis.pipeline.render.failure_page import failure_body, failure_document
from analysis.pipeline.render.prepare import body, page
from analysis.pipeline.site.links import resolve


@dataclass
class Drafts:
    """Hold what some pages and documents are made of.

    Parameters
    ----------
    request
        The build.
    reports
        The reports of these pages, and of the pages in these documents.
    tops
        The Markdown for the top of each page.
    documents
        The pages that each document holds.
    pages
        Every page of the partnership, for the links between them.
    failures
        What went wrong with pages and documents; what goes wrong here is added.
    """

    request: BuildRequest
    reports: Mapping[str, Report]
    tops: Mapping[str, list[str]]
    documents: Mapping[str, tuple[Report, ...]]
    pages: Collection[str]
    failures: dict[str, Failure] = field(default_factory=dict)

    def notebooks(self, names: Iterable[str]) -> dict[str, NotebookNode]:
        """Return the prepared notebooks of some of the pages and documents."""
        names = list(names)
        members = [r.page for name in names for r in self.documents.get(name, ())]
        wanted = [name for name in names if name not in self.documents]
        bodies = {p: self._body(p) for p in dict.fromkeys([*wanted, *members])}
        return {
            name: self._document(name, bodies)
            if name in self.documents
            else page(self._named(name), self.request, self.tops[name], bodies[name])
            for name in names
        }

    def _document(
        self, name: str, bodies: Mapping[str, list[NotebookNode]]
    ) -> NotebookNode:
        reports = tuple(self._named(r.page) for r in self.documents[name])
        if failure := self.failures.get(name):
            return failure_document(reports, failure, self.request)
        return combine(reports, bodies, self.request)

    def _named(self, name: str) -> Report:
        """Return a report with the live values of its title in place."""
        report = self.reports[name]
        if name in self.failures or not report.source.has_live_texts:
            return report
        path = Places.of(self.request).executed / f"{name}.ipynb"
        return with_live_texts(report, nodes.read(path))

    def _body(self, name: str) -> list[NotebookNode]:
        """Return a report's cells, or those that say why there are none."""
        if name not in self.failures:
            path = Places.of(self.request).executed / f"{name}.ipynb"
            try:
                return resolve(body(nodes.read(path), name), name, self.pages)
            except NotebookError as error:
                self.failures[name] = Failure(type(error).__name__, str(error))
        return failure_body(self.reports[name], self.failures[name], self.request)
