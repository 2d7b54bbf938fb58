"""Run many calls at the same time, each in a process that may end as it likes."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from dataclasses import dataclass, field, replace
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from analysis.pipeline.execute import preload, worker
from analysis.pipeline.execute.notebook import Job, last_cell, run
from analysis.pipeline.execute.outcome import Failure, Outcome

P = ParamSpec("P")
T = TypeVar("T")

DAY = 86_400.0
TRIES = 2
"""A process may die of something that is not the report's fault: once more."""

OFTEN = 0.5
"""Seconds between two looks at how many run."""


@dataclass(frozen=True)
class Workers:
    """Say how many worker processes there are, and what they start with.

    Parameters
    ----------
    jobs
        How many at the same time.
    log
        Where goes what processes print by themselves.
    environment
        Variables for every process.
    modules
        What is imported once, before any process is forked.
    seconds
        How long one call may take.
    first
        What is done once before any process is forked, such as reading what every
        notebook will; whatever becomes of it. It can be pickled.
    calls
        After how many calls a process is replaced; 0 for never.
    """

    jobs: int
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    modules: Sequence[str] = ()
    seconds: float = DAY
    first: Callable[[], object] | None = None
    calls: int = 1


MakeExecutor = Callable[[Workers], Executor]


class Watcher(Protocol):
    """Follow how far a batch is."""

    def running(self, count: int) -> None:
        """Take in how many reports are running."""


def can_fork() -> bool:
    """Return whether processes can be forked here from one that has libraries.

    macOS has `os.fork`, but its own libraries do not bear it.
    """
    return sys.platform == "linux"


class Pool(Executor):
    """Run each call in a worker process on this machine.

    Where processes can be forked, workers come from Python's fork server, which has
    loaded what they need; elsewhere each starts afresh. A process that dies or takes
    too long fails its own call only, with `ProcessExpired` or `TimeoutError`.

    Parameters
    ----------
    workers
        How many, and what they start with. The fork server lives as long as this
        process: what it loads is settled by the first pool.
    """

    def __init__(self, workers: Workers) -> None:
        self._seconds = workers.seconds
        workers.log.parent.mkdir(parents=True, exist_ok=True)
        workers.log.write_bytes(b"")
        log = str(workers.log)
        # Some count only when an interpreter starts, such as PYTHONHASHSEED.
        self._before = {name: os.environ.get(name) for name in workers.environment}
        os.environ.update(workers.environment)
        self._pool: Any = ProcessPool(
            max_workers=workers.jobs,
            max_tasks=workers.calls,
            initializer=worker.start,
            initargs=(log, dict(workers.environment)),
            context=_context(workers),
        )

    def submit(
        self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> "Future[T]":
        """Run a function with arguments that can be pickled."""
        future: Future[T] = self._pool.schedule(
            fn, args=args, kwargs=kwargs, timeout=self._seconds
        )
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End, with all processes.

        Parameters
        ----------
        wait
            Whether to wait for what runs; otherwise it is stopped.
        cancel_futures
            Whether to stop what runs and to cancel what waits.
        """
        if wait and not cancel_futures:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def __exit__(self, kind: object, *_: object) -> None:
        """End; at once when an exception is on its way."""
        self.shutdown(wait=kind is None, cancel_futures=kind is not None)


def local(workers: Workers) -> Executor:
    """Return what runs calls on this machine.

    Parameters
    ----------
    workers
        How many processes, and what they start with.
    """
    return Pool(workers)


def _context(workers: Workers) -> BaseContext:
    """Return how worker processes start, having begun the fork server if need be."""
    if not can_fork():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # Each worker loads the module that this process was started with.
    own = [name for name in sys.modules if name.partition(".")[0] == "analysis"]
    modules = [*workers.modules, *own]
    context.set_forkserver_preload([preload.__name__])
    os.environ[preload.VARIABLE] = preload.pack(
        str(workers.log), modules, workers.first
    )
    try:
        forkserver.ensure_running()
    finally:
        del os.environ[preload.VARIABLE]
    return context


def run_all(
    jobs: Sequence[Job], workers: Workers, make: MakeExecutor, watcher: Watcher
) -> Iterator[Outcome]:
    """Run every job and give each outcome as soon as it is there.

    A job whose process dies is run once more; one that raises, or takes too
    long, is not.

    Parameters
    ----------
    jobs
        The reports to run.
    workers
        What they run in.
    make
        Makes the executor. Anything that keeps the protocol of
        ``concurrent.futures`` does, so long as it shares the file system.
    watcher
        Is told how far they are.
    """
    left = list(jobs)
    for tried in range(1, TRIES + 1):
        lost: list[Job] = []
        if left:
            yield from _round(left, workers, make, watcher, lost, last=tried == TRIES)
        # One at a time, so that one that takes all memory takes nobody along.
        left, workers = lost, replace(workers, jobs=1)


def _round(
    jobs: Sequence[Job],
    workers: Workers,
    make: MakeExecutor,
    watcher: Watcher,
    lost: list[Job],
    *,
    last: bool,
) -> Iterator[Outcome]:
    with make(workers) as pool:
        futures = {pool.submit(run, job): job for job in jobs}
        counted = 0.0
        try:
            for future in as_completed(futures):
                # Not after each: among thousands, counting takes its time.
                if time.monotonic() - counted > OFTEN:
                    watcher.running(sum(f.running() for f in futures))
                    counted = time.monotonic()
                error = future.exception()
                if isinstance(error, ProcessExpired | BrokenExecutor) and not last:
                    lost.append(futures[future])
                    continue
                yield _failed(futures[future], error) if error else future.result()
        finally:
            for future in futures:
                future.cancel()


def _failed(job: Job, error: BaseException) -> Outcome:
    """Return the outcome of a job that has none of its own."""
    place = last_cell(job) or Failure("", "")
    name, message, seconds = type(error).__name__, str(error), 0.0
    if isinstance(error, TimeoutError):
        name, message, seconds = "TimeLimit", _too_long(job), job.seconds
    elif isinstance(error, ProcessExpired):
        name, message = "ProcessDied", ended(error)
    return Outcome(job.page, seconds, replace(place, ename=name, evalue=message))


def _too_long(job: Job) -> str:
    return f"a report may take {job.seconds:g} s; it was stopped"


def ended(error: Any) -> str:
    """Say how a process ended that gave no result."""
    code = error.exitcode or 0
    if code < 0:
        return f"its process was killed ({signal.Signals(-code).name})"
    return f"its process ended by itself, with status {code}"
