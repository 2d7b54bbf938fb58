"""The embedded renderer as an engine."""

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import metadata
from typing import TYPE_CHECKING

from analysis.pipeline.render.lighter import Words, lighten_smalldocs, words_of

if TYPE_CHECKING:
    from pathlib import Path

# What renders is loaded where something is rendered, and nowhere else.


def pandoc_version() -> str:
    """State the version of the Pandoc that comes with the wheels.

    Returns
    -------
    str
        The version, such as ``"3.9"``.
    """
    import pypandoc

    return str(pypandoc.get_pandoc_version())


class EmbeddedEngine:
    """Render a project with what Python wheels hold."""

    name = "embedded"
    # Parts are made at the same time: pages one part after another, beside the PDFs
    # of another part, which other programs make.
    at_once = 40
    parallel = True
    modules = tuple(
        f"analysis.pipeline.render.embedded.{name}" for name in ("html", "pdf")
    )

    @cached_property
    def version(self) -> str:
        """State the versions of its parts."""
        parts = [f"{name} {metadata.version(name)}" for name in ("smalldocs", "typst")]
        return ", ".join([*parts, f"Pandoc {pandoc_version()}"])

    def render(self, project: "Path", formats: frozenset[str], log: "Path") -> "Path":
        """Render every page of a project.

        Parameters
        ----------
        project : Path
            The folder that holds ``_quarto.yml`` and the prepared notebooks.
        formats : frozenset of str
            What to make: ``"html"``, ``"pdf"`` or both.
        log : Path
            The file that warnings are added to.

        Returns
        -------
        Path
            The site: the project's output folder.

        Raises
        ------
        EngineError
            If a page cannot be rendered; the message names it.
        """
        site = self.make(project, formats, log)
        self.finish(site, words_of(site))
        return site

    def make(self, project: "Path", formats: frozenset[str], log: "Path") -> "Path":
        """Render every page of a project that may be a part of a site.

        Parameters
        ----------
        project : Path
            The folder that holds ``_quarto.yml`` and the prepared notebooks.
        formats : frozenset of str
            What to make: ``"html"``, ``"pdf"`` or both.
        log : Path
            The file that warnings are added to.

        Returns
        -------
        Path
            The project's output folder.

        Raises
        ------
        EngineError
            If a page cannot be rendered; ``pages`` names those that cannot.
        """
        from analysis.pipeline.render.embedded.documents import read_documents
        from analysis.pipeline.render.embedded.html import build_pages
        from analysis.pipeline.render.embedded.pdf import build_pdfs
        from analysis.pipeline.render.embedded.project import Project

        opened = Project.open(project)
        documents = read_documents(opened)
        warnings: list[str] = []
        opened.site.mkdir(parents=True, exist_ok=True)
        # Other programs make most of a PDF, so that both are made at the same time.
        with ThreadPoolExecutor(1) as press:
            wanted = documents if "pdf" in formats else []
            printed = press.submit(build_pdfs, opened, wanted) if wanted else None
            if "html" in formats:
                warnings += build_pages(opened, documents)
            if printed:
                printed.result()
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in warnings)
        return opened.site

    def finish(self, site: "Path", pages: Words) -> None:
        """Leave out what no page of a site uses.

        Parameters
        ----------
        site : Path
            The site, put together of parts.
        pages : Words
            The words of its pages.
        """
        lighten_smalldocs(site, pages)
