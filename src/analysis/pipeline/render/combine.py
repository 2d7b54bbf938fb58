"""Put a partner's pages together as one document."""

import re
from collections.abc import Mapping, Sequence

from analysis.pipeline import nodes
from analysis.pipeline.config import BuildRequest
from analysis.pipeline.nodes import NotebookNode
from analysis.pipeline.plan.reports import Report
from analysis.pipeline.render import pages
from analysis.pipeline.render.headings import headings, shift

FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")


def combine(
    reports: Sequence[Report],
    bodies: Mapping[str, Sequence[NotebookNode]],
    request: BuildRequest,
) -> NotebookNode:
    """Return one document of all of a partner's pages, for PDF only.

    Each page is a chapter: its title is a heading of the first level, and its
    own headings begin at the second.

    Parameters
    ----------
    reports
        The partner's reports.
    bodies
        Their cells by page, without front matter and navigation.
    request
        The build, which knows the as-at date and any notice.
    """
    ordered = sorted(reports, key=lambda r: r.order)
    partner = ordered[0].partner
    front = pages.front_matter(
        f"{partner.name if partner else request.partnership}: the whole evaluation",
        ordered[0].subtitle,
        f"Every page on {partner.name} as one document." if partner else "",
        request.as_at,
        {"format": {"typst": {"toc": True}}},
    )
    notice = [pages.div("notice", request.notice)] if request.notice else []
    cells = [front, *(pages.markdown(text) for text in notice)]
    for report in ordered:
        cells += _chapter(report, bodies[report.page])
    return pages.page_notebook(cells)


def _chapter(report: Report, cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Return a page's cells below a heading of their own."""
    copies = [nodes.copy(cell) for cell in cells]
    texts = [cell for cell in copies if cell.cell_type == "markdown"]
    levels = [level for cell in texts for level, _ in headings(cell.source)]
    by = 2 - min(levels, default=2)
    for cell in texts:
        # Two pages may each have a footnote 1.
        cell.source = FOOTNOTE.sub(rf"[^{report.topic}-\1]", shift(cell.source, by))
    return [pages.markdown(f"# {report.title}"), *copies]
