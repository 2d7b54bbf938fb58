"""Both engines say the same: headings, sentences, tables, figures, in both formats."""

from collections import Counter
from pathlib import Path

import pytest
from reading import alts, headings, main, prose, read_pdf, soup, tables

PAGES = ["index", "methods", "newham/index", "newham/overspend"]
NOT_CONTENT = {"Div", "P", "Strong", "Span", "NonStruct"}


@pytest.mark.parametrize("read", [headings, prose, tables, alts])
@pytest.mark.parametrize("page", PAGES)
def test_pages_say_the_same(
    embedded_site: Path, quarto_site: Path, page: str, read: object
) -> None:
    assert callable(read)
    name = f"{page}.html"
    ours = [text for text in read(embedded_site / name) if text not in EXTRA]
    theirs = [text for text in read(quarto_site / name) if text not in EXTRA]
    assert ours == theirs


# Quarto prints the date and the description in blocks that the stylesheet hides.
EXTRA = ["12 July 2019", "What the published record says.", "Skip to main content"]


@pytest.mark.parametrize("page", [*PAGES, "newham/evaluation"])
def test_pdfs_have_the_same_structure(
    embedded_site: Path, quarto_site: Path, page: str
) -> None:
    ours, theirs = (read_pdf(s / f"{page}.pdf") for s in (embedded_site, quarto_site))
    assert ours.root == theirs.root
    assert (ours.title, ours.ua_part) == (theirs.title, theirs.ua_part)
    assert ours.figure_alts() == theirs.figure_alts()
    # Their Typst writers nest captions in two ways, so the order may differ.
    counts = [
        Counter(tag for tag, _ in pdf.tags if tag not in NOT_CONTENT)
        for pdf in (ours, theirs)
    ]
    assert counts[0] == counts[1]


def test_sites_hold_the_same_pages(embedded_site: Path, quarto_site: Path) -> None:
    def pages(site: Path) -> set[str]:
        found = [p for p in site.rglob("*") if p.suffix in {".html", ".pdf"}]
        return {p.relative_to(site).as_posix() for p in found}

    assert pages(embedded_site) == pages(quarto_site)


def test_quarto_s_pages_ask_no_other_host_for_anything(quarto_site: Path) -> None:
    for page in quarto_site.rglob("*.html"):
        tree = soup(page)
        asked = [el.get("src") for el in tree.select("script, img, iframe")]
        asked += [el.get("href") for el in tree.select("link")]
        assert [url for url in asked if url and "//" in url] == []


def test_quarto_shows_no_code(quarto_site: Path) -> None:
    assert main(quarto_site / "newham/overspend.html").select("pre, .cell-code") == []
