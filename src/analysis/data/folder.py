"""Read and check a whole folder of data, and keep it for the next who asks.

Each report of a batch opens the same folder. What was read is kept in the process, and
given again while the files are the same; a process that is forked from one that has
read it has it too.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.data.checking import Frames, check_tables, doubtful
from analysis.data.problems import Problem
from analysis.data.reading import empty, find_extracts, find_tables, read_table, typed
from analysis.data.responses import SurveyCounts
from analysis.data.schemas import TABLES
from analysis.data.settings import FILE, Settings, read_settings
from analysis.data.survey_extracts import count_folder
from analysis.errors import FolderError

KEPT = 4
"""How many folders are kept; the one not asked for the longest goes first."""

SETTLED = 2.0
"""Seconds a file must have stood unchanged before it was read, to be kept: its time
of change may be as coarse as that."""

Stamp = tuple[tuple[str, tuple[int, ...]], ...]
"""For each entry of a folder its name, and what the system says of it."""


@dataclass(frozen=True, eq=False)
class Folder:
    """Hold what a folder says, of all dates.

    Attributes
    ----------
    settings
        What partnership.toml says; None where it cannot be read.
    tables
        Every table of the schemas by name, typed; empty where there are problems.
    files
        The names of the files that were read.
    counts
        Counts of single answers.
    problems
        What is wrong, in the order of files and rows.
    doubtful
        What can be reported on as it stands, and is likely to be a slip.
    """

    settings: Settings | None
    tables: dict[str, pd.DataFrame]
    files: frozenset[str]
    counts: SurveyCounts
    problems: tuple[Problem, ...]
    doubtful: tuple[Problem, ...] = ()


_kept: dict[Path, tuple[Stamp, Folder]] = {}


def read_folder(path: Path) -> Folder:
    """Read a folder and check it, unless it is known as it stands.

    Parameters
    ----------
    path
        The folder of one partnership. What is returned is shared: tables are to be
        copied before they are given away (a shallow copy is enough, since pandas
        copies what is written to).

    Raises
    ------
    FolderError
        When there is no such folder.
    """
    if not path.is_dir():
        msg = f"There is no folder {path}; expected a folder with {FILE} and tables."
        raise FolderError(msg)
    place, now = path.resolve(), time.time_ns()
    stamp = _stamp(place)
    before, folder = _kept.pop(place, ((), None))
    if folder is None or before != stamp:
        folder = _read(path)
    if all(changed + SETTLED * 1e9 < now for _, (changed, *_) in stamp):
        _kept[place] = (stamp, folder)
    while len(_kept) > KEPT:
        del _kept[next(iter(_kept))]
    return folder


def _stamp(folder: Path) -> Stamp:
    found = ((entry.name, _status(entry)) for entry in folder.iterdir())
    return tuple(
        sorted(
            (name, (s.st_mtime_ns, s.st_ctime_ns, s.st_size, s.st_ino))
            for name, s in found
        )
    )


def _status(entry: Path) -> os.stat_result:
    """Look at a file; at a link itself where it leads nowhere or in a circle."""
    try:
        return entry.stat()
    except OSError:
        return entry.lstat()


def _read(folder: Path) -> Folder:
    settings, problems = read_settings(folder)
    paths, missing = find_tables(folder)
    problems += missing
    frames: Frames = {}
    for name, path in paths.items():
        frame, found = read_table(path)
        problems += found
        if len(frame.columns):
            frames[name] = (path.name, frame)
    lacking = {name for name, table in TABLES.items() if table.required} - {*frames}
    problems += check_tables(frames, frozenset(lacking | ({*paths} - {*frames})))
    counts = SurveyCounts()
    if settings is not None and not problems:
        counts, problems = count_folder(folder, settings.survey, frames)
    tables: dict[str, pd.DataFrame] = {}
    doubts: list[Problem] = []
    if not problems:
        doubts = doubtful(frames)
        tables = {
            name: typed(frames[name][1], table) if name in frames else empty(table)
            for name, table in TABLES.items()
        }
    files = {FILE, *(file for file, _ in frames.values())}
    files |= {path.name for path in find_extracts(folder)}
    return Folder(
        settings=settings,
        tables=tables,
        files=frozenset(files),
        counts=counts,
        problems=tuple(sorted(problems)),
        doubtful=tuple(doubts),
    )
