"""Run many reports at the same time, whatever becomes of their processes."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    as_completed,
)
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from analysis.pipeline.execute.notebook import Job, run
from analysis.pipeline.execute.outcome import Failure, Outcome
from analysis.pipeline.execute.warm import Crew, LostError, WarmExecutor, can_fork

# A worker may die of something that is not the report's fault: once more.
TRIES = 2
OFTEN = 0.5
"""Seconds between two looks at how many run."""

MakeExecutor = Callable[[Crew], Executor]


class Watcher(Protocol):
    """Follow how far a batch is."""

    def running(self, count: int) -> None:
        """Take in how many reports are running."""


def local(crew: Crew) -> Executor:
    """Return what runs notebooks on this machine.

    Where processes can be forked, each report gets one that has its libraries
    loaded; elsewhere it gets a kernel.

    Parameters
    ----------
    crew
        How many, and what they start with.
    """
    return WarmExecutor(crew) if can_fork() else kernels(crew)


def kernels(crew: Crew) -> Executor:
    """Return a pool of fresh processes, each of which runs kernels.

    They are spawned, not forked: a fork copies the threads' locks of whoever
    starts the build. papermill changes the working folder of its process, so
    threads would not do.

    Parameters
    ----------
    crew
        How many, and where they print to.
    """
    crew.log.parent.mkdir(parents=True, exist_ok=True)
    crew.log.write_bytes(b"")
    return ProcessPoolExecutor(
        max_workers=crew.jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_keep_terminal_clean,
        initargs=(crew.log,),
    )


def run_all(
    jobs: Sequence[Job], crew: Crew, make: MakeExecutor, watcher: Watcher
) -> Iterator[Outcome]:
    """Run every job and give each outcome as soon as it is there.

    A job whose process dies is run once more; one that raises, or takes too
    long, is not.

    Parameters
    ----------
    jobs
        The reports to run.
    crew
        Who runs them.
    make
        Makes what they run in. Anything that keeps the protocol of
        ``concurrent.futures`` does, so long as it shares the file system.
    watcher
        Is told how far they are.
    """
    left = list(jobs)
    for tried in range(1, TRIES + 1):
        lost: list[Job] = []
        if left:
            yield from _round(left, crew, make, watcher, lost, last=tried == TRIES)
        # One at a time, so that one that kills its pool takes nobody along.
        left, crew = lost, replace(crew, jobs=1)


def _round(
    jobs: Sequence[Job],
    crew: Crew,
    make: MakeExecutor,
    watcher: Watcher,
    lost: list[Job],
    *,
    last: bool,
) -> Iterator[Outcome]:
    with make(crew) as pool:
        futures = {_submit(pool, job): job for job in jobs}
        counted = 0.0
        try:
            for future in as_completed(futures):
                # Not after each: among thousands, counting takes its time.
                if time.monotonic() - counted > OFTEN:
                    watcher.running(sum(f.running() for f in futures))
                    counted = time.monotonic()
                error = future.exception()
                if _died(error) and not last:
                    lost.append(futures[future])
                    continue
                outcome = _failed(futures[future], error) if error else future.result()
                yield outcome
        finally:
            for future in futures:
                future.cancel()


def _submit(pool: Executor, job: Job) -> "Future[Outcome]":
    try:
        return pool.submit(run, job)
    except (BrokenExecutor, RuntimeError) as error:
        future: Future[Outcome] = Future()
        future.set_exception(BrokenExecutor(str(error)))
        return future


def _died(error: BaseException | None) -> bool:
    """Return whether a process ended that should not have."""
    if isinstance(error, LostError):
        return not error.lost.late
    return isinstance(error, BrokenExecutor)


def _failed(job: Job, error: BaseException) -> Outcome:
    """Return the outcome of a job that has none of its own."""
    place, seconds = Failure("", ""), 0.0
    name, message = type(error).__name__, str(error)
    if isinstance(error, LostError):
        place = error.lost.note or place
        name = "TimeLimit" if error.lost.late else "ProcessDied"
        if error.lost.late:
            seconds = job.seconds
            message = f"a report may take {job.seconds:g} s; {error}"
    return Outcome(job.page, seconds, replace(place, ename=name, evalue=message))


def _keep_terminal_clean(log: Path) -> None:
    """Send this process's and its kernels' own output to a file."""
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
