"""Write files whole, and name those that several parts of a build know."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

RECORD = "build.json"
"""The record of a build, in its site."""

UNCHANGED = "nothing it depends on changed"
"""Why a report was not built again."""


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole, or not at all.

    Parameters
    ----------
    path
        The file.
    text
        What it shall hold.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    # The same bytes on every system.
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def link_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Link files of a folder into another, or copy them where links are not possible.

    Parameters
    ----------
    source, target
        The folders.
    names
        The files, as paths in both.
    """
    made: set[str] = set()
    old, new = f"{source}/", f"{target}/"
    for name in names:
        folder = os.path.dirname(new + name)  # noqa: PTH120 - thousands of them
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            made.add(folder)
        try:
            os.link(old + name, new + name)
        except OSError:  # another disk, or one that has no links
            shutil.copy2(old + name, new + name)
