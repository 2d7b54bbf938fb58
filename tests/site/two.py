"""Build two editions of one illustrative partnership, whose data change in between."""

import csv
import re
from collections.abc import Collection
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell
from whole import build, copy_of_the_project

OLD, NEW = "2023-12-31", "2024-12-31"
WAVE = "spring-2022"
SERVICES = ("Finance", "ICT", "Legal and Governance", "Procurement", "None")
"""Large and small ones, and that of the provider's own staff."""

LATE = 3
"""Answers that came in late, all from one council's customers of one service."""

REVISED, WITHDRAWN = "L001.came", "L002.came"
TOPICS = ("home", "changes", "sources", "satisfaction")


def build_two_editions(root: Path, project: Path, engine: str) -> None:
    """Build one edition, change some of the data, and build the next one."""
    copy_of_the_project(root, project)
    for path in (project / "notebooks").glob("*.ipynb"):
        if path.stem not in TOPICS:
            _cut_short(path)
    data = project / "data" / "example"
    for path in data.glob("responses-*.csv"):
        # One wave of some services is enough to attack; all take long to protect.
        if WAVE in path.name:
            _keep(path, "Service used most", SERVICES)
        else:
            path.unlink()
    # What reports gave of the whole wave says nothing of a part of it.
    _leave_out(data / "satisfaction.csv", "wave", {WAVE})
    options = ["--data", "data/example", "--engine", engine, "--format", "html"]
    build(project, *options, "--as-at", OLD)
    _add_late_answers(data / f"responses-{WAVE}.csv")
    _revise(data / "savings.csv")
    build(project, *options, "--as-at", NEW)


def _cut_short(path: Path) -> None:
    """Leave of a notebook that nothing here looks at its page, and no more."""
    notebook = nbformat.read(path, as_version=4)
    first, parameters, *_ = notebook.cells
    # What its title says of values needs the cells that are left out.
    first.source = re.sub(r"`\{python\}[^`]*`", "later", first.source)
    notebook.cells = [first, parameters, new_markdown_cell("Left out.", id="rest")]
    nbformat.write(notebook, path)


def _keep(path: Path, name: str, values: Collection[str]) -> None:
    header, *rows = _read(path)
    column = header.index(name)
    _write(path, [header, *(row for row in rows if row[column] in values)])


def _leave_out(path: Path, name: str, values: Collection[str]) -> None:
    header, *rows = _read(path)
    column = header.index(name)
    _keep(path, name, {row[column] for row in rows} - {*values})


def _add_late_answers(path: Path) -> None:
    header, *rows = _read(path)
    like = next(
        row
        for row in rows
        if row[2:6] == ["Castlemere Council", "Customer", "Finance", "Satisfied"]
    )
    late = [[f"TR-ffffff{n:02d}", *like[1:-1], ""] for n in range(LATE)]
    _write(path, [header, *rows, *late])


def _revise(path: Path) -> None:
    header, *rows = _read(path)
    amount = header.index("amount_gbp")
    for row in rows:
        if row[0] == REVISED:
            assert row[amount] == "30000"
            row[amount] = "35000"
    _write(path, [header, *(row for row in rows if row[0] != WITHDRAWN)])


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
