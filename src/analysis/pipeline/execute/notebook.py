"""Run one report's notebook, in a process of its own."""

import contextlib
import json
import logging
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from analysis.cache import Cache, digest_of_value
from analysis.errors import InlineError
from analysis.pipeline import nodes
from analysis.pipeline.execute.outcome import Failure, Outcome, locate
from analysis.pipeline.execute.trace import Trace
from analysis.pipeline.execute.worker import limit_memory
from analysis.pipeline.nodes import NotebookNode

WRITTEN = "written while it was read"
SECONDS = 900
MEGABYTES = 4096


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
    seconds
        How long it may take.
    megabytes
        How much memory it may use, or none for as much as there is.
    """

    page: str
    notebook: Path
    output: Path
    log: Path
    cwd: Path
    parameters: Mapping[str, str]
    environment: Mapping[str, str]
    seconds: float = SECONDS
    megabytes: int | None = MEGABYTES


def run(job: Job) -> Outcome:
    """Run one report right here and say how it ended; no exception of it leaves.

    The process is to end with it, as nothing of what the notebook imports and sets is
    cleared away. The notebook is written to a path of this run: whoever asked for it
    puts it in place, so that a run whose asker is gone puts nothing anywhere.
    """
    started, moment = time.perf_counter(), time.time_ns()
    output = job.output.with_suffix(f".{os.getpid()}.partial.ipynb")
    output.parent.mkdir(parents=True, exist_ok=True)
    os.environ.update(job.environment)
    limit_memory(job.megabytes)
    trace = Trace(_own(job), [job.cwd])
    with _logging_to(job.log):
        failure, content = _execute(job, output)
    reads = trace.stop()
    if failure:
        output.unlink(missing_ok=True)
    _cell_file(job).unlink(missing_ok=True)
    return Outcome(
        page=job.page,
        seconds=round(time.perf_counter() - started, 3),
        failure=failure,
        reads=_digests(reads, job.cwd, moment),
        content=content,
        output=None if failure else output,
    )


def last_cell(job: Job) -> Failure | None:
    """Return the place of the cell that a run began last which did not end."""
    with contextlib.suppress(OSError, ValueError):
        text = _cell_file(job).read_text(encoding="utf-8")
        return Failure(**json.loads(text))
    return None


def _cell_file(job: Job) -> Path:
    return job.log.with_suffix(".cell.json")


def _own(job: Job) -> list[Path]:
    """Return the folders whose files are no part of what a report rests on."""
    return [job.output.parent, job.log.parent, Cache.near(job.cwd).folder]


def _digests(reads: Iterable[str], folder: Path, moment: int) -> dict[str, str]:
    """Return the digest of each path that was read, as it was when it was read.

    Of a file that has been written since the run began nobody knows which content
    the report has seen: its digest is none that any file has.
    """
    files = Cache.near(folder).files
    return {
        path: WRITTEN if _written_since(path, moment) else files.of_read(path)
        for path in reads
    }


def _written_since(path: str, moment: int) -> bool:
    with contextlib.suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 - path may end with a slash
        return path[-1] != os.sep and found.st_ctime_ns > moment
    return False


def _execute(job: Job, partial: Path) -> tuple[Failure | None, str]:
    import papermill  # slow to import, and only workers need it

    from analysis.pipeline.execute import engine

    def note(notebook: NotebookNode, index: int) -> None:
        found = locate(notebook, index, "", "")
        _cell_file(job).write_text(json.dumps(asdict(found)), encoding="utf-8")

    engine.on_cell[:] = [note]
    log = logging.getLogger("papermill")
    try:
        made = papermill.execute_notebook(
            job.notebook,
            partial,
            parameters=dict(job.parameters),
            kernel_name="python3",
            language="python",
            cwd=job.cwd,
            progress_bar=False,
            log_output=True,
            engine_name=engine.NAME,
            # Each save would check and write the notebook anew: twice a cell.
            request_save_on_cell_execute=False,
        )
    except papermill.PapermillExecutionError as error:
        log.error("%s", error)  # noqa: TRY400 - it prints the cell's own traceback
        # papermill adds a cell at the top, and one above the failed cell, to
        # what it writes; its index counts without them.
        notebook = nodes.read(partial)
        notebook.cells = [c for c in notebook.cells if not _is_marker(c)]
        found = locate(notebook, error.cell_index, error.ename, error.evalue)
        return _out_of_memory(found, job), ""
    except InlineError as error:
        log.error("%s", error)  # noqa: TRY400 - it says where and why
        return locate(error.notebook, error.cell_index, "InlineError", str(error)), ""
    except Exception as error:
        log.exception("The run ended outside of the notebook's own errors.")
        return _interrupted(partial, error), ""
    return None, content_of(made)


def content_of(notebook: NotebookNode) -> str:
    """Return a digest of a notebook without what differs from run to run."""
    parts = [
        [
            cell.cell_type,
            "" if cell.cell_type == "code" else cell.source,
            cell.metadata.get("tags", []),
            cell.get("attachments"),
            [(o.get("data"), o.get("metadata")) for o in cell.get("outputs", [])],
        ]
        for cell in notebook.cells
    ]
    return digest_of_value(parts)


def _out_of_memory(failure: Failure, job: Job) -> Failure:
    if failure.ename != "MemoryError" or job.megabytes is None:
        return failure
    limit = f"a report may use {job.megabytes} MB"
    told = f"{failure.evalue} ({limit})" if failure.evalue else limit
    return replace(failure, evalue=told)


def _is_marker(cell: NotebookNode) -> bool:
    return "papermill-error-cell-tag" in cell.metadata.get("tags", [])


def _interrupted(partial: Path, error: Exception) -> Failure:
    """Return the failure of a run that something else ended than a cell."""
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
