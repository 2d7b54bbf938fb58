"""Prepared notebooks as Markdown documents, which page and PDF are made from."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from analysis.errors import EngineError
from analysis.pipeline import nodes
from analysis.pipeline.render.embedded.project import Project

WEB, PRINT = frozenset({"html"}), frozenset({"pdf"})


@dataclass(frozen=True)
class Document:
    """A page: where it stands in the site, its front matter and its Markdown."""

    path: PurePosixPath
    front: Mapping[str, Any]
    body: str

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
        """Write the document as Markdown under a folder, and return the file.

        Parameters
        ----------
        root
            The folder that stands for the site's root.
        """
        fields = {key: value for key, value in self.front.items() if key != "format"}
        head = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True)
        target = root / f"{self.path}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\n{head}---\n\n{self.body}\n", encoding="utf-8")
        return target

    def copy_files(self, project: Project) -> None:
        """Copy the files beside a page, such as its charts and data, to the site.

        Parameters
        ----------
        project
            The project that the page is part of.
        """
        beside = project.root / f"{self.path}_files"
        if beside.is_dir() and "html" in self.formats:
            target = project.site / f"{self.path}_files"
            shutil.copytree(beside, target, dirs_exist_ok=True)


def read_documents(project: Project) -> list[Document]:
    """Read every page of a project, in the order of their paths.

    Parameters
    ----------
    project
        The project.

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
            front, body = _split(_markdown(text))
        else:
            front, body = _split(text)
    except (ValueError, KeyError, yaml.YAMLError) as error:
        why = f"cannot be read: {error}"
        page = str(name.with_suffix(""))
        raise EngineError(f"{name} {why}", {page: why}) from error
    return Document(name.with_suffix(""), front, body)


def _markdown(text: str) -> str:
    cells = nodes.loads(text).cells
    return "\n\n".join(c.source for c in cells if c.cell_type in ("raw", "markdown"))


def _split(text: str) -> tuple[dict[str, Any], str]:
    """Part a document into its front matter and the rest."""
    if not text.startswith("---\n"):
        return {}, text
    head, _, body = text[4:].partition("\n---")
    fields = yaml.safe_load(head)
    return (fields if isinstance(fields, dict) else {}), body.lstrip("\n")
