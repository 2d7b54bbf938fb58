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

from analysis.pipeline.files import write_whole
from analysis.pipeline.render.extras.facts import Facts

MARK = re.compile(r"<!-- used: (\S+) -->(?:<p class=\"used\">.*?</p><!-- -->)?")
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
ANCHOR = re.compile(r"""\sid=["']([^"']+)["']""")
LINK = re.compile(r"""href=["']([^"'#:]*\.html)#([^"']+)["']""")
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def facts_of(site: Path, page: Path, files: Iterable[str] = ()) -> Facts:
    """Return what the rest of a site has to know of a page.

    Parameters
    ----------
    site
        The site.
    page
        The page, as a file.
    files
        What it brought along.
    """
    text = page.read_text(encoding="utf-8")
    found = MAIN.search(text)
    name = page.relative_to(site).as_posix()
    leads = dict.fromkeys(_targets(name, found[0] if found else text))
    return Facts(_title(text), tuple(leads), bool(MARK.search(text)), tuple(files))


def add_uses(site: Path, facts: Mapping[str, Facts]) -> None:
    """Write below each marked document which pages lead to it.

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
        text = (site / name).read_text(encoding="utf-8")
        made = _named(text, name, leading, titles)
        if made != text:
            write_whole(site / name, made)


def _title(text: str) -> str:
    found = TITLE.search(text)
    return " ".join(TAG.sub("", found[1]).split()) if found else "a page"


def _targets(page: str, text: str) -> Iterable[tuple[str, str]]:
    for path, anchor in LINK.findall(text):
        yield normpath(join(dirname(page), html.unescape(path))), anchor


def _named(
    text: str,
    page: str,
    leading: Mapping[tuple[str, str], Iterable[str]],
    titles: Mapping[str, str],
) -> str:
    first, *rest = MARK.split(text)
    documents = {*rest[::2]}
    parts = [first]
    for name, below in zip(rest[::2], rest[1::2], strict=True):
        # The next document's heading stands above its mark.
        anchors = {name} | ({*ANCHOR.findall(below)} - documents)
        users = {u for a in anchors for u in leading.get((page, a), ()) if u != page}
        said = _sentence(sorted(users, key=lambda n: n.split("/")), page, titles)
        parts += [f'<!-- used: {name} --><p class="used">{said}</p><!-- -->', below]
    return "".join(parts)


def _sentence(users: Sequence[str], page: str, titles: Mapping[str, str]) -> str:
    if not users:
        return "No page quotes a figure from it."
    start = dirname(page) or "."
    links = [f'<a href="{relpath(user, start)}">{titles[user]}</a>' for user in users]
    return f"Used on: {'; '.join(links)}."
