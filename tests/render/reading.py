"""Read pages and PDFs as a reader's tools do: what they say, and how it is marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from bs4 import BeautifulSoup, Tag

QUOTES = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "\xa0": " "})


def words(text: str) -> str:
    """Return text as a parity test compares it: one space, straight quotes."""
    return re.sub(r"\s+", " ", text.translate(QUOTES)).strip()


def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")


def main(page: Path) -> Tag:
    found = soup(page).select_one("main")
    assert isinstance(found, Tag)
    return found


def headings(page: Path) -> list[tuple[str, str]]:
    return [(h.name, words(h.get_text())) for h in main(page).select("h1,h2,h3,h4")]


def tables(page: Path) -> list[list[list[str]]]:
    return [
        [
            [words(cell.get_text()) for cell in row.select("th,td")]
            for row in table.select("tr")
        ]
        for table in main(page).select("table")
    ]


def prose(page: Path) -> list[str]:
    """Return paragraphs, items and captions that are not part of a table."""
    found = main(page).select("p, li, figcaption, caption")
    texts = [words(el.get_text()) for el in found if el.find_parent("table") is None]
    return [text for text in texts if text]


def alts(page: Path) -> list[str]:
    return [words(str(img.get("alt", ""))) for img in main(page).select("img")]


@dataclass(frozen=True)
class Pdf:
    """What the tags and metadata of a PDF say."""

    root: Any
    title: str
    ua_part: str
    tags: list[tuple[str, str]]

    def count(self, tag: str) -> int:
        """Count the elements of one kind."""
        return sum(name == tag for name, _ in self.tags)

    def figure_alts(self) -> list[str]:
        """List the texts of the figures, in order."""
        return [words(alt) for name, alt in self.tags if name == "Figure"]


def read_pdf(path: Path) -> Pdf:
    with pikepdf.open(path) as pdf:
        with pdf.open_metadata() as metadata:
            part = str(metadata.get("pdfuaid:part"))
        root = pdf.Root
        return Pdf(
            root={
                "lang": str(root.Lang),
                "marked": bool(root.MarkInfo.Marked),
                "outline": "/Outlines" in root,
            },
            title=str(pdf.docinfo.get("/Title")),
            ua_part=part,
            tags=list(_tags(root.StructTreeRoot.K)),
        )


def _tags(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S).removeprefix("/"), str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _tags(node.K)
