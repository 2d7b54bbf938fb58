"""PDFs of the embedded renderer: Pandoc writes Typst, Typst typesets PDF/UA-1."""

import datetime as dt
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from analysis.errors import EngineError
from analysis.pipeline.render.embedded import pandoc
from analysis.pipeline.render.embedded.documents import Document
from analysis.pipeline.render.embedded.project import Project

FILTERS = ("content.lua", "outline.lua", "images.lua")
# Settings that are for Quarto, or are handed over in another way.
NOT_METADATA = {"template-partials", "filters", "font-paths", "pdf-standard", "toc"}
NO_DATE = dt.date(2000, 1, 1)


class Typesetter:
    """Typeset documents that Pandoc has written, below a folder with all they need.

    Parameters
    ----------
    project
        The project.
    work
        The folder; template and colours are put there.
    """

    def __init__(self, project: Project, work: Path) -> None:
        self._project, self._work = project, work
        fonts = project.typst.get("font-paths") or []
        folders = [fonts] if isinstance(fonts, str) else list(fonts)
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            font_paths=[
                *(str(project.root / folder) for folder in folders),
                # For the few signs that the report's own font does not have.
                str(_fonts_of_charts()),
            ],
        )

    def settings(self) -> dict[str, Any]:
        """Return what Pandoc is told for every document."""
        asked = self._project.typst
        folder = self._work / "_template"
        folder.mkdir()
        # Where the template stands, Pandoc looks for its partials.
        for partial in asked.get("template-partials", []):
            shutil.copy(self._project.root / partial, folder)
        template = shutil.copy(pandoc.HERE / "document.typst", folder)
        own = [str(self._project.root / path) for path in asked.get("filters", [])]
        metadata = {k: v for k, v in asked.items() if k not in NOT_METADATA}
        return {
            "template": str(template),
            "filters": [*(str(pandoc.FILTERS / name) for name in FILTERS), *own],
            "metadata": {"lang": self._project.lang, **metadata},
            "options": {},
            "variables": {"header-includes": [self._colours()]},
        }

    def typeset(self, document: Document, source: Path) -> str | None:
        """Make the PDF of a document; return why not, if it is refused.

        Parameters
        ----------
        document
            The document.
        source
            The Typst that Pandoc wrote.
        """
        target = self._project.site / f"{document.path}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        compiler = typst.Compiler(
            str(source), root=str(self._work), font_paths=self._fonts
        )
        try:
            compiler.compile(
                output=str(target),
                format="pdf",
                pdf_standards=self._project.typst.get("pdf-standard", "ua-1"),
                timestamp=_timestamp(document),
            )
        except typst.TypstError as error:
            return f"no PDF: {_explain(error)}"
        return None

    def _colours(self) -> str:
        colours = self._project.colours().items()
        pairs = "".join(f'  "{name}": rgb("{value}"),\n' for name, value in colours)
        return f"#let brand-color = (\n{pairs})\n"


def _fonts_of_charts() -> Path:
    """Find the fonts that come with matplotlib, without loading it."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise EngineError("matplotlib is not installed, whose fonts the PDFs need.")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def _timestamp(document: Document) -> dt.datetime:
    """Date a PDF by its report and not by the clock: twice built, twice the same."""
    given = document.front.get("date")
    try:
        day = dt.date.fromisoformat(str(given))
    except ValueError:
        day = NO_DATE
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)


def _explain(error: typst.TypstError) -> str:
    """Put Typst's message and its hints in one sentence."""
    hints = "; ".join(error.hints)
    return f"{error.message} ({hints})" if hints else str(error.message)
