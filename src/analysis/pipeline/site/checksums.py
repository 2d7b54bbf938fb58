"""List the files of an edition with their digests, so that none changes unseen.

The list stands beside the record. It is carried along when an edition is kept: what
was changed by hand since it was built is not taken for what a build has made.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path

from analysis.pipeline.files import RECORD, numbers, write_whole
from analysis.pipeline.site.editions.shelf import names_of

NAME = "files.json"
LEFT_OUT = {NAME, RECORD}
"""The list itself, and the record, which says of each build what it reused."""


def note(edition: Path, before: Path | None = None) -> None:
    """Write the list of an edition's files.

    Parameters
    ----------
    edition
        Its folder.
    before
        The folder where it stands already, if it does. What is carried over from
        there is listed as it should be there, and not as somebody has left it.
    """
    known = read(before) if before else {}
    stood = before or edition
    here, there = (numbers(folder, known) for folder in (edition, stood))
    made = {}
    for name in names_of(edition):
        if name in here and here[name] == there.get(name):
            made[name] = known[name]
            continue
        made[name] = _digest(edition / name)
        copied = known.get(name, made[name]) != made[name]
        if copied and _digest(stood / name) == made[name]:
            made[name] = known[name]
    _write(edition, made)


def read(edition: Path) -> dict[str, str]:
    """Return the digests of an edition's files; none where they are not listed.

    Parameters
    ----------
    edition
        Its folder.
    """
    try:
        content = json.loads((edition / NAME).read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in content["sha256"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def renew(
    edition: Path,
    now: Mapping[str, str],
    before: Path | None = None,
    fresh: Collection[str] = (),
) -> None:
    """List anew files that a build has written anew.

    Parameters
    ----------
    edition
        Its folder.
    now
        Their digests, by those before.
    before
        The folder whose files it shares, but for the fresh ones.
    fresh
        Files that are not those of that folder.
    """
    stood = read(before) if before else {}
    stood = {name: sha for name, sha in stood.items() if name not in fresh}
    known = read(edition)
    right = known | {name: sha for name, sha in stood.items() if name in known}
    made = {name: now.get(sha, sha) for name, sha in right.items()}
    if made != known:
        _write(edition, made)


def changed(edition: Path) -> dict[str, str]:
    """Say of files that are not as they were built what has become of them.

    Parameters
    ----------
    edition
        Its folder.
    """
    said: Mapping[bool, str] = {
        False: "is missing from the site",
        True: "was changed after it was built",
    }
    return {
        name: said[(edition / name).is_file()]
        for name, digest in read(edition).items()
        if _digest(edition / name) != digest
    }


def _write(edition: Path, digests: Mapping[str, str]) -> None:
    listed = {name: sha for name, sha in digests.items() if name not in LEFT_OUT}
    text = json.dumps({"schema": 1, "sha256": listed}, indent=1, sort_keys=True)
    write_whole(edition / NAME, f"{text}\n")


def _digest(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
