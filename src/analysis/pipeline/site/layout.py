"""Lay out a site of its editions: the latest at the top, each under its date."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from analysis.errors import BuildError
from analysis.pipeline.files import link_files, write_whole
from analysis.pipeline.manifest import NAME, read_manifest
from analysis.pipeline.site import checksums
from analysis.pipeline.site.banners import Location, write_banner
from analysis.pipeline.site.editions import files_of
from analysis.protocol import EDITIONS_FOLDER


def lay_out(site: Path, editions: Mapping[str, Path]) -> None:
    """Lay out a site of editions, and write banners on their pages.

    The folders of the editions stay as they are: unchanged files are linked, changed
    ones are written anew.

    Parameters
    ----------
    site
        An empty place.
    editions
        The folder of each edition, by date as YYYY-MM-DD.
    """
    days = sorted(editions)
    files = {day: files_of(folder) for day, folder in editions.items()}
    latest = _location(days[-1], "", files[days[-1]])
    dated = [_location(day, f"{EDITIONS_FOLDER}/{day}/", files[day]) for day in days]
    for here in (latest, *dated):
        link_files(editions[here.day], site / here.folder, files[here.day])
        _write_banners(site / here.folder, here, latest, days)
        _name_editions(site / here.folder, tuple(days) if here is latest else ())


def _location(day: str, folder: str, files: Sequence[str]) -> Location:
    pages = {n.removesuffix(".html") for n in files if n.endswith(".html")}
    return Location(day, folder, pages)


def _write_banners(
    folder: Path, here: Location, latest: Location, days: Sequence[str]
) -> None:
    """Write banners, and list the pages that this changes with their new digests."""
    listed = checksums.read(folder)
    renewed = dict(listed)
    for page in sorted(here.pages):
        name = f"{page}.html"
        text = (folder / name).read_text(encoding="utf-8")
        written = write_banner(text, page, here, latest, days)
        if written == text:
            continue
        # What was changed by hand stays known as that.
        as_built = checksums.digest_of_file(folder / name) == listed.get(name)
        write_whole(folder / name, written)
        if as_built:
            renewed[name] = checksums.digest_of_file(folder / name)
    if renewed != listed:
        checksums.save(folder, renewed)


def _name_editions(folder: Path, days: tuple[str, ...]) -> None:
    with suppress(BuildError):  # one that another release made keeps its own manifest
        manifest = read_manifest(folder)
        if manifest and manifest.editions != days:
            write_whole(folder / NAME, replace(manifest, editions=days).to_json())
