"""Hold what the pages of an edition are made of, and which of them failed."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace

from analysis.cache import digest_of_value
from analysis.pipeline.execute.outcome import Failure, Outcome
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.render.drafts import Drafts
from analysis.pipeline.render.links import Links


class Pages:
    """Say what the pages of an edition are made of, and which of them failed.

    Pages and documents are named by their path in the site, without suffix. A report
    fails too when no page can be made of what its notebook gave, or the renderer
    refuses that page.

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
        self._pages = frozenset(report.page for report in edition.planned)
        self._links = Links(edition.shown, edition.request, edition.present)
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
        """Return what went wrong with a page or document, or nothing."""
        if name in self._edition.documents:
            return self.failed_documents.get(name)
        return self.outcomes[name].failure

    def any_failure(self) -> bool:
        """Return whether any page or document failed."""
        failed = any(outcome.failure for outcome in self.outcomes.values())
        return failed or bool(self.failed_documents)

    def fail(self, name: str, failure: Failure) -> None:
        """Have a page or document replaced by one that says what went wrong."""
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
                *(report.source.extra, report.order, self._links.opening(report)),
            ]
        )

    def drafts(self, names: Collection[str]) -> Drafts:
        """Return what some pages and documents are made of."""
        edition = self._edition
        documents = {n: d for n in names if (d := edition.documents.get(n))}
        members = [report.page for held in documents.values() for report in held]
        wanted = [name for name in names if name not in documents]
        failed = {n: f for n in [*names, *members] if (f := self.failure(n))}
        return Drafts(
            request=edition.request,
            reports={name: self._reports[name] for name in [*wanted, *members]},
            tops={name: self._links.opening(self._reports[name]) for name in wanted},
            documents=documents,
            pages=self._pages,
            failures=failed,
        )
