"""Data beside each chart and table: as CSV, as a spreadsheet, as a package."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from analysis.data import Partnership, check_folder, open_partnership
from analysis.pipeline.render.extras import Shelf, complete
from analysis.pipeline.render.extras.downloads import guarded, to_csv
from analysis.pipeline.render.extras.payload import comment
from analysis.pipeline.render.prepare import body
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


def shelf(site: Path) -> Shelf:
    """Return where the spreadsheets of a site are kept: beside it."""
    return Shelf(site.with_name(f"{site.name}-kept"), site.with_name("logs"), jobs=2)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a finished site of one council's two pages."""
    folder = tmp_path / "newham"
    folder.mkdir()
    for name in ("index", "savings"):
        content = f"<p>x <!-- workbook --></p>{comment(DATA)}{comment(DATA)}"
        (folder / f"{name}.html").write_text(
            f"<html><head></head><body>{content}</body></html>", encoding="utf-8"
        )
    complete(tmp_path, DAY, shelf(tmp_path))
    return tmp_path


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
    complete(site, DAY, shelf(site))
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


def test_a_prepared_page_carries_the_data_below_the_table() -> None:
    from nbformat.v4 import new_code_cell, new_notebook, new_output, new_raw_cell

    data = {"text/html": "<table></table>", DATA_MIME: DATA}
    shown = new_code_cell("x", outputs=[new_output("display_data", data=data)])
    cells = body(new_notebook(cells=[new_raw_cell("---\n---"), shown]))
    assert [cell.cell_type for cell in cells] == ["code", "markdown"]
    assert cells[1].source == comment(DATA)
    assert set(cells[0].outputs[0].data) == {"text/html"}


def test_the_data_package_can_be_opened_and_checked_as_a_folder_of_data(
    record: Partnership, tmp_path: Path, published: Path
) -> None:
    page = tmp_path / "sources.html"
    page.write_text(f"<html><head></head>{data_package(record).markdown}</html>")
    complete(tmp_path, DAY, shelf(tmp_path))
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
