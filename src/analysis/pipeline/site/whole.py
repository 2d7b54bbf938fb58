"""Put an edition together of pages that are rendered, kept or standing already."""

import shutil
from pathlib import Path

from analysis.pipeline.cache.standing_pages import StandingPages
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.render.engines import Engine
from analysis.pipeline.render.extras import (
    Shelf,
    complete_page,
    complete_site,
    facts_of,
)
from analysis.pipeline.render.lighter import Words, known_classes
from analysis.pipeline.render.rendered import Joined, Rendered
from analysis.pipeline.render.rendering import Rendering
from analysis.pipeline.site.assemble import Assembly
from analysis.pipeline.site.carry import carry_over
from analysis.pipeline.site.finish import add_logs


def put_together(
    whole: Path,
    edition: Edition,
    engine: Engine,
    made: Assembly,
    pages: Rendering,
    stood: StandingPages,
) -> None:
    """Put all but the record of an edition into a folder.

    What stands as it is to be is shared with the site in place, and not looked at:
    it must be replaced, and never written to.

    Parameters
    ----------
    whole
        The folder; what is there goes.
    edition
        What is made and kept.
    engine
        The renderer.
    made
        How each report ended.
    pages
        What has been rendered.
    stood
        The pages that are known to stand as the last build left them.
    """
    shutil.rmtree(whole, ignore_errors=True)
    keys = {name: pages.keys[name] for name in pages.names}
    joined = pages.store.join(keys, whole, stood.folder, pages.unchanged)
    _know_others(joined, whole)
    _know_kept(joined, edition, pages)
    add_logs(whole, made, edition)
    # First, as it writes to files: none of them may be shared yet.
    engine.finish(whole, joined.words)
    if edition.previous:
        carry_over(edition.standing, whole, edition)
    complete_site(whole, edition.request.as_at, joined.facts, _shelf(edition))


def _know_others(joined: Joined, whole: Path) -> None:
    """Complete what a renderer adds to the pages, such as one for a lost address."""
    known = known_classes(whole)
    for path in sorted(whole.rglob("*.html")):
        name = path.relative_to(whole).as_posix()
        if name not in joined.facts:
            words = Words.of_page(path, known)
            facts = complete_page(whole, path)
            joined.add(
                name.removesuffix(".html"), Rendered("", facts=facts, words=words)
            )


def _know_kept(joined: Joined, edition: Edition, pages: Rendering) -> None:
    """Take in the pages that a partial build keeps, by what was noted of them."""
    known = known_classes(edition.standing)
    for report in edition.kept:
        found = pages.store.known(report.page)
        path = edition.standing / f"{report.page}.html"
        if found is None or found.key != report.key:
            if not path.is_file():
                continue
            facts = facts_of(edition.standing, path)
            words = Words.of_page(path, known)
            found = Rendered(report.key, facts=facts, words=words)
        joined.add(report.page, found)


def _shelf(edition: Edition) -> Shelf | None:
    """Return where spreadsheets are kept, if there are to be any."""
    request, places = edition.request, edition.places
    if not request.spreadsheets:
        return None
    return Shelf(places.rendered / "spreadsheets", places.logs, request.jobs)
