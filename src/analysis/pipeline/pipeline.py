"""Build a site: plan, execute, render, assemble, deploy."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from analysis.cache import Cache, collect_daily
from analysis.errors import BuildError
from analysis.pipeline import progress
from analysis.pipeline.config import BuildRequest
from analysis.pipeline.execute.pool import MakeExecutor, local
from analysis.pipeline.execute.run import run_reports
from analysis.pipeline.manifest import Manifest
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.render.engines import Engine
from analysis.pipeline.render.project import read_config
from analysis.pipeline.render.rendering import Rendering
from analysis.pipeline.site.deploy import lock
from analysis.pipeline.site.describe import write_seconds
from analysis.pipeline.site.pages import Pages
from analysis.pipeline.site.update import update_site


def build(
    request: BuildRequest,
    *,
    engine: Engine,
    console: Console | None = None,
    executor: MakeExecutor = local,
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
    cache = Cache(edition.places.cache)
    with lock(edition.places.out), _room_on_disk():
        edition = edition.keeping(engine.name, cache.files)
        outcomes = run_reports(edition, cache, console, executor)
        pages = Pages(edition, outcomes)
        rendering = Rendering(edition, engine, config, pages, cache)
        rendering.run(console)
        manifest = update_site(edition, engine, pages, rendering)
        write_seconds(edition, pages)
        cache.files.save()
        collect_daily(cache.folder)
    said = progress.summary(pages.outcomes.values(), len(rendering.new))
    console.print(said, highlight=False, soft_wrap=True)
    return manifest


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
