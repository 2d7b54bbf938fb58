"""Forget what the cache keeps and nobody asks for."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from analysis.cache.store import BLOBS, ENTRIES, read_entry

DAY = 86_400.0
OLDEST = 30 * DAY
"""Seconds after which a result that nobody asked for is forgotten."""

LARGEST = 4 * 2**30
"""Bytes that all blobs may take together."""

GRACE = 3600.0
"""Seconds that a blob without an entry is left alone: its entry may be on its way."""


def collect_daily(folder: Path) -> None:
    """Forget what nobody asks for, if that was not done today.

    Parameters
    ----------
    folder
        The cache's folder.
    """
    stamp = folder / "collected"
    with contextlib.suppress(OSError):
        if time.time() - stamp.stat().st_mtime < DAY:
            return
    if folder.is_dir():
        collect(folder)
        stamp.touch()


def collect(folder: Path, *, oldest: float = OLDEST, largest: int = LARGEST) -> None:
    """Forget results that nobody asked for lately, and blobs that no result has.

    Parameters
    ----------
    folder
        The cache's folder.
    oldest
        Seconds since a result was last asked for.
    largest
        Bytes that are kept; of more, results go that were not asked for longest.
    """
    now, kept, total = time.time(), set[str](), 0
    for used, path in sorted(_dated(folder / ENTRIES), reverse=True):
        entry = read_entry(path)
        blobs = set(entry.outputs.values()) - kept if entry else set()
        size = sum(_size(_blob(folder, digest)) for digest in blobs)
        if entry is None or now - used > oldest or total + size > largest:
            path.unlink(missing_ok=True)
        else:
            kept |= blobs
            total += size
    for changed, blob in _dated(folder / BLOBS):
        if blob.name not in kept and now - changed > GRACE:
            blob.unlink(missing_ok=True)
    for home in (folder / ENTRIES).glob("*/*"):
        with contextlib.suppress(OSError):  # it holds something, or is gone
            home.rmdir()


def _dated(folder: Path) -> Iterator[tuple[float, Path]]:
    """Yield files, and when each was last changed or used."""
    for path in list(folder.rglob("*")):
        with contextlib.suppress(OSError):
            if path.is_file():
                found = path.stat()
                made = found.st_ctime if path.parent.parent.name == BLOBS else 0.0
                yield max(found.st_mtime, made), path


def _blob(folder: Path, digest: str) -> Path:
    return folder / BLOBS / digest[:2] / digest


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0
