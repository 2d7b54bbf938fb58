"""What one build is asked to do, and where its files go."""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.errors import BuildError

FORMATS = frozenset({"html", "pdf"})


@dataclass(frozen=True)
class Partner:
    """Name one partner council.

    Parameters
    ----------
    id
        The lower-case name that stands in paths, such as ``newham``.
    name
        The name that readers see, such as ``Newham``.
    """

    id: str
    name: str


@dataclass(frozen=True)
class BuildRequest:
    """Hold everything one build depends on, as plain values.

    Parameters
    ----------
    root
        The project's folder, with ``notebooks/``, ``_quarto.yml`` and ``assets/``.
    partnership
        The partnership's name as readers see it.
    partners
        All partners, in the order readers see them.
    as_at
        The day whose published record the reports show.
    data
        The data folder, which each notebook opens.
    inputs
        The data files, whose digests go into the build record.
    out
        The site's folder; ``reports/site`` below the root when none is given.
    only_partners, only_topics
        Ids and topics to build; all of them when empty.
    formats
        Any of ``html`` and ``pdf``.
    jobs
        How many reports run at the same time.
    notice
        A warning for the top of every page, such as "Illustrative data".
    force
        Run and render again what has not changed.
    spreadsheets
        Whether to make a spreadsheet of each council's tables.
    beside
        For a preview: the site whose editions this one is compared with. It then
        keeps no editions itself.
    seconds
        How long one report may run.
    megabytes
        How much memory one report may use; none for as much as there is.
    first
        What is done once in the process that reports are forked from, such as
        reading what all of them read. Nothing may depend on it but time.
    as_at_words
        How the as-at day is written, where it is not known to the day; none: as a day.
    """

    root: Path
    partnership: str
    partners: tuple[Partner, ...]
    as_at: date
    data: Path
    inputs: tuple[Path, ...] = ()
    out: Path | None = None
    only_partners: tuple[str, ...] = ()
    only_topics: tuple[str, ...] = ()
    formats: frozenset[str] = FORMATS
    jobs: int = 2
    notice: str | None = None
    force: bool = False
    spreadsheets: bool = True
    beside: Path | None = None
    seconds: float = 900
    megabytes: int | None = 4096
    first: Callable[[], object] | None = None
    as_at_words: str | None = None

    def __post_init__(self) -> None:
        """Refuse a request that no build could meet."""
        if not self.formats or self.formats - FORMATS:
            raise BuildError(f"Formats are html and pdf, not {sorted(self.formats)}.")
        if self.jobs < 1:
            raise BuildError(f"At least one job is needed, not {self.jobs}.")
        if self.seconds <= 0 or (self.megabytes is not None and self.megabytes < 1):
            raise BuildError("The limits of time and memory have to be above nothing.")

    @property
    def notebooks(self) -> Path:
        """Return the folder of the notebooks."""
        return self.root / "notebooks"

    @property
    def as_at_text(self) -> str:
        """Return the as-at date as a reader writes it: 12 July 2019."""
        return self.as_at_words or f"{self.as_at.day} {self.as_at:%B} {self.as_at.year}"

    @property
    def data_parameter(self) -> str:
        """Return the data folder as notebooks are given it, relative to them."""
        return relative(self.data, self.notebooks)


@dataclass(frozen=True)
class Places:
    """Name the folders one build writes to.

    All but the site itself are below ``reports/`` of the project, so that a
    site written elsewhere gets no working files as neighbours.
    """

    out: Path
    work: Path
    logs: Path
    cache: Path

    @classmethod
    def of(cls, request: BuildRequest) -> "Places":
        """Return the places of a request."""
        return cls.at(request.root, request.out)

    @classmethod
    def at(cls, root: Path, out: Path | None) -> "Places":
        """Return the places of a project and an output folder.

        Parameters
        ----------
        root
            The project's folder.
        out
            The site's folder, or none for the usual one; each has work and logs of
            its own.
        """
        reports = root.resolve() / "reports"
        out = (out or reports / "site").resolve()
        home = reports
        if out != reports / "site":
            digest = hashlib.sha256(str(out).encode()).hexdigest()[:8]
            slug = re.sub(r"[^a-z0-9]+", "-", out.name.lower()).strip("-")
            home = reports / "elsewhere" / f"{slug}-{digest}"
        return cls(out, home / "work", home / "logs", reports / "cache")

    @property
    def executed(self) -> Path:
        """Return the folder of the executed notebooks."""
        return self.work / "executed"

    @property
    def project(self) -> Path:
        """Return the folder of the whole project, with every prepared notebook."""
        return self.work / "project"

    @property
    def parts(self) -> Path:
        """Return the folder of those parts of it that are rendered at a time."""
        return self.work / "parts"

    @property
    def others(self) -> Path:
        """Return the file that names the other editions to the notebooks."""
        return self.work / "editions.json"

    @property
    def edition(self) -> Path:
        """Return the folder in which the new edition is put together."""
        return self.work / "edition"

    @property
    def new(self) -> Path:
        """Return the folder in which the new site is put together."""
        return self.work / "new"

    def log(self, page: str) -> Path:
        """Return the log of one page's run.

        Parameters
        ----------
        page
            The page's path in the site, without suffix.
        """
        return self.logs / f"{page.replace('/', '-')}.log"


def relative(path: Path, start: Path) -> str:
    """Return a path relative to a folder, with forward slashes.

    Parameters
    ----------
    path, start
        The path, and the folder it shall be relative to.
    """
    try:
        return Path(os.path.relpath(path.resolve(), start.resolve())).as_posix()
    except ValueError:  # on Windows, another drive has no relative path
        return path.resolve().as_posix()
