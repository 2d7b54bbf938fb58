"""What a renderer is, which ones there are, and which one a build uses.

A renderer turns a *project* (a folder with ``_quarto.yml``, ``_brand.yml``,
``assets/`` and notebooks that have been run and prepared) into a site: an HTML
page and a PDF for every notebook.
"""

from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Protocol

from analysis.errors import EngineError
from analysis.pipeline.programs import find_quarto, quarto_version
from analysis.pipeline.render.embedded import EmbeddedEngine
from analysis.pipeline.render.quarto import QuartoEngine

WANTED = ("auto", "quarto", "embedded")
WHEELS = (
    ("pypandoc_binary", "Pandoc, which the embedded renderer makes pages with"),
    ("typst", "typesets its PDFs"),
)


class Engine(Protocol):
    """Render a prepared project to a site.

    Attributes
    ----------
    name
        ``"quarto"`` or ``"embedded"``.
    version
        The version, as the build's record and the pages state it.
    """

    @property
    def name(self) -> str:
        """Name the engine."""

    @property
    def version(self) -> str:
        """State its version."""

    @property
    def at_once(self) -> int:
        """State how many pages it had better render in one go."""

    @property
    def parallel(self) -> bool:
        """State whether it renders faster when it runs several times at once."""

    @property
    def modules(self) -> tuple[str, ...]:
        """Name the modules that a process loads to render."""

    def render(self, project: Path, formats: frozenset[str], log: Path) -> Path:
        """Render every page of a project, which may be a part of a site.

        Parameters
        ----------
        project
            The folder that holds ``_quarto.yml`` and the prepared notebooks.
        formats
            What to make: ``"html"``, ``"pdf"`` or both.
        log
            The file that what the engine says is added to.

        Returns
        -------
        Path
            The site: the project's output folder.

        Raises
        ------
        EngineError
            If a page cannot be rendered; ``pages`` names those that cannot.
        """


@dataclass(frozen=True)
class Component:
    """One piece that rendering rests on, found or not.

    Attributes
    ----------
    name
        What it is called.
    version
        Its version, if it is there.
    found
        Whether it is there.
    remark
        What it is for, or what follows from its absence.
    """

    name: str
    version: str | None
    found: bool
    remark: str


def choose_engine(wanted: str = "auto") -> Engine:
    """Choose the renderer: Quarto if it is installed, else the embedded one.

    Parameters
    ----------
    wanted
        ``"auto"``, or the name of an engine that has to be used.

    Returns
    -------
    Engine
        The engine, ready to render.

    Raises
    ------
    EngineError
        If the name is unknown, or Quarto is wanted and not installed.
    """
    if wanted not in WANTED:
        raise EngineError(
            f"There is no engine '{wanted}'. Choose one of: {', '.join(WANTED)}."
        )
    if wanted == "embedded":
        return EmbeddedEngine()
    program = find_quarto()
    if program is not None:
        return QuartoEngine(program)
    if wanted == "quarto":
        raise EngineError(
            "Quarto is not installed: there is no 'quarto' on the PATH. "
            "Install it, or use '--engine embedded'."
        )
    return EmbeddedEngine()


def describe_engines() -> list[Component]:
    """List what rendering rests on, for ``evaluation doctor``.

    Returns
    -------
    list of Component
        Quarto first, then the parts of the embedded renderer.
    """
    return [_describe_quarto(), *(_describe_wheel(*wheel) for wheel in WHEELS)]


def _describe_quarto() -> Component:
    program = find_quarto()
    if program is None:
        remark = "not on the PATH: the embedded renderer is used"
        return Component("quarto", None, found=False, remark=remark)
    try:
        version = quarto_version(program)
    except EngineError as error:
        return Component("quarto", None, found=False, remark=str(error))
    return Component("quarto", version, found=True, remark="renders pages and PDFs")


def _describe_wheel(name: str, purpose: str) -> Component:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Component(name, None, found=False, remark=f"missing: {purpose}")
    if name == "pypandoc_binary":
        from analysis.pipeline.render.embedded import pandoc

        version = f"{version} (Pandoc {pandoc.version()})"
    return Component(name, version, found=True, remark=purpose)
