"""Replace the site in place by what a build has made, unless it is that already."""

import os
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from analysis.cache import Action, Cache, FileDigests
from analysis.pipeline.code import code_of_pages
from analysis.pipeline.files import RECORD, write_whole
from analysis.pipeline.manifest import Manifest, read_manifest
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.render.engines import Engine
from analysis.pipeline.render.rendering import Rendering
from analysis.pipeline.site.assemble import assemble
from analysis.pipeline.site.deploy import deploy
from analysis.pipeline.site.describe import describe
from analysis.pipeline.site.layout import lay_out
from analysis.pipeline.site.pages import Pages
from analysis.protocol import EDITIONS_FOLDER

OF_ONE_BUILD = {"status", "why"}
"""What a manifest says of a report that is no part of what the site holds."""


def replace_site(
    edition: Edition, engine: Engine, pages: Pages, rendering: Rendering
) -> Manifest:
    """Assemble an edition, lay it out beside the others, deploy, return its manifest.

    A site that was made from the same, and whose files are as they were made, stays;
    only its manifests say anew what was built and what reused.
    """
    manifest = describe(edition, engine, pages, rendering)
    cache, out = rendering.cache, edition.places.out
    action = _action(edition, manifest, cache)
    found = None if edition.kept or manifest.failed else cache.find(action).entry
    if found and found.metadata["files"] == _digest(out, cache.files):
        return _restate(edition, manifest)
    folder = edition.places.edition
    manifest = assemble(folder, edition, engine, pages, rendering)
    _deploy(edition, folder)
    if not (edition.kept or manifest.failed):
        action = _action(edition, manifest, cache)
        cache.put(action, metadata={"files": _digest(out, cache.files)})
    return read_manifest(edition.stands_at) or manifest


def _deploy(edition: Edition, folder: Path) -> None:
    """Put an edition in place beside the others."""
    places = edition.places
    if edition.request.beside:
        deploy(folder, places.out)
        return
    shutil.rmtree(places.new, ignore_errors=True)
    lay_out(places.new, edition.others | {edition.day: folder})
    deploy(places.new, places.out)
    shutil.rmtree(folder, ignore_errors=True)


def _action(edition: Edition, manifest: Manifest, cache: Cache) -> Action:
    """Return what a site is made from: pages, the code that joins them, editions."""
    stated: dict[str, Any] = asdict(manifest)
    for report in stated["reports"]:
        for name in OF_ONE_BUILD:
            report.pop(name)
    others = {day: _digest(f, cache.files) for day, f in edition.others.items()}
    parts = {
        "manifest": stated,
        "code": code_of_pages(cache.files),
        "editions": others,
        "spreadsheets": edition.request.spreadsheets,
    }
    return Action("site", str(edition.places.out), parts)


def _restate(edition: Edition, manifest: Manifest) -> Manifest:
    """Write manifests that say that all was reused; what they say beside stays."""
    out, made = edition.places.out, manifest
    for folder in (out / EDITIONS_FOLDER / edition.day, edition.stands_at):
        before = read_manifest(folder)
        if before:
            made = replace(manifest, editions=before.editions)
            if made != before:
                write_whole(folder / RECORD, made.to_json())
    return made


def _digest(site: Path, files: FileDigests) -> str:
    """Return a digest of a site's files; not of manifests, which tell of one build."""
    names = [
        Path(folder, name)
        for folder, _, found in os.walk(site)
        for name in found
        if name != RECORD
    ]
    return files.of_tree(names, site)
