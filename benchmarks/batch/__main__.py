"""Measure a batch: the naive loop, ours with either renderer, and the floor.

    python benchmarks/batch --sizes 3 33 250 1000

Every size is a partnership of so many councils, copies of one, with four reports
each. The table goes to docs/performance.md and the chart beside it as soon as a size
is done, so that a run which is broken off leaves what it had. Without Quarto on the
PATH, what needs it is left out.
"""

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from councils import make_project
from measure import Cost, measure
from report import write
from seen import seen

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BIN = Path(sys.executable).parent
AS_AT = "2025-12-31"
HEADING = "How sure we are"
CHANGED = ("How sure we may be", "How sure we were", "How sure we can be")
COUNCIL = ("overview", "savings", "overspend", "satisfaction")
NAIVE = """
mkdir -p "$out" && cd "$notebooks" &&
papermill "$topic.ipynb" "$out/$topic.ipynb" --no-progress-bar --no-log-output \\
  -p partner "$partner" -p as_at "$as_at" -p data "$data" &&
cd "$out" && quarto render "$topic.ipynb" --to html --quiet &&
quarto render "$topic.ipynb" --to typst --quiet
"""

Found = dict[str, float]


def main() -> None:
    """Measure what is asked for, and write it down."""
    given = arguments()
    command = f"python benchmarks/batch {' '.join(sys.argv[1:])}".strip()
    results: list[Found] = []
    for size in given.sizes:
        project, data, partners = prepare(given.work.resolve(), size)
        found: Found = {"councils": size, "reports": 4 * size}
        results.append(found)
        for part in parts(given, size, project, data, partners):
            found |= part()
            print(json.dumps(found), flush=True)
            # Now and not at the end: hours may be lost otherwise.
            done = sorted(results, key=lambda one: one["councils"])
            write(done, command, quarto=bool(shutil.which("quarto")))
        shutil.rmtree(project.parent)


def parts(
    given: argparse.Namespace,
    size: int,
    project: Path,
    data: Path,
    partners: list[str],
) -> Iterator[Callable[[], Found]]:
    """Go through what is measured of one size."""
    quarto = bool(shutil.which("quarto"))
    if size <= given.floor_up_to:
        yield lambda: floor(project, data, partners)
    yield lambda: ours(project, data, "embedded")
    if quarto and size <= given.naive_up_to:
        yield lambda: naive(project, data, partners, given.naive_reports)
    if quarto and size <= given.quarto_up_to:
        yield lambda: ours(project, data, "quarto")


def arguments() -> argparse.Namespace:
    """Return what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    number = {"type": int, "metavar": "N"}
    parser.add_argument("--sizes", type=int, nargs="+", default=[3, 33, 250, 1000])
    parser.add_argument("--work", type=Path, default=ROOT / "reports" / "benchmark")
    parser.add_argument(
        "--naive-reports",
        **number,
        default=4,
        help="reports of each size that the naive loop makes; the rest is reckoned",
    )
    for name in ("naive", "floor", "quarto"):
        parser.add_argument(f"--{name}-up-to", **number, default=33, help="councils")
    return parser.parse_args()


def prepare(work: Path, size: int) -> tuple[Path, Path, list[str]]:
    """Make a project and its data; return both, and the councils."""
    project = work / f"of-{size}" / "project"
    shutil.rmtree(project.parent, ignore_errors=True)
    data = make_project(project, size)
    return project, data, list(pd.read_csv(data / "partners.csv")["id"])


def naive(project: Path, data: Path, partners: list[str], most: int) -> Found:
    """Time papermill and Quarto from the command line, for some of the reports.

    They are whole councils, so that each topic counts as often as in a batch.
    """
    whole = max(1, most // len(COUNCIL))
    # The copied council's reports are those that most of a batch consists of.
    chosen = sorted(partners, key=lambda p: (p != "newham", partners.index(p)))
    todo = [(partner, topic) for partner in chosen[:whole] for topic in COUNCIL]
    # A project of its own, or Quarto takes it for a part of one that stands above.
    own = project.parent / "naive" / "_quarto.yml"
    own.parent.mkdir(exist_ok=True)
    own.write_text("project:\n  type: default\n", "utf-8")

    def one(report: tuple[str, str]) -> None:
        partner, topic = report
        out = project.parent / "naive" / partner / topic
        measure(
            ["bash", "-c", NAIVE],
            project,
            PATH=f"{BIN}:{os.environ['PATH']}",
            notebooks=str(project / "notebooks"),
            out=str(out),
            data=str(data),
            as_at=AS_AT,
            partner=partner,
            topic=topic,
        )

    found: Found = {"naive_measured": len(todo)}
    for name, workers in (("naive", 1), ("naive_two", 2)):
        began = time.perf_counter()
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(one, todo))
        taken = time.perf_counter() - began
        found[name] = taken / len(todo) * len(COUNCIL) * len(partners)
    return found


def floor(project: Path, data: Path, partners: list[str]) -> Found:
    """Measure the processor time of the floor, and of running the notebooks.

    Of the floor only the reports themselves count, when libraries are loaded and
    each has run once; of ours everything does.
    """
    notebooks = project / "notebooks"
    plain = measure(
        [sys.executable, HERE / "floor.py", notebooks, data, AS_AT, *partners],
        project,
        MPLBACKEND="agg",
        OMP_NUM_THREADS="1",
        OPENBLAS_NUM_THREADS="1",
    )
    said = json.loads(plain.said.splitlines()[-1])
    run = measure(
        [sys.executable, HERE / "execute_only.py", project, data, AS_AT, *partners],
        project,
    )
    shutil.rmtree(project / "reports")
    return {"floor_cpu": said["cpu"], "run_cpu": run.cpu, "run": run.wall}


def ours(project: Path, data: Path, engine: str) -> Found:
    """Time a cold build, one with nothing changed, and one after an edit."""

    def build(*more: str) -> Cost:
        command = [BIN / "evaluation", "build", "--engine", engine, "--data", data]
        return measure([*command, "--as-at", AS_AT, *more], project)

    cold = build()
    nothing = build()
    notebook = project / "notebooks" / "savings.ipynb"
    before = notebook.read_text("utf-8")
    edited = before.replace(f"## {HEADING}", f"## {CHANGED[0]}", 1)
    if edited == before:
        raise SystemExit(f"savings.ipynb has no heading {HEADING!r} to change")
    notebook.write_text(edited, "utf-8")
    try:
        edit = build("--partner", "newham", "--topic", "savings")
    finally:
        notebook.write_text(before, "utf-8")
    found = {}
    if engine == "embedded":  # which is what a preview takes
        found = {"preview": seen(project, data, AS_AT, HEADING, *CHANGED)}
    shutil.rmtree(project / "reports")
    return found | {
        engine: cold.wall,
        f"{engine}_cpu": cold.cpu,
        f"{engine}_megabytes": cold.megabytes,
        f"{engine}_nothing": nothing.wall,
        f"{engine}_edit": edit.wall,
        f"{engine}_edit_cpu": edit.cpu,
    }


if __name__ == "__main__":
    main()
