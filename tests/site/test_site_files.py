"""One command makes the whole site: every council, every topic, page and PDF."""

import json
import re
import shutil
from pathlib import Path

import pytest
from whole import DOCUMENTS, ONCE, PARTNERS, REPORTS, Built, evaluation

from analysis.present.svg import NIGHT


def test_the_command_ends_with_status_0_and_says_where_the_site_is(
    built: Built,
) -> None:
    assert (built.status, built.err) == (0, "")
    assert "The site is" in built.out
    assert "embedded renderer" in built.out


@pytest.mark.parametrize("page", [*REPORTS, *ONCE])
def test_every_page_has_its_pdf_beside_it(built: Built, page: str) -> None:
    assert (built.site / f"{page}.html").stat().st_size > 2_000
    assert (built.site / f"{page}.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_council_has_one_document_of_all_its_pages(
    built: Built, document: str
) -> None:
    assert (built.site / f"{document}.pdf").read_bytes().startswith(b"%PDF-")
    assert not (built.site / f"{document}.html").exists()


def test_there_is_no_page_that_was_not_asked_for(built: Built) -> None:
    assert set(built.pages) == {*REPORTS, *ONCE}


def test_the_build_record_says_what_was_built_from_what_and_how(built: Built) -> None:
    record = json.loads((built.site / "build.json").read_text(encoding="utf-8"))
    assert record["engine"] == "embedded"
    assert record["partnership"] == "oneSource"
    assert record["as_at"] == "2025-12-31"
    tables = {item["path"] for item in record["inputs"]}
    assert {"data/onesource/savings.csv", "data/onesource/partnership.toml"} <= tables
    assert all(re.fullmatch("[0-9a-f]{64}", i["sha256"]) for i in record["inputs"])
    pages = {report["page"] for report in record["reports"]}
    assert {*REPORTS, *ONCE} <= pages


def test_the_site_names_no_folder_of_the_machine_it_was_built_on(built: Built) -> None:
    folder = str(built.project)
    for path in built.site.rglob("*"):
        if path.suffix in {".html", ".json", ".js", ".svg", ".css", ".log"}:
            assert folder not in path.read_text(encoding="utf-8"), path


def test_rubbish_in_a_cell_is_named_and_leaves_the_site_as_it_was(
    built: Built, tmp_path: Path
) -> None:
    before = built.bytes()
    record = tmp_path / "onesource"
    shutil.copytree(built.project / "data" / "onesource", record)
    table = record / "spending.csv"
    good = table.read_text(encoding="utf-8")
    assert good.count("-1342000") == 1
    row = next(n for n, t in enumerate(good.splitlines(), 1) if "-1342000" in t)
    table.write_text(good.replace("-1342000", "lots"), encoding="utf-8")
    data = ["--data", str(record)]
    checked = evaluation(built.project, "check", *data)
    again = evaluation(built.project, "build", *data, "--engine", "embedded")
    named = f"spending.csv, row {row}, column variance_gbp: 'lots'; expected a plain"
    assert (checked.returncode, again.returncode) == (2, 2)
    assert named in checked.stdout
    assert named in again.stderr
    assert "Traceback" not in checked.stderr + again.stderr
    assert built.bytes() == before


def test_a_clean_record_checks_with_status_0(built: Built) -> None:
    checked = evaluation(built.project, "check")
    assert checked.returncode == 0
    assert "no problems" in checked.stdout


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--partner", "barking"], "barking"),
        (["--topic", "parking"], "parking"),
        (["--as-at", "31/1/2018"], "31/1/2018"),
        (["--data", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_built_is_named_in_one_message(
    built: Built, options: list[str], named: str
) -> None:
    asked = evaluation(built.project, "build", *options, "--engine", "embedded")
    assert asked.returncode == 2
    assert named in asked.stderr
    assert "Traceback" not in asked.stderr


@pytest.mark.parametrize("partner", PARTNERS)
def test_the_home_page_leads_to_every_council(built: Built, partner: str) -> None:
    links = {str(a["href"]) for a in built.main("index").select("a[href]")}
    assert {f"{partner}/index.html", f"{partner}/savings.html"} <= links


def test_every_chart_knows_what_its_colours_become_in_the_dark(built: Built) -> None:
    charts = [p for p in built.site.rglob("*_files/**/*.svg") if p.is_file()]
    assert len(charts) > 10
    for path in charts:
        style, _, drawn = path.read_text("utf-8").partition("</style>")
        assert "@media (prefers-color-scheme:dark)" in style, path
        used = re.findall(r'(?:fill|stroke)(?:: |=")(#\w+)', drawn)
        assert {*used} <= {*NIGHT}, path
