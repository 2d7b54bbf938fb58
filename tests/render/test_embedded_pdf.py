"""PDFs of the embedded engine: tagged for assistive technology, the same each time."""

from pathlib import Path

import pikepdf
import pytest
from reading import read_pdf, words
from sample import CHART_ALT, QUOTED_ALT, make_project

from analysis.pipeline.render.engines import choose_engine

PDFS = ["index.pdf", "newham/overspend.pdf", "newham/evaluation.pdf"]
PRINT = frozenset({"pdf"})


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_says_that_it_is_accessible(embedded_site: Path, name: str) -> None:
    pdf = read_pdf(embedded_site / name)
    assert pdf.root == {"lang": "en-GB", "marked": True, "outline": True}
    assert pdf.ua_part == "1"
    assert pdf.count("Title") == 1
    assert pdf.count("H1") >= 1


def test_the_title_of_a_pdf_is_that_of_its_page(embedded_site: Path) -> None:
    assert read_pdf(embedded_site / "newham/overspend.pdf").title == "Newham: overspend"


def test_every_figure_has_its_text(embedded_site: Path) -> None:
    alts = read_pdf(embedded_site / "newham/overspend.pdf").figure_alts()
    assert alts == [words(CHART_ALT), words(QUOTED_ALT)]


def test_tables_have_header_cells_captions_and_every_row(embedded_site: Path) -> None:
    pdf = read_pdf(embedded_site / "newham/overspend.pdf")
    assert pdf.count("Table") == 3
    assert pdf.count("THead") == 3
    # Six columns, two header rows of three and two, and a Markdown table's two.
    assert pdf.count("TH") >= 6 + 4 + 2
    # The chart's caption, and the table's.
    assert pdf.count("Caption") == 2


def test_headings_of_a_document_in_parts_keep_their_levels(embedded_site: Path) -> None:
    pdf = read_pdf(embedded_site / "newham/evaluation.pdf")
    assert (pdf.count("H1"), pdf.count("H2")) == (2, 2)


def test_what_is_for_the_screen_only_stays_out_of_print(embedded_site: Path) -> None:
    # The page's other links lead to other pages, which a file does not have. One goes
    # to a host, one from a headline to the note on its fact, and one from there.
    assert read_pdf(embedded_site / "newham/overspend.pdf").count("Link") == 3


def test_notes_on_facts_stand_at_the_end(embedded_site: Path) -> None:
    with pikepdf.open(embedded_site / "newham/overspend.pdf") as pdf:
        with pdf.open_outline() as outline:
            assert outline.root[-1].title == "Evidence for the headline figures"
        inside = [a for a in pdf.pages[0].Annots if "/Dest" in a]
    assert len(inside) == 1


def test_two_builds_are_the_same_to_the_byte(tmp_path: Path) -> None:
    built = [
        choose_engine("embedded").render(
            make_project(tmp_path / name), PRINT, tmp_path / f"{name}.log"
        )
        for name in ("one", "two")
    ]
    for name in PDFS:
        first, second = ((site / name).read_bytes() for site in built)
        assert first == second
