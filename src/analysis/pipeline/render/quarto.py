"""Render a project with Quarto."""

import json
import re
import subprocess
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from analysis.errors import EngineError
from analysis.pipeline.programs import quarto_version
from analysis.pipeline.render.embedded.documents import read_documents
from analysis.pipeline.render.embedded.project import Project
from analysis.pipeline.render.lighter import Words, lighten_quarto, load_less, words_of
from analysis.pipeline.site.search import NAME as SEARCH

if TYPE_CHECKING:
    from collections.abc import Sequence

# Quarto adds these to every page with a table, in case the table is a widget.
FROM_ELSEWHERE = re.compile(
    r"<script[^>]*\ssrc=\"https://cdn\.jsdelivr\.net/[^>]*></script>\n?"
    r"|<script[^>]*>define\('jquery'.*?</script>\n?"
)
QUARTO_FORMATS = {"html": "html", "pdf": "typst"}
PROFILE = "one-format"
SKIP = "Skip to main content"
"""What `assets/skip-link.html` says, which Quarto takes for words of the page."""
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class QuartoEngine:
    """Render a project with the Quarto that is installed.

    Parameters
    ----------
    program : Path
        The ``quarto`` program.
    """

    name = "quarto"
    at_once = 40
    parallel = True
    modules = ()

    def __init__(self, program: Path) -> None:
        self._program = program

    @cached_property
    def version(self) -> str:
        """State the version of Quarto."""
        return quarto_version(self._program)

    def render(self, project: Path, formats: frozenset[str], log: Path) -> Path:
        """Render every page of a project.

        Parameters
        ----------
        project : Path
            The folder that holds ``_quarto.yml`` and the prepared notebooks.
        formats : frozenset of str
            What to make: ``"html"``, ``"pdf"`` or both.
        log : Path
            The file that Quarto's messages are added to.

        Returns
        -------
        Path
            The site: the project's output folder.

        Raises
        ------
        EngineError
            If Quarto fails; the message names the page it was working on.
        """
        site = self.make(project, formats, log)
        self.finish(site, words_of(site))
        return site

    def make(self, project: Path, formats: frozenset[str], log: Path) -> Path:
        """Render every page of a project that may be a part of a site.

        Parameters
        ----------
        project : Path
            The folder that holds ``_quarto.yml`` and the prepared notebooks.
        formats : frozenset of str
            What to make: ``"html"``, ``"pdf"`` or both.
        log : Path
            The file that Quarto's messages are added to.

        Returns
        -------
        Path
            The project's output folder.

        Raises
        ------
        EngineError
            If Quarto fails; ``pages`` names the page it was working on.
        """
        opened = Project.open(project)
        command: list[str | Path] = [self._program, "render", project]
        if len(formats) == 1:
            wanted = next(iter(formats))
            _leave_out(opened, wanted)
            command += ["--to", QUARTO_FORMATS[wanted], "--profile", PROFILE]
        said, status = _run(command, log)
        if status:
            raise _explain(said, log)
        for page in opened.site.rglob("*.html"):
            _keep_at_home(page)
            load_less(page)
        _leave_the_skip_link_out(opened.site / SEARCH)
        return opened.site

    def finish(self, site: Path, pages: Words) -> None:
        """Leave out what no page of a site uses.

        Parameters
        ----------
        site : Path
            The site, put together of parts.
        pages : Words
            The words of its pages.
        """
        lighten_quarto(site, pages)


def _leave_out(project: Project, wanted: str) -> None:
    """Keep Quarto from the pages that are not made in the one format wanted.

    With ``--to`` it would make them in that format all the same.
    """
    documents = read_documents(project)
    pages = [f"!{d.path}.ipynb" for d in documents if wanted not in d.formats]
    profile = yaml.safe_dump({"project": {"render": pages}})
    path = project.root / f"_quarto-{PROFILE}.yml"
    path.write_text(profile, encoding="utf-8")


def _keep_at_home(page: Path) -> None:
    """Take out of a page what would ask another host for a script."""
    text = page.read_text(encoding="utf-8")
    kept = FROM_ELSEWHERE.sub("", text)
    if kept != text:
        page.write_text(kept, encoding="utf-8")


def _leave_the_skip_link_out(index: Path) -> None:
    """Keep the words of the link at the top of every page from being found."""
    if index.is_file():
        entries = json.loads(index.read_text(encoding="utf-8"))
        for entry in entries:
            entry["text"] = entry["text"].removeprefix(SKIP).lstrip()
        text = json.dumps(entries, ensure_ascii=False)
        index.write_text(text, encoding="utf-8")


def _run(command: "Sequence[str | Path]", log: Path) -> tuple[str, int]:
    """Run a command; add what it says to the log; return it with the exit status."""
    done = subprocess.run(  # noqa: S603
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    said = ANSI.sub("", done.stdout)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(said)
    return said, done.returncode


def _explain(said: str, log: Path) -> EngineError:
    """Say which page Quarto was at when it stopped, and the first line of why."""
    pages = re.findall(r"^\[ *\d+/\d+\] (\S+)$", said, re.MULTILINE)
    reasons = re.findall(r"^(?:ERROR|error): *(.+)$", said, re.MULTILINE)
    where = f" at {pages[-1]}" if pages else ""
    why = f": {reasons[0].rstrip('.')}" if reasons else ""
    refused = {}
    if pages and reasons:
        name = pages[-1].removesuffix(".ipynb")
        refused = {name: f"Quarto refused it{why}"}
    return EngineError(
        f"Quarto failed{where}{why}. Its messages are in {log}.", refused
    )
