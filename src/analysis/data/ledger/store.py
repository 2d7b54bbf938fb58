"""Work with DuckDB within limits of memory, and keep what was worked out."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd
from filelock import FileLock

from analysis.cache import Action, Cache, Entry, outputs_below

MEMORY = "1GB"
"""What DuckDB may hold; beyond it, it works on disk."""

ROOM = Path(__file__).parents[1]
"""The room of data, all of whose code may bear on what a ledger adds up to."""

Frames = dict[str, pd.DataFrame]


@contextmanager
def working() -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """Give a DuckDB connection and a folder, both gone afterwards."""
    with TemporaryDirectory(prefix="ledger-") as folder:
        work = Path(folder)
        settings: dict[str, Any] = {
            "memory_limit": MEMORY,
            "temp_directory": str(work / "spill"),
            "preserve_insertion_order": False,
        }
        connection = duckdb.connect(config=settings)
        try:
            yield connection, work
        finally:
            connection.close()


def results(
    folder: Path,
    files: Mapping[str, Path],
    depends: Mapping[str, object],
    work_out: Callable[[], Frames],
) -> Frames:
    """Return the results of a ledger, worked out only where they are not kept.

    Where several processes ask for the same, one works and the others wait.

    Parameters
    ----------
    folder
        The folder of the data, for which a cache is looked for.
    files
        The files of the ledger, by the names that the results give them. They count
        by their content.
    depends
        What the results depend on beside files and code, as JSON can hold it.
    work_out
        Works the results out.
    """
    cache = Cache.near(folder)
    parts = {
        **depends,
        "code": cache.files.of_tree([ROOM, ROOM.parent / "errors.py"], ROOM.parent),
        "versions": [duckdb.__version__, pd.__version__],
        "files": {name: cache.files.of(path) for name, path in files.items()},
    }
    action = Action("ledger", str(folder), parts)
    with _alone(cache.folder / "locks" / f"{action.key}.lock") as allowed:
        found = cache.find(action).entry
        if found:
            return _read(cache, found)
        frames = work_out()
        if allowed:
            _keep(cache, action, frames)
        return frames


@contextmanager
def _alone(place: Path) -> Iterator[bool]:
    """Wait for other processes; tell whether there is a folder to keep things in."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place)
        lock.acquire()
    except OSError:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _read(cache: Cache, entry: Entry) -> Frames:
    with TemporaryDirectory(prefix="ledger-") as folder:
        tables = outputs_below(Path(folder), entry.outputs)
        cache.give(entry, tables)
        return {name: pd.read_parquet(path) for name, path in tables.items()}


def _keep(cache: Cache, action: Action, frames: Frames) -> None:
    with TemporaryDirectory(prefix="ledger-") as folder:
        tables = outputs_below(Path(folder), frames)
        for name, path in tables.items():
            frames[name].to_parquet(path, index=False)
        cache.put(action, tables)
    cache.files.save()
