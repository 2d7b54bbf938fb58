"""Build in a process that has the package's code loaded, and is replaced with it."""

import multiprocessing
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from traceback import format_exception
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess


@dataclass(frozen=True)
class Result:
    """Say how a build ended.

    Attributes
    ----------
    refused
        Why the site is as it was, or nothing.
    failed
        Which reports failed, and why, or nothing.
    """

    refused: str = ""
    failed: str = ""


Build = Callable[[], Result]


class Builder(Protocol):
    """Build a site again and again."""

    def build(self) -> Result:
        """Build once."""

    def stop(self) -> None:
        """Have the next build load all code anew."""


class Worker:
    """Build in a process of its own, which stays for the next build.

    Parameters
    ----------
    build
        Builds the site as the files are at that moment; it can be pickled.
    """

    def __init__(self, build: Build) -> None:
        self._task = pickle.dumps(build)
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def build(self) -> Result:
        """Build once."""
        line = self._line or self._start()
        try:
            line.send("build")
            result: Result = line.recv()
        except (EOFError, OSError):
            self.stop()
            why = "The process that builds it has ended; see the terminal."
            return Result(refused=f"The site cannot be built. {why}")
        return result

    def stop(self) -> None:
        """End the process; the next build starts one with the code as it is then."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.join()
        self._process, self._line = None, None

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(
            target=build_on_request, args=(theirs, self._task), daemon=False
        )
        self._process.start()
        theirs.close()
        return self._line


@contextmanager
def working(build: Build) -> Iterator[Worker]:
    """Give a worker, and end its process."""
    worker = Worker(build)
    try:
        yield worker
    finally:
        worker.stop()


def build_on_request(line: Connection, task: bytes) -> None:
    """Build whenever that is asked for, until the other end is closed.

    Parameters
    ----------
    line
        Where it is asked for, and the result goes.
    task
        What builds, pickled.
    """
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while line.recv():
            try:
                build: Build = pickle.loads(task)  # noqa: S301 - from our own parent
                line.send(build())
            except Exception as error:  # of code that is just being written
                line.send(Result(refused="".join(format_exception(error))))
