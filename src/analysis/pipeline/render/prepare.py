"""Turn an executed notebook into a page: words, tables and charts, no code."""

from collections.abc import Iterable, Iterator
from typing import Any

from analysis.errors import NotebookError
from analysis.pipeline import nodes
from analysis.pipeline.config import BuildRequest
from analysis.pipeline.nodes import NotebookNode
from analysis.pipeline.plan.reports import Report
from analysis.pipeline.render import pages
from analysis.pipeline.render.extras.payload import comment
from analysis.pipeline.render.headings import skipped
from analysis.protocol import DATA_MIME

# The first of these that an output holds is the one shown.
IMAGES = ("image/svg+xml", "image/png", "image/jpeg")
SHOWN = ("text/html", *IMAGES)
HIDDEN_TAGS = frozenset({"parameters", "injected-parameters", "remove-cell"})


def body(executed: NotebookNode) -> list[NotebookNode]:
    """Return the cells that readers see, below the front matter.

    Markdown outputs become Markdown cells, so that their headings are
    headings of the page. A table or a chart keeps its code cell, whose source
    is reduced to the options that the renderer needs. Everything else goes:
    code, parameters, streams, errors and plain text.

    Parameters
    ----------
    executed
        The notebook as papermill wrote it.

    Raises
    ------
    NotebookError
        If no accessible PDF can be made of it: a chart has no alternative
        text, or a heading skips a level. One such page would stop the renderer
        for all pages.
    """
    own = [c for c in executed.cells if not _tags(c) & {"injected-parameters"}]
    cells = [
        cell
        for number, source in enumerate(own[1:], start=2)
        for cell in _shown_cells(source, number)
    ]
    wrong = skipped(c.source for c in cells if c.cell_type == "markdown")
    if wrong:
        raise NotebookError(wrong)
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


def _tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def _shown_cells(cell: NotebookNode, number: int) -> Iterator[NotebookNode]:
    if HIDDEN_TAGS & _tags(cell):
        return
    if cell.cell_type == "markdown" and cell.source.strip():
        yield _copy_of(cell)
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        mime = next((kind for kind in SHOWN if kind in data), None)
        if "text/markdown" in data:
            if data["text/markdown"].strip():
                yield pages.markdown(data["text/markdown"])
        elif mime:
            options: dict[str, str | bool] = {"echo": False}
            if mime in IMAGES:
                options |= _words_for(output, mime, number)
            yield pages.output(options, _only(output, mime))
            if DATA_MIME in data:
                yield pages.markdown(comment(data[DATA_MIME]))


def _copy_of(cell: NotebookNode) -> NotebookNode:
    copy = pages.markdown(cell.source)
    if cell.get("attachments"):
        copy["attachments"] = nodes.copy(cell.attachments)
    return copy


def _words_for(output: Any, mime: str, number: int) -> dict[str, str]:
    """Return a chart's alternative text and caption as options."""
    given = {**output.metadata, **output.metadata.get(mime, {})}
    alt, caption = (" ".join(str(given.get(k, "")).split()) for k in ("alt", "caption"))
    if not alt:
        raise NotebookError(f"the chart of cell {number} has no alternative text")
    return {"fig-alt": alt} | ({"fig-cap": caption} if caption else {})


def _only(output: Any, mime: str) -> NotebookNode:
    """Return an output in one form only, without counts."""
    return nodes.new(
        "output",
        "display_data",
        data={mime: output.data[mime]},
        metadata={k: v for k, v in output.metadata.items() if k in ("alt", "caption")},
    )
