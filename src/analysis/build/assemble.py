"""Turn what the notebooks gave into the pages of a project."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from analysis.build import nodes
from analysis.build.apology import failure_body, failure_document
from analysis.build.combine import combine
from analysis.build.edition import Edition
from analysis.build.keys import digest_of_value
from analysis.build.links import opening
from analysis.build.nodes import NotebookNode
from analysis.build.outcome import Failure, Outcome
from analysis.build.plan import Report
from analysis.build.prepare import body, page
from analysis.build.site_links import resolve
from analysis.errors import NotebookError


class Assembly:
    """Make the pages of an edition, and keep track of which of them failed.

    A report fails too when no page can be made of what its notebook gave, or
    the renderer refuses that page.

    Parameters
    ----------
    edition
        What is made.
    outcomes
        How each run ended.
    """

    def __init__(self, edition: Edition, outcomes: Mapping[str, Outcome]) -> None:
        self._edition = edition
        self._reports = {report.page: report for report in edition.chosen}
        self.outcomes = dict(outcomes)
        self.failed_documents: dict[str, Failure] = {}

    def names(self) -> list[str]:
        """Return all pages and documents, each partner's together."""
        documents = self._edition.documents
        last = {reports[-1].page: name for name, reports in documents.items()}
        names = []
        for report in self._edition.chosen:
            names.append(report.page)
            if report.page in last:
                names.append(last[report.page])
        return names

    def failure(self, name: str) -> Failure | None:
        """Return what went wrong with a page or document, or nothing.

        Parameters
        ----------
        name
            Its path in the site, without suffix.
        """
        if name in self._edition.documents:
            return self.failed_documents.get(name)
        return self.outcomes[name].failure

    def any_failure(self) -> bool:
        """Return whether any page or document failed."""
        failed = any(outcome.failure for outcome in self.outcomes.values())
        return failed or bool(self.failed_documents)

    def fail(self, name: str, failure: Failure) -> None:
        """Have a page or document replaced by one that says what went wrong.

        Parameters
        ----------
        name
            Its path in the site, without suffix.
        failure
            What went wrong.
        """
        if name in self._edition.documents:
            self.failed_documents[name] = failure
        else:
            self.outcomes[name] = replace(self.outcomes[name], failure=failure)

    def keys(self, common: str) -> dict[str, str]:
        """Return the digest of all that each page and document depends on.

        Parameters
        ----------
        common
            A digest of what all of them depend on.
        """
        pages = {name: self._key(name, common) for name in self._reports}
        documents = {
            name: digest_of_value(["document", [pages[r.page] for r in reports]])
            for name, reports in self._edition.documents.items()
        }
        return pages | documents

    def _key(self, name: str, common: str) -> str:
        report, outcome = self._reports[name], self.outcomes[name]
        failure = asdict(outcome.failure) if outcome.failure else None
        texts = [report.title, report.subtitle, report.description, report.topic]
        return digest_of_value(
            [
                *(common, name, outcome.content, failure, texts),
                *(report.source.extra, report.order, self._top(report)),
            ]
        )

    def notebooks(self, names: Iterable[str]) -> dict[str, NotebookNode]:
        """Return the prepared notebooks of some pages and documents.

        Parameters
        ----------
        names
            Their paths in the site, without suffix.
        """
        names = list(names)
        documents = self._edition.documents
        members = [r.page for name in names for r in documents.get(name, ())]
        wanted = [name for name in names if name in self._reports]
        bodies = {p: self._body(p) for p in dict.fromkeys([*wanted, *members])}
        made = {}
        for name in names:
            if name in self._reports:
                report = self._reports[name]
                made[name] = page(
                    report, self._edition.request, self._top(report), bodies[name]
                )
            else:
                made[name] = self._document(name, bodies)
        return made

    def _document(
        self, name: str, bodies: Mapping[str, list[NotebookNode]]
    ) -> NotebookNode:
        reports, request = self._edition.documents[name], self._edition.request
        failure = self.failed_documents.get(name)
        if failure:
            return failure_document(reports, failure, request)
        return combine(reports, bodies, request)

    def _body(self, name: str) -> list[NotebookNode]:
        """Return a report's cells, or those that say why there are none."""
        report, edition = self._reports[name], self._edition
        if self.outcomes[name].failure is None:
            path = edition.places.executed / f"{name}.ipynb"
            pages = {r.page for r in edition.planned}
            try:
                return resolve(body(nodes.read(path)), name, pages)
            except NotebookError as error:
                self.fail(name, Failure(type(error).__name__, str(error)))
        failure = self.outcomes[name].failure or Failure("Unknown", "")
        return failure_body(report, failure, edition.request)

    def _top(self, report: Report) -> list[str]:
        edition = self._edition
        return opening(report, edition.shown, edition.request, edition.present)
