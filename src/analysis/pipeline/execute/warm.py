"""Run functions in processes forked from a warm one, as futures."""

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from analysis.pipeline.execute import nursery
from analysis.pipeline.execute.nursery import Lost

P = ParamSpec("P")
T = TypeVar("T")

DAY = 86_400.0
PATIENCE = 2.0
"""Seconds for the warm process to end what runs, before it is killed itself."""


class LostError(Exception):
    """Signal a process that ended before its result was there."""

    def __init__(self, lost: Lost) -> None:
        super().__init__(lost.how)
        self.lost = lost

    def __reduce__(self) -> tuple[type["LostError"], tuple[Lost]]:
        """Return what makes it anew in another process."""
        return LostError, (self.lost,)


@dataclass(frozen=True)
class Crew:
    """Say who runs a batch's notebooks.

    Parameters
    ----------
    jobs
        How many at the same time.
    log
        Where goes what processes print by themselves.
    environment
        Variables for every process.
    modules
        What is imported once, before any notebook runs.
    seconds
        How long one may take.
    first
        What the warm process does before it forks, such as reading what every
        notebook will; whatever becomes of it. It can be pickled.
    """

    jobs: int
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    modules: Sequence[str] = ()
    seconds: float = DAY
    first: Callable[[], object] | None = None


def can_fork() -> bool:
    """Return whether processes can be forked here from one that has libraries.

    macOS has `os.fork`, but its own libraries do not bear it.
    """
    return sys.platform == "linux" and hasattr(os, "fork")


class WarmExecutor(Executor):
    """Run each call in a process of its own, forked from one that is warm.

    A call's process shares nothing with another's, and when it dies or takes
    too long only that call's future fails, with `LostError`.

    Parameters
    ----------
    crew
        How many, and what they start with.
    here
        Whether the warm process is forked from this one, with all that is loaded
        here, and not started anew. This one must not have threads yet.
    """

    def __init__(self, crew: Crew, *, here: bool = False) -> None:
        self._crew = crew
        self._lock = threading.Lock()
        self._futures: dict[int, Future[Any]] = {}
        self._number = 0
        self._closed = False
        self._process, self._commands = (_fork if here else _start)(crew)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.prepare(crew.first)

    @property
    def closed(self) -> bool:
        """Return whether nothing can be run any more."""
        return self._closed

    def submit(
        self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> "Future[T]":
        """Run a function with arguments that can be pickled.

        Parameters
        ----------
        fn
            The function.
        args, kwargs
            Its arguments.
        """
        task = pickle.dumps((partial(fn, **kwargs), args))
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("nothing can be run after shutdown")
            self._number += 1
            self._futures[self._number] = future
            with contextlib.suppress(OSError):  # the listener tells the future
                self._commands.send((self._number, self._crew.seconds, task))
        return future

    def prepare(self, first: Callable[[], object] | None) -> None:
        """Have the warm process do something, for all calls submitted after.

        Parameters
        ----------
        first
            What; it can be pickled. Its errors are not told.
        """
        if first is None:
            return
        with self._lock, contextlib.suppress(OSError):  # the listener tells
            self._commands.send((nursery.HERE, DAY, pickle.dumps((first, ()))))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End, with all processes.

        Parameters
        ----------
        wait
            Whether to wait for what runs; otherwise it is killed.
        cancel_futures
            Whether to cancel what waits.
        """
        with self._lock:
            self._closed = True
            futures = list(self._futures.values())
        if cancel_futures:
            for future in futures:
                future.cancel()
        if wait and not cancel_futures:
            for future in futures:
                with contextlib.suppress(BaseException):
                    future.exception()
        if not all(future.done() for future in futures):
            self._hang_up()
        self._process.kill()  # its children die with it
        self._process.wait()
        self._listener.join()
        self._commands.close()

    def _hang_up(self) -> None:
        """Have the warm process end what runs, and the programs that this started."""
        with (
            contextlib.suppress(OSError),
            socket.socket(fileno=os.dup(self._commands.fileno())) as line,
        ):
            line.shutdown(socket.SHUT_WR)
            self._listener.join(PATIENCE)

    def __exit__(self, kind: object, *_: object) -> None:
        """End; at once when an exception is on its way."""
        self.shutdown(wait=kind is None, cancel_futures=kind is not None)

    def _listen(self) -> None:
        """Take in what the warm process says, until it ends."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                self._take(*self._commands.recv())
        gone = Lost("the process that runs reports has ended")
        with self._lock:
            self._closed = True
            left, self._futures = self._futures, {}
        for future in left.values():
            if not future.done():
                future.set_exception(LostError(gone))

    def _take(self, number: int, word: str, value: Any) -> None:
        future = self._futures[number]
        if word == "started":
            future.set_running_or_notify_cancel()
            return
        with self._lock:
            del self._futures[number]
        if future.cancelled():
            return
        if word == "done":
            future.set_result(value)
        else:
            future.set_exception(LostError(value) if word == "lost" else value)


class _Process(Protocol):
    """Do with a process what has to be done in the end."""

    def kill(self) -> None:
        """Kill it."""

    def wait(self) -> int:
        """Wait until it has ended."""


@dataclass(frozen=True)
class _Forked:
    pid: int

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        return 0


def _fork(crew: Crew) -> tuple[_Process, Connection]:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        nursery.serve_here(Connection(theirs.detach()), crew.modules, crew.jobs)
    theirs.close()
    return _Forked(pid), Connection(ours.detach())


def _start(crew: Crew) -> tuple[_Process, Connection]:
    ours, theirs = socket.socketpair()
    crew.log.parent.mkdir(parents=True, exist_ok=True)
    with theirs, crew.log.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [
                *(sys.executable, "-P", "-m", "analysis.pipeline.execute.nursery"),
                *(str(theirs.fileno()), str(crew.jobs), *crew.modules),
            ],
            pass_fds=[theirs.fileno()],
            env={**os.environ, **crew.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C is for the build, which then ends this process.
            start_new_session=True,
        )
    return process, Connection(ours.detach())
