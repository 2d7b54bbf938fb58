"""Tell whether files have changed without reading them, and never be deceived.

A file whose size and times are as they were has the content it had, save when it was
written in the same moment as it was looked at: clocks of file systems are coarse. The
content of such a file decides, as it does where the times differ. How long a moment is
shows in the times themselves: what no program can set has parts of a millisecond only
where the file system keeps them, and is then as exact as the system's own clock.
"""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

COARSE = 2_000_000_000
"""Nanoseconds within which two writings may bear the same time."""

FINE = 20_000_000
"""The same where times are kept exactly: two ticks of the slowest clock."""

MILLISECOND = 1_000_000

LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}


class Mark(NamedTuple):
    """Hold what is known of a file's content.

    Attributes
    ----------
    size, written, changed
        Its size, and when its content and its entry changed, in nanoseconds.
    seen
        When it was looked at.
    sha256
        The digest of its content, or nothing where the times are enough.
    """

    size: int
    written: int
    changed: int
    seen: int
    sha256: str = ""

    @property
    def settled(self) -> bool:
        """Return whether a later change is bound to show in the times."""
        moment = FINE if self.changed % MILLISECOND else COARSE
        return max(self.written, self.changed) < self.seen - moment


Marks = Mapping[str, Mark]


def files_below(places: Iterable[Path]) -> Iterator[str]:
    """Go through files, and all files in folders; what is not there is left out.

    Links are followed, but for one that leads back to a folder it lies in.

    Parameters
    ----------
    places
        Files and folders.
    """
    for place in places:
        if place.is_dir():
            for folder, inner, names in os.walk(place, followlinks=True):
                inner[:] = [
                    name
                    for name in inner
                    if name not in LEFT_OUT and not _leads_back(place, folder, name)
                ]
                for name in names:
                    yield os.path.join(folder, name)  # noqa: PTH118 - thousands of them
        elif place.is_file():
            yield str(place)


def _leads_back(place: Path, folder: str, name: str) -> bool:
    """Tell whether a folder is a link to one that is being gone through already."""
    path = Path(folder, name)
    if not path.is_symlink():
        return False
    real = path.resolve()
    above = [p for p in path.parents if p == place or place in p.parents]
    return any(p.resolve().is_relative_to(real) for p in above)


def taken(paths: Iterable[str], known: Marks, *, content: bool) -> dict[str, Mark]:
    """Return marks of files as they are now.

    Parameters
    ----------
    paths
        The files.
    known
        Earlier marks: what they show to be unchanged is not read.
    content
        Whether every file's content counts; else only that of files whose times
        are not settled.
    """
    made = {}
    for path in paths:
        now = _look(path)
        if now is None:
            continue
        before = known.get(path)
        if before is not None and before.sha256 and _same_times(now, before):
            now = now._replace(sha256=before.sha256)
        elif content or not now.settled:
            now = now._replace(sha256=digest(path))
        made[path] = now
    return made


def let_settle(place: Path) -> None:
    """Wait until later changes are bound to show, where that takes but a moment.

    Parameters
    ----------
    place
        What stands beside what has just been changed.
    """
    found = _look(str(place))
    if found and found.changed % MILLISECOND:
        time.sleep(FINE / 1_000_000_000)


def same(now: Marks, before: Marks) -> bool:
    """Return whether the same files stand there, with the same content.

    Parameters
    ----------
    now, before
        Their marks.
    """
    return now.keys() == before.keys() and all(
        _alike(path, mark, before[path]) for path, mark in now.items()
    )


def digest(path: str) -> str:
    """Return the digest of a file's content.

    Parameters
    ----------
    path
        The file.
    """
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _look(path: str) -> Mark | None:
    seen = time.time_ns()
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of them
    except OSError:
        return None
    return Mark(found.st_size, found.st_mtime_ns, found.st_ctime_ns, seen)


def _same_times(now: Mark, before: Mark) -> bool:
    return before.settled and now[:3] == before[:3]


def _alike(path: str, now: Mark, before: Mark) -> bool:
    if _same_times(now, before):
        return True
    if now.size != before.size or not before.sha256:
        return False
    return (now.sha256 or digest(path)) == before.sha256
