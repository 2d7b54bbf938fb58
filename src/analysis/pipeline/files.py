"""Write files whole, and name those that several parts of a build know."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from analysis.cache import write_whole

__all__ = ["RECORD", "UNCHANGED", "write_whole"]

RECORD = "build.json"
"""The record of a build, in its site."""

UNCHANGED = "nothing it depends on changed"
"""Why a report was not built again."""


def link_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Link files of a folder into another, or copy them where there are no links."""
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
