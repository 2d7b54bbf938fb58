"""Digest what reports and pages depend on, beside the files that reports read."""

import hashlib
import json
import platform
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2]
PIPELINE = PACKAGE / "pipeline"
# What of the build's code may change what a notebook shows.
RUNS = (PIPELINE / "execute",)


def digest_of_value(value: object) -> str:
    """Return a digest of plain values.

    Parameters
    ----------
    value
        What JSON can hold.
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_files(paths: Iterable[Path], base: Path) -> str:
    """Return a digest of files: their names below a folder, and their content.

    Parameters
    ----------
    paths
        Files, and folders with all that is in them.
    base
        The folder.
    """
    total = hashlib.sha256()
    for file in sorted(file for path in paths for file in _files(path)):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(base).as_posix()} {content}\n".encode())
    return total.hexdigest()


@cache
def code_of_reports() -> str:
    """Return a digest of the package's code that notebooks run."""
    parts = [p for p in PACKAGE.iterdir() if p not in (PIPELINE, PACKAGE / "cli.py")]
    return digest_of_files([*parts, *RUNS], PACKAGE)


@cache
def code_of_pages() -> str:
    """Return a digest of the package's code that makes pages of notebooks."""
    return digest_of_files([PIPELINE], PACKAGE)


@cache
def versions() -> str:
    """Return a digest of the versions of Python and of all that is installed."""
    # The names of these folders hold name and version; reading each of their
    # files would take a second.
    installed = {
        path.name
        for folder in sys.path
        if folder and Path(folder).is_dir()
        for path in Path(folder).glob("*.dist-info")
    }
    return digest_of_value(
        [platform.python_version(), sys.platform, *sorted(installed)]
    )


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return [
        file
        for file in path.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    ]
