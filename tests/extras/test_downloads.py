"""Data beside each chart and table: as CSV, as a spreadsheet, as a package."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import nbformat
import openpyxl
import pandas as pd
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output, new_raw_cell

from analysis.cache import Cache
from analysis.data import Partnership, check_folder, open_partnership
from analysis.pipeline.render.extras import Workbooks, complete_site, facts_of
from analysis.pipeline.render.extras.csv import guarded, to_csv
from analysis.pipeline.render.pages import page_notebook
from analysis.pipeline.render.prepare import body
from analysis.pipeline.render.project import write_page
from analysis.present import plain
from analysis.present.numbers import MINUS
from analysis.present.package import data_package, package_files
from analysis.present.tables import set_table
from analysis.protocol import DATA_MIME, PACKAGE_FOLDER

pytestmark = pytest.mark.slow

DAY = date(2025, 12, 31)
HOSTILE = "=HYPERLINK(--> <script>alert(1)</script>)"
DATA: dict[str, Any] = {
    "kind": "table",
    "title": "Savings by year --> & more",
    "columns": ["Year", "Saved (£)"],
    "rows": [["2014/15", -5_400_000], [HOSTILE, None], ["2015/16", "–"]],
}


def workbooks(site: Path) -> Workbooks:
    """Return where the spreadsheets of a site are kept: beside it."""
    return Workbooks(
        Cache(site.with_name(f"{site.name}-kept")), site.with_name("logs"), jobs=2
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a finished site of one council's two pages."""
    for name in ("newham/index", "newham/savings"):
        write_page(tmp_path, name, page_notebook(body(executed(DATA, DATA), name)))
        words = nbformat.read(tmp_path / f"{name}.ipynb", as_version=4).cells
        content = "\n".join(["x <!-- workbook -->", *(cell.source for cell in words)])
        (tmp_path / f"{name}.html").write_text(
            f"<html><head></head><body>{content}</body></html>", encoding="utf-8"
        )
        (tmp_path / f"{name}.ipynb").unlink()
    complete(tmp_path)
    return tmp_path


def executed(*tables: dict[str, Any]) -> NotebookNode:
    """Return a notebook that shows tables with their data."""
    outputs = [
        new_output("display_data", {"text/html": "<table></table>", DATA_MIME: data})
        for data in tables
    ]
    cells = [new_raw_cell("---\n---"), new_code_cell("x", outputs=outputs)]
    return new_notebook(cells=cells)


def complete(site: Path) -> None:
    """Add to a site what no page can know of itself."""
    pages = sorted(site.rglob("*.html"))
    facts = {p.relative_to(site).as_posix(): facts_of(site, p) for p in pages}
    complete_site(site, DAY, facts, workbooks(site))


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_each_table_has_a_link_to_its_data_that_says_whose_they_are(site: Path) -> None:
    page = (site / "newham" / "savings.html").read_text(encoding="utf-8")
    label = "Data of this table (CSV): Savings by year --&gt; &amp; more"
    assert page.count(f'aria-label="{label}"') == 2
    assert 'href="savings_files/data-2.csv"' in page
    assert "<!-- data" not in page
    assert "alert(1)" not in page


def test_the_file_holds_numbers_as_numbers_and_no_formula(site: Path) -> None:
    found = rows(site / "newham" / "savings_files" / "data-1.csv")
    assert found[:2] == [["Year", "Saved (£)"], ["2014/15", "-5400000"]]
    assert found[2] == [f"'{HOSTILE}", ""]


def test_a_councils_spreadsheet_has_a_cover_contents_notes_and_a_table_a_sheet(
    site: Path,
) -> None:
    book = openpyxl.load_workbook(site / "downloads" / "newham.xlsx")
    tables = [f"Table {n}" for n in range(1, 5)]
    assert book.sheetnames == ["Cover", "Contents", "Notes", *tables]
    sheet = book["Table 1"]
    assert sheet["A1"].value == DATA["title"]
    assert len(sheet.tables) == 1
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert -5_400_000 in values
    assert {"[x]", "[z]"} <= set(values)
    cells = [c for page in book for row in page.iter_rows() for c in row]
    assert [c for c in cells if c.data_type == "f" and "HYPERLINK(-" in c.value] == []


def test_the_first_page_of_a_council_leads_to_its_spreadsheet(site: Path) -> None:
    page = (site / "newham" / "index.html").read_text(encoding="utf-8")
    assert 'href="../downloads/newham.xlsx"' in page


def test_made_again_everything_is_the_same(site: Path) -> None:
    before = {p: p.read_bytes() for p in site.rglob("*") if p.is_file()}
    complete(site)
    assert {p: p.read_bytes() for p in site.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_begins_as_a_formula_does(start: str) -> None:
    assert guarded(f"{start}cmd") == f"'{start}cmd".replace("\r", " ")
    made = to_csv({"columns": [f"{start}a"], "rows": [[f"{start}b"]]})
    assert all(row[0].startswith("'") for row in csv.reader(StringIO(made)))


def test_numbers_below_nothing_stay_numbers() -> None:
    assert guarded(-5) == -5


def test_a_column_of_money_becomes_pounds_and_one_of_words_stays() -> None:
    frame = pd.DataFrame(
        {
            "Year": ["2016/17", "2017/18"],
            "Variance": ["+£0.045m", f"{MINUS}£0.649m"],
            "Level": ["83%", "[x]"],
            "Both": ["£5m", "about £5m"],
            "Source": ["[Minutes](site:sources#S1)", "{#x}[CEO](site:sources#S2)"],
        }
    )
    made = plain.plain_data("Closings", frame, kind="table")
    assert made["columns"] == ["Year", "Variance (£)", "Level (%)", "Both", "Source"]
    assert made["rows"] == [
        ["2016/17", 45_000, 83, "£5m", "Minutes"],
        ["2017/18", -649_000, "[x]", "about £5m", "CEO"],
    ]


def test_what_a_notebook_shows_carries_its_data() -> None:
    table = set_table(pd.DataFrame({"Year": ["2016/17"], "n": ["4"]}), "How many")
    bundle = table._repr_mimebundle_()
    assert set(bundle) == {"text/html", DATA_MIME}
    assert bundle[DATA_MIME]["title"] == "How many"
    assert json.loads(json.dumps(bundle[DATA_MIME])) == bundle[DATA_MIME]


def test_a_prepared_page_leads_to_the_data_below_the_table() -> None:
    table, link, last = body(executed(DATA), "newham/savings")
    assert "<table></table>" in table.source
    assert 'href="savings_files/data-1.csv"' in link.source
    assert link.metadata.files == {"savings_files/data-1.csv": to_csv(DATA)}
    assert json.loads(last.metadata.files["savings_files/tables.json"]) == [DATA]


def test_the_data_package_can_be_opened_and_checked_as_a_folder_of_data(
    record: Partnership, tmp_path: Path, published: Path
) -> None:
    shown = new_output("display_data", data_package(record)._repr_mimebundle_())
    cells = [new_raw_cell("---\n---"), new_code_cell("x", outputs=[shown])]
    made = body(new_notebook(cells=cells), "sources")
    write_page(tmp_path, "sources", page_notebook(made))
    folder = tmp_path / PACKAGE_FOLDER
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    paths = {resource["path"] for resource in described["resources"]}
    assert paths == {p.name for p in folder.glob("*.csv")}
    for resource in described["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert rows(folder / resource["path"])[0] == names
    settings = (published / "partnership.toml").read_text(encoding="utf-8")
    (folder / "partnership.toml").write_text(settings, encoding="utf-8")
    assert check_folder(folder) == []
    assert len(open_partnership(folder).savings) == len(record.savings)


def test_as_at_a_day_the_package_holds_nothing_later(as_at: Any) -> None:
    early = package_files(as_at("2018-01-31"))
    assert "12850000" not in early["savings.csv"]
    assert json.loads(early["datapackage.json"])["version"] == "2018-01-31"


def test_the_files_of_a_package_belong_to_the_page_that_leads_to_them(
    tmp_path: Path,
) -> None:
    folder = tmp_path / PACKAGE_FOLDER
    folder.mkdir(parents=True)
    for name in ("datapackage.json", "savings.csv"):
        (folder / name).write_text("{}", encoding="utf-8")
    link = f'<a href="{PACKAGE_FOLDER}/datapackage.json">tables</a>'
    for name, content in (("sources", link), ("methods", "")):
        page = tmp_path / f"{name}.html"
        page.write_text(f"<html><body><main>{content}</main></body></html>")
    brought = facts_of(tmp_path, tmp_path / "sources.html").files
    assert brought == (
        f"{PACKAGE_FOLDER}/datapackage.json",
        f"{PACKAGE_FOLDER}/savings.csv",
    )
    assert facts_of(tmp_path, tmp_path / "methods.html").files == ()
