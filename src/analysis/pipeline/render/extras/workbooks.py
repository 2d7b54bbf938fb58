"""Give each council a spreadsheet, and make only those whose tables have changed."""

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis.cache import Action, Cache, versions, write_whole
from analysis.pipeline.code import code_of_pages
from analysis.pipeline.render.extras.csv import TABLES
from analysis.protocol import DOWNLOADS_FOLDER

PLACE = " <!-- workbook -->"
"""Stands on a page where the link to the spreadsheet of its folder goes."""

MAKER = "analysis.pipeline.render.extras.workbook"
"""Loads pandas and what writes spreadsheets: only where one is written."""


@dataclass(frozen=True)
class Workbooks:
    """Say where spreadsheets are kept, and how they are made.

    Parameters
    ----------
    cache
        Keeps them from build to build.
    logs
        Where processes that make them print to.
    jobs
        How many are made at the same time.
    """

    cache: Cache
    logs: Path
    jobs: int = 1


def add_workbooks(site: Path, as_at: date, workbooks: Workbooks | None) -> None:
    """Put one spreadsheet for each folder of pages that has tables into a site.

    Parameters
    ----------
    site
        The site.
    as_at
        The day the reports are about.
    workbooks
        How they are made; without, there are none, and no page leads to one.
    """
    folders = sorted(path for path in site.iterdir() if path.is_dir())
    full = [folder for folder in folders if workbooks and has_tables(folder)]
    if workbooks and full:
        (site / DOWNLOADS_FOLDER).mkdir(exist_ok=True)
        _put(full, as_at, workbooks, site / DOWNLOADS_FOLDER)
    for folder in folders:
        _link(folder / "index.html", f"{folder.name}.xlsx", folder in full)


def has_tables(folder: Path) -> bool:
    """Return whether any page of a folder shows a table that has rows."""
    return next(_tables_of(folder), None) is not None


def _put(
    folders: list[Path], as_at: date, workbooks: Workbooks, downloads: Path
) -> None:
    """Put the spreadsheets of some folders in place, and make those that are not kept.

    They are made in other processes: what these load is not needed here.
    """
    cache = workbooks.cache
    common = {"as at": as_at, "code": code_of_pages(cache.files), "with": versions()}
    actions = {folder: _action(folder, common, cache) for folder in folders}
    found = {folder: cache.find(action).entry for folder, action in actions.items()}
    missing = [folder for folder in folders if found[folder] is None]
    if missing:
        jobs = min(workbooks.jobs, len(missing))
        with (
            TemporaryDirectory(prefix="workbooks-") as place,
            _several(jobs, workbooks.logs) as pool,
        ):
            made = {folder: Path(place, f"{folder.name}.xlsx") for folder in missing}
            tasks = [pool.submit(write, *item, as_at) for item in made.items()]
            for task in tasks:
                task.result()
            for folder, path in made.items():
                found[folder] = cache.put(actions[folder], {"xlsx": path})
    for folder, entry in found.items():
        if entry:
            cache.give(entry, {"xlsx": downloads / f"{folder.name}.xlsx"})


def _action(folder: Path, common: Mapping[str, Any], cache: Cache) -> Action:
    tables = [(path.parent.name, cache.files.of(path)) for path in _files(folder)]
    parts = {**common, "folder": folder.name, "tables": tables}
    return Action("workbook", folder.name, parts)


def _several(jobs: int, logs: Path) -> Executor:
    from analysis.pipeline.execute.pool import Workers, local

    modules = (__name__, MAKER, "gptables")
    return local(Workers(jobs, logs / "spreadsheets.log", modules=modules, calls=0))


def write(folder: Path, target: Path, as_at: date) -> None:
    """Write a spreadsheet.

    Parameters
    ----------
    folder
        The folder of pages whose tables it holds.
    target
        The file.
    as_at
        The day the reports are about.
    """
    from analysis.pipeline.render.extras.workbook import write_workbook

    write_workbook(target, folder.name.capitalize(), list(_tables_of(folder)), as_at)


def _link(page: Path, name: str, there: bool) -> None:
    """Lead from a folder's first page to its spreadsheet, if it has one."""
    if not page.is_file():
        return
    text = page.read_text(encoding="utf-8")
    link = f' · <a href="../{DOWNLOADS_FOLDER}/{name}">All tables as a spreadsheet</a>'
    if PLACE in text:
        write_whole(page, text.replace(PLACE, link if there else ""))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*_files/{TABLES}"))


def _tables_of(folder: Path) -> Iterator[Mapping[str, Any]]:
    for path in _files(folder):
        page = path.parent.name.removesuffix("_files")
        for data in json.loads(path.read_text(encoding="utf-8")):
            if data["kind"] == "table" and data["rows"]:
                yield {**data, "page": page}
