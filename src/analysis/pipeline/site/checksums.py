"""List the files of an edition with their SHA-256 digests, in its files.json.

The list is kept with an edition from build to build: what was changed by hand is never
listed as something that a build has made.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path

from analysis.cache import FileDigests
from analysis.pipeline.files import write_whole
from analysis.pipeline.manifest import NAME as MANIFEST
from analysis.pipeline.site.editions import files_of

NAME = "files.json"
NOT_LISTED = {NAME, MANIFEST}
"""The list itself, and the manifest, which says of each build what it reused."""


def write(
    edition: Path, kept: Collection[str] = (), source: Path | None = None
) -> None:
    """Write the list of an edition's files.

    Parameters
    ----------
    edition
        Its folder.
    kept
        Files that were taken from an earlier build as they were.
    source
        The folder of that build. A file that had been changed there keeps the digest
        that its build listed.
    """
    made = {name: digest_of_file(edition / name) for name in files_of(edition)}
    if source:
        listed = read(source)
        for name in listed.keys() & made.keys() & set(kept):
            differs = made[name] != listed[name]
            if differs and made[name] == digest_of_file(source / name):
                made[name] = listed[name]
    save(edition, made)


def save(edition: Path, digests: Mapping[str, str]) -> None:
    """Write a list that is known already."""
    listed = {name: sha for name, sha in digests.items() if name not in NOT_LISTED}
    text = json.dumps({"schema": 1, "sha256": listed}, indent=1, sort_keys=True)
    write_whole(edition / NAME, f"{text}\n")


def read(edition: Path) -> dict[str, str]:
    """Return the digests of an edition's files; none where they are not listed."""
    try:
        content = json.loads((edition / NAME).read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in content["sha256"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def changed(edition: Path, files: FileDigests | None = None) -> dict[str, str]:
    """Return files that are not as they were built, each with what is wrong with it.

    Parameters
    ----------
    edition
        Its folder.
    files
        Knows digests of files that have not changed since they were read.
    """
    listed, found = read(edition), {}
    if not listed:
        return {NAME: "is missing, or is no list of files; build the site again"}
    for name in files_of(edition):
        if name not in listed and name not in NOT_LISTED:
            found[name] = "was not made by the build"
    digest = files.of if files else digest_of_file
    for name, built in listed.items():
        path = edition / name
        if not path.is_file():
            found[name] = "is missing from the site"
        elif digest(path) != built:
            found[name] = "was changed after it was built"
    return found


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 digest of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
