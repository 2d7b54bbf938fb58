"""Turn an executed notebook into a page: words, tables and charts, no code.

A prepared page holds Markdown only, with its charts and data as files beside it: both
renderers read the same.
"""

from collections.abc import Iterable

from analysis.errors import NotebookError
from analysis.pipeline import nodes
from analysis.pipeline.config import BuildRequest
from analysis.pipeline.nodes import NotebookNode
from analysis.pipeline.plan.reports import Report
from analysis.pipeline.render import pages
from analysis.pipeline.render.headings import (
    as_read_in_jupyter,
    skipped,
    without_empty_sections,
)
from analysis.pipeline.render.outputs import Shown


def body(executed: NotebookNode, name: str) -> list[NotebookNode]:
    """Return what readers see of a notebook, below the front matter, as Markdown.

    Code, parameters, what is hidden, streams, errors and plain text go; and headings
    with nothing below them.

    Parameters
    ----------
    executed
        The notebook as papermill wrote it.
    name
        The page's path in the site, without suffix.

    Raises
    ------
    NotebookError
        If no accessible page and PDF can be made of it: a chart has no alternative
        text, or a heading skips a level. One such page would stop the renderer
        for all pages.
    """
    injected = "injected-parameters"
    own = [c for c in executed.cells if injected not in c.metadata.get("tags", [])]
    shown = Shown(name)
    cells = [
        cell
        for number, source in enumerate(own[1:], start=2)
        for cell in shown.cells(source, number)
    ]
    texts = without_empty_sections([as_read_in_jupyter(c.source) for c in cells])
    for cell, text in zip(cells, texts, strict=True):
        cell["source"] = text
    if wrong := skipped(texts):
        raise NotebookError(wrong)
    if tables := shown.tables():
        cells.append(pages.markdown("", tables))
    return cells


def page(
    report: Report,
    request: BuildRequest,
    opening: Iterable[str],
    cells: Iterable[NotebookNode],
) -> NotebookNode:
    """Return a report's prepared notebook.

    Parameters
    ----------
    report
        The report.
    request
        The build, which knows the as-at date.
    opening
        Markdown for the top of the page: its navigation, and any notice.
    cells
        The page's `body`, or what stands in for it.
    """
    return pages.page_notebook(
        [
            title_cell(report, request),
            *(pages.markdown(text) for text in opening),
            *(nodes.copy(cell) for cell in cells),
        ]
    )


def title_cell(report: Report, request: BuildRequest) -> NotebookNode:
    """Return the front matter of a report's page.

    Parameters
    ----------
    report
        The report.
    request
        The build, which knows the as-at date.
    """
    return pages.front_matter(
        report.title,
        report.subtitle,
        report.description,
        request.as_at,
        report.source.extra,
    )
