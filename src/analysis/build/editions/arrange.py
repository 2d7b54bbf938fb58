"""Put a site together of its editions: the newest at the top, each under its date."""

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from analysis.build.editions.marks import Place, mark
from analysis.build.editions.shelf import FOLDER, files_of
from analysis.build.files import write_whole
from analysis.build.record import NAME, BuildRecord, ReportRecord, read_record
from analysis.errors import BuildError


def arrange(site: Path, editions: Mapping[str, Path]) -> None:
    """Lay out a site of editions, and mark their pages.

    Files are shared with the folders they come from, as far as the disk can do that;
    what is changed is written anew, so that these folders stay as they are.

    Parameters
    ----------
    site
        An empty place.
    editions
        The folder of each edition, by date as YYYY-MM-DD.
    """
    days = sorted(editions)
    homes = {"": days[-1], **{f"{FOLDER}/{day}/": day for day in days}}
    for home, day in homes.items():
        _share(editions[day], site / home)
    places = [Place(d, home, _pages(site / home)) for home, d in homes.items()]
    for place in places:
        _mark(site, place, places[0], days)


def _share(source: Path, target: Path) -> None:
    for file in files_of(source):
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source / file, target / file)
        except OSError:  # another disk, or one that has no links
            shutil.copy2(source / file, target / file)


def _pages(home: Path) -> frozenset[str]:
    found = (file for file in files_of(home) if file.suffix == ".html")
    return frozenset(file.with_suffix("").as_posix() for file in found)


def _mark(site: Path, place: Place, top: Place, days: Sequence[str]) -> None:
    """Mark an edition's pages, and note in its record how they are now."""
    folder = site / place.home
    now: dict[str, str] = {}
    for page in sorted(place.pages):
        path = folder / f"{page}.html"
        text = path.read_text(encoding="utf-8")
        made = mark(text, page, place, top, days)
        now[_sha256(text)] = _sha256(made)
        if made != text:
            write_whole(path, made)
    record = None
    with suppress(BuildError):  # one that another release made keeps its own
        record = read_record(folder)
    if record is not None:
        known = tuple(days) if place == top else ()
        noted = replace(record, reports=_noted(record, now), editions=known)
        if noted != record:
            write_whole(folder / NAME, noted.to_json())


def _noted(record: BuildRecord, now: Mapping[str, str]) -> tuple[ReportRecord, ...]:
    """Return reports with new digests; of a page that was tampered with, the old."""
    return tuple(
        replace(
            report,
            files=tuple(
                replace(file, sha256=now.get(file.sha256, file.sha256))
                for file in report.files
            ),
        )
        for report in record.reports
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
