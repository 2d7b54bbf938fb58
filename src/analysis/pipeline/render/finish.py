"""Finish rendered pages, whichever renderer made them: one pass over each page.

What a renderer leaves out or gets wrong is mended here, in a way that changes nothing
where it is right already: a newer Quarto may do some of it itself.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import html

from analysis.pipeline.files import write_whole
from analysis.pipeline.render.extras.policy import policy
from analysis.pipeline.site.search import Search
from analysis.protocol import FACTS

MAIN = "quarto-document-content"
SCRIPT = "assets/report.js"
SKIP = "Skip to main content"
AMOUNT = re.compile(r"[+\N{MINUS SIGN}]£\d+(?:[.,]\d+)*\w*")
ALIGN = re.compile(r"^text-align: (left|right|center);?$")
NOT_READ = {"script", "style", "template", "svg", "math"}
INLINE = {"a", "abbr", "b", "code", "em", "i", "span", "strong", "sub", "sup"}
NOT_FOUND = {"breadcrumbs", "page-nav", "download", FACTS}


def finish_pages(site: Path) -> None:
    """Finish every page of a rendered site, and write the index of its search.

    Parameters
    ----------
    site
        The site; a part of one has an index of its own.
    """
    with Search(site) as search:
        for path in sorted(site.rglob("*.html")):
            name = path.relative_to(site).as_posix()
            tree = html.document_fromstring(path.read_text(encoding="utf-8"))
            finish(tree, "../" * name.count("/"))
            search.add(entries(tree, name))
            made = html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
            write_whole(path, f"{made}\n")


def finish(page: Any, root: str) -> None:
    """Finish a page; done twice, it is as done once.

    Parameters
    ----------
    page
        The page, as a tree.
    root
        The way from the page's folder to the site's, such as ``../``.
    """
    head, body = page.find("head"), page.find("body")
    if head is None or body is None:
        return
    _leave_out(page)
    _skip_link(body)
    _name_landmarks(body)
    _put_breadcrumbs_first(body)
    _add_script(head, root)
    _classes_for_styles(body)
    for main in body.iter("main"):
        _keep_amounts_whole(main)
    _allow(page, head)


def _leave_out(page: Any) -> None:
    """Leave out what asks other hosts, and an icon font of which a page shows one."""
    for script in page.xpath("//script"):
        loads = script.get("src", "")
        if "//" in loads or (script.text or "").strip().startswith("define('jquery'"):
            script.drop_tree()
    for link in page.xpath("//link[contains(@href, 'bootstrap-icons')]"):
        link.drop_tree()
    # For a bar that hides itself; ours stays, and the policy allows no such call.
    for button in page.xpath("//button[contains(@onclick, 'quartoToggleHeadroom')]"):
        del button.attrib["onclick"]


def _skip_link(body: Any) -> None:
    """Have the first thing on a page lead to its content."""
    links = body.xpath(f".//a[@href='#{MAIN}' and not(ancestor::main)]")
    if links:
        link = links[0]
        for again in links[1:]:
            again.drop_tree()
    else:
        link = html.fragment_fromstring(f'<a href="#{MAIN}">{SKIP}</a>')
    link.set("class", "skip-link")
    shortcuts = link.getparent()
    if shortcuts is None or shortcuts.tag != "nav":
        shortcuts = html.fragment_fromstring("<nav></nav>")
        shortcuts.append(link)
        link.tail = None
    shortcuts.set("class", "shortcuts")
    shortcuts.set("aria-label", shortcuts.get("aria-label", "Shortcuts"))
    body.insert(0, shortcuts)


def _name_landmarks(body: Any) -> None:
    """Give each navigation a name of its own, and the button of the menu its role."""
    for bar in body.xpath(".//nav[contains(@class, 'navbar')][not(@aria-label)]"):
        bar.set("aria-label", "Site")
    named = "[not(@aria-labelledby or @aria-label)]"
    for contents in body.xpath(f".//nav[@id='TOC']{named}"):
        contents.set("aria-labelledby", "toc-title")
    for button in body.xpath(".//*[contains(@class, 'navbar-toggler')][@role='menu']"):
        del button.attrib["role"]
    # Quarto's script writes a rule into this, which the policy would keep out.
    by_quarto = body.xpath("//script[contains(@src, 'quarto')]")
    if by_quarto and not body.xpath("//*[@id='quarto-target-style']"):
        body.append(html.Element("template", id="quarto-target-style"))


def _put_breadcrumbs_first(body: Any) -> None:
    """Put the way to a page above its title."""
    for title in body.xpath(".//header[@id='title-block-header']"):
        for crumbs in body.xpath(".//main//nav[@class='breadcrumbs']"):
            title.addprevious(crumbs)


def _add_script(head: Any, root: str) -> None:
    if not head.xpath(f"./script[@src='{root}{SCRIPT}']"):
        script = html.Element("script", src=f"{root}{SCRIPT}")
        script.set("defer", "")
        head.append(script)


def _classes_for_styles(body: Any) -> None:
    """Say with a class what a style would say: the policy then needs no exception."""
    for cell in body.xpath(".//*[self::td or self::th][starts-with(@style, 'text-')]"):
        if found := ALIGN.match(cell.get("style")):
            del cell.attrib["style"]
            cell.set("class", f"{cell.get('class', '')} gt_{found[1]}".strip())


def _keep_amounts_whole(main: Any) -> None:
    """Keep a line from breaking between the sign of an amount and its £."""
    unread = {inner for outer in main.iter(*NOT_READ) for inner in outer.iter()}
    for element in [e for e in main.iter() if e not in unread]:
        words = isinstance(element.tag, str) and element.get("data-whole") is None
        if words and element.text and AMOUNT.search(element.text):
            element.text, spans = _split(element.text)
            for place, span in enumerate(spans):
                element.insert(place, span)
        if element is not main and element.tail and AMOUNT.search(element.tail):
            element.tail, spans = _split(element.tail)
            for span in reversed(spans):
                element.addnext(span)


def _split(text: str) -> tuple[str, list[Any]]:
    """Return what stands before the first amount, and elements that hold the rest."""
    found = list(AMOUNT.finditer(text))
    ends = [*(amount.start() for amount in found[1:]), len(text)]
    spans = []
    for amount, end in zip(found, ends, strict=True):
        span = html.Element("span")
        span.set("data-whole", "")
        span.text, span.tail = amount[0], text[amount.end() : end]
        spans.append(span)
    return text[: found[0].start()], spans


def _allow(page: Any, head: Any) -> None:
    """Put the policy first in the head; one that is there is replaced."""
    for old in head.xpath("./meta[@http-equiv='Content-Security-Policy']"):
        old.drop_tree()
    rule = html.Element("meta")
    rule.set("http-equiv", "Content-Security-Policy")
    rule.set("content", policy(page))
    head.insert(0, rule)


def entries(page: Any, name: str) -> Iterator[dict[str, str]]:
    """Yield what the search shall find on a page: one entry for each heading.

    Parameters
    ----------
    page
        The page, as a tree.
    name
        Its path in the site.
    """
    for main in page.iter("main"):
        titles = [" ".join(h.text_content().split()) for h in main.iter("h1")]
        title = titles[0] if titles else ""
        href, section, words = name, "", []
        for heading, text in _read(main):
            if heading is None:
                words.append(text)
                continue
            yield _entry(href, title, section, words)
            anchor = heading.get("id") or heading.getparent().get("id") or ""
            href, section, words = f"{name}#{anchor}", text, []
        yield _entry(href, title, section, words)


def _entry(href: str, title: str, section: str, words: Iterable[str]) -> dict[str, str]:
    text = " ".join("".join(words).split())
    return {"href": href, "title": title, "section": section, "text": text}


def _read(element: Any) -> Iterator[tuple[Any, str]]:
    """Yield the texts of an element in order, and its headings as such."""
    hidden = NOT_FOUND & set((element.get("class") or "").split())
    if isinstance(element.tag, str) and element.tag not in NOT_READ and not hidden:
        if element.tag in ("h2", "h3", "h4"):
            yield element, " ".join(element.text_content().split())
        elif element.tag != "h1":
            yield None, element.text or ""
            for child in element:
                gap = "" if child.tag in INLINE else " "
                yield None, gap
                yield from _read(child)
                yield None, f"{gap}{child.tail or ''}"
