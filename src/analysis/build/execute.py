"""Run one report's notebook, in a process of its own."""

import contextlib
import logging
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from analysis.build import nodes
from analysis.build.outcome import Failure, Outcome, locate

# A cell that has not ended by then never will.
CELL_SECONDS = 900


@dataclass(frozen=True)
class Job:
    """Hold what a worker needs to run one report.

    Parameters
    ----------
    page
        The page the report makes.
    notebook
        The notebook to run.
    output
        Where the executed notebook goes, once it is whole.
    log
        Where papermill's log and the cells' streams go.
    cwd
        The folder it runs in.
    parameters
        What it is run with.
    environment
        Variables for the kernel.
    """

    page: str
    notebook: Path
    output: Path
    log: Path
    cwd: Path
    parameters: Mapping[str, str]
    environment: Mapping[str, str]


def run(job: Job) -> Outcome:
    """Run one report and say how it ended; no exception leaves it.

    The notebook is written to a temporary path and renamed when it is whole,
    because papermill leaves a half-run notebook behind when a cell fails.

    Parameters
    ----------
    job
        The report to run.
    """
    started = time.perf_counter()
    partial = job.output.with_suffix(".partial.ipynb")
    partial.parent.mkdir(parents=True, exist_ok=True)
    job.output.unlink(missing_ok=True)
    os.environ.update(job.environment)
    with _logging_to(job.log):
        failure = _execute(job, partial)
    if failure is None:
        partial.replace(job.output)
    return Outcome(job.page, round(time.perf_counter() - started, 3), failure)


def _execute(job: Job, partial: Path) -> Failure | None:
    import papermill  # slow to import, and only workers need it

    log = logging.getLogger("papermill")
    try:
        papermill.execute_notebook(
            job.notebook,
            partial,
            parameters=dict(job.parameters),
            kernel_name="python3",
            language="python",
            cwd=job.cwd,
            progress_bar=False,
            log_output=True,
            execution_timeout=CELL_SECONDS,
        )
    except papermill.PapermillExecutionError as error:
        log.error("%s", error)  # noqa: TRY400 - it prints the cell's own traceback
        # papermill adds a cell at the top, and one above the failed cell, to
        # what it writes; its index counts without them.
        notebook = nodes.read(partial)
        notebook.cells = [c for c in notebook.cells if not _is_marker(c)]
        return locate(notebook, error.cell_index, error.ename, error.evalue)
    except Exception as error:
        log.exception("The run ended outside of the notebook's own errors.")
        return _interrupted(partial, error)
    return None


def _is_marker(cell: NotebookNode) -> bool:
    return "papermill-error-cell-tag" in cell.metadata.get("tags", [])


def _interrupted(partial: Path, error: Exception) -> Failure:
    """Return the failure of a run whose kernel died, hung or never started."""
    name, message = type(error).__name__, " ".join(str(error).split())
    with contextlib.suppress(OSError, ValueError):
        notebook = nodes.read(partial)
        times = [
            c.metadata.get("papermill", {}).get("start_time") for c in notebook.cells
        ]
        begun = [index for index, time in enumerate(times) if time]
        if begun:
            return locate(notebook, begun[-1], name, message)
    return Failure(name, message)


@contextlib.contextmanager
def _logging_to(path: Path) -> Iterator[None]:
    """Send what papermill and Python's warnings say to one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, mode="w", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    loggers = [logging.getLogger(name) for name in ("papermill", "py.warnings")]
    logging.captureWarnings(capture=True)
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
        logging.captureWarnings(capture=False)
        handler.close()
