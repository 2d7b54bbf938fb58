"""Render a project with Quarto."""

import re
import subprocess
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import yaml

from analysis.errors import EngineError
from analysis.pipeline.programs import quarto_version
from analysis.pipeline.render.embedded.documents import read_documents
from analysis.pipeline.render.embedded.project import Project
from analysis.pipeline.render.finish import finish_pages

QUARTO_FORMATS = {"html": "html", "pdf": "typst"}
PROFILE = "one-format"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class QuartoEngine:
    """Render a project with the Quarto that is installed.

    Parameters
    ----------
    program
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
        """Render every page of a project; see `engines.Engine`."""
        opened = Project.open(project)
        command: list[str | Path] = [self._program, "render", project]
        if len(formats) == 1:
            wanted = next(iter(formats))
            _leave_out(opened, wanted)
            command += ["--to", QUARTO_FORMATS[wanted], "--profile", PROFILE]
        said, status = _run(command, log)
        if status:
            raise _explain(said, log)
        if "html" in formats:
            for document in read_documents(opened):
                document.copy_files(opened)
        finish_pages(opened.site)
        return opened.site


def _leave_out(project: Project, wanted: str) -> None:
    """Keep Quarto from the pages that are not made in the one format wanted.

    With ``--to`` it would make them in that format all the same.
    """
    documents = read_documents(project)
    pages = [f"!{d.path}.ipynb" for d in documents if wanted not in d.formats]
    profile = yaml.safe_dump({"project": {"render": pages}})
    path = project.root / f"_quarto-{PROFILE}.yml"
    path.write_text(profile, encoding="utf-8")


def _run(command: Sequence[str | Path], log: Path) -> tuple[str, int]:
    """Run a command; add what it says to the log; return it with the exit status."""
    done = subprocess.run(  # noqa: S603
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
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
