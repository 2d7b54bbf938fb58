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
        *parts, _ = outline.root
        assert [item.title for item in parts] == titles
        assert all(item.children for item in parts)


def pages_of(name: str) -> list[str]:
    """Return the pages that a PDF is made of."""
    council, _, topic = name.partition("/")
    if topic != "evaluation":
        return [name]
    return [report for report in REPORTS if report.startswith(f"{council}/")]


def stated(built: Built, page: str) -> list[str]:
    """Return the facts that the headlines of a page lead to."""
    links = (str(a["href"]) for a in built.main(page).select(".headlines a"))
    return [link.partition("#fact-")[2] for link in links if "#fact-" in link]


@pytest.mark.parametrize("name", [*REPORTS, *DOCUMENTS, "index", "partnership/index"])
def test_headlines_lead_in_print_to_what_is_known_of_their_facts(
    built: Built, name: str
) -> None:
    facts = [fact for page in pages_of(name) for fact in stated(built, page)]
    if not facts:
        # Of a council about which nothing was published there is nothing to head.
        assert name == "bexley/savings"
        assert not built.main(name).select(".headline")
        return
    with pikepdf.open(built.site / f"{name}.pdf") as pdf:
        with pdf.open_outline() as outline:
            assert outline.root[-1].title == "Evidence for the headline figures"
        notes = pdf.pages[-1].objgen
        links = [a for p in pdf.pages for a in p.get("/Annots", []) if "/Dest" in a]
        # Those of the contents go to names.
        inside = [a.Dest for a in links if isinstance(a.Dest, pikepdf.Array)]
        assert len(inside) >= len(facts)
        assert notes in {place[0].objgen for place in inside}


@pytest.mark.parametrize("page", [*REPORTS, "index", "partnership/index"])
def test_a_web_page_on_paper_says_what_is_known_of_its_headline_facts(
    built: Built, page: str
) -> None:
    notes = {
        str(n["data-fact"]): n.get_text() for n in built.main(page).select(".fact")
    }
    assert set(notes) == set(stated(built, page))
    for note in notes.values():
        # Only results are graded; every fact has its document.
        assert "Source: " in note
        assert "Source: " in note
