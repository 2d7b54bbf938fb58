"""Every PDF is tagged, says its language and title, and carries the mark of PDF/UA."""

from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from whole import DOCUMENTS, ONCE, PARTNERS, REPORTS, Built

ALL = [*REPORTS, *ONCE, *DOCUMENTS]
COUNCILS = {partner: partner.capitalize() for partner in PARTNERS}


def elements(node: Any) -> Iterator[Any]:
    """Go through the structure of a PDF."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


@pytest.mark.parametrize("name", ALL)
def test_a_pdf_is_tagged_and_marked_as_pdf_ua_1(built: Built, name: str) -> None:
    with pikepdf.open(built.site / f"{name}.pdf") as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize("name", ALL)
def test_a_pdf_says_its_language_and_shows_its_title(built: Built, name: str) -> None:
    with pikepdf.open(built.site / f"{name}.pdf") as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        title = str(pdf.docinfo["/Title"])
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == title
    assert title.startswith(COUNCILS.get(name.partition("/")[0], ""))
    assert len(title) > 5
    assert "{" not in title


@pytest.mark.parametrize("name", ALL)
def test_figures_have_words_and_tables_have_header_cells(
    built: Built, name: str
) -> None:
    with pikepdf.open(built.site / f"{name}.pdf") as pdf:
        found = list(elements(pdf.Root.StructTreeRoot.K))
        tags = [str(element.S) for element in found]
        figures = [element for element in found if element.S == "/Figure"]
        assert all(len(str(figure.get("/Alt", ""))) > 60 for figure in figures)
        assert tags.count("/TH") >= 2 * tags.count("/Table")
        assert "/H1" in tags


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_s_pdf_has_the_charts_and_tables_of_its_page(
    built: Built, name: str
) -> None:
    page = built.main(name)
    with pikepdf.open(built.site / f"{name}.pdf") as pdf:
        tags = [str(element.S) for element in elements(pdf.Root.StructTreeRoot.K)]
    assert tags.count("/Figure") == len(page.select("img"))
    assert tags.count("/Table") == len(page.select("table"))


@pytest.mark.parametrize("partner", PARTNERS)
def test_a_councils_document_holds_all_its_pages(built: Built, partner: str) -> None:
    def figures(name: str) -> int:
        with pikepdf.open(built.site / f"{name}.pdf") as pdf:
            found = elements(pdf.Root.StructTreeRoot.K)
            return sum(element.S == "/Figure" for element in found)

    parts = [figures(name) for name in REPORTS if name.startswith(f"{partner}/")]
    assert figures(f"{partner}/evaluation") == sum(parts)


@pytest.mark.parametrize("partner", PARTNERS)
def test_a_councils_document_has_contents_and_bookmarks(
    built: Built, partner: str
) -> None:
    chapters = ["overview", "savings", "overspend", "satisfaction"]
    titles = [f"{COUNCILS[partner]}: {chapter}" for chapter in chapters]
    path = built.site / f"{partner}/evaluation.pdf"
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    first = texts[0]
    assert "Contents" in first
    for title in titles:
        (line,) = [line for line in first.splitlines() if line.startswith(title)]
        assert title in texts[int(line.split()[-1]) - 1]
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == titles
        assert all(item.children for item in outline.root)
