"""Tables are real ones: caption, header cells, links, and every character as it is."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag
from pages import EACH, ONCE, shown

from analysis.data import Partnership
from analysis.present import style
from analysis.present.display import Table
from analysis.present.tables import set_table

ODD = "Profit & <b>loss</b> | 5 < 6 \\ *not* _this_"


def parsed(table: Table) -> Tag:
    found = BeautifulSoup(table.html, "lxml").select("table")
    assert len(found) == 1
    return found[0]


def text(cell: Tag) -> str:
    return cell.get_text(" ", strip=True)


@pytest.fixture
def table() -> Tag:
    data = pd.DataFrame(
        {
            "Year": ["2016/17", "2017/18"],
            "Variance": ["−£0.080m", "−£1.342m"],
            "Source": ["[Minutes](site:sources#m1)", "[Report](site:sources#r1)"],
        }
    )
    return parsed(
        set_table(
            data,
            "Variance by year, £m",
            numbers=["Variance"],
            links=["Source"],
            notes=["[x] not available."],
        )
    )


def test_a_table_has_one_caption(table: Tag) -> None:
    assert [text(c) for c in table.select("caption")] == ["Variance by year, £m"]


def test_a_table_has_one_row_of_header_cells(table: Tag) -> None:
    (row,) = table.select("thead tr")
    cells = row.select("th, td")
    assert [(c.name, c.get("scope"), text(c)) for c in cells] == [
        ("th", "col", "Year"),
        ("th", "col", "Variance"),
        ("th", "col", "Source"),
    ]


def test_the_first_cell_of_a_row_heads_it(table: Tag) -> None:
    for row in table.select("tbody tr"):
        head, *rest = row.select("th, td")
        assert (head.name, head.get("scope")) == ("th", "row")
        assert {cell.name for cell in rest} == {"td"}
    heads = [text(cell) for cell in table.select("tbody th")]
    assert heads == ["2016/17", "2017/18"]


def test_figures_are_set_to_the_right_with_their_heading(table: Tag) -> None:
    cells = [table.select("thead th")[1], *table.select("tbody td")[::2]]
    assert all("gt_right" in cell["class"] for cell in cells)
    assert "gt_left" in table.select("tbody td")[1]["class"]


def test_a_source_is_a_link(table: Tag) -> None:
    links = [(a["href"], text(a)) for a in table.select("tbody a")]
    assert links == [
        ("site:sources#m1", "Minutes"),
        ("site:sources#r1", "Report"),
    ]


def test_notes_stand_under_the_table(table: Tag) -> None:
    assert [text(note) for note in table.select("tfoot td")] == ["[x] not available."]


def test_a_table_brings_no_look_of_its_own() -> None:
    html = set_table(pd.DataFrame({"A": ["1"]}), "One").html
    assert "<style" not in html
    assert " style=" not in html


def test_a_wide_table_can_be_scrolled_by_keyboard() -> None:
    soup = BeautifulSoup(set_table(pd.DataFrame({"A": ["1"]}), "A & B").html, "lxml")
    region = soup.select_one("div[role=region]")
    assert region is not None
    assert (region["tabindex"], region["aria-label"]) == ("0", "A & B")


def test_every_character_of_a_cell_is_shown_as_it_is() -> None:
    data = pd.DataFrame({"What": [ODD, "plain"], ODD: ["x < y", ODD]})
    table = parsed(set_table(data, ODD))
    cells = [c.get_text() for c in table.select("tbody th, tbody td")]
    assert cells == [ODD, "x < y", "plain", ODD]
    assert [c.get_text() for c in table.select("thead th")] == ["What", ODD]
    caption = table.select_one("caption")
    assert caption is not None
    assert caption.get_text() == ODD
    assert table.select("b, em") == []


def test_markup_in_a_column_of_links_stays_text() -> None:
    data = pd.DataFrame({"What": ["1"], "Source": ["<script>alert(1)</script> & co"]})
    table = parsed(set_table(data, "One", links=["Source"]))
    assert table.select("script") == []


def test_an_upright_stroke_in_the_title_of_a_document_breaks_no_link() -> None:
    data = pd.DataFrame({"What": ["1"], "Source": ["[A | B & C](site:sources#a)"]})
    table = parsed(set_table(data, "One", links=["Source"]))
    assert [(a["href"], text(a)) for a in table.select("a")] == [
        ("site:sources#a", "A | B & C")
    ]


def test_tables_hold_no_ids_that_a_page_might_have_twice() -> None:
    html = set_table(pd.DataFrame({"A": ["1"], "B": ["2"]}), "One").html
    assert BeautifulSoup(html, "lxml").select("[id], [headers]") == []


@pytest.mark.parametrize("topic", [*ONCE, *EACH])
def test_every_table_of_a_page_has_its_headings_and_its_caption(
    record: Partnership, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(style, "draw", lambda *_, **__: "<svg></svg>")
    cells = shown(topic, record, "newham" if topic in EACH else None)
    tables = [cell for cell in cells if isinstance(cell.shown, Table)]
    # The first edition has nothing to compare itself with; an overview has cards.
    assert tables or topic in ("accessibility", "changes", "overview")
    for cell in tables:
        table = parsed(cell.shown)
        caption = table.select_one("caption")
        assert caption is not None, cell.call
        assert text(caption), cell.call
        heads = table.select("thead th")
        assert all(text(head) for head in heads), cell.call
        assert {head.get("scope") for head in heads} == {"col"}, cell.call
        rows = table.select("tbody tr")
        assert len(rows) == len(cell.shown.data) > 0, cell.call
        for row in rows:
            assert len(row.select("th, td")) == len(heads), cell.call
            first = row.select_one("th[scope=row]")
            assert first is not None, cell.call
            assert text(first), cell.call
        assert all(text(link) for link in table.select("a")), cell.call
