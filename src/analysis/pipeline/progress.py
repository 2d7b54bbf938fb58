"""Show how far a batch is: a bar on a terminal, else a line a report."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from analysis.pipeline.execute.outcome import Outcome

SLOWEST = 3


class Shown:
    """Show what runs and what has ended."""

    def __init__(self, progress: Progress, console: Console, task: TaskID) -> None:
        self._progress, self._console, self._task = progress, console, task
        self._failed = 0

    def running(self, count: int) -> None:
        """Take in how many run."""
        parts = [f"{count} running"] if count else []
        parts += [f"[red]{self._failed} failed[/]"] if self._failed else []
        self._progress.update(self._task, note=", ".join(parts))

    def ended(self, outcome: Outcome) -> None:
        """Count a report that has ended, and name it."""
        self._failed += outcome.failure is not None
        self._progress.update(self._task, advance=1)
        if outcome.failure:
            what = escape(f"{outcome.page}: {outcome.failure}")
            self._console.print(f"[red]failed[/] {what}", soft_wrap=True)
        elif not self._console.is_terminal:
            seconds = f"{outcome.seconds:.1f} s"
            self._console.print(
                f"ran {outcome.page} in {seconds}", highlight=False, soft_wrap=True
            )


class Counted:
    """Count the pages that have been rendered."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def rendered(self, count: int) -> None:
        """Take in that so many more pages are done."""
        self._progress.update(self._task, advance=count)


@contextmanager
def running(total: int, console: Console) -> Iterator[Shown]:
    """Show the running of notebooks."""
    with _bar(console, "Running notebooks", total) as (progress, task):
        yield Shown(progress, console, task)


@contextmanager
def rendering(total: int, name: str, console: Console) -> Iterator[Counted]:
    """Show the rendering of pages."""
    text = f"endering {total} pages with {name}"
    if total and not console.is_terminal:
        console.print(f"r{text}", highlight=False)
    with _bar(console, f"R{text}", total) as (progress, task):
        yield Counted(progress, task)


@contextmanager
def _bar(console: Console, text: str, total: int) -> Iterator[tuple[Progress, TaskID]]:
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
        console=console,
        disable=not (total and console.is_terminal),
        transient=True,
    )
    with progress:
        yield progress, progress.add_task(text, total=total, note="")


def summary(outcomes: Iterable[Outcome], rendered: int) -> str:
    """Return what a build did, in a line or two."""
    outcomes = list(outcomes)
    ran = [outcome for outcome in outcomes if outcome.ran]
    failed = sum(outcome.failure is not None for outcome in outcomes)
    lines = [
        f"{len(ran)} of {len(outcomes)} reports run, {rendered} pages rendered, "
        f"{failed or 'none'} failed"
    ]
    slowest = sorted(ran, key=lambda o: (-o.seconds, o.page))[:SLOWEST]
    if len(ran) > SLOWEST:
        named = ", ".join(f"{o.page} {o.seconds:.1f} s" for o in slowest)
        lines.append(f"slowest: {named}")
    return "\n".join(lines)
