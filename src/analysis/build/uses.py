"""Name, below each document of a list, the pages that lead to it.

A page that lists documents marks each with a comment, ``<!-- used: ID -->``. The
notebooks of other pages run apart from it and link to the anchor ``ID``, or to
one between its mark and the next; so only a build knows who uses what.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from posixpath import dirname, join, normpath, relpath
from typing import Any

from nbformat import NotebookNode

from analysis.build import nodes

MARK = re.compile(r"<!-- used: (\S+) -->")
ANCHOR = re.compile(r"\{#([^}\s]+)\}")
LINK = re.compile(r"""(?:\]\(|href=["'])([^)\s"'#:]*)\.html#([^)\s"']+)""")

Bodies = Mapping[str, Sequence[NotebookNode]]


def with_uses(
    bodies: Bodies, titles: Mapping[str, str], kept: Mapping[str, str]
) -> dict[str, list[NotebookNode]]:
    """Return pages' cells in which every mark is replaced by links.

    Parameters
    ----------
    bodies
        The cells of the pages that are made, by page.
    titles
        The titles of all pages the site will hold, in the order they are named.
    kept
        The HTML of those that stand in the site and are kept.

    Returns
    -------
    dict
        The cells by page; a page without a mark keeps its own.
    """
    leading: dict[tuple[str, str], list[str]] = {}
    for page in titles:
        text = kept[page] if page in kept else _text(bodies.get(page, ()))
        for target in dict.fromkeys(_targets(page, text)):
            leading.setdefault(target, []).append(page)
    return {
        page: [_named(cell, page, leading, titles) for cell in cells]
        for page, cells in bodies.items()
    }


def _text(cells: Iterable[NotebookNode]) -> str:
    """Return everything of some cells that may hold a link."""
    return "\n".join(text for cell in cells for text in _texts(cell))


def _texts(cell: Any) -> list[str]:
    shown = [o.get("data", {}).get("text/html", "") for o in cell.get("outputs", [])]
    return [cell.source, *shown]


def _targets(page: str, text: str) -> Iterable[tuple[str, str]]:
    for path, anchor in LINK.findall(text):
        yield normpath(join(dirname(page), path)), anchor


def _named(
    cell: NotebookNode,
    page: str,
    leading: Mapping[tuple[str, str], list[str]],
    titles: Mapping[str, str],
) -> NotebookNode:
    if cell.cell_type != "markdown" or not MARK.search(cell.source):
        return cell
    copy = nodes.copy(cell)
    first, *rest = MARK.split(cell.source)
    parts = [first]
    for name, text in zip(rest[::2], rest[1::2], strict=True):
        anchors = {name, *ANCHOR.findall(text)}
        users = {u for a in anchors for u in leading.get((page, a), ()) if u != page}
        parts += [_sentence([p for p in titles if p in users], page, titles), text]
    copy.source = "".join(parts)
    return copy


def _sentence(users: Sequence[str], page: str, titles: Mapping[str, str]) -> str:
    if not users:
        return "No page quotes a figure from it."
    start = dirname(page) or "."
    links = [f"[{titles[user]}]({relpath(user, start)}.html)" for user in users]
    return f"Used on: {'; '.join(links)}."
