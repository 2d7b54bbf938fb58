"""Find the editions in a site, and name them to the notebooks."""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from analysis.cache import FileDigests
from analysis.errors import BuildError
from analysis.pipeline.config import BuildRequest, relative
from analysis.pipeline.files import write_whole
from analysis.pipeline.manifest import NAME, Manifest, digest, read_manifest
from analysis.protocol import EDITIONS_FOLDER, PACKAGE_FOLDER

PARTNERS = "partners"
"""The table that says whose data a folder holds."""


@dataclass(frozen=True)
class Editions:
    """Hold the editions that are in a site before a build.

    Attributes
    ----------
    folders
        The folder of each, by its date as YYYY-MM-DD.
    latest
        The manifest at the top of the site, or none.
    """

    folders: Mapping[str, Path]
    latest: Manifest | None = None

    @classmethod
    def find(
        cls, site: Path, request: BuildRequest, *, replaced: bool = True
    ) -> "Editions":
        """Return the editions in a site.

        A site that an earlier release made holds one edition, its own. Whose editions
        they are the manifest at the top tells, or, where it cannot be read, those of
        the editions.

        Parameters
        ----------
        site
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
        folders = dict(_dated(site / EDITIONS_FOLDER))
        latest = None
        with contextlib.suppress(BuildError):
            latest = read_manifest(site)
        # What is no date leads to no folder: the manifest may come from elsewhere.
        if latest and _is_day(latest.as_at) and latest.as_at not in latest.editions:
            folders.setdefault(latest.as_at, site)
        known = [latest] if latest else list(_manifests(folders.values()))
        if folders and not any(_same_partnership(one, request) for one in known):
            if replaced and (len(folders) > 1 or not known):
                whose = known[0].partnership if known else "a partnership not known"
                raise BuildError(
                    f"{site} holds editions of {whose}, which would be lost: "
                    f"{', '.join(sorted(folders))}. Name another folder with --out for "
                    f"{request.partnership}, or remove {site} first."
                )
            folders = {}
        return cls(dict(sorted(folders.items())), latest)

    def others(self, as_at: date) -> dict[str, Path]:
        """Return the editions as at other dates than one."""
        return {d: f for d, f in self.folders.items() if d != as_at.isoformat()}

    def write_others(self, as_at: date, file: Path, files: FileDigests) -> None:
        """Write, for the notebooks, where the editions as at other dates are.

        Parameters
        ----------
        as_at
            The date of the edition that is built.
        file
            The file, which also holds a digest of the figures of each edition.
        files
            Knows the digests of files.
        """
        named = {}
        for day, folder in self.others(as_at).items():
            sha256 = files.of_tree([folder / PACKAGE_FOLDER], folder)
            named[day] = {"folder": str(folder), "sha256": sha256}
        write_whole(file, json.dumps(named, indent=1, sort_keys=True))


def refuse_editions(out: Path) -> None:
    """Refuse to put a preview where editions are: it keeps none.

    Raises
    ------
    BuildError
        If the folder holds editions.
    """
    if days := [day for day, _ in _dated(out / EDITIONS_FOLDER)]:
        raise BuildError(
            f"{out} holds the editions {', '.join(days)}, which a preview would "
            "replace. Name another folder with --out."
        )


def files_of(edition: Path) -> list[str]:
    """Return the paths of an edition's files; at the top of a site, of no other one.

    Parameters
    ----------
    edition
        Its folder, or that of the site whose latest edition it is.
    """
    found = []
    for folder, inner, names in os.walk(edition):
        place = os.path.relpath(folder, edition).replace(os.sep, "/")
        if place == ".":
            inner[:] = [name for name in inner if name != EDITIONS_FOLDER]
            found += names
        else:
            found += [f"{place}/{name}" for name in names]
    return sorted(found)


def _dated(home: Path) -> Iterator[tuple[str, Path]]:
    for folder in sorted(home.iterdir()) if home.is_dir() else []:
        if _is_day(folder.name) and (folder / NAME).is_file():
            yield folder.name, folder


def _manifests(folders: Iterable[Path]) -> Iterator[Manifest]:
    """Yield the manifests of editions that can be read."""
    for folder in folders:
        with contextlib.suppress(BuildError):
            if manifest := read_manifest(folder):
                yield manifest


def _is_day(text: str) -> bool:
    """Tell whether a text is a date, written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _same_partnership(found: Manifest, request: BuildRequest) -> bool:
    """Tell a partnership by its name, or its folder of data where that has changed.

    A manifest names a folder outside of the project by its last part only, which others
    may have as well. There the list of partners tells: it is as it was.
    """
    if found.partnership == request.partnership:
        return True
    folder = request.data.resolve()
    if folder.is_relative_to(request.root.resolve()):
        place = relative(folder, request.root)
        return place in {str(PurePosixPath(file.path).parent) for file in found.inputs}
    partners = {f for f in found.inputs if PurePosixPath(f.path).stem == PARTNERS}
    now = (path for path in request.inputs if path.stem == PARTNERS)
    return any(digest(path, folder.parent) in partners for path in now)
