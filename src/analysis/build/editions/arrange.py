"""Put a site together of its editions: the newest at the top, each under its date."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.build.editions.marks import Place, mark
from analysis.build.editions.shelf import FOLDER, names_of
from analysis.build.files import link_or_copy, same_file, write_whole
from analysis.build.record import (
    NAME,
    BuildRecord,
    FileRecord,
    ReportRecord,
    read_record,
)
from analysis.errors import BuildError


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
    site: Path, editions: Mapping[str, Path], standing: Path | None = None
) -> None:
    """Lay out a site of editions, and mark their pages.

    Files are shared with the folders they come from, as far as the disk can do that;
    what is changed is written anew, so that these folders stay as they are.

    Parameters
    ----------
    site
        An empty place.
    editions
        The folder of each edition, by date as YYYY-MM-DD.
    standing
        The site in place, if it holds these editions and is known to be as it was
        left: what an edition shares with it is marked already.
    """
    days = sorted(editions)
    homes = {"": days[-1], **{f"{FOLDER}/{day}/": day for day in days}}
    laid = {
        home: _lay_out(site, home, editions[day], day, standing)
        for home, day in homes.items()
    }
    # One page more or less, and others may have to lead elsewhere.
    again = any(home.again for home in laid.values())
    places = {h: Place(day, h, laid[h].pages) for h, day in homes.items()}
    for name, place in places.items():
        _mark(replace(laid[name], again=again), place, places[""], days)


def _lay_out(
    site: Path, home: str, source: Path, day: str, standing: Path | None
) -> _Home:
    """Share the files of an edition with the new site."""
    names = names_of(source)
    fresh = set(names)
    before = standing / home if standing else None
    if standing and before:
        dated = standing / FOLDER / day
        fresh = {n for n in names if not same_file(source / n, dated / n)}
    for name in names:
        instead = before / name if before and name not in fresh else None
        if instead is not None and not instead.exists():
            fresh.add(name)
            instead = None
        link_or_copy(instead or source / name, site / home / name)
    pages = _pages(names)
    again = before is None or pages != _pages(names_of(before))
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
    record = None
    with suppress(BuildError):  # one that another release made keeps its own
        record = read_record(home.folder)
    if record is not None:
        known = tuple(days) if place == top else ()
        noted = replace(record, reports=_noted(record, now, home), editions=known)
        if noted != record:
            write_whole(home.folder / NAME, noted.to_json())


def _noted(
    record: BuildRecord, now: Mapping[str, str], home: _Home
) -> tuple[ReportRecord, ...]:
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


def _standing_files(home: _Home) -> dict[str, tuple[FileRecord, ...]]:
    """Return the files of those pages that stand there already as they are to be."""
    if home.again or home.before is None:
        return {}
    record = read_record(home.before)
    return {
        report.page: report.files
        for report in (record.reports if record else ())
        if not any(file.path in home.fresh for file in report.files)
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
