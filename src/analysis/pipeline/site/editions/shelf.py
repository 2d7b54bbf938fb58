"""Know which editions stand in a site, and name them to the notebooks."""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from analysis.errors import BuildError
from analysis.pipeline.cache.keys import digest_of_files
from analysis.pipeline.config import BuildRequest, relative
from analysis.pipeline.files import write_whole
from analysis.pipeline.manifest import NAME, Manifest, digest, read_manifest
from analysis.protocol import EDITIONS_FOLDER, PACKAGE_FOLDER

PARTNERS = "partners"
"""The table that says whose record a folder holds."""


@dataclass(frozen=True)
class Shelf:
    """Hold what stands in a site before a build.

    Attributes
    ----------
    out
        The site's folder.
    folders
        Every edition in it, by date as YYYY-MM-DD.
    top
        The record of the edition at the top, or none.
    """

    out: Path
    folders: Mapping[str, Path]
    top: Manifest | None = None

    @classmethod
    def open(
        cls, out: Path, request: BuildRequest, *, replaced: bool = True
    ) -> "Shelf":
        """Look at the site in place.

        A site that an earlier release made holds one edition, its own. One whose
        folder somebody has removed is given up. Whose editions they are the record at
        the top tells, or, where it cannot be read, those of the editions.

        Parameters
        ----------
        out
            The site's folder.
        request
            What is about to be built.
        replaced
            Whether the site is about to be replaced.

        Raises
        ------
        BuildError
            If it is, and holds several editions of another partnership, or some of
            which nothing tells whose they are.
        """
        folders = dict(_dated(out / EDITIONS_FOLDER))
        top = None
        with contextlib.suppress(BuildError):
            top = read_manifest(out)
        # What is no date leads to no folder: the record may come from elsewhere.
        if top and _is_day(top.as_at) and top.as_at not in top.editions:
            folders.setdefault(top.as_at, out)
        known = [top] if top else list(_records(folders.values()))
        if folders and not any(_same_partnership(one, request) for one in known):
            if replaced and (len(folders) > 1 or not known):
                whose = known[0].partnership if known else "a partnership not known"
                raise BuildError(
                    f"{out} holds editions of {whose}, which would be lost: "
                    f"{', '.join(sorted(folders))}. Name another folder with --out for "
                    f"{request.partnership}, or remove {out} first."
                )
            folders = {}
        return cls(out, dict(sorted(folders.items())), top)

    @staticmethod
    def refuse_in(out: Path) -> None:
        """Refuse to put a preview where editions stand: it keeps none.

        Parameters
        ----------
        out
            The preview's folder.

        Raises
        ------
        BuildError
            If it holds editions.
        """
        if days := [day for day, _ in _dated(out / EDITIONS_FOLDER)]:
            raise BuildError(
                f"{out} holds the editions {', '.join(days)}, which a preview would "
                "replace. Name another folder with --out."
            )

    def others(self, as_at: date) -> dict[str, Path]:
        """Return the editions as at other days than one."""
        return {d: f for d, f in self.folders.items() if d != as_at.isoformat()}

    def is_settled(self) -> bool:
        """Tell whether the site says of itself that it holds what it holds."""
        return self.top is not None and self.top.editions == tuple(self.folders)

    def name_others(self, as_at: date, file: Path) -> None:
        """Write down, for the notebooks, the editions as at other days.

        A file that says the same stays as it is.

        Parameters
        ----------
        as_at
            The day of the edition that is made.
        file
            The file, which also holds a digest of the figures of each edition.
        """
        named = {}
        for day, folder in self.others(as_at).items():
            figures = folder / PACKAGE_FOLDER
            present = [figures] if figures.is_dir() else []
            sha256 = digest_of_files(present, folder)
            named[day] = {"folder": str(folder), "sha256": sha256}
        write_whole(file, json.dumps(named, indent=1, sort_keys=True))


def files_of(edition: Path) -> Iterator[Path]:
    """Yield the files of an edition, as paths in it; of the top, no other editions.

    Parameters
    ----------
    edition
        Its folder, or that of the site whose top it is.
    """
    return map(Path, sorted(names_of(edition)))


def names_of(edition: Path) -> list[str]:
    """Return the paths of the files of an edition in it, as texts.

    Parameters
    ----------
    edition
        Its folder, or that of the site whose top it is.
    """
    found = []
    for folder, inner, names in os.walk(edition):
        place = os.path.relpath(folder, edition).replace(os.sep, "/")
        if place == ".":
            inner[:] = [name for name in inner if name != EDITIONS_FOLDER]
            found += names
        else:
            found += [f"{place}/{name}" for name in names]
    return found


def _dated(home: Path) -> Iterator[tuple[str, Path]]:
    for folder in sorted(home.iterdir()) if home.is_dir() else []:
        if _is_day(folder.name) and (folder / NAME).is_file():
            yield folder.name, folder


def _records(folders: Iterable[Path]) -> Iterator[Manifest]:
    """Yield the records of editions that can be read."""
    for folder in folders:
        with contextlib.suppress(BuildError):
            if record := read_manifest(folder):
                yield record


def _is_day(text: str) -> bool:
    """Tell whether a text is a date, written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _same_partnership(top: Manifest, request: BuildRequest) -> bool:
    """Tell a partnership by its name, or its folder of data where that has changed.

    A record names a folder outside of the project by its last part only, which others
    may have as well. There the list of partners tells: it is as it was.
    """
    if top.partnership == request.partnership:
        return True
    folder = request.data.resolve()
    if folder.is_relative_to(request.root.resolve()):
        place = relative(folder, request.root)
        return place in {str(PurePosixPath(file.path).parent) for file in top.inputs}
    partners = {
        file for file in top.inputs if PurePosixPath(file.path).stem == PARTNERS
    }
    now = (path for path in request.inputs if path.stem == PARTNERS)
    return any(digest(path, folder.parent) in partners for path in now)
