"""Build in a process that stays warm, and never with code that is no longer there.

Three processes stand ready behind each other, each forked from the one before: one
that has libraries only, one that has this package's code as well and builds the
site, and one that is forked once more for each notebook that is run. When a module
changes, the first stays and the others are made anew.
"""

import importlib
import os
import pickle
import pkgutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from analysis.pipeline.cache import keys
from analysis.pipeline.execute import nursery
from analysis.pipeline.execute.warm import Crew, WarmExecutor, can_fork
from analysis.pipeline.preview.fresh import FreshBuilder
from analysis.pipeline.preview.made import Builds, Made, Make

LONG = 6 * 86_400.0
"""Seconds after which a process that builds is replaced."""


class Builder:
    """Have a site built again and again.

    Parameters
    ----------
    make
        Builds it as the files stand at that moment; it can be pickled.
    notebooks
        Their folder: what they import is loaded before they run.
    crew
        How notebooks are run.
    """

    def __init__(self, make: Make, notebooks: Path, crew: Crew) -> None:
        self._task = pickle.dumps(make)
        self._notebooks, self._crew = notebooks, crew
        self._line: Connection | None = None
        self._ended: Future[None] = Future()
        self._libraries = self._start()

    def _start(self) -> WarmExecutor:
        log = self._crew.log.with_name("preview.log")
        return WarmExecutor(replace(self._crew, jobs=8, seconds=LONG, log=log))

    def build(self) -> Made:
        """Build once, by what stands ready or as soon as it does."""
        error: BaseException | None = None
        for _ in range(2):
            if self._line is None:
                self._ended = self._prepare()
            answer = self._ask()
            if answer is not None:
                return answer
            self.discard()
            error = self._ended.exception()
        # None: it saw that code had been saved while it was being loaded, twice.
        said = error or "Code was saved while it was being loaded. Save it once more."
        return Made(refused=f"The site cannot be built: {said}")

    def _ask(self) -> Made | None:
        with suppress(EOFError, OSError):
            if self._line is not None:
                self._line.send("build")
                answer: Made = self._line.recv()
                return answer
        return None

    def _prepare(self) -> "Future[None]":
        """Start what builds, with the code as it is now; return how it will end."""
        if self._libraries.closed:
            self._libraries.shutdown(cancel_futures=True)
            self._libraries = self._start()
        with (
            tempfile.TemporaryDirectory(prefix="preview-") as folder,
            Listener(str(Path(folder, "line")), "AF_UNIX") as listener,
        ):
            address = str(listener.address)
            ended = self._libraries.submit(
                stand_by,
                address,
                self._task,
                self._notebooks,
                self._crew,
                code_of_package(),
            )
            # Code that cannot be loaded would otherwise be waited for without end.
            ended.add_done_callback(lambda _: _call(address))
            self._line = listener.accept()
            return ended

    def discard(self, *, libraries: bool = False) -> None:
        """End what builds: the code that it has loaded has changed.

        Parameters
        ----------
        libraries
            Whether to end also what has libraries only.
        """
        if self._line is not None:
            self._line.close()
            self._line = None
        if libraries:
            self._libraries.shutdown(cancel_futures=True)

    def close(self) -> None:
        """End all processes."""
        self.discard(libraries=True)


def _call(address: str) -> None:
    """Let go who waits at an address, if anybody does."""
    with suppress(OSError):
        Client(address, "AF_UNIX").close()


def code_of_package() -> str:
    """Return a digest of the package's code as it is now."""
    return keys.digest_of_files([keys.PACKAGE], keys.PACKAGE)


def stand_by(address: str, task: bytes, notebooks: Path, crew: Crew, code: str) -> None:
    """Load everything, then build whenever that is asked for.

    Parameters
    ----------
    address
        Where that is asked.
    task
        What builds, pickled.
    notebooks, crew
        The notebooks' folder, and how they are run.
    code
        The digest of the package's code as it was before any of it was loaded.
    """
    with Client(address, "AF_UNIX") as line:
        os.environ.update(crew.environment)
        make: Make = pickle.loads(task)  # noqa: S301 - from our own parent
        _load(notebooks)
        nursery.share_imports()
        forked = WarmExecutor(crew, here=True)
        keys.code_of_reports()
        keys.code_of_pages()
        # What was saved while it was being loaded may be loaded only in part.
        fresh = code_of_package() == code
        with forked, suppress(EOFError, OSError):
            while fresh and line.recv():
                line.send(make(_Lent(forked)))


def _load(notebooks: Path) -> None:
    """Import all that building and the notebooks will need."""
    from analysis import pipeline
    from analysis.pipeline.execute.imports import imported_by

    found = pkgutil.walk_packages(pipeline.__path__, f"{pipeline.__name__}.")
    own = [module.name for module in found]
    with suppress(Exception):  # a notebook that is no notebook is told later
        own += imported_by(sorted(notebooks.glob("*.ipynb")))
    for name in (*own, *BUILDS):
        with suppress(Exception):
            importlib.import_module(name)


BUILDS = ("smalldocs.site",)
"""Libraries that a build of pages loads when it comes to it."""


class _Lent:
    """Lend one executor to many builds; it ends when its owner does."""

    def __init__(self, executor: WarmExecutor) -> None:
        self._executor = executor

    def __call__(self, crew: Crew) -> Executor:
        """Return what runs notebooks."""
        if self._executor.closed:
            return WarmExecutor(crew)
        self._executor.prepare(crew.first)
        return _Borrowed(self._executor)


class _Borrowed(Executor):
    def __init__(self, executor: WarmExecutor) -> None:
        self._executor = executor
        self.submit = executor.submit  # type: ignore[method-assign]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave it to the owner."""


@contextmanager
def building(make: Make, notebooks: Path, crew: Crew) -> Iterator[Builds]:
    """Give what builds, and end all of its processes.

    Where processes cannot be forked, nothing stays warm.

    Parameters
    ----------
    make, notebooks, crew
        What `Builder` takes.
    """
    made: Builds = Builder(make, notebooks, crew) if can_fork() else FreshBuilder(make)
    try:
        yield made
    finally:
        made.close()
