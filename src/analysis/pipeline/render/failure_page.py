"""Make the page that stands in for a report that could not be built."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from analysis.pipeline.config import BuildRequest
from analysis.pipeline.execute.outcome import Failure
from analysis.pipeline.nodes import NotebookNode
from analysis.pipeline.plan.reports import Report
from analysis.pipeline.render import pages
from analysis.pipeline.text import code, without_paths

LONGEST = 600


def failure_body(
    report: Report, failure: Failure, request: BuildRequest
) -> list[NotebookNode]:
    """Return the cells that say what failed and where, and link the log.

    Parameters
    ----------
    report
        The report that failed.
    failure
        What went wrong.
    request
        The build, whose folder is taken out of messages.
    """
    name = PurePosixPath(report.page).name
    notice = (
        "**This report could not be built.** Nothing on this page is a finding; "
        "the other reports are not affected."
    )
    log = f"[Log of the run]({name}.log.txt)"
    return [
        pages.markdown(pages.div("notice", notice)),
        pages.markdown(_what_happened(report, failure, request)),
        pages.markdown(pages.div("html-only", log)),
    ]


def failure_document(
    reports: Sequence[Report], failure: Failure, request: BuildRequest
) -> NotebookNode:
    """Return what stands in for a partner's whole document.

    Parameters
    ----------
    reports
        The reports that it would have held.
    failure
        What went wrong.
    request
        The build.
    """
    partner = reports[0].partner
    front = pages.front_matter(
        f"{partner.name if partner else request.partnership}: the whole evaluation",
        reports[0].subtitle,
        "",
        request.as_at,
        {"format": {"typst": {}}},
    )
    notice = (
        "**This document could not be made.** Its pages are there one by one, each "
        "with a PDF of its own."
    )
    what = f"- Error: {code(without_paths(failure.evalue, request.root)[:LONGEST])}"
    return pages.page_notebook(
        [front, pages.markdown(pages.div("notice", notice)), pages.markdown(what)]
    )


def _what_happened(report: Report, failure: Failure, request: BuildRequest) -> str:
    where = "the page as a whole"
    if failure.cell:
        line = without_paths(failure.line, request.root)
        where = (
            f"cell {failure.cell}, which begins {code(line) or 'with an empty line'}"
        )
    if failure.heading:
        where += f", under the heading “{failure.heading}”"
    message = f"{failure.ename}: {failure.evalue}".removesuffix(": ")
    message = without_paths(message, request.root)
    if len(message) > LONGEST:
        message = message[:LONGEST] + "…"
    return "\n".join(
        [
            f"- Notebook: {code(report.source.name)}",
            f"- Place: {where}",
            f"- Error: {code(message)}",
        ]
    )
