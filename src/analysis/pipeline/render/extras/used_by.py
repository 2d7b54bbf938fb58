"""Name, below each document of a list, the pages that lead to it.

A page that lists documents marks a place for each. The notebooks of other pages run
apart from it and link to the document's anchor, or to one between its place and the
next; so only the whole site tells who uses what.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any
from urllib.parse import unquote, urlsplit

from analysis.pipeline.files import write_whole
from analysis.protocol import PACKAGE_FILE, PACKAGE_FOLDER, USED_BY, USED_DOCUMENT

PLACES = f".//*[@{USED_DOCUMENT}]"
NOBODY = "No page quotes a figure from it."


@dataclass(frozen=True)
class Facts:
    """Hold what a site needs of a page, so that nobody has to read the page for it.

    Attributes
    ----------
    title
        Its first heading, as text.
    leads
        The pages and anchors that it leads to, each once, in order.
    lists
        Whether it lists documents, below each of which stands who uses it.
    files
        The files outside of its folder that it brought along, as paths in the site.
    """

    title: str = ""
    leads: tuple[tuple[str, str], ...] = ()
    lists: bool = False
    files: tuple[str, ...] = ()


def facts_of(site: Path, page: Path) -> Facts:
    """Return what the rest of a site has to know of a page.

    Parameters
    ----------
    site
        The site.
    page
        The page, as a file.
    """
    tree = _read(page)
    mains = tree.xpath("//main") or [tree]
    name = page.relative_to(site).as_posix()
    titles = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    links = [link for link in mains[0].xpath(".//a/@href") if not urlsplit(link).scheme]
    targets = list(_targets(name, links))
    leads = dict.fromkeys(t for t in targets if t[0].endswith(".html") and t[1])
    description = f"{PACKAGE_FOLDER}/{PACKAGE_FILE}"
    brought = description in {path for path, _ in targets}
    files = sorted((site / PACKAGE_FOLDER).glob("*")) if brought else []
    return Facts(
        titles[0] if titles else "a page",
        tuple(leads),
        bool(mains[0].xpath(PLACES)),
        tuple(file.relative_to(site).as_posix() for file in files),
    )


def add_used_by(site: Path, facts: Mapping[str, Facts]) -> None:
    """Write below each document of a list which pages lead to it.

    Parameters
    ----------
    site
        The site.
    facts
        What is to be known of each page, by its path in the site.
    """
    lists = [name for name, known in facts.items() if known.lists]
    ordered = sorted(facts, key=lambda name: name.split("/"))
    titles = {name: facts[name].title for name in ordered}
    leading: dict[tuple[str, str], dict[str, None]] = {}
    for name in ordered:
        for page, anchor in facts[name].leads:
            if page in lists:
                leading.setdefault((page, anchor), {})[name] = None
    for name in lists:
        before = (site / name).read_text(encoding="utf-8")
        tree = _read(site / name)
        _fill(tree, name, leading, titles)
        made = f"{_html().tostring(tree, encoding='unicode', doctype=DOCTYPE)}\n"
        if made != before:
            write_whole(site / name, made)


DOCTYPE = "<!DOCTYPE html>"


def _html() -> Any:
    from lxml import html  # only where a page is made

    return html


def _read(page: Path) -> Any:
    return _html().document_fromstring(page.read_text(encoding="utf-8"))


def _targets(page: str, links: Sequence[str]) -> Iterator[tuple[str, str]]:
    for link in links:
        path, _, anchor = link.partition("#")
        yield normpath(join(dirname(page), unquote(path))) if path else page, anchor


def _fill(
    tree: Any,
    page: str,
    leading: Mapping[tuple[str, str], Mapping[str, None]],
    titles: Mapping[str, str],
) -> None:
    """Fill the place of each document: it stands for all anchors up to the next one."""
    places = {place: place.get(USED_DOCUMENT) for place in tree.xpath(PLACES)}
    anchors: dict[Any, list[str]] = {place: [name] for place, name in places.items()}
    here = None
    for element in tree.iter():
        here = element if element in places else here
        anchor = element.get("id") if isinstance(element.tag, str) else None
        # The next document's heading stands above its place.
        if here is not None and anchor and anchor not in places.values():
            anchors[here].append(anchor)
    for place, known in anchors.items():
        users = {u for a in known for u in leading.get((page, a), ()) if u != page}
        ordered = sorted(users, key=lambda name: name.split("/"))
        for child in list(place):
            place.remove(child)
        place.text = None
        place.set("class", USED_BY)
        place.append(_sentence(ordered, page, titles))


def _sentence(users: Sequence[str], page: str, titles: Mapping[str, str]) -> Any:
    """Return the paragraph that names the pages which use a document."""
    said = _html().Element("p")
    said.text = "Used on: " if users else NOBODY
    for place, user in enumerate(users, start=1):
        link = _html().Element("a", href=relpath(user, dirname(page) or "."))
        link.text, link.tail = titles[user], "; " if place < len(users) else "."
        said.append(link)
    return said
