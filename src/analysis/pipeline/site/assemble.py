"""Put an edition together: pages, logs, search, downloads, manifest and checksums."""

import shutil
from collections.abc import Collection
from pathlib import Path

from analysis.cache import Cache
from analysis.pipeline.files import link_files, write_whole
from analysis.pipeline.manifest import NAME as MANIFEST
from analysis.pipeline.manifest import Manifest
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.render.extras import (
    Workbooks,
    complete_site,
    facts_of,
)
from analysis.pipeline.render.rendered import (
    Joined,
    Rendered,
    find_rendered,
    join,
    owner_of,
)
from analysis.pipeline.render.rendering import Rendering
from analysis.pipeline.site import checksums
from analysis.pipeline.site.editions import files_of
from analysis.pipeline.site.pages import Pages
from analysis.pipeline.site.search import Search, page_of, read_search
from analysis.pipeline.text import plain, without_paths


def assemble(
    folder: Path,
    edition: Edition,
    manifest: Manifest,
    pages: Pages,
    rendering: Rendering,
) -> None:
    """Put an edition together in a folder.

    Parameters
    ----------
    folder
        The folder; what is there is removed.
    edition
        What is built and kept.
    manifest
        What is said of it.
    pages
        How each report ended.
    rendering
        What has been rendered.
    """
    shutil.rmtree(folder, ignore_errors=True)
    cache = rendering.cache
    keys = {name: rendering.keys[name] for name in rendering.names}
    joined = join(cache, keys, folder)
    _know_others(joined, folder)
    _know_kept(joined, edition, cache)
    _add_logs(folder, pages, edition)
    kept = _keep_files(edition, folder) if edition.previous else []
    workbooks = _workbooks(edition, cache)
    complete_site(folder, edition.request.as_at, joined.facts, workbooks)
    write_whole(folder / MANIFEST, manifest.to_json())
    checksums.write(folder, kept, edition.previous_folder)


def _know_others(joined: Joined, folder: Path) -> None:
    """Complete what a renderer adds to the pages, such as one for a lost address."""
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        if name not in joined.facts:
            facts = facts_of(folder, path)
            joined.add(name.removesuffix(".html"), Rendered(facts=facts))


def _know_kept(joined: Joined, edition: Edition, cache: Cache) -> None:
    """Take in the pages that a partial build keeps, by what was noted of them."""
    for report in edition.kept:
        found = find_rendered(cache, report.page, report.key)
        path = edition.previous_folder / f"{report.page}.html"
        if found:
            joined.add(report.page, found[0])
        elif path.is_file():
            facts = facts_of(edition.previous_folder, path)
            joined.add(report.page, Rendered(facts=facts))


def _add_logs(folder: Path, pages: Pages, edition: Edition) -> None:
    """Copy the logs of failed reports, without the machine's paths."""
    for page, outcome in pages.outcomes.items():
        if outcome.failure:
            log = edition.places.log(page)
            text = log.read_text(encoding="utf-8") if log.is_file() else ""
            text = without_paths(plain(text), edition.request.root)
            (folder / f"{page}.log.txt").write_text(text, encoding="utf-8")


def _keep_files(edition: Edition, folder: Path) -> list[str]:
    """Link what a partial build leaves out, and return it; not pages that are gone."""
    kept = {report.page for report in edition.kept}
    before = edition.previous.reports if edition.previous else ()
    gone = {report.page for report in before} - kept
    there = {MANIFEST, checksums.NAME, *files_of(folder)}
    left = [name for name in files_of(edition.previous_folder) if name not in there]
    left = [name for name in left if not owner_of(name, gone)]
    link_files(edition.previous_folder, folder, left)
    _merge_search(edition, folder, kept)
    return left


def _merge_search(edition: Edition, folder: Path, kept: Collection[str]) -> None:
    """Add the kept pages' entries to the search index, in a whole build's order."""
    pages = {f"{page}.html" for page in kept}
    entries = [e for e in read_search(edition.previous_folder) if page_of(e) in pages]
    entries += read_search(folder)
    order = {f"{r.page}.html": place for place, r in enumerate(edition.planned)}
    entries.sort(key=lambda entry: order.get(page_of(entry), len(order)))
    with Search(folder) as search:
        search.add(entries)


def _workbooks(edition: Edition, cache: Cache) -> Workbooks | None:
    """Return how spreadsheets are made, if there are to be any."""
    request, places = edition.request, edition.places
    if not request.spreadsheets:
        return None
    return Workbooks(cache, places.logs, request.jobs)
