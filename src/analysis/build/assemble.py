"""Turn what the notebooks gave into the pages of a project."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nbformat import NotebookNode

from analysis.build import nodes
from analysis.build.apology import failure_body
from analysis.build.combine import combine
from analysis.build.edition import Edition
from analysis.build.links import opening
from analysis.build.outcome import Failure, Outcome
from analysis.build.plan import Report
from analysis.build.prepare import body, page
from analysis.build.site_links import resolve
from analysis.build.uses import with_uses
from analysis.errors import NotebookError


@dataclass(frozen=True)
class Assembly:
    """Hold the prepared pages, and how each report ended.

    Parameters
    ----------
    notebooks
        Prepared notebooks by page, the partners' documents among them.
    outcomes
        Outcomes by page; a report whose page cannot be prepared has failed.
    """

    notebooks: Mapping[str, NotebookNode]
    outcomes: Mapping[str, Outcome]


def assemble(edition: Edition, outcomes: Mapping[str, Outcome]) -> Assembly:
    """Return the pages that an edition's runs give.

    Parameters
    ----------
    edition
        What is made.
    outcomes
        How each run ended.
    """
    bodies: dict[str, list[NotebookNode]] = {}
    final: dict[str, Outcome] = {}
    for report in edition.chosen:
        outcome, cells = _cells(report, edition, outcomes[report.page])
        final[report.page], bodies[report.page] = outcome, cells
    bodies = with_uses(bodies, _titles(edition), _kept_pages(edition))
    notebooks = {
        report.page: page(report, edition.request, _top(report, edition), cells)
        for report, cells in zip(edition.chosen, bodies.values(), strict=True)
    }
    for document, reports in edition.documents.items():
        notebooks[document] = combine(reports, bodies, edition.request)
    return Assembly(notebooks, final)


def _cells(
    report: Report, edition: Edition, outcome: Outcome
) -> tuple[Outcome, list[NotebookNode]]:
    """Return a report's cells, or those that say why there are none."""
    if outcome.failure is None:
        path = edition.places.executed / f"{report.page}.ipynb"
        pages = {r.page for r in edition.planned}
        try:
            return outcome, resolve(body(nodes.read(path)), report.page, pages)
        except NotebookError as error:
            failure = Failure(type(error).__name__, str(error))
            outcome = replace(outcome, failure=failure)
    failure = outcome.failure or Failure("Unknown", "")
    return outcome, failure_body(report, failure, edition.request)


def _top(report: Report, edition: Edition) -> list[str]:
    return opening(report, edition.shown, edition.request, edition.present)


def _titles(edition: Edition) -> dict[str, str]:
    return {report.page: report.title for report in edition.shown}


def _kept_pages(edition: Edition) -> dict[str, str]:
    """Return the HTML of the pages that a partial build keeps."""
    paths = {r.page: edition.places.out / f"{r.page}.html" for r in edition.kept}
    return {
        page: path.read_text(encoding="utf-8")
        for page, path in paths.items()
        if path.is_file()
    }
