"""Write files whole, and name those that several parts of a build know."""

import os
import shutil
from pathlib import Path

RECORD = "build.json"
"""The record of a build, in its site."""

EDITIONS = "editions"
"""Where, in a site, each edition stands under its date."""

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


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the disk can not do that.

    Parameters
    ----------
    source
        The file. It has to be replaced and not written to when it changes.
    target
        The other name; its folder is made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or one that has no links
        shutil.copy2(source, target)


def same_file(one: Path, other: Path) -> bool:
    """Return whether two paths name one file, which is there.

    Parameters
    ----------
    one, other
        The paths.
    """
    try:
        return one.samefile(other)
    except OSError:
        return False
