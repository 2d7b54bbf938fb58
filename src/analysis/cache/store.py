"""Keep the results of actions, and find them again while nothing has changed."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from platformdirs import user_cache_path

from analysis.cache.digests import digest_of_value
from analysis.cache.files import FileDigests, write_whole
from analysis.protocol import CACHE_VARIABLE

LAYOUT = 1
"""Raised when entries are written otherwise: those before are no longer found."""

BLOBS, ENTRIES = "blobs", "entries"

NEW = "it has not been made before"
LOST = "its result is gone or was changed"


@dataclass(frozen=True)
class Action:
    """Say what is to be made, and from what.

    Attributes
    ----------
    kind
        What sort of result it is, such as ``notebook``.
    name
        Which one; it is only for the explanation of a miss, and not part of the key.
    parts
        What the result depends on, by name: plain values or digests.
    """

    kind: str
    name: str
    parts: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Return a digest of the kind and all parts."""
        return digest_of_value([LAYOUT, self.kind, dict(self.parts)])


@dataclass(frozen=True)
class Entry:
    """Hold one result of an action.

    Attributes
    ----------
    outputs
        The files that were made: name and SHA-256.
    metadata
        What else is known of the result, as JSON can hold it.
    reads
        The paths that were read, with their digests, as `FileDigests.of_read` has them.
    """

    outputs: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    reads: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lookup:
    """Say what was found of an action: its entry, or why there is none.

    Attributes
    ----------
    entry
        The result, all of whose outputs are there and whole.
    why
        Why there is no result: `NEW`, `LOST`, or empty.
    part
        The part of the action that is another than the last time.
    read
        The path whose content is another than the last time.
    """

    entry: Entry | None = None
    why: str = ""
    part: str = ""
    read: str = ""


class Cache:
    """Keep results in a folder that several processes may use at the same time.

    Everything is written beside its place and renamed, and found by its content, so
    there are no locks: two processes that make the same result write the same.

    Parameters
    ----------
    folder
        The folder; it is made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.files = FileDigests(self.folder / "files.json")
        self._blobs, self._entries = self.folder / BLOBS, self.folder / ENTRIES

    @classmethod
    def near(cls, start: Path) -> "Cache":
        """Return the cache that a build has named, the project's, or the user's.

        Parameters
        ----------
        start
            A folder of the project, such as the one a notebook runs in.
        """
        if named := os.environ.get(CACHE_VARIABLE):
            return cls(Path(named))
        here = start.resolve()
        for folder in (here, *here.parents):
            if (folder / "_quarto.yml").is_file():
                return cls(folder / "reports" / "cache")
        return cls(user_cache_path("shared-services-evaluation"))

    def find(self, action: Action) -> Lookup:
        """Return the result of an action whose reads are unchanged, or why none is."""
        missed = Lookup(why=NEW)
        for path in self._variants(action.key):
            entry = read_entry(path)
            if entry is None:
                continue
            changed = self._changed(entry)
            if changed:
                missed = Lookup(read=changed)
            elif not all(map(self._is_whole, entry.outputs.values())):
                missed = Lookup(why=LOST)
            else:
                with contextlib.suppress(OSError):
                    os.utime(path)
                return Lookup(entry)
        if missed.why == NEW:
            return self._explain(action)
        return missed

    def put(
        self,
        action: Action,
        outputs: Mapping[str, Path] | None = None,
        metadata: Mapping[str, Any] | None = None,
        reads: Mapping[str, str] | None = None,
    ) -> Entry:
        """Keep a result, and return it.

        Parameters
        ----------
        action
            What was made.
        outputs
            The files that were made, by name; the cache copies them.
        metadata, reads
            What else is known, and what was read.
        """
        kept = {name: self._keep(path) for name, path in (outputs or {}).items()}
        entry = Entry(kept, dict(metadata or {}), dict(reads or {}))
        variant = digest_of_value(dict(entry.reads))[:16]
        text = json.dumps(asdict(entry), sort_keys=True)
        write_whole(self._home(action.key) / f"{variant}.json", text)
        parts = {name: digest_of_value(part) for name, part in action.parts.items()}
        write_whole(self._last(action), json.dumps(parts))
        return entry

    def give(self, entry: Entry, outputs: Mapping[str, Path]) -> None:
        """Put copies of outputs where they are wanted, unless they are there already.

        Parameters
        ----------
        entry
            The result.
        outputs
            Where each output goes, by its name.
        """
        for name, target in outputs.items():
            digest = entry.outputs[name]
            if self.files.of(target) == digest:
                continue
            if not self._is_whole(digest):
                raise OSError(f"The cache lost {name} while it was in use.")
            _copy(self._blob(digest), target)

    def forget(self, action: Action) -> None:
        """Forget all results of an action."""
        shutil.rmtree(self._home(action.key), ignore_errors=True)

    def _variants(self, key: str) -> list[Path]:
        """Return the files of an action's results, the last used first."""
        found = list(self._home(key).glob("*.json"))
        with contextlib.suppress(OSError):  # one that was just collected
            found.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        return found

    def _changed(self, entry: Entry) -> str:
        return next(
            (p for p, sha in entry.reads.items() if self.files.of_read(p) != sha), ""
        )

    def _explain(self, action: Action) -> Lookup:
        try:
            before = json.loads(self._last(action).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Lookup(why=NEW)
        for name, part in action.parts.items():
            if before.get(name) != digest_of_value(part):
                return Lookup(part=name)
        return Lookup(why=LOST)

    def _keep(self, path: Path) -> str:
        """Take a file as a blob; its digest is that of the blob, whatever follows."""
        beside = self._blobs / f"new-{uuid4().hex}"
        _copy(path, beside)
        digest = self.files.of(beside)
        blob = self._blob(digest)
        if self._is_whole(digest):
            beside.unlink()
        else:
            blob.parent.mkdir(parents=True, exist_ok=True)
            beside.replace(blob)
        return digest

    def _is_whole(self, digest: str) -> bool:
        return self.files.of(self._blob(digest)) == digest

    def _blob(self, digest: str) -> Path:
        return self._blobs / digest[:2] / digest

    def _home(self, key: str) -> Path:
        return self._entries / key[:2] / key

    def _last(self, action: Action) -> Path:
        name = digest_of_value([action.kind, action.name])
        return self.folder / "last" / name[:2] / f"{name}.json"


def read_entry(path: Path) -> Entry | None:
    """Return the entry in a file, or none where there is none that can be read."""
    try:
        return Entry(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _copy(source: Path, target: Path) -> None:
    """Copy a file to where another may stand; its target is whole at any moment."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{uuid4().hex}")
    shutil.copyfile(source, beside)
    beside.replace(target)


def outputs_below(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """Return outputs for `Cache.put` and `Cache.give`: paths in a folder, by name."""
    return {name: folder / name for name in names}
