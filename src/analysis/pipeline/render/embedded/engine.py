"""The embedded renderer as an engine."""

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from analysis.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.pipeline.render.embedded.documents import Document
    from analysis.pipeline.render.embedded.pdf import Typesetter
    from analysis.pipeline.render.embedded.project import Project

# What renders is loaded where something is rendered, and nowhere else.

SHARES = 2
"""Runs of Pandoc at a time, each beside the typesetting of what it has written."""


class EmbeddedEngine:
    """Render a project with Pandoc and Typst, which come as Python wheels."""

    name = "embedded"
    at_once = 40
    parallel = True
    modules = tuple(
        f"analysis.pipeline.render.{name}"
        for name in ("embedded.page", "embedded.pdf", "finish")
    )

    @cached_property
    def version(self) -> str:
        """State the versions of its parts."""
        from analysis.pipeline.render.embedded.page import engine_version

        return engine_version()

    def render(self, project: Path, formats: frozenset[str], log: Path) -> Path:
        """Render every page of a project; see `engines.Engine`."""
        from analysis.pipeline.render.embedded.documents import read_documents
        from analysis.pipeline.render.embedded.project import Project
        from analysis.pipeline.render.finish import finish_pages

        opened = Project.open(project)
        documents = read_documents(opened)
        opened.site.mkdir(parents=True, exist_ok=True)
        refused = _render(opened, documents, formats)
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.writelines(f"{page}: {why}\n" for page, why in refused.items())
        if refused:
            # All of them in one error, so that nobody renders once for each.
            page, why = next(iter(refused.items()))
            raise EngineError(f"{page}: {why}", refused)
        if "html" in formats:
            opened.copy_resources()
            finish_pages(opened.site)
        return opened.site


def _render(
    project: "Project", documents: "Sequence[Document]", formats: frozenset[str]
) -> dict[str, str]:
    """Make pages and PDFs; return why not, by document, where one is refused."""
    from analysis.pipeline.render.embedded import page
    from analysis.pipeline.render.embedded.pdf import Typesetter

    with TemporaryDirectory(prefix="render-") as name:
        work = Path(name)
        project.copy_rest(work)
        typesetter = Typesetter(project, work)
        settings: dict[str, Any] = {"reader": project.reader, "formats": {}}
        if "html" in formats:
            page.copy_look(project.site)
            settings["formats"]["html5"] = page.settings(project)
        if "pdf" in formats:
            settings["formats"]["typst"] = typesetter.settings()
        wanted = [d for d in documents if d.formats & formats]
        with ThreadPoolExecutor(SHARES) as pool:
            done = pool.map(
                lambda share: _render_share(project, share, settings, typesetter, work),
                _shares(wanted),
            )
            return {page: why for refused in done for page, why in refused.items()}


def _render_share(
    project: "Project",
    documents: "Sequence[Document]",
    settings: dict[str, Any],
    typesetter: "Typesetter",
    work: Path,
) -> dict[str, str]:
    """Convert some documents, and typeset each while Pandoc writes the next."""
    from analysis.pipeline.render.embedded.page import variables
    from analysis.pipeline.render.embedded.pandoc import convert

    sources = {str(d.write(work)): d for d in documents}
    told: dict[str, dict[str, Any]] = {}
    for source, document in sources.items():
        to: dict[str, Any] = {}
        if "html5" in settings["formats"] and "html" in document.formats:
            document.copy_files(project)
            target = project.site / f"{document.path}.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            more = variables(project, document.path)
            to["html5"] = {"target": str(target), "variables": more}
        if "typst" in settings["formats"] and "pdf" in document.formats:
            target = Path(source).with_suffix(".typ")
            more = {"toc": True} if document.has_contents else {}
            to["typst"] = {"target": str(target), "variables": more}
        told[source] = to
    refused = {}
    for source, why in convert(told, settings, work):
        document = sources[source]
        if why:
            refused[str(document.path)] = f"Pandoc failed: {why}"
        elif "typst" in told[source]:
            said = typesetter.typeset(document, Path(source).with_suffix(".typ"))
            refused |= {str(document.path): said} if said else {}
    return refused


def _shares(documents: "Sequence[Document]") -> "list[list[Document]]":
    """Share documents out so that all have about as much to do."""
    shares: list[list[Document]] = [[] for _ in range(min(SHARES, len(documents)))]
    loads = [0] * len(shares)
    for document in sorted(documents, key=lambda d: len(d.body), reverse=True):
        least = loads.index(min(loads))
        shares[least].append(document)
        loads[least] += len(document.body)
    return shares
