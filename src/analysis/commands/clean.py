"""Forget what is kept from build to build."""

import shutil
from pathlib import Path

import typer

from analysis.commands.common import one_message, project_root

FORGOTTEN = ("cache", "work", "elsewhere")
"""Folders below reports/ that a build makes again."""


def clean() -> None:
    """Forget what builds have kept; the site stays, and nothing but time is lost."""
    with one_message():
        from analysis.pipeline.site.deploy import lock

        reports = project_root() / "reports"
        with lock(reports / "site"):
            size = sum(_forget(reports / name) for name in FORGOTTEN)
        typer.echo(f"Forgot {size / 1e6:.0f} MB below {reports}; the site stays.")


def _forget(folder: Path) -> int:
    """Remove a folder, and return how many bytes its files had."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    shutil.rmtree(folder, ignore_errors=True)
    return size
