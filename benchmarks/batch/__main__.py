"""Measure a batch: the naive loop, ours with either renderer, and the floor.

    python benchmarks/batch --sizes 3 33 250 1000

Every size is a partnership of so many councils, copies of one, with four reports
each. The table and the chart go to docs/; without Quarto on the PATH, what needs it
is left out.
"""

import argparse
import json
import os
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
from councils import grow
from measure import Cost, measure
from report import write

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BIN = Path(sys.executable).parent
AS_AT = "2025-12-31"
COUNCIL = ("overview", "savings", "overspend", "satisfaction")
LOOK = ("_quarto.yml", "_brand.yml", "assets", "notebooks")
NAIVE = """
mkdir -p "$out" && cd "$notebooks" &&
papermill "$topic.ipynb" "$out/$topic.ipynb" --no-progress-bar --no-log-output \\
  -p partner "$partner" -p as_at "$as_at" -p data "$data" &&
cd "$out" && quarto render "$topic.ipynb" --to html --quiet &&
quarto render "$topic.ipynb" --to typst --quiet
"""


def main() -> None:
    """Measure what is asked for, and write it down."""
    given = arguments()
    work = given.work.resolve()
    results = []
    for size in given.sizes:
        project, data, partners = prepare(work, size)
        found = {"councils": size, "reports": 4 * size}
        if shutil.which("quarto") and size <= given.naive_up_to:
            found |= naive(project, data, partners, given.naive_reports)
        if size <= given.floor_up_to:
            found |= floor(project, data, partners)
        found |= ours(project, data, "embedded")
        if shutil.which("quarto") and size <= given.quarto_up_to:
            found |= ours(project, data, "quarto")
        print(json.dumps(found), flush=True)
        results.append(found)
        shutil.rmtree(project.parent)
    command = f"python benchmarks/batch {' '.join(sys.argv[1:])}".strip()
    write(results, command, ROOT / "docs", quarto=bool(shutil.which("quarto")))


def arguments() -> argparse.Namespace:
    """Return what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[3, 33, 250, 1000])
    parser.add_argument("--work", type=Path, default=ROOT / "reports" / "benchmark")
    parser.add_argument("--naive-up-to", type=int, default=33)
    parser.add_argument("--naive-reports", type=int, default=12)
    parser.add_argument("--floor-up-to", type=int, default=33)
    parser.add_argument("--quarto-up-to", type=int, default=33)
    return parser.parse_args()


def prepare(work: Path, size: int) -> tuple[Path, Path, list[str]]:
    """Make a project and its data; return both, and the councils."""
    project = work / f"of-{size}" / "project"
    shutil.rmtree(project.parent, ignore_errors=True)
    project.mkdir(parents=True)
    for name in LOOK:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    grow(ROOT / "data" / "onesource", project / "data" / "onesource", size)
    data = project / "data" / "onesource"
    return project, data, list(pd.read_csv(data / "partners.csv")["id"])


def naive(
    project: Path, data: Path, partners: list[str], most: int
) -> dict[str, float]:
    """Time papermill and Quarto from the command line, for some of the reports."""
    todo = [(p, topic) for p in partners for topic in COUNCIL][:most]

    def one(report: tuple[str, str]) -> None:
        partner, topic = report
        measure(
            ["bash", "-c", NAIVE],
            project,
            PATH=f"{BIN}:{os.environ['PATH']}",
            notebooks=str(project / "notebooks"),
            out=str(project.parent / "naive" / partner),
            data=str(data),
            as_at=AS_AT,
            partner=partner,
            topic=topic,
        )

    found = {}
    for name, workers in (("naive", 1), ("naive_two", 2)):
        script = Timer()
        with script, ThreadPoolExecutor(workers) as pool:
            list(pool.map(one, todo))
        found[name] = script.seconds / len(todo) * 4 * len(partners)
    return found | {"naive_measured": len(todo)}


class Timer:
    """Take the time of a block."""

    seconds = 0.0

    def __enter__(self) -> "Timer":
        """Begin."""
        self._began = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self.seconds = time.perf_counter() - self._began


def floor(project: Path, data: Path, partners: list[str]) -> dict[str, float]:
    """Measure the processor time of the floor, and of running the notebooks."""
    notebooks = project / "notebooks"
    plain = measure(
        [sys.executable, HERE / "floor.py", notebooks, data, AS_AT, *partners],
        project,
        MPLBACKEND="agg",
        OMP_NUM_THREADS="1",
        OPENBLAS_NUM_THREADS="1",
    )
    run = measure(
        [sys.executable, HERE / "execute_only.py", project, data, AS_AT, *partners],
        project,
    )
    shutil.rmtree(project / "reports")
    return {"floor_cpu": plain.cpu, "run_cpu": run.cpu, "run": run.wall}


def ours(project: Path, data: Path, engine: str) -> dict[str, float]:
    """Time a cold build, one with nothing changed, and one after an edit."""

    def build(*more: str) -> Cost:
        command = [BIN / "evaluation", "build", "--engine", engine, "--data", data]
        return measure([*command, "--as-at", AS_AT, *more], project)

    cold, nothing = build(), build()
    notebook = project / "notebooks" / "savings.ipynb"
    before = notebook.read_text("utf-8")
    edited = before.replace("## How sure we are", "## How sure we may be", 1)
    notebook.write_text(edited, "utf-8")
    edit = build("--partner", "newham", "--topic", "savings")
    notebook.write_text(before, "utf-8")
    shutil.rmtree(project / "reports")
    return {
        f"{engine}": cold.wall,
        f"{engine}_cpu": cold.cpu,
        f"{engine}_megabytes": cold.megabytes,
        f"{engine}_nothing": nothing.wall,
        f"{engine}_edit": edit.wall,
    }


if __name__ == "__main__":
    main()
