"""Put a site together of its editions: the newest at the top, each under its date."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.errors import BuildError
from analysis.pipeline.files import numbers, share, write_whole
from analysis.pipeline.manifest import (
    NAME,
    FileDigest,
    Manifest,
    ReportEntry,
    read_manifest,
)
from analysis.pipeline.site import checksums
from analysis.pipeline.site.editions.marks import Place, mark
from analysis.pipeline.site.editions.shelf import names_of
from analysis.protocol import EDITIONS_FOLDER


@dataclass(frozen=True)
class _Home:
    """A folder of the new site, and the one at the same place in the site in place.

    The old one is there only if the site is as the last build left it. A file that
    the edition shares with it then has the mark that it needs, unless ``again``.
    """

    folder: Path
    before: Path | None
    fresh: frozenset[str]
    pages: frozenset[str]
    again: bool

    @property
    def to_mark(self) -> list[str]:
        """Return the pages that have to be marked."""
        wanted = {f"{page}.html" for page in self.pages}
        return sorted(wanted if self.again else wanted & self.fresh)


def arrange(
    site: Path,
    editions: Mapping[str, Path],
    own: str = "",
    standing: Path | None = None,
) -> None:
    """Lay out a site of editions, and mark their pages.

    Files are shared with the folders they come from, as far as the disk can do that;
    what is changed is written anew, so that these folders stay as they are. Only one
    that has just been put together is moved.

    Parameters
    ----------
    site
        An empty place.
    editions
        The folder of each edition, by date as YYYY-MM-DD.
    own
        The date of the one whose folder is moved.
    standing
        The site in place, if it holds these editions and is known to be as it was
        left: what an edition shares with it is marked already.
    """
    days = sorted(editions)
    homes = {"": days[-1], **{f"{EDITIONS_FOLDER}/{day}/": day for day in days}}
    found = {day: _Files.of(editions[day], day, standing) for day in days}
    # The top comes first, and takes what it needs of a folder before that is moved.
    laid = {
        home: _lay_out(site, home, found[d], standing, move=bool(home) and d == own)
        for home, d in homes.items()
    }
    # One page more or less, and others may have to lead elsewhere.
    again = any(home.again for home in laid.values())
    places = {h: Place(day, h, laid[h].pages) for h, day in homes.items()}
    for name, place in places.items():
        _mark(replace(laid[name], again=again), place, places[""], days)


@dataclass(frozen=True)
class _Files:
    """The files of an edition, and those that it does not share with the old one."""

    folder: Path
    names: Sequence[str]
    fresh: frozenset[str]

    @classmethod
    def of(cls, folder: Path, day: str, standing: Path | None) -> "_Files":
        names = names_of(folder)
        dated = standing / EDITIONS_FOLDER / day if standing else None
        if dated == folder:
            return cls(folder, names, frozenset())
        old = numbers(dated, names) if dated else {}
        new = numbers(folder, names)
        changed = (name for name in names if old.get(name) != new[name])
        return cls(folder, names, frozenset(changed))


def _lay_out(
    site: Path, home: str, files: _Files, standing: Path | None, *, move: bool
) -> _Home:
    """Share the files of an edition with the new site, or move them there."""
    before = standing / home if standing else None
    there = set(names_of(before)) if before else set()
    old = there - files.fresh
    fresh = [name for name in files.names if name not in old]
    if move:
        (site / home).parent.mkdir(parents=True, exist_ok=True)
        files.folder.rename(site / home)
    else:
        if before:
            share(before, site / home, (name for name in files.names if name in old))
        share(files.folder, site / home, fresh)
    pages = _pages(files.names)
    again = pages != _pages(there)
    return _Home(site / home, before, frozenset(fresh), pages, again)


def _pages(names: Collection[str]) -> frozenset[str]:
    return frozenset(n.removesuffix(".html") for n in names if n.endswith(".html"))


def _mark(home: _Home, place: Place, top: Place, days: Sequence[str]) -> None:
    """Mark an edition's pages, and note in its record how they are now."""
    now: dict[str, str] = {}
    for name in home.to_mark:
        path = home.folder / name
        text = path.read_text(encoding="utf-8")
        made = mark(text, name.removesuffix(".html"), place, top, days)
        now[_sha256(text)] = _sha256(made)
        if made != text:
            write_whole(path, made)
    checksums.renew(home.folder, now, home.before, home.fresh)
    record = None
    with suppress(BuildError):  # one that another release made keeps its own
        record = read_manifest(home.folder)
    if record is not None:
        known = tuple(days) if place == top else ()
        noted = replace(record, reports=_noted(record, now, home), editions=known)
        if noted != record:
            write_whole(home.folder / NAME, noted.to_json())


def _noted(
    record: Manifest, now: Mapping[str, str], home: _Home
) -> tuple[ReportEntry, ...]:
    """Return reports with new digests; of a page that was tampered with, the old."""
    stood = _standing_files(home)
    return tuple(
        replace(
            report,
            files=stood.get(report.page)
            or tuple(
                replace(file, sha256=now.get(file.sha256, file.sha256))
                for file in report.files
            ),
        )
        for report in record.reports
    )


def _standing_files(home: _Home) -> dict[str, tuple[FileDigest, ...]]:
    """Return the files of those pages that stand there already as they are to be."""
    if home.again or home.before is None:
        return {}
    record = read_manifest(home.before)
    return {
        report.page: report.files
        for report in (record.reports if record else ())
        if not any(file.path in home.fresh for file in report.files)
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
