"""Digests of this package's own code, by what it decides."""

from collections.abc import Iterator
from pathlib import Path

import analysis
from analysis.cache import FileDigests

PACKAGE = Path(analysis.__file__).parent
CALLERS = ("pipeline", "commands", "cli.py")
"""What calls notebooks, and which no notebook calls."""

RUNNERS = ("pipeline/config.py", "pipeline/execute", "pipeline/nodes.py")
"""What of these decides what an executed notebook shows."""

PAGES = ("pipeline", "cache", "errors.py", "protocol.py")
"""What makes pages of executed notebooks."""


def code_of_reports(files: FileDigests, package: Path = PACKAGE) -> str:
    """Return a digest of all code that may change what a notebook shows."""
    return files.of_tree(parts_of_reports(package), package)


def code_of_pages(files: FileDigests, package: Path = PACKAGE) -> str:
    """Return a digest of all code that may change what is made of a notebook."""
    return files.of_tree([package / name for name in PAGES], package)


def parts_of_reports(package: Path = PACKAGE) -> Iterator[Path]:
    """Yield the files and folders of the code that notebooks are run with."""
    yield from (path for path in package.iterdir() if path.name not in CALLERS)
    yield from (package / name for name in RUNNERS)
