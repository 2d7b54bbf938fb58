"""Build a site: plan, run the notebooks, prepare, stage, render, swap."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path

from rich.console import Console

from analysis.errors import BuildError
from analysis.pipeline import progress
from analysis.pipeline.cache.receipts import all_reads
from analysis.pipeline.cache.standing import Standing
from analysis.pipeline.cache.standing_pages import StandingPages
from analysis.pipeline.config import BuildRequest
from analysis.pipeline.execute.pool import MakeExecutor, local
from analysis.pipeline.execute.running import run_reports
from analysis.pipeline.manifest import Manifest, read_manifest
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.render.engines import Engine
from analysis.pipeline.render.project import read_config
from analysis.pipeline.render.rendering import Rendering
from analysis.pipeline.site.assemble import assemble
from analysis.pipeline.site.deploy import deploy, lock
from analysis.pipeline.site.describe import write_seconds
from analysis.pipeline.site.layout import lay_out
from analysis.pipeline.site.pages import Pages


def build(
    request: BuildRequest,
    *,
    engine: Engine,
    console: Console | None = None,
    executor: MakeExecutor = local,
    standing: Standing | None = None,
) -> Manifest:
    """Build the reports that a request asks for, and put the site in place.

    Nothing runs before everything is planned and checked. A report that fails
    becomes a page that says so; any other error leaves the site as it was.

    Editions as at other dates stay: the newest stands at the top of the site, and
    each under ``editions/`` and its date.

    Only what has changed is run and rendered. What has been run and rendered is
    kept as soon as it is there, so that a build which is broken off goes on,
    when it is started again, where it was.

    When only some pages are asked for, the others are kept as they stand in
    this edition, so that links keep working; that needs the same partnership,
    as-at date, renderer and formats. A partner's whole document is made anew
    only when all of the partner's pages are, and else kept as well. Where no
    site stands, the new one holds what was asked for; links in the text of a
    page may then lead to pages that are still to be built.

    Parameters
    ----------
    request
        What to build.
    engine
        The renderer.
    console
        Where progress is shown.
    executor
        Makes what runs the notebooks, of a number of jobs and what they need.
    standing
        Is told what the site was made from, once it is in place and nothing failed.

    Returns
    -------
    Manifest
        What the site's ``build.json`` holds; ``failed`` names what failed.

    Raises
    ------
    NotebookError
        If a notebook cannot be planned.
    BuildError
        If the build cannot start or finish.
    """
    console = console or Console()
    config = read_config(request.root)
    edition = Edition.planned_for(request)
    with lock(edition.places.out), _room_on_disk():
        # Else it is put together anew, lest what somebody has changed be kept.
        as_left = standing.site_is_as_left() if standing else None
        if standing:
            standing.forget()
        edition = edition.keeping(engine.name)
        ran = run_reports(edition, console, executor, partial(load, engine))
        pages = Pages(edition, ran)
        stood = StandingPages.of(edition, as_left=bool(as_left))
        rendering = Rendering(edition, engine, config, pages, stood)
        if rendering.new:
            rendering.run(console)
        folder = edition.places.edition
        result = assemble(folder, edition, engine, pages, rendering, stood)
        result = _deploy(edition, folder) or result
        write_seconds(edition, pages)
        if standing and not result.failed:
            reads = all_reads(edition.places.executed)
            standing.keep(reads, request.inputs, edition.day)
    said = progress.summary(pages.outcomes.values(), len(rendering.new))
    console.print(said, highlight=False, soft_wrap=True)
    return result


def load(engine: Engine) -> None:
    """Load what rendering takes.

    Parameters
    ----------
    engine
        The renderer.
    """
    for name in engine.modules:
        import_module(name)
    _ = engine.version


@contextmanager
def _room_on_disk() -> Iterator[None]:
    """Turn a full disk into one message."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise BuildError(
            f"The disk is full ({error.filename or 'no file named'}). The site is as "
            "it was; what has been run and rendered is kept for the next build."
        ) from error


def _deploy(edition: Edition, folder: Path) -> Manifest | None:
    """Put an edition in place beside the others; return its manifest from there."""
    places = edition.places
    if edition.request.beside:
        deploy(folder, places.out)
    else:
        shutil.rmtree(places.new, ignore_errors=True)
        lay_out(places.new, edition.others | {edition.day: folder})
        deploy(places.new, places.out)
        shutil.rmtree(folder, ignore_errors=True)
    return read_manifest(edition.stands_at)
