"""A report runs in a process forked from a warm one, and shows what it always did."""

import os
import select
import time
from concurrent.futures import wait
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copy

import nbformat
import pandas as pd
import papermill
import pytest
from calls import (
    from_within,
    keep,
    run_a_program,
    threads_of_parent,
    what_is_kept,
    what_is_loaded,
)
from small import SAY, SHOW, TABLE, PlainEngine, code, make_project, notebook, words

from analysis.commands.ready import ready
from analysis.data import check_folder
from analysis.pipeline.execute.imports import imported_by
from analysis.pipeline.execute.notebook import Job, run
from analysis.pipeline.execute.nursery import Lost
from analysis.pipeline.execute.run import job_of
from analysis.pipeline.execute.warm import Crew, LostError, WarmExecutor, can_fork
from analysis.pipeline.pipeline import build
from analysis.pipeline.plan.edition import Edition

pytestmark = pytest.mark.skipif(not can_fork(), reason="processes cannot be forked")

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
    """Run a notebook with papermill and a kernel, and in a forked process."""
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
        )
    modules = imported_by([job.notebook])
    crew = Crew(1, folder / "log", environment=job.environment, modules=modules)
    with WarmExecutor(crew) as pool:
        assert pool.submit(run, job).result().failure is None
    return ordinary, job.output


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


def test_a_fork_has_what_notebooks_import_already_loaded(tmp_path: Path) -> None:
    look = "import sys\nfound = 'colorsys' in sys.modules\nimport colorsys\nfound"
    request = make_project(tmp_path / "p", a=notebook("a", code(look)))
    assert not build(request, engine=PlainEngine()).failed
    path = request.root / "reports" / "work" / "executed" / "a.ipynb"
    assert shown(path)[-1][3][0]["data"]["text/plain"] == "True"


@pytest.fixture
def reach(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let processes find what they are asked to run, and a module of a user's own."""
    (tmp_path / "beside.py").write_text("x = 1", "utf-8")
    folders = [str(Path(__file__).parent), str(tmp_path)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(folders))


@pytest.mark.usefixtures("reach")
def test_what_one_call_had_to_load_the_next_one_finds_loaded(tmp_path: Path) -> None:
    with WarmExecutor(Crew(1, tmp_path / "log")) as pool:
        loaded = [pool.submit(what_is_loaded, "colorsys").result() for _ in "ab"]
    assert loaded == [False, True]


@pytest.mark.usefixtures("reach")
@pytest.mark.parametrize("name", ["analysis.pipeline.doctor", "beside"])
def test_code_that_may_change_is_never_shared(tmp_path: Path, name: str) -> None:
    with WarmExecutor(Crew(1, tmp_path / "log")) as pool:
        loaded = [pool.submit(what_is_loaded, name).result() for _ in "ab"]
    assert loaded == [False, False]


@pytest.mark.usefixtures("reach")
def test_a_warm_process_can_be_forked_from_one_that_is(tmp_path: Path) -> None:
    with WarmExecutor(Crew(1, tmp_path / "log")) as pool:
        inner, outer = pool.submit(from_within, tmp_path / "inner").result()
    assert inner == outer


@pytest.mark.usefixtures("reach")
def test_what_the_warm_process_did_first_every_call_has(tmp_path: Path) -> None:
    crew = Crew(1, tmp_path / "log", first=partial(keep, "first"))
    with WarmExecutor(crew) as pool:
        before = pool.submit(what_is_kept).result()
        pool.prepare(partial(keep, "later"))
        after = pool.submit(what_is_kept).result()
    assert (before, after) == (["first"], ["first", "later"])


@pytest.mark.usefixtures("reach")
def test_reading_the_data_leaves_the_warm_process_no_threads(
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
    crew = Crew(1, tmp_path / "log", modules=("analysis.data.folder",))
    with WarmExecutor(crew) as pool:
        before = pool.submit(threads_of_parent).result()
        pool.prepare(partial(ready, data))
        assert pool.submit(threads_of_parent).result() == before


def test_a_call_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with WarmExecutor(Crew(2, tmp_path / "log", seconds=1)) as pool:
        error = pool.submit(time.sleep, 600).exception()
    assert isinstance(error, LostError)
    assert error.lost == Lost("it was stopped", late=True)


def test_a_process_that_ends_fails_only_its_own_call(tmp_path: Path) -> None:
    with WarmExecutor(Crew(2, tmp_path / "log")) as pool:
        dies, lives = pool.submit(os._exit, 7), pool.submit(abs, -3)
        assert str(dies.exception()) == "its process ended by itself, with status 7"
        assert lives.result() == 3
        assert isinstance(pool.submit(int, "x").exception(), ValueError)


def test_when_the_warm_process_ends_no_call_waits_for_ever(tmp_path: Path) -> None:
    with WarmExecutor(Crew(1, tmp_path / "log")) as pool:
        parent = pool.submit(os.getppid).result()
        calls = [pool.submit(time.sleep, 600), pool.submit(time.sleep, 600)]
        os.kill(parent, 9)
        done, _ = wait(calls, timeout=60)
        assert {str(f.exception()) for f in done} == {
            "the process that runs reports has ended"
        }


@pytest.mark.usefixtures("reach")
def test_a_program_that_a_call_has_started_ends_with_it(tmp_path: Path) -> None:
    told, telling = os.pipe()
    pool = WarmExecutor(Crew(1, tmp_path / "log"))
    pool.submit(run_a_program, Path(f"/proc/{os.getpid()}/fd/{telling}"))
    assert select.select([told], [], [], 60)[0] == [told]
    program = os.pidfd_open(int(os.read(told, 20)))
    pool.shutdown(cancel_futures=True)
    assert select.select([program], [], [], 30)[0] == [program]
    for opened in (told, telling, program):
        os.close(opened)
