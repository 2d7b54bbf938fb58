"""Give each council a spreadsheet, and make only those whose tables have changed."""

import json
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analysis.build.extras.downloads import TABLES
from analysis.build.extras.payload import PLACE
from analysis.build.files import write_whole
from analysis.build.keys import code_of_pages, digest_of_value, versions
from analysis.build.marks import digest

MAKER = "analysis.build.extras.workbook"
"""Loads pandas and what writes spreadsheets: only where one is written."""


@dataclass(frozen=True)
class Shelf:
    """Say where spreadsheets are kept, and how they are made.

    Parameters
    ----------
    home
        The folder that keeps them from build to build.
    logs
        Where processes that make them print to.
    jobs
        How many are made at the same time.
    """

    home: Path
    logs: Path
    jobs: int = 1


@dataclass(frozen=True)
class _Wanted:
    name: str
    tables: list[Mapping[str, Any]]
    key: str


def add_workbooks(site: Path, as_at: date, shelf: Shelf | None) -> None:
    """Put one spreadsheet for each folder of pages that has tables into a site.

    Parameters
    ----------
    site
        The site.
    as_at
        The day the reports are about.
    shelf
        Where they are kept; without, there are none, and no page leads to one.
    """
    folders = sorted(path for path in site.iterdir() if path.is_dir())
    wanted = [_wanted(folder, as_at) for folder in folders] if shelf else []
    wanted = [one for one in wanted if one.tables]
    if shelf and wanted:
        _make([one for one in wanted if not _is_kept(one, shelf)], as_at, shelf)
        (site / "downloads").mkdir(exist_ok=True)
        for one in wanted:
            name = f"{one.name}.xlsx"
            shutil.copyfile(shelf.home / name, site / "downloads" / name)
    names = {one.name for one in wanted}
    for folder in folders:
        _link(folder / "index.html", f"{folder.name}.xlsx", folder.name in names)


def _wanted(folder: Path, as_at: date) -> _Wanted:
    tables = list(_tables_of(folder))
    made_of = [folder.name, as_at, tables, code_of_pages(), versions()]
    return _Wanted(folder.name, tables, digest_of_value(made_of))


def _is_kept(wanted: _Wanted, shelf: Shelf) -> bool:
    """Return whether a spreadsheet is there, whole, and of the same tables."""
    place, note = shelf.home / f"{wanted.name}.xlsx", shelf.home / f"{wanted.name}.key"
    if not (place.is_file() and note.is_file()):
        return False
    return note.read_text(encoding="utf-8") == f"{wanted.key} {digest(str(place))}"


def _make(missing: list[_Wanted], as_at: date, shelf: Shelf) -> None:
    if not missing:
        return
    shelf.home.mkdir(parents=True, exist_ok=True)
    if len(missing) == 1 or shelf.jobs == 1:
        for one in missing:
            write(one.name, one.tables, one.key, as_at, shelf.home)
        return
    with _several(min(shelf.jobs, len(missing)), shelf.logs) as pool:
        futures = [
            pool.submit(write, one.name, one.tables, one.key, as_at, shelf.home)
            for one in missing
        ]
        for future in futures:
            future.result()


def _several(jobs: int, logs: Path) -> Executor:
    from analysis.build.pool import local
    from analysis.build.run.warm import Crew

    modules = (__name__, MAKER, "gptables")
    return local(Crew(jobs, logs / "spreadsheets.log", modules=modules))


def write(
    name: str, tables: list[Mapping[str, Any]], key: str, as_at: date, home: Path
) -> None:
    """Write a spreadsheet, and what it was made from.

    Parameters
    ----------
    name
        The folder of pages whose tables it holds.
    tables
        Title, columns, rows and page of each.
    key
        The digest of all that it is made from.
    as_at
        The day the reports are about.
    home
        The folder to write to.
    """
    from analysis.build.extras.workbook import write_workbook

    target = home / f"{name}.xlsx"
    note = home / f"{name}.key"
    note.unlink(missing_ok=True)
    write_workbook(target, name.capitalize(), tables, as_at)
    write_whole(note, f"{key} {digest(str(target))}")


def _link(page: Path, name: str, there: bool) -> None:
    """Lead from a folder's first page to its spreadsheet, if it has one."""
    if not page.is_file():
        return
    text = page.read_text(encoding="utf-8")
    link = f' · <a href="../downloads/{name}">All tables as a spreadsheet</a>'
    if PLACE in text:
        write_whole(page, text.replace(PLACE, link if there else ""))


def _tables_of(folder: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted(folder.glob(f"*_files/{TABLES}")):
        page = path.parent.name.removesuffix("_files")
        for data in json.loads(path.read_text(encoding="utf-8")):
            if data["kind"] == "table" and data["rows"]:
                yield {**data, "page": page}
