"""Put a site where readers find it, so that they see the old one or the new one."""

import os
import shutil
import zipfile
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from analysis.errors import BuildError, PublishError
from analysis.pipeline.site.deploy import deploy, lock

MANIFEST = ".published"
"""Lists, in a folder published to, the files that publishing put there."""

EARLIEST = date(1980, 1, 1)


def files_of(site: Path) -> list[str]:
    """Return the paths of a site's files, sorted.

    Parameters
    ----------
    site
        The site's folder.
    """
    paths = (p for p in site.rglob("*") if p.is_file())
    return sorted(p.relative_to(site).as_posix() for p in paths)


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
        If the folder holds a file of the same name that publishing has not put
        there, lies inside of the site or around it, or cannot be written.
    """
    # What a link leads to is replaced, and not the link.
    folder = folder.resolve()
    _refuse_nesting(site, folder)
    names = files_of(site)
    try:
        with lock(folder, shared=True):
            strangers = _strangers(folder)
            _refuse_strangers(strangers, names, folder)
            with TemporaryDirectory(prefix=".publish-", dir=folder.parent) as work:
                staged = Path(work) / "site"
                shutil.copytree(site, staged)
                for name in strangers:
                    (staged / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(folder / name, staged / name, follow_symlinks=False)
                manifest = "\n".join([*names, MANIFEST]) + "\n"
                (staged / MANIFEST).write_text(manifest, encoding="utf-8")
                deploy(staged, folder)
    except (BuildError, OSError) as error:
        raise PublishError(f"Nothing was published to {folder}: {error}") from error


def _refuse_nesting(site: Path, folder: Path) -> None:
    here, there = site.resolve(), folder.resolve()
    if here.is_relative_to(there) or there.is_relative_to(here):
        raise PublishError(
            f"{folder} and the site ({site}) lie in each other: name another folder."
        )


def _strangers(folder: Path) -> list[str]:
    """Return the files of a folder that publishing has not put there."""
    if not folder.is_dir():
        return []
    manifest = folder / MANIFEST
    ours = set()
    if manifest.is_file():
        ours = set(manifest.read_text(encoding="utf-8").splitlines())
    links_too = (p for p in folder.rglob("*") if p.is_file() or p.is_symlink())
    names = (p.relative_to(folder).as_posix() for p in links_too)
    return sorted(name for name in names if name not in ours)


def _refuse_strangers(strangers: list[str], names: list[str], folder: Path) -> None:
    taken = sorted(set(strangers) & set(names))
    if taken:
        raise PublishError(
            f"{folder} holds {taken[0]}, which was not published by this command and "
            "would be overwritten. Move it, or name another folder."
        )


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
    """Write a folder's files to a zip file: sorted, with no date, plain rights.

    Parameters
    ----------
    folder
        The folder.
    file
        The zip file.
    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in files_of(folder):
            entry = zipfile.ZipInfo(name, (EARLIEST.year, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (folder / name).read_bytes())
