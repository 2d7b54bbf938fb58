"""Work with DuckDB within limits of memory, and keep what was worked out."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd
from filelock import FileLock
from platformdirs import user_cache_path

MEMORY = "1GB"
"""What DuckDB may hold; beyond it, it works on disk."""

CODE = Path(__file__).parents[1]
"""The room of data, all of which may bear on what a ledger adds up to."""

KEPT = 8
"""How many ledgers' results are kept."""

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


def key_of(files: Mapping[str, Path], depends: object) -> str:
    """Return a key that changes with anything that the results depend on.

    The files count by their content, whatever their times say, and the code by its
    source, so that nobody has to remember to raise a version.

    Parameters
    ----------
    files
        The files of the ledger, by the names that the results give them.
    depends
        What the results depend on beside files and code, as JSON can hold it.
    """
    contents = [[name, _digest(path)] for name, path in files.items()]
    parts = [code(), duckdb.__version__, pd.__version__, contents, depends]
    return sha256(json.dumps(parts).encode()).hexdigest()[:24]


@cache
def code() -> str:
    """Return a digest of the source that ledgers are read with."""
    sources = [*sorted(CODE.rglob("*.py")), CODE.parent / "errors.py"]
    total = sha256()
    for path in sources:
        total.update(f"{path.relative_to(CODE.parent)} {_digest(path)}\n".encode())
    return total.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@contextmanager
def kept(name: str) -> Iterator["Kept"]:
    """Give what is kept under a name, to one process at a time."""
    root = user_cache_path("shared-services-evaluation") / "ledgers"
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(root / f"{name}.lock")
        lock.acquire()
    except OSError:
        # Without a folder to keep things in, everything is worked out each time.
        yield Kept(None)
        return
    try:
        yield Kept(root / name)
    finally:
        lock.release()


class Kept:
    """Hold the results of one ledger, as Parquet files in a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self) -> Frames | None:
        """Return the frames, or None where they are not there whole."""
        if self._folder is None or not (self._folder / "whole").exists():
            return None
        files = sorted(self._folder.glob("*.parquet"))
        return {file.stem: pd.read_parquet(file) for file in files}

    def save(self, frames: Frames) -> None:
        """Keep frames, and let go of those of the ledger used longest ago."""
        if self._folder is None:
            return
        self._folder.mkdir(exist_ok=True)
        for name, frame in frames.items():
            frame.to_parquet(self._folder / f"{name}.parquet", index=False)
        (self._folder / "whole").touch()
        others = sorted(
            (f for f in self._folder.parent.iterdir() if f.is_dir()),
            key=lambda folder: folder.stat().st_mtime,
            reverse=True,
        )
        for folder in others[KEPT:]:
            for file in folder.iterdir():
                file.unlink(missing_ok=True)
            folder.rmdir()
