"""Bring the site in place up to date, if it is not: assemble, lay out, deploy."""

import shutil
from contextlib import suppress
from dataclasses import replace

from analysis.cache import FileDigests
from analysis.errors import BuildError
from analysis.pipeline.files import write_whole
from analysis.pipeline.manifest import NAME, Manifest, read_manifest
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.render.engines import Engine
from analysis.pipeline.render.rendering import Rendering
from analysis.pipeline.site import checksums
from analysis.pipeline.site.assemble import assemble
from analysis.pipeline.site.deploy import deploy
from analysis.pipeline.site.describe import describe
from analysis.pipeline.site.layout import lay_out
from analysis.pipeline.site.pages import Pages
from analysis.protocol import EDITIONS_FOLDER


def update_site(
    edition: Edition, engine: Engine, pages: Pages, rendering: Rendering
) -> Manifest:
    """Put an edition in the site in place, beside the others, and return its manifest.

    A site that was made from the same, and whose files are as they were made, stays;
    only its manifests say anew what was built and what reused.

    Parameters
    ----------
    edition
        What is built and kept.
    engine
        The renderer.
    pages
        How each report ended.
    rendering
        What has been rendered.
    """
    manifest = describe(edition, engine, pages, rendering)
    if not manifest.failed and _is_current(edition, manifest, rendering.cache.files):
        return _restate(edition, manifest)
    places = edition.places
    assemble(places.edition, edition, manifest, pages, rendering)
    if edition.request.beside:
        deploy(places.edition, places.out)
    else:
        shutil.rmtree(places.new, ignore_errors=True)
        lay_out(places.new, edition.others | {edition.day: places.edition})
        deploy(places.new, places.out)
        shutil.rmtree(places.edition, ignore_errors=True)
    return read_manifest(edition.folders[0]) or manifest


def _is_current(edition: Edition, manifest: Manifest, files: FileDigests) -> bool:
    """Tell whether the site holds just this, and every file is as it was built."""
    out = edition.places.out
    home = out / EDITIONS_FOLDER
    dated = sorted(home.iterdir()) if home.is_dir() else []
    if tuple(folder.name for folder in dated) != edition.days:
        return False
    with suppress(BuildError, OSError):
        latest = read_manifest(out)
        there = [read_manifest(folder) for folder in edition.folders]
        return (
            latest is not None
            and latest.editions == edition.days
            and all(found and found.is_like(manifest) for found in there)
            and not any(checksums.changed(f, files) for f in (out, *dated))
        )
    return False


def _restate(edition: Edition, manifest: Manifest) -> Manifest:
    """Write manifests that say that all was reused; what they say beside stays."""
    for folder in reversed(edition.folders):
        before = read_manifest(folder)
        made = replace(manifest, editions=before.editions if before else ())
        if made != before:
            write_whole(folder / NAME, made.to_json())
    return made
