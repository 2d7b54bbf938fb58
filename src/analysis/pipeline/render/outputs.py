"""Show what a notebook's cells gave: as Markdown, with files beside the page."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from analysis.errors import NotebookError
from analysis.pipeline.nodes import NotebookNode
from analysis.pipeline.render import pages
from analysis.pipeline.render.extras.csv import TABLES, to_csv
from analysis.pipeline.render.frames import framed, series_as_html
from analysis.protocol import CHART_FRAME, DATA_MIME, PACKAGE_MIME

PICTURES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
ATTACHED = re.compile(r"!\[([^\]]*)\]\(attachment:([^)\s]+)\)")
HIDDEN_TAGS = frozenset(
    {"parameters", "injected-parameters"}
    | {f"{verb}{sign}cell" for verb in ("remove", "hide") for sign in "-_"}
)
SILENT_TAGS = frozenset(
    {f"{verb}{sign}output" for verb in ("remove", "hide") for sign in "-_"}
)


def options_of(cell: NotebookNode, number: int) -> dict[str, Any]:
    """Return the options in the ``#|`` lines of a code cell.

    Parameters
    ----------
    cell
        The cell.
    number
        Its place in the notebook, for messages.

    Raises
    ------
    NotebookError
        If they cannot be read, or ask for what a build does not do.
    """
    lines = [line[2:] for line in cell.source.splitlines() if line.startswith("#|")]
    try:
        found = yaml.safe_load("\n".join(line.removeprefix(" ") for line in lines))
    except yaml.YAMLError as error:
        raise NotebookError(
            f"the options of cell {number} cannot be read: {error}"
        ) from error
    options = found if isinstance(found, dict) else {}
    if options.get("eval") is False:
        raise NotebookError(
            f"cell {number} says eval: false, but a build runs every cell: remove the "
            "cell, or turn it into a raw cell"
        )
    return options


def is_hidden(cell: NotebookNode, options: Mapping[str, Any]) -> bool:
    """Tell whether nothing of a cell is to be published."""
    return bool(_tags(cell) & HIDDEN_TAGS) or options.get("include") is False


def is_silent(cell: NotebookNode, options: Mapping[str, Any]) -> bool:
    """Tell whether a cell's outputs are not to be published."""
    folded = cell.metadata.get("jupyter", {}).get("outputs_hidden")
    return bool(_tags(cell) & SILENT_TAGS or folded) or options.get("output") is False


def _tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


class Shown:
    """Turn the cells of one page into Markdown, and number its files.

    Parameters
    ----------
    page
        The page's path in the site, without suffix.
    """

    def __init__(self, page: str) -> None:
        self._folder = f"{PurePosixPath(page).name}_files"
        self._depth = len(PurePosixPath(page).parts) - 1
        self._figures = 0
        self._data: list[Mapping[str, Any]] = []

    def cells(self, cell: NotebookNode, number: int) -> Iterator[NotebookNode]:
        """Yield what readers see of a cell, as Markdown cells.

        Parameters
        ----------
        cell
            The cell, as it was run.
        number
            Its place in the notebook, for messages.

        Raises
        ------
        NotebookError
            If it shows something that no page and PDF can.
        """
        is_code = cell.cell_type == "code"
        options = options_of(cell, number) if is_code else {}
        if is_hidden(cell, options):
            return
        if cell.cell_type == "markdown":
            yield from self._words(cell, number)
        if not is_code:
            return
        if options.get("echo") is True:
            lines = [ln for ln in cell.source.split("\n") if not ln.startswith("#|")]
            yield pages.markdown(_fenced("\n".join(lines).strip(), "python"))
        if not is_silent(cell, options):
            figure = 0
            for output in cell.outputs:
                picture = _picture(output)
                own = _nth(options, figure if picture else 0)
                figure += 1 if picture else 0
                yield from self._output(output, own, number)

    def tables(self) -> dict[str, str]:
        """Return the file of what tables and charts show, for the spreadsheets."""
        text = json.dumps(self._data, ensure_ascii=False, indent=1)
        return {f"{self._folder}/{TABLES}": text} if self._data else {}

    def _words(self, cell: NotebookNode, number: int) -> Iterator[NotebookNode]:
        files = {}

        def placed(found: re.Match[str]) -> str:
            alt, name = found[1].strip(), found[2]
            content = (cell.get("attachments") or {}).get(name, {})
            kind = next((k for k in PICTURES if k in content), None)
            if kind is None:
                raise NotebookError(f"cell {number} shows {name}, which it lacks")
            if not alt or alt == name:
                raise NotebookError(
                    f"the picture {name} of cell {number} has no alternative text: "
                    f"write ![What the picture shows](attachment:{name})"
                )
            self._figures += 1
            place = f"{self._folder}/figure-{self._figures}.{PICTURES[kind]}"
            files[place] = content[kind]
            return f"![{found[1]}]({place})"

        if cell.source.strip():
            source = ATTACHED.sub(placed, cell.source)
            yield pages.markdown(source, files)

    def _output(
        self, output: NotebookNode, options: Mapping[str, Any], number: int
    ) -> Iterator[NotebookNode]:
        data = output.get("data", {})
        picture = _picture(output)
        if output.output_type == "stream" and options.get("output") == "asis":
            yield pages.markdown(output.text)
        elif "text/markdown" in data:
            if data["text/markdown"].strip():
                yield pages.markdown(data["text/markdown"], self._package(data))
        elif "text/html" in data and "<script" not in data["text/html"]:
            yield _html(framed(data["text/html"], str(options.get("tbl-cap") or "")))
        elif picture:
            yield self._chart(output, picture, options, number)
        elif "text/html" in data:
            raise NotebookError(
                f"cell {number} shows what only a script draws, which a PDF cannot "
                "hold and a page here does not run: show a picture of it, with "
                "#| fig-alt, such as a chart of matplotlib"
            )
        elif "text/latex" in data:
            text = data["text/latex"].strip()
            yield pages.markdown(text if text.startswith("$") else f"$$\n{text}\n$$")
        elif table := series_as_html(data.get("text/plain", "")):
            yield _html(framed(table, str(options.get("tbl-cap") or "")))
        if DATA_MIME in data:
            yield self._download(data[DATA_MIME])

    def _chart(
        self, output: Any, mime: str, options: Mapping[str, Any], number: int
    ) -> NotebookNode:
        given = {**output.metadata, **output.metadata.get(mime, {})}
        alt = " ".join(str(given.get("alt") or options.get("fig-alt") or "").split())
        if not alt:
            raise NotebookError(
                f"the chart of cell {number} has no alternative text: write "
                '#| fig-alt: "What the chart shows" at the top of the cell'
            )
        caption = given.get("caption") or options.get("fig-cap") or ""
        caption = " ".join(str(caption).split())
        if caption.count("[") != caption.count("]"):
            caption = re.sub(r"([\[\]])", r"\\\1", caption)
        self._figures += 1
        name = f"{self._folder}/figure-{self._figures}.{PICTURES[mime]}"
        quoted = html.escape(alt).replace("\\", "\\\\")
        image = f'![{caption}]({name}){{fig-alt="{quoted}"}}'
        return pages.markdown(pages.div(CHART_FRAME, image), {name: output.data[mime]})

    def _download(self, data: Mapping[str, Any]) -> NotebookNode:
        """Return the link to the data of a table or chart, with their file."""
        self._data.append(data)
        name = f"{self._folder}/data-{len(self._data)}.csv"
        words = f"Data of this {data['kind']} (CSV)"
        title = re.sub(r"\s+", " ", str(data["title"]))
        label = html.escape(f"{words}: {title}", quote=True)
        link = (
            f'<p class="download"><a href="{name}" download '
            f'aria-label="{label}">{words}</a></p>'
        )
        shown = pages.div("html-only", _fenced(link, "{=html}"))
        return pages.markdown(shown, {name: to_csv(data)})

    def _package(self, data: Mapping[str, Any]) -> dict[str, str]:
        package = data.get(PACKAGE_MIME)
        if not package:
            return {}
        root = "../" * self._depth
        return {
            f"{root}{package['folder']}/{name}": content
            for name, content in package["files"].items()
        }


def _picture(output: Mapping[str, Any]) -> str | None:
    data = output.get("data", {})
    return next((kind for kind in PICTURES if kind in data), None)


def _nth(options: Mapping[str, Any], place: int) -> dict[str, Any]:
    """Return the options of one of several pictures, which may be given as lists."""
    return {
        key: (value[place] if place < len(value) else "")
        if isinstance(value, list)
        else value
        for key, value in options.items()
    }


def _html(text: str) -> NotebookNode:
    return pages.markdown(
        f"::: {{.cell-output-display}}\n\n{_fenced(text, '{=html}')}\n\n:::"
    )


def _fenced(text: str, kind: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{kind}\n{text.strip()}\n{fence}"
