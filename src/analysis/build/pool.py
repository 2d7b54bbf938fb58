"""Run many reports at the same time and show how far they are."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)

from analysis.build.execute import Job, run
from analysis.build.outcome import Failure, Outcome


def process_pool(jobs: int, log: Path) -> Executor:
    """Return a pool of worker processes that start fresh.

    They are spawned, not forked: a fork copies the threads' locks of whoever
    starts the build. papermill changes the working folder of its process, so
    threads would not do.

    Parameters
    ----------
    jobs
        How many processes.
    log
        Where goes what kernels and workers print by themselves.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(b"")
    return ProcessPoolExecutor(
        max_workers=jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_keep_terminal_clean,
        initargs=(log,),
    )


def run_all(
    jobs: Sequence[Job], executor: Executor, console: Console
) -> dict[str, Outcome]:
    """Run every job and return its outcome by page.

    Parameters
    ----------
    jobs
        The reports to run.
    executor
        Where they run. Anything that keeps the protocol of
        ``concurrent.futures`` does, so long as it shares the file system.
    console
        Where progress is shown: a bar on a terminal, else a line a report.
    """
    outcomes: dict[str, Outcome] = {}
    with _progress(len(jobs), console) as shown:
        futures = {executor.submit(run, job): job.page for job in jobs}
        try:
            for future in as_completed(futures):
                outcome = _outcome(future, futures[future])
                outcomes[outcome.page] = outcome
                shown.ended(outcome, sum(f.running() for f in futures))
        finally:
            for future in futures:
                future.cancel()
    return {job.page: outcomes[job.page] for job in jobs}


def _outcome(future: "Future[Outcome]", page: str) -> Outcome:
    """Return a future's outcome; a worker that died is a failed report."""
    error = future.exception()
    if error is None:
        return future.result()
    return Outcome(page, 0.0, Failure(type(error).__name__, str(error)))


def _keep_terminal_clean(log: Path) -> None:
    """Send this process's and its kernels' own output to a file."""
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)


class _Shown:
    """Show what has ended, on a terminal or in a log."""

    def __init__(self, progress: Progress, console: Console, total: int) -> None:
        self.progress, self.console = progress, console
        self.failed = 0
        self.task = progress.add_task("Running notebooks", total=total, note="")

    def ended(self, outcome: Outcome, running: int) -> None:
        """Count one report that has ended, and name it."""
        self.failed += outcome.failure is not None
        failed = f", [red]{self.failed} failed[/]" if self.failed else ""
        note = f"{running} running{failed}" if running else failed.removeprefix(", ")
        self.progress.update(self.task, advance=1, note=note)
        if outcome.failure:
            what = escape(f"{outcome.page}: {outcome.failure}")
            self.console.print(f"[red]failed[/] {what}", soft_wrap=True)
        elif not self.console.is_terminal:
            seconds = f"{outcome.seconds:.1f} s"
            self.console.print(f"ran {outcome.page} in {seconds}", highlight=False)


@contextmanager
def _progress(total: int, console: Console) -> Iterator[_Shown]:
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    with progress:
        yield _Shown(progress, console, total)
