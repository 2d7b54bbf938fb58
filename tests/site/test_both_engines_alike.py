"""Quarto and the embedded renderer show the same words, numbers, tables and charts."""

import re

import pytest
from bs4 import Tag
from whole import DOCUMENTS, ONCE, REPORTS, Built, plain

PAGES = [*REPORTS, *ONCE]


def headings(main: Tag) -> list[tuple[str, str]]:
    found = main.select("h1, h2, h3, h4")
    return [(heading.name, plain(heading.get_text())) for heading in found]


def tables(main: Tag) -> list[list[list[str]]]:
    return [
        [[plain(c.get_text()) for c in row.select("th, td")] for row in t.select("tr")]
        for t in main.select("table")
    ]


def captions(main: Tag) -> list[str]:
    return [plain(c.get_text()) for c in main.select("caption, figcaption")]


def alts(main: Tag) -> list[str]:
    return [plain(str(image.get("alt", ""))) for image in main.select("img")]


def numbers(main: Tag) -> list[str]:
    """Return the numbers in paragraphs and items, in their order."""
    texts = main.select("section p, section li, .headlines p, .finding p")
    words = " ".join(plain(text.get_text(" ")) for text in texts)
    return re.findall(r"[+−]?£?\d[\d,./]*(?:%|m\b|k\b|bn\b)?", words)


READERS = [headings, tables, captions, alts, numbers]


def test_quarto_builds_the_same_site(by_quarto: Built, built: Built) -> None:
    assert (by_quarto.status, by_quarto.err) == (0, "")
    assert by_quarto.pages == built.pages
    ours, theirs = (
        {p.relative_to(b.site).as_posix() for p in b.site.rglob("*.pdf")}
        for b in (built, by_quarto)
    )
    assert ours == theirs
    assert {f"{document}.pdf" for document in DOCUMENTS} <= theirs


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_the_same_with_either(
    by_quarto: Built, built: Built, page: str, read: object
) -> None:
    assert callable(read)
    ours, theirs = read(built.main(page)), read(by_quarto.main(page))
    assert ours == theirs
    without_tables = read is tables and page in ("accessibility", "changes")
    assert ours or read in (captions, alts) or without_tables
