"""Carry what a partial build leaves out over from the site in place."""

from collections.abc import Collection
from pathlib import Path

from analysis.pipeline.cache.store import owner_of
from analysis.pipeline.files import share
from analysis.pipeline.manifest import NAME
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.site.editions.shelf import names_of
from analysis.pipeline.site.search import Search, page_of, read_search


def carry_over(old: Path, new: Path, edition: Edition) -> None:
    """Give a new site what it lacks of the old one, save pages that are gone.

    Parameters
    ----------
    old
        The site in place, whose files get a second name.
    new
        The rendered site, to which files are added.
    edition
        What is made, and what is kept.
    """
    if edition.previous is None:
        return
    kept = {report.page for report in edition.kept}
    gone = {r.page for r in edition.previous.reports if r.page not in kept}
    there = {NAME, *names_of(new)}
    left = [n for n in names_of(old) if n not in there and not owner_of(n, gone)]
    share(old, new, left)
    _merge_search(old, new, edition, kept)


def _merge_search(
    old: Path, new: Path, edition: Edition, kept: Collection[str]
) -> None:
    """Add the kept pages' entries to the index that the site's search reads."""
    pages = {f"{page}.html" for page in kept}
    merged = read_search(new) + [e for e in read_search(old) if page_of(e) in pages]
    # In the order of a whole build, so that it makes the same index.
    order = {f"{r.page}.html": place for place, r in enumerate(edition.planned)}
    merged.sort(key=lambda entry: order.get(page_of(entry), len(order)))
    with Search(new) as search:
        search.add(merged)
