"""Pages of the embedded engine: what a reader sees, and what a browser asks for."""

import json
from pathlib import Path

import pytest
from reading import alts, headings, main, prose, soup, tables
from sample import CHART_ALT

PAGE = "newham/overspend.html"


def test_headings_of_the_page_are_in_its_table_of_contents(embedded_site: Path) -> None:
    listed = [a.get_text() for a in soup(embedded_site / PAGE).select("#TOC a")]
    shown = [text for level, text in headings(embedded_site / PAGE) if level != "h1"]
    assert listed == shown
    assert "The underspend grew in 2017/18" in listed


def test_title_and_subtitle_come_from_the_front_matter(embedded_site: Path) -> None:
    page = main(embedded_site / PAGE)
    assert page.select_one("h1.title").get_text() == "Newham: overspend"
    assert page.select_one("p.subtitle").get_text() == "oneSource, as at 12 July 2019"


def test_a_chart_is_a_file_with_its_text(embedded_site: Path) -> None:
    image = main(embedded_site / PAGE).select_one("img")
    assert image["alt"] == CHART_ALT
    file = embedded_site / "newham" / image["src"]
    assert file.suffix == ".svg"
    assert "<svg" in file.read_text(encoding="utf-8")


def test_quotation_marks_in_the_text_of_a_chart_survive(embedded_site: Path) -> None:
    assert 'one report called a "quiet" year' in alts(embedded_site / PAGE)[1]


def test_a_table_is_a_table_with_caption_and_header_cells(embedded_site: Path) -> None:
    table = main(embedded_site / PAGE).select_one("table")
    assert "Variance against budget by year" in table.caption.get_text()
    assert table.select_one("thead th").get_text() == "Financial year"
    assert ["2016/17", "Both", "Outturn", "[x]"] in [
        row[:4] for row in tables(embedded_site / PAGE)[0]
    ]


def test_no_code_shows(embedded_site: Path) -> None:
    page = main(embedded_site / PAGE)
    assert page.select("pre, .cell-code") == []
    assert "#|" not in page.get_text()
    assert "fig-alt" not in page.get_text()


def test_what_is_for_print_only_stays_off_the_page(embedded_site: Path) -> None:
    said = prose(embedded_site / PAGE)
    assert "On screen only." in said
    assert "In print only." not in said


def test_a_print_only_page_is_neither_written_nor_found(embedded_site: Path) -> None:
    assert not (embedded_site / "newham" / "evaluation.html").exists()
    found = json.loads((embedded_site / "search.json").read_text(encoding="utf-8"))
    pages = {entry["href"].partition("#")[0] for entry in found}
    assert "newham/evaluation.html" not in pages
    assert PAGE in pages


def test_links_between_pages_lead_to_pages(embedded_site: Path) -> None:
    links = [str(a["href"]) for a in main(embedded_site / PAGE).select("a")]
    assert links[:4] == [
        "index.html",
        "savings.html",
        "satisfaction.html",
        "overspend.pdf",
    ]
    assert "../methods.html" in links


@pytest.mark.parametrize("page", ["index.html", PAGE])
def test_a_page_asks_no_other_host_for_anything(embedded_site: Path, page: str) -> None:
    tree = soup(embedded_site / page)
    asked = [el.get("src") for el in tree.select("script, img, iframe")]
    asked += [el.get("href") for el in tree.select("link")]
    assert [url for url in asked if url and "//" in url] == []


def test_a_page_weighs_less_than_half_a_megabyte(embedded_site: Path) -> None:
    page = embedded_site / PAGE
    tree = soup(page)
    parts = [el.get("src") for el in tree.select("script, img")]
    parts += [el.get("href") for el in tree.select("link")]
    files = [page, *((page.parent / part).resolve() for part in parts if part)]
    fonts = embedded_site.glob("assets/fonts/*.woff2")
    assert sum(file.stat().st_size for file in {*files, *fonts}) < 500_000


def test_the_sample_s_own_links_are_all_there(embedded_site: Path) -> None:
    for page in embedded_site.rglob("*.html"):
        for link in soup(page).select("a[href]"):
            target = str(link["href"]).partition("#")[0]
            if target and "//" not in target:
                assert (page.parent / target).exists(), (page.name, target)
