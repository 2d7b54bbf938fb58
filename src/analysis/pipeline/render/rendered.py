"""Say what a rendered page is made of, and keep it in the cache."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from analysis.cache import Action, Cache, Entry, outputs_below
from analysis.pipeline.execute.outcome import Failure
from analysis.pipeline.render.extras import Facts
from analysis.pipeline.site.search import NAME as SEARCH
from analysis.pipeline.site.search import Search, page_of, read_search


@dataclass(frozen=True)
class Rendered:
    """Say what a rendered page is made of.

    Parameters
    ----------
    own
        Its own files, as paths in the site; what else it came with, pages share.
    entries
        What the site's search index says of it.
    failure
        Why the page only says that there is no report, if it does.
    facts
        What the rest of a site has to know of it.
    """

    own: tuple[str, ...] = ()
    entries: list[dict[str, Any]] = field(default_factory=list)
    failure: Failure | None = None
    facts: Facts = field(default_factory=Facts)


_ADAPTER = TypeAdapter(Rendered)


def page_action(name: str, key: str) -> Action:
    """Return the action that renders a page or document.

    Parameters
    ----------
    name
        Its path in the site, without suffix.
    key
        The digest of all that it depends on.
    """
    return Action("page", name, {"page": name, "key": key})


def find_rendered(cache: Cache, name: str, key: str) -> tuple[Rendered, Entry] | None:
    """Return a page that was rendered from the same, if it is whole."""
    entry = cache.find(page_action(name, key)).entry
    if entry is None:
        return None
    try:
        return _ADAPTER.validate_python(entry.metadata), entry
    except ValidationError:
        return None


def keep_rendered(
    cache: Cache,
    site: Path,
    made: Mapping[str, Rendered],
    keys: Mapping[str, str],
    planned: Collection[str],
) -> None:
    """Keep the pages of a rendered site, each with all files that pages share.

    Parameters
    ----------
    cache
        Where they are kept.
    site
        The site.
    made
        The pages and documents, and what is known of each beside its files and its
        entries in the search.
    keys
        The digest of all that each depends on.
    planned
        All pages and documents there may be: every other file of the site is shared.
    """
    brought = {path: name for name, m in made.items() for path in m.facts.files}
    owned: dict[str, list[str]] = {name: [] for name in made}
    shared = []
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        file = path.relative_to(site).as_posix()
        owner = brought.get(file) or owner_of(file, planned)
        if owner is None and file != SEARCH:
            shared.append(file)
        elif owner in owned:
            owned[owner].append(file)
    entries: dict[str, list[dict[str, Any]]] = {}
    for found in read_search(site):
        entries.setdefault(page_of(found), []).append(found)
    for name, known in made.items():
        own = tuple(owned[name])
        note = replace(known, own=own, entries=entries.get(f"{name}.html", []))
        cache.put(
            page_action(name, keys[name]),
            outputs_below(site, [*own, *shared]),
            _ADAPTER.dump_python(note, mode="json"),
        )


def owner_of(name: str, pages: Collection[str]) -> str | None:
    """Return the page that a file of a site belongs to, or none."""
    stem = name
    if "_files/" in name:
        stem = name.split("_files/", 1)[0]
    elif name.endswith((".html", ".pdf", ".log.txt")):
        stem = name.rsplit("/", 1)[0] + "/" if "/" in name else ""
        stem += name.rsplit("/", 1)[-1].split(".", 1)[0]
    return stem if stem in pages and stem != name else None


class Joined:
    """Collect what a site has to know of its pages.

    There may be thousands, which name the same things again and again: each of
    these is held once.
    """

    def __init__(self) -> None:
        self.facts: dict[str, Facts] = {}
        self._leads: dict[tuple[str, str], tuple[str, str]] = {}

    def add(self, name: str, found: Rendered) -> None:
        """Take in a page; a document has nothing that others have to know."""
        if found.facts.title:
            leads = tuple(self._leads.setdefault(at, at) for at in found.facts.leads)
            self.facts[f"{name}.html"] = replace(found.facts, leads=leads)


def join(cache: Cache, keys: Mapping[str, str], site: Path) -> Joined:
    """Put a site together of pages and of what they share.

    Parameters
    ----------
    cache
        Where pages are kept.
    keys
        The pages and documents, in the order of the search index, each with its key.
    site
        An empty place for the site.
    """
    site.mkdir(parents=True)
    joined, there = Joined(), dict[str, str]()
    with Search(site) as search:
        for name, key in keys.items():
            found = find_rendered(cache, name, key)
            if found is None:
                continue
            page, entry = found
            new = [f for f, sha in entry.outputs.items() if there.get(f) != sha]
            cache.give(entry, outputs_below(site, new))
            there |= entry.outputs
            search.add(page.entries)
            joined.add(name, page)
    return joined
