"""Write files whole, and name those that several parts of a build know."""

import os
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
