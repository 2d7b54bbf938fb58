"""PDFs of the embedded renderer: Pandoc writes Typst, Typst typesets PDF/UA-1."""

import datetime as dt
import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pypandoc
import typst

from analysis.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.pipeline.render.embedded.documents import Document
    from analysis.pipeline.render.embedded.project import Project

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
        shares = _dealt(wanted, os.cpu_count() or 1)
        # Pandoc is a program of its own and Typst lets go of the interpreter.
        with ThreadPoolExecutor(max_workers=len(shares) or 1) as pool:
            refused = [e for some in pool.map(press.typeset, shares) for e in some]
    if refused:
        # All of them in one error, so that nobody renders once for each.
        pages = {page: why for error in refused for page, why in error.pages.items()}
        raise EngineError(str(refused[0]), pages)


def _dealt(documents: "Sequence[Document]", hands: int) -> "list[list[Document]]":
    """Share documents out so that all have about as much to do."""
    shares: list[list[Document]] = [[] for _ in range(min(hands, len(documents)))]
    loads = [0] * len(shares)
    for document in sorted(documents, key=lambda d: len(d.body), reverse=True):
        least = loads.index(min(loads))
        shares[least].append(document)
        loads[least] += len(document.body)
    return shares


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
        self._pandoc = pypandoc.get_pandoc_path()
        self._settings = self._pandoc_settings()
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

    def typeset(self, documents: "Sequence[Document]") -> list[EngineError]:
        """Typeset documents into the site.

        Parameters
        ----------
        documents : sequence of Document
            The documents.

        Returns
        -------
        list of EngineError
            One for each document that Pandoc or Typst refuses.
        """
        # What Quarto reads below the format, Pandoc reads at the top.
        sources = {
            document.write(
                self._work, ".md", format=None, toc=document.has_contents or None
            ): document
            for document in documents
        }
        whys = self._to_typst(list(sources))
        refused = []
        for source, document in sources.items():
            why = whys.get(source) or self._to_pdf(document, source)
            if why:
                page = str(document.path)
                refused.append(EngineError(f"{page}: {why}", {page: why}))
        return refused

    def _to_pdf(self, document: "Document", source: Path) -> str | None:
        """Make the PDF of a document that Pandoc has written; return why not."""
        target = self._project.site / f"{document.path}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        compiler = typst.Compiler(
            str(source.with_suffix(".typ")),
            root=str(self._work),
            font_paths=self._fonts,
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

    def _to_typst(self, sources: "Sequence[Path]") -> dict[Path, str]:
        """Have Pandoc write Typst beside each source; return why not, by source."""
        targets = {str(source.with_suffix(".typ")): source for source in sources}
        documents = [
            {"source": str(source), "target": target}
            for target, source in targets.items()
        ]
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=self._work, suffix=".json", delete=False
        ) as file:
            json.dump({**self._settings, "documents": documents}, file)
        done = self._run("lua", HERE / "to_typst.lua", file.name)
        said = [json.loads(line) for line in done.stdout.splitlines()]
        whys = {targets[one["target"]]: one.get("why") for one in said}
        # Of those that it came to; the rest have what it said before it ended.
        ended = done.stderr.strip() or f"it ended with status {done.returncode}"
        return {
            source: f"Pandoc failed: {why}"
            for source in sources
            if (why := whys.get(source, ended))
        }

    def _run(self, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        # Not through pypandoc's functions: they change the whole process's folder.
        return subprocess.run(  # noqa: S603
            [self._pandoc, *arguments],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def _lay_out_template(self) -> Path:
        """Put the template beside the partials, where Pandoc looks for them."""
        folder = self._work / "_template"
        folder.mkdir()
        for partial in self._project.typst.get("template-partials", []):
            shutil.copy(self._project.root / partial, folder)
        return Path(shutil.copy(HERE / "template.typst", folder))

    def _pandoc_settings(self) -> dict[str, Any]:
        """Return what Pandoc is told for every document."""
        settings = self._project.typst
        colours = self._project.colours().items()
        header = self._work / "_template" / "colours.typ"
        pairs = "".join(f'  "{name}": rgb("{value}"),\n' for name, value in colours)
        header.write_text(f"#let brand-color = (\n{pairs})\n", encoding="utf-8")
        own = [str(self._project.root / path) for path in settings.get("filters", [])]
        return {
            "reader": READER,
            # After these no line begins; the program knows them, its Lua does not.
            "abbreviations": self._run(
                "--print-default-data-file=abbreviations"
            ).stdout.split(),
            "template": str(self._template),
            "header": str(header),
            "filters": [*(str(HERE / "filters" / name) for name in FILTERS), *own],
            "metadata": {
                "lang": self._project.lang,
                **{k: v for k, v in settings.items() if k not in NOT_METADATA},
            },
        }


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
