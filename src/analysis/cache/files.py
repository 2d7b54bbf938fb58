"""Digests of files, which are read again only when they may have changed.

After the rule of git's index: a file has the content it had if its size, its times of
change and its inode are as they were, unless it had changed so shortly before it was
read that a second change could bear the same time ("racily clean"). Such a file is
not remembered, and is read again the next time.
"""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ABSENT = "absent"
"""The digest of a file that is not there."""

SETTLED = 2_000_000_000
"""Nanoseconds a file must have stood unchanged when it is read, to be remembered: the
clock of some file systems (FAT) is as coarse as that."""

LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}

Status = tuple[int, int, int, int]


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole, or not at all.

    Parameters
    ----------
    path
        The file; its folder is made.
    text
        Its content; line ends stay as they are on every system.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def files_below(places: Iterable[Path]) -> Iterator[Path]:
    """Yield files, and all files in folders, in order; links to folders are followed.

    Parameters
    ----------
    places
        Files and folders; what is not there is left out.
    """
    for place in sorted(places):
        if place.is_file():
            yield place
        yield from _inside(place, frozenset())


def _inside(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    real = folder.resolve()
    if not folder.is_dir() or real in above:  # a link that leads back up
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name in LEFT_OUT:
            continue
        if entry.is_dir():
            yield from _inside(Path(entry.path), above | {real})
        else:
            yield Path(entry.path)


class FileDigests:
    """Know the SHA-256 of files.

    Parameters
    ----------
    place
        The file that keeps what is known from process to process. Where several
        write it at the same time, the last one wins and the others read files again.
        Without, nothing is kept.
    """

    def __init__(self, place: Path | None = None) -> None:
        self._place = place
        self._known: dict[str, list[Any]] = {}
        self._new = False
        if place is None:
            return
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(place.read_text(encoding="utf-8"))
            self._known = found if isinstance(found, dict) else {}

    def of(self, path: Path | str) -> str:
        """Return the digest of a file's content, or `ABSENT`."""
        path = os.fspath(path)
        looked = time.time_ns()
        try:
            status = _status(path)
            known = self._known.get(path)
            if known and tuple(known[:4]) == status:
                return str(known[4])
            with Path(path).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ABSENT
        if max(status[1:3]) < looked - SETTLED:
            self._known[path] = [*status, digest]
            self._new = True
        else:
            self._known.pop(path, None)
        return digest

    def of_read(self, path: str) -> str:
        """Return the digest of what was read under a path.

        Parameters
        ----------
        path
            A file; a folder with a slash at the end, of which the names count; or a
            path without a suffix, which stands for every file of that name.
        """
        place = Path(path)
        if path.endswith(os.sep):
            names = sorted(p.name for p in place.iterdir()) if place.is_dir() else []
            return _digest("\0".join(names)) if place.is_dir() else ABSENT
        if place.suffix or place.is_file():
            return self.of(path)
        found = sorted(p for p in place.parent.glob(f"{place.name}.*") if p.is_file())
        texts = [f"{p.name} {self.of(p)}" for p in found]
        return _digest("\n".join(texts)) if texts else ABSENT

    def of_tree(self, places: Iterable[Path], base: Path) -> str:
        """Return a digest of files: their paths below a folder, and their content.

        Parameters
        ----------
        places
            Files, and folders with all that is in them.
        base
            The folder.
        """
        return _digest(
            "\n".join(
                f"{path.relative_to(base).as_posix()} {self.of(path)}"
                for path in files_below(places)
            )
        )

    def save(self) -> None:
        """Keep what is known for other processes, of files that are still there."""
        if self._new and self._place:
            known = {p: k for p, k in self._known.items() if os.path.exists(p)}  # noqa: PTH110
            write_whole(self._place, json.dumps(known))
            self._new = False


def _status(path: str) -> Status:
    found = os.stat(path)  # noqa: PTH116 - thousands of them
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
