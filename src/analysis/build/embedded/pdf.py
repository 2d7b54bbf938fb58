"""PDFs of the embedded renderer: Pandoc writes Typst, Typst typesets PDF/UA-1."""

import datetime as dt
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pypandoc
import typst
import yaml

from analysis.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.build.embedded.documents import Document
    from analysis.build.embedded.project import Project

HERE = Path(__file__).parent
READER = "markdown+smart"
FILTERS = ("content.lua", "outline.lua", "images.lua")
# Settings that are for Quarto, or are handed over in another way.
NOT_METADATA = {"template-partials", "filters", "font-paths", "pdf-standard", "toc"}
NO_DATE = dt.date(2000, 1, 1)


def build_pdfs(project: "Project", documents: "Sequence[Document]") -> None:
    """Typeset the PDF of every page.

    Parameters
    ----------
    project : Project
        The project.
    documents : sequence of Document
        Its pages.

    Raises
    ------
    EngineError
        If a page cannot be typeset; the message names it.
    """
    wanted = [document for document in documents if "pdf" in document.formats]
    with TemporaryDirectory(prefix="pdf-") as name:
        press = Press(project, Path(name))
        # Pandoc is a program of its own and Typst lets go of the interpreter.
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            refused = [e for e in pool.map(press.try_to_typeset, wanted) if e]
    if refused:
        # All of them in one error, so that nobody renders once for each.
        pages = {page: why for error in refused for page, why in error.pages.items()}
        raise EngineError(str(refused[0]), pages)


class Press:
    """A folder with everything that typesetting needs, shared by all documents.

    Parameters
    ----------
    project : Project
        The project.
    work : Path
        An empty folder to work in.
    """

    def __init__(self, project: "Project", work: Path) -> None:
        self._project = project
        self._work = work
        project.copy_rest(work)
        self._template = self._lay_out_template()
        self._defaults = self._write_defaults()
        self._pandoc = pypandoc.get_pandoc_path()
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

    def try_to_typeset(self, document: "Document") -> EngineError | None:
        """Typeset one document, or return why not.

        Parameters
        ----------
        document : Document
            The document.

        Returns
        -------
        EngineError or None
            The error, if there is one.
        """
        try:
            self.typeset(document)
        except EngineError as error:
            return error
        return None

    def typeset(self, document: "Document") -> None:
        """Typeset one document into the site.

        Parameters
        ----------
        document : Document
            The document.

        Raises
        ------
        EngineError
            If Pandoc or Typst refuses it.
        """
        # What Quarto reads below the format, Pandoc reads at the top.
        toc = document.has_contents or None
        source = document.write(self._work, ".md", format=None, toc=toc)
        target = self._project.site / f"{document.path}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        typ = self._to_typst(source)
        compiler = typst.Compiler(
            str(typ), root=str(self._work), font_paths=self._fonts
        )
        try:
            compiler.compile(
                output=str(target),
                format="pdf",
                pdf_standards=self._project.typst.get("pdf-standard", "ua-1"),
                timestamp=_timestamp(document),
            )
        except typst.TypstError as error:
            why = f"no PDF: {_explain(error)}"
            page = str(document.path)
            raise EngineError(f"{page}: {why}", {page: why}) from error

    def _to_typst(self, source: Path) -> Path:
        # Not through pypandoc's functions: they change the whole process's folder.
        typ = source.with_suffix(".typ")
        done = subprocess.run(  # noqa: S603
            [self._pandoc, f"--defaults={self._defaults}", f"--output={typ}", source],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            name = source.relative_to(self._work).with_suffix("").as_posix()
            why = f"Pandoc failed: {done.stderr.strip()}"
            raise EngineError(f"{name}: {why}", {name: why})
        return typ

    def _lay_out_template(self) -> Path:
        """Put the template beside the partials, where Pandoc looks for them."""
        folder = self._work / "_template"
        folder.mkdir()
        for partial in self._project.typst.get("template-partials", []):
            shutil.copy(self._project.root / partial, folder)
        return Path(shutil.copy(HERE / "template.typst", folder))

    def _write_defaults(self) -> Path:
        """Write Pandoc's settings to a file."""
        settings = self._project.typst
        colours = self._project.colours().items()
        header = self._work / "_template" / "colours.typ"
        pairs = "".join(f'  "{name}": rgb("{value}"),\n' for name, value in colours)
        header.write_text(f"#let brand-color = (\n{pairs})\n", encoding="utf-8")
        own = [str(self._project.root / path) for path in settings.get("filters", [])]
        defaults: dict[str, Any] = {
            "from": READER,
            "to": "typst",
            "standalone": True,
            "wrap": "none",
            "template": str(self._template),
            "include-in-header": [str(header)],
            "filters": [*(str(HERE / "filters" / name) for name in FILTERS), *own],
            "metadata": {
                "lang": self._project.lang,
                **{k: v for k, v in settings.items() if k not in NOT_METADATA},
            },
        }
        path = self._work / "_template" / "defaults.yaml"
        path.write_text(yaml.safe_dump(defaults), encoding="utf-8")
        return path


def _fonts_of_charts() -> Path:
    """Find the fonts that come with matplotlib, without loading it."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise EngineError("matplotlib is not installed, whose fonts the PDFs need.")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def _timestamp(document: "Document") -> dt.datetime:
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
