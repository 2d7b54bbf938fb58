"""Publish a site to a folder or a zip file: readers see the old one or the new one."""

import os
import shutil
import zipfile
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from analysis.errors import BuildError, PublishError
from analysis.pipeline.publish.owned import LISTING, files_of, foreign, listing
from analysis.pipeline.site.deploy import deploy, lock

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name."""


def to_folder(site: Path, folder: Path) -> None:
    """Publish a site to a folder, which is replaced in one step.

    Files that publishing put there before and that the site no longer has go;
    files it did not put there stay as they are.

    Parameters
    ----------
    site
        The site's folder.
    folder
        The folder, which may hold other files as well.

    Raises
    ------
    PublishError
        If the folder is a file, holds a file that is in the way and that publishing
        has not put there, lies inside of the site or around it, or cannot be written.
    """
    # What a link leads to is replaced, and not the link.
    folder = folder.resolve()
    _refuse_place(site, folder)
    names = files_of(site)
    try:
        with lock(folder, shared=True):
            others = foreign(_present(folder), _listed(folder), names, str(folder))
            with TemporaryDirectory(prefix=".publish-", dir=folder.parent) as work:
                staged = Path(work) / "site"
                shutil.copytree(site, staged)
                (staged / LISTING).write_text(listing(names), encoding="utf-8")
                _let_read(staged)
                for name in others:
                    (staged / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(folder / name, staged / name, follow_symlinks=False)
                deploy(staged, folder)
    except (BuildError, OSError) as error:
        raise PublishError(f"Nothing was published to {folder}: {error}") from error


def _refuse_place(site: Path, folder: Path) -> None:
    here = site.resolve()
    if here.is_relative_to(folder) or folder.is_relative_to(here):
        raise PublishError(
            f"{folder} and the site ({site}) lie in each other: name another folder."
        )
    if folder.exists() and not folder.is_dir():
        raise PublishError(f"{folder} is no folder: name another one.")


def _present(folder: Path) -> list[str]:
    paths = (p for p in folder.rglob("*") if p.is_file() or p.is_symlink())
    return [path.relative_to(folder).as_posix() for path in paths]


def _listed(folder: Path) -> str:
    path = folder / LISTING
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _let_read(folder: Path) -> None:
    """Let a web server read all files, whatever the user's own habit (umask) is."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def to_zip(site: Path, file: Path) -> None:
    """Publish a site as a zip file, the same bytes for the same site.

    Parameters
    ----------
    site
        The site's folder.
    file
        The zip file; one that is there is replaced in one step.

    Raises
    ------
    PublishError
        If it cannot be written, or lies inside of the site.
    """
    file = file.absolute()
    if file.is_relative_to(site.resolve()):
        raise PublishError(f"{file} lies inside of the site: name another place.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            dir=file.parent, prefix=f".{file.name}.", delete=False
        ) as unfinished:
            temporary = Path(unfinished.name)
        try:
            write_zip(site, temporary)
            temporary.chmod(0o644)
            os.replace(temporary, file)  # noqa: PTH105 - one step on every system
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise PublishError(f"{file} cannot be written: {error.strerror}.") from error


def write_zip(folder: Path, file: Path) -> None:
    """Write a folder's files to a zip file: sorted, with no date, plain rights."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in files_of(folder):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (folder / name).read_bytes())
