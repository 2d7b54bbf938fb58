"""Name, below each document of a list, the pages that lead to it.

A page that lists documents marks each with a comment, ``<!-- used: ID -->``. The
notebooks of other pages run apart from it and link to the anchor ``ID``, or to
one between its mark and the next; so only the whole site tells who uses what.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

from analysis.build.files import write_whole

MARK = re.compile(r"<!-- used: (\S+) -->(?:<p class=\"used\">.*?</p><!-- -->)?")
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
ANCHOR = re.compile(r"""\sid=["']([^"']+)["']""")
LINK = re.compile(r"""href=["']([^"'#:]*\.html)#([^"']+)["']""")
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def add_uses(site: Path, pages: Sequence[Path]) -> None:
    """Write below each marked document which pages lead to it.

    Parameters
    ----------
    site
        The site.
    pages
        Its pages, as files.
    """
    texts = {
        page.relative_to(site).as_posix(): page.read_text(encoding="utf-8")
        for page in pages
    }
    leading: dict[tuple[str, str], list[str]] = {}
    for name, text in texts.items():
        found = MAIN.search(text)
        for target in dict.fromkeys(_targets(name, found[0] if found else text)):
            leading.setdefault(target, []).append(name)
    titles = {name: _title(text) for name, text in texts.items()}
    for name, text in texts.items():
        if MARK.search(text):
            write_whole(site / name, _named(text, name, leading, titles))


def _title(text: str) -> str:
    found = TITLE.search(text)
    return " ".join(TAG.sub("", found[1]).split()) if found else "a page"


def _targets(page: str, text: str) -> Iterable[tuple[str, str]]:
    for path, anchor in LINK.findall(text):
        yield normpath(join(dirname(page), html.unescape(path))), anchor


def _named(
    text: str,
    page: str,
    leading: Mapping[tuple[str, str], list[str]],
    titles: Mapping[str, str],
) -> str:
    first, *rest = MARK.split(text)
    documents = {*rest[::2]}
    parts = [first]
    for name, below in zip(rest[::2], rest[1::2], strict=True):
        # The next document's heading stands above its mark.
        anchors = {name} | ({*ANCHOR.findall(below)} - documents)
        users = {u for a in anchors for u in leading.get((page, a), ()) if u != page}
        said = _sentence([name for name in titles if name in users], page, titles)
        parts += [f'<!-- used: {name} --><p class="used">{said}</p><!-- -->', below]
    return "".join(parts)


def _sentence(users: Sequence[str], page: str, titles: Mapping[str, str]) -> str:
    if not users:
        return "No page quotes a figure from it."
    start = dirname(page) or "."
    links = [f'<a href="{relpath(user, start)}">{titles[user]}</a>' for user in users]
    return f"Used on: {'; '.join(links)}."
