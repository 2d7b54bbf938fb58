"""Give each council a spreadsheet, and make only those whose tables have changed."""

import filecmp
import json
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analysis.pipeline.cache.keys import code_of_pages, digest_of_value, versions
from analysis.pipeline.cache.marks import digest
from analysis.pipeline.files import write_whole
from analysis.pipeline.render.extras.downloads import TABLES
from analysis.pipeline.render.extras.payload import PLACE
from analysis.protocol import DOWNLOADS_FOLDER

MAKER = "analysis.pipeline.render.extras.workbook"
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
    """A spreadsheet: of which folder of pages, and the digest of what it is made of.

    Not its tables: those of all councils at once would fill the memory.
    """

    folder: Path
    key: str

    @property
    def name(self) -> str:
        return f"{self.folder.name}.xlsx"


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
    full = [folder for folder in folders if shelf and has_tables(folder)]
    if shelf and full:
        wanted = [_Wanted(folder, _key(folder, as_at)) for folder in full]
        _make([one for one in wanted if not _is_kept(one, shelf)], as_at, shelf)
        (site / DOWNLOADS_FOLDER).mkdir(exist_ok=True)
        for one in wanted:
            _put(shelf.home / one.name, site / DOWNLOADS_FOLDER / one.name)
    for folder in folders:
        _link(folder / "index.html", f"{folder.name}.xlsx", folder in full)


def has_tables(folder: Path) -> bool:
    """Return whether any page of a folder shows a table that has rows.

    Parameters
    ----------
    folder
        The folder of pages.
    """
    return next(_tables_of(folder), None) is not None


def _key(folder: Path, as_at: date) -> str:
    tables = [(path.parent.name, digest(str(path))) for path in _files(folder)]
    made_of = [folder.name, as_at, tables, code_of_pages(), versions()]
    return digest_of_value(made_of)


def _is_kept(wanted: _Wanted, shelf: Shelf) -> bool:
    """Return whether a spreadsheet is there, whole, and of the same tables."""
    place = shelf.home / wanted.name
    note = place.with_suffix(".key")
    if not (place.is_file() and note.is_file()):
        return False
    return note.read_text(encoding="utf-8") == f"{wanted.key} {digest(str(place))}"


def _put(made: Path, target: Path) -> None:
    """Copy a spreadsheet, if it is not there already."""
    if not (target.is_file() and filecmp.cmp(made, target, shallow=False)):
        target.unlink(missing_ok=True)
        shutil.copyfile(made, target)


def _make(missing: list[_Wanted], as_at: date, shelf: Shelf) -> None:
    """Make spreadsheets in other processes: what they load is not needed here."""
    if not missing:
        return
    shelf.home.mkdir(parents=True, exist_ok=True)
    with _several(min(shelf.jobs, len(missing)), shelf.logs) as pool:
        futures = [
            pool.submit(write, one.folder, one.key, as_at, shelf.home)
            for one in missing
        ]
        for future in futures:
            future.result()


def _several(jobs: int, logs: Path) -> Executor:
    from analysis.pipeline.execute.pool import local
    from analysis.pipeline.execute.warm import Crew

    modules = (__name__, MAKER, "gptables")
    return local(Crew(jobs, logs / "spreadsheets.log", modules=modules))


def write(folder: Path, key: str, as_at: date, home: Path) -> None:
    """Write a spreadsheet, and what it was made from.

    Parameters
    ----------
    folder
        The folder of pages whose tables it holds.
    key
        The digest of all that it is made from.
    as_at
        The day the reports are about.
    home
        The folder to write to.
    """
    from analysis.pipeline.render.extras.workbook import write_workbook

    target = home / f"{folder.name}.xlsx"
    note = target.with_suffix(".key")
    note.unlink(missing_ok=True)
    tables = list(_tables_of(folder))
    write_workbook(target, folder.name.capitalize(), tables, as_at)
    write_whole(note, f"{key} {digest(str(target))}")


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
