"""Digest what reports and pages depend on, beside the files that reports read."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from analysis import cache as kept
from analysis.cache import digest_of_value
from analysis.pipeline import code
from analysis.pipeline.code import PACKAGE

__all__ = ["PACKAGE", "digest_of_value"]


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
    return digest_of_files(code.parts_of_reports(), PACKAGE)


@cache
def code_of_pages() -> str:
    """Return a digest of the package's code that makes pages of notebooks."""
    return digest_of_files([PACKAGE / "pipeline"], PACKAGE)


def versions(modules: Iterable[str] = ()) -> str:
    """Return a digest of the versions of what reports are made with.

    Parameters
    ----------
    modules
        What a notebook imports.
    """
    more = {name for module in modules for name in kept.distributions_of(module)}
    return _versions(frozenset(more))


@cache
def _versions(more: frozenset[str]) -> str:
    return digest_of_value(kept.versions(sorted(more)))


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return [
        file
        for file in path.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    ]
