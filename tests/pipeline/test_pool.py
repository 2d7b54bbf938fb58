"""A report runs in a worker process, and shows what it does in a kernel."""

import os
import select
import signal
import subprocess
import sys
import time
from ast import literal_eval
from dataclasses import replace
from pathlib import Path
from shutil import copy

import nbformat
import pandas as pd
import papermill
import pytest
from calls import run_a_program
from pebble import ProcessExpired
from small import SAY, SHOW, TABLE, PlainEngine, code, make_project, notebook, words

from analysis.data import check_folder
from analysis.pipeline.execute import pool
from analysis.pipeline.execute.imports import imported_by
from analysis.pipeline.execute.notebook import Job, run
from analysis.pipeline.execute.pool import Pool, Workers, can_fork, ended
from analysis.pipeline.execute.run import job_of
from analysis.pipeline.pipeline import build
from analysis.pipeline.plan.edition import Edition

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="processes cannot be forked"),
]

ROOT = Path(__file__).parents[2]
FIGURE = "import matplotlib.pyplot as plt\nplt.plot([0, 1], [1, 3], label='{}')\n"
CELLS = [
    code(SAY.replace("{partner}", "{as_at}")),
    code(SHOW),
    code(TABLE),
    code("import pandas as pd\npd.DataFrame({'a': [1, 2]})"),
    code(FIGURE.format("one") + "plt.title('Shown by itself');"),
    # Without a salt of its own, each SVG has other names for its parts.
    code("%config InlineBackend.figure_formats = ['svg']"),
    code("plt.rcParams['svg.hashsalt'] = 'x'"),
    code(FIGURE.format("two") + "plt.show()\nprint('after')\nplt.plot([2, 1]);"),
    code("import sys\nprint('a')\nprint('b', file=sys.stderr)\n1 + 1"),
    code("from IPython.display import display\nh = display('old', display_id='x')"),
    code("h.update('new')"),
    code("from IPython.display import clear_output\nprint(1)\nclear_output()\n'x'"),
    code("import asyncio\nawait asyncio.sleep(0)\n_, __name__, In[-1][:5]"),
    code("2 * 3;"),
    code("%%capture held\nprint('held')"),
    code("held.stdout"),
    code("%time 5"[6:]),
    words("## An end"),
]


def shown(path: Path) -> list[tuple[object, ...]]:
    """Return all of a notebook but times, and pictures to the last stroke."""
    cells = nbformat.read(path, as_version=4).cells
    return [
        (c.cell_type, c.source, c.get("execution_count"), c.get("outputs"))
        for c in cells
    ]


def shown_data(path: Path) -> list[dict[str, object]]:
    """Return what the outputs of a notebook hold."""
    return [o.get("data", {}) for cell in shown(path) for o in cell[3] or ()]


def both_ways(job: Job, folder: Path) -> tuple[Path, Path]:
    """Run a notebook with papermill and a kernel, and in a worker process."""
    ordinary = folder / "ordinary.ipynb"
    (job.cwd.parent / "reports" / "cache").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in job.environment.items():
            patch.setenv(name, value)
        papermill.execute_notebook(
            job.notebook,
            ordinary,
            parameters=dict(job.parameters),
            kernel_name="python3",
            language="python",
            cwd=job.cwd,
            progress_bar=False,
            # papermill's own, which evaluates the expressions in words as well.
            engine_name="kernel",
        )
    modules = imported_by([job.notebook])
    workers = Workers(1, folder / "log", environment=job.environment, modules=modules)
    with Pool(workers) as made:
        outcome = made.submit(run, job).result()
    assert outcome.output
    return ordinary, outcome.output


def test_every_kind_of_output_is_what_a_kernel_gives(tmp_path: Path) -> None:
    request = make_project(tmp_path / "project", all=notebook("all", *CELLS))
    edition = Edition.planned_for(request)
    ordinary, ours = both_ways(job_of(edition.chosen[0], edition), tmp_path)
    kinds = [kind for data in shown_data(ours) for kind in data]
    assert kinds.count("image/png") == 1
    assert kinds.count("image/svg+xml") == 3
    assert shown(ours) == shown(ordinary)


def test_a_report_is_cell_by_cell_what_a_kernel_gives(
    tmp_path: Path, published: Path
) -> None:
    request = make_project(tmp_path / "project")
    satisfaction = ROOT / "notebooks" / "satisfaction.ipynb"
    job = Job(
        page="newham/satisfaction",
        notebook=satisfaction,
        output=tmp_path / "ours.ipynb",
        log=tmp_path / "ours.log",
        cwd=request.notebooks,
        parameters={"partner": "newham", "as_at": "2020-12-31", "data": str(published)},
        environment={"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"},
    )
    ordinary, ours = both_ways(job, tmp_path)
    assert any("image/svg+xml" in data for data in shown_data(ours))
    assert shown(ours) == shown(ordinary)


def test_reports_share_nothing(tmp_path: Path) -> None:
    leave = "import math, os\nmath.left = 1\nos.environ['LEFT'] = '1'\nos.getpid()"
    look = "import math, os\n(hasattr(math, 'left'), 'LEFT' in os.environ)"
    books = {
        "a": notebook("a", code(leave), order=1),
        "b": notebook("b", code(look), order=2),
    }
    request = replace(make_project(tmp_path / "p", **books), jobs=1)
    assert not build(request, engine=PlainEngine()).failed
    path = request.root / "reports" / "work" / "executed" / "b.ipynb"
    assert shown(path)[-1][3][0]["data"]["text/plain"] == "(False, False)"


def test_where_processes_cannot_be_forked_each_starts_afresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "can_fork", lambda: False)
    book = notebook("a", code(FIGURE.format("one")), code("6 * 7"))
    edition = Edition.planned_for(make_project(tmp_path / "p", a=book))
    with Pool(Workers(1, tmp_path / "log")) as made:
        outcome = made.submit(run, job_of(edition.chosen[0], edition)).result()
    assert outcome.output
    drawn, answer = shown(outcome.output)[-2:]
    assert "image/png" in drawn[3][-1]["data"]
    assert answer[3][0]["data"]["text/plain"] == "42"


# Each starts a fork server of its own, which a process has only one of.
SERVER = """
import sys
from functools import partial
from pathlib import Path
import calls
from analysis.commands.ready import ready
from analysis.pipeline.execute.pool import Pool, Workers
if __name__ == "__main__":
    log = Path(sys.argv[1])
    workers = Workers(1, log, {"OPENBLAS_NUM_THREADS": "1"},
                      ["colorsys", "no_such_module"], 60,
                      partial(*FIRST))
    with Pool(workers) as pool:
        print(pool.submit(CALL).result())
"""


def in_a_server_of_its_own(folder: Path, first: str, call: str) -> str:
    """Run a call in a worker of a fresh fork server, and return what it gave."""
    script = folder / "script.py"
    text = SERVER.replace("FIRST", first).replace("CALL", call)
    script.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, script, str(folder / "log")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_worker_has_what_the_server_has_loaded(tmp_path: Path) -> None:
    call = "calls.what_is_loaded, 'colorsys'"
    assert in_a_server_of_its_own(tmp_path, "[print]", call) == "True"


def test_a_worker_has_what_the_server_has_done_even_if_that_failed(
    tmp_path: Path,
) -> None:
    first = "[calls.keep, 'a word']"
    call = "calls.what_is_kept"
    assert in_a_server_of_its_own(tmp_path, first, call) == "['a word']"


def test_what_is_frozen_in_the_server_no_worker_looks_through(tmp_path: Path) -> None:
    found = in_a_server_of_its_own(tmp_path, "[print]", "calls.frozen_objects")
    assert int(found) > 10_000


def test_reading_the_data_leaves_the_server_no_threads(
    tmp_path: Path, published: Path
) -> None:
    # Else a fork might copy a lock that one of them holds.
    data = tmp_path / "data"
    data.mkdir()
    copy(published / "partnership.toml", data)
    for path in published.glob("*.csv"):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        table.to_parquet(data / f"{path.stem}.parquet")
    assert check_folder(data) == []
    first = f"[ready, Path({str(data)!r})]"
    call = "calls.threads_of_parent"
    threads = literal_eval(in_a_server_of_its_own(tmp_path, first, call))
    # The allocator that pyarrow loads has one, and looks after it when forked.
    assert [name for name in threads if name != "jemalloc_bg_thd"] == ["python"]


def test_a_call_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with Pool(Workers(2, tmp_path / "log", seconds=1)) as made:
        error = made.submit(time.sleep, 600).exception()
    assert isinstance(error, TimeoutError)


def test_a_process_that_ends_fails_only_its_own_call(tmp_path: Path) -> None:
    with Pool(Workers(2, tmp_path / "log")) as made:
        dies, lives = made.submit(os._exit, 7), made.submit(abs, -3)
        assert ended(dies.exception()) == "its process ended by itself, with status 7"
        assert lives.result() == 3
        assert isinstance(made.submit(int, "x").exception(), ValueError)


def test_a_process_that_is_killed_says_by_what(tmp_path: Path) -> None:
    with Pool(Workers(1, tmp_path / "log")) as made:
        error = made.submit(signal.raise_signal, signal.SIGKILL).exception()
    assert isinstance(error, ProcessExpired)
    assert ended(error) == "its process was killed (SIGKILL)"


def test_what_a_process_prints_goes_to_its_log(tmp_path: Path) -> None:
    with Pool(Workers(1, tmp_path / "log")) as made:
        made.submit(os.system, "echo printed; echo warned >&2").result()
    assert (tmp_path / "log").read_text("utf-8").split() == ["printed", "warned"]


def test_variables_hold_for_the_workers_only(tmp_path: Path) -> None:
    with Pool(Workers(1, tmp_path / "log", {"COLOUR": "red"})) as made:
        assert made.submit(os.getenv, "COLOUR").result() == "red"
    assert "COLOUR" not in os.environ


def test_a_program_that_a_call_has_started_ends_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, telling = os.pipe()
    made = Pool(Workers(1, tmp_path / "log"))
    made.submit(run_a_program, Path(f"/proc/{os.getpid()}/fd/{telling}"))
    assert select.select([told], [], [], 60)[0] == [told]
    program = os.pidfd_open(int(os.read(told, 20)))
    made.shutdown(cancel_futures=True)
    assert select.select([program], [], [], 30)[0] == [program]
    for opened in (told, telling, program):
        os.close(opened)
