"""Prepared notebooks as Markdown documents, with their charts as files.

Both formats of the embedded renderer start from the same document, so a page and
its PDF cannot differ in what they say.
"""

import base64
import html
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import yaml

from analysis.errors import EngineError
from analysis.pipeline import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from analysis.pipeline.render.embedded.project import Project

PICTURES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
WEB, PRINT = frozenset({"html"}), frozenset({"pdf"})


@dataclass(frozen=True)
class Document:
    """A page: its front matter, its Markdown and its charts.

    Attributes
    ----------
    path : PurePosixPath
        Where it stands in the site, without a suffix.
    front : mapping
        Its front matter.
    body : str
        Its Markdown.
    figures : mapping of str to bytes
        Its charts: their paths, from the page's folder, and their content.
    """

    path: PurePosixPath
    front: "Mapping[str, Any]"
    body: str
    figures: "Mapping[str, bytes]"

    @property
    def formats(self) -> frozenset[str]:
        """Tell which formats the page is made in: it may ask for one of them."""
        asked = self.front.get("format")
        names = set(asked) if isinstance(asked, dict) else {asked} - {None}
        if not names:
            return WEB | PRINT
        return (WEB if "html" in names else frozenset()) | (
            PRINT if "typst" in names else frozenset()
        )

    @property
    def has_contents(self) -> bool:
        """Tell whether its PDF begins with a list of contents."""
        asked = self.front.get("format")
        own = asked.get("typst") if isinstance(asked, dict) else None
        return isinstance(own, dict) and bool(own.get("toc"))

    def write(self, root: Path) -> Path:
        """Write the document as Markdown, and its charts, under a folder.

        Parameters
        ----------
        root
            The folder that stands for the site's root.

        Returns
        -------
        Path
            The file that holds the Markdown, front matter first.
        """
        fields = {key: value for key, value in self.front.items() if key != "format"}
        head = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True)
        target = root / f"{self.path}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\n{head}---\n\n{self.body}\n", encoding="utf-8")
        self.copy_figures(root)
        return target

    def copy_figures(self, root: Path) -> None:
        """Write the document's charts under a folder that stands for the root."""
        for name, content in self.figures.items():
            file = (root / self.path).parent / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def read_documents(project: "Project") -> list[Document]:
    """Read every page of a project.

    Parameters
    ----------
    project : Project
        The project.

    Returns
    -------
    list of Document
        Its pages, in the order of their paths.

    Raises
    ------
    EngineError
        If a page cannot be read, or there is none.
    """
    found = [_read(project.root, path) for path in project.sources()]
    if not found:
        raise EngineError(f"There are no pages to render in {project.root}.")
    return found


def _read(root: Path, source: Path) -> Document:
    name = PurePosixPath(source.relative_to(root).as_posix())
    try:
        text = source.read_text(encoding="utf-8")
        if source.suffix == ".ipynb":
            return _from_notebook(name.with_suffix(""), text)
        front, body = _split(text)
    except (ValueError, KeyError, yaml.YAMLError) as error:
        why = f"cannot be read: {error}"
        page = str(name.with_suffix(""))
        raise EngineError(f"{name} {why}", {page: why}) from error
    return Document(name.with_suffix(""), front, body, {})


def _from_notebook(path: PurePosixPath, text: str) -> Document:
    notebook = nodes.loads(text)
    front: dict[str, Any] = {}
    parts: list[str] = []
    figures: dict[str, bytes] = {}
    for index, cell in enumerate(notebook.cells):
        if index == 0 and cell.cell_type == "raw":
            front, _ = _split(cell.source)
        elif cell.cell_type == "markdown":
            parts.append(cell.source)
        elif cell.cell_type == "code":
            options = _options(cell.source)
            for output in cell.outputs:
                parts.extend(_show(output, options, path.name, figures))
    return Document(path, front, "\n\n".join(parts), figures)


def _split(text: str) -> tuple[dict[str, Any], str]:
    """Part a document into its front matter and the rest."""
    if not text.startswith("---\n"):
        return {}, text
    head, _, body = text[4:].partition("\n---")
    fields = yaml.safe_load(head)
    return (fields if isinstance(fields, dict) else {}), body.lstrip("\n")


def _options(source: str) -> dict[str, Any]:
    """Read the ``#|`` lines of a code cell; the code itself is never shown."""
    lines = [
        ln[2:].removeprefix(" ") for ln in source.splitlines() if ln.startswith("#|")
    ]
    fields = yaml.safe_load("\n".join(lines))
    return fields if isinstance(fields, dict) else {}


def _show(
    output: "Mapping[str, Any]",
    options: "Mapping[str, Any]",
    page: str,
    figures: dict[str, bytes],
) -> "Iterator[str]":
    """Write one output as Markdown; a chart is added to the figures."""
    data = output.get("data", {})
    if "text/html" in data:
        yield (
            "::: {.cell-output-display}\n\n"
            f"````{{=html}}\n{data['text/html'].strip()}\n````\n\n:::"
        )
    elif kind := next((kind for kind in PICTURES if kind in data), None):
        name = f"{page}_files/figure-{len(figures) + 1}.{PICTURES[kind]}"
        content = data[kind]
        drawn = kind == "image/svg+xml"
        figures[name] = content.encode() if drawn else base64.b64decode(content)
        yield _image(name, options)
    elif "text/markdown" in data:
        yield data["text/markdown"]


def _image(name: str, options: "Mapping[str, Any]") -> str:
    caption = options.get("fig-cap") or ""
    alt = html.escape(str(options.get("fig-alt", ""))).replace("\\", "\\\\")
    return f'![{caption}]({name}){{fig-alt="{alt}"}}'
