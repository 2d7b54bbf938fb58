"""A build runs every report, and one that fails does not take others with it."""

import re

import nbformat
import pytest
import yaml
from small import Built

from analysis.pipeline.config import Places
from analysis.pipeline.site import checksums

pytestmark = pytest.mark.slow


def page(built: Built, name: str) -> str:
    return (built.site / name).read_text(encoding="utf-8")


def test_every_page_has_its_html_and_its_pdf(built: Built) -> None:
    names = {p.relative_to(built.site).as_posix() for p in built.site.rglob("*")}
    pages = ["index", "charts"]
    for partner in ("newham", "havering"):
        pages += [f"{partner}/{page}" for page in ("index", "savings", "sums")]
        assert f"{partner}/evaluation.pdf" in names
        assert f"{partner}/evaluation.html" not in names
    assert {f"{p}.{suffix}" for p in pages for suffix in ("html", "pdf")} <= names


def test_each_partners_page_is_run_for_that_partner(built: Built) -> None:
    assert "## newham saved most" in page(built, "newham/index.html")
    assert "## havering saved most" in page(built, "havering/index.html")


def test_every_chart_and_table_is_there(built: Built) -> None:
    text = page(built, "charts.html")
    assert text.count("![A square](charts_files/figure-") == 3
    assert text.count("<table>") == 1


def test_streams_go_to_the_log_and_not_to_the_page(built: Built) -> None:
    assert "secret" not in page(built, "newham/savings.html")
    log = Places.of(built.request).log("newham/savings")
    assert "secret stream" in log.read_text(encoding="utf-8")


def test_a_failed_report_says_what_failed_and_where(built: Built) -> None:
    text = page(built, "newham/sums.html")
    assert "This report could not be built." in text
    assert "Notebook: `notebooks/sums.ipynb`" in text
    assert "cell 5, which begins `# Add up the savings`" in text
    assert "under the heading “Sums that fail”" in text
    assert (
        "`TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'`" in text
    )
    assert "](sums.log.txt)" in text


def test_the_cell_named_is_the_one_an_editor_shows(built: Built) -> None:
    notebook = nbformat.read(built.request.notebooks / "sums.ipynb", as_version=4)
    assert notebook.cells[5 - 1].source.startswith("# Add up the savings")


def test_a_failed_report_keeps_its_title_and_its_neighbours(built: Built) -> None:
    text = page(built, "newham/sums.html")
    assert "title: 'Newham: a page'" in text
    assert "[Savings](savings.html)" in text
    assert "[Sums](sums.html)" in page(built, "newham/savings.html")


def test_the_log_of_a_failed_report_is_in_the_site_without_paths(built: Built) -> None:
    log = page(built, "newham/sums.log.txt")
    assert "TypeError" in log
    assert "before" in log
    assert str(built.request.root) not in log
    assert not re.search(r"(?<![\w.…])/(?:\w+/)+", log)
    assert not (built.site / "newham" / "savings.log.txt").exists()


def test_the_record_names_what_failed(built: Built) -> None:
    assert [r.page for r in built.record.failed] == ["newham/sums", "havering/sums"]
    assert built.record.failed[0].reason == (
        "cell 5 under “Sums that fail”: TypeError: "
        "unsupported operand type(s) for +: 'int' and 'NoneType'"
    )


def test_the_record_in_the_site_is_the_one_returned(built: Built) -> None:
    assert (built.site / "build.json").read_text("utf-8") == built.record.to_json()


def test_the_record_has_no_absolute_path(built: Built) -> None:
    texts = re.findall(r'"(/[^"]*)"', built.record.to_json())
    assert texts == []
    assert built.record.inputs[0].path == "data/tiny/savings.csv"


def test_every_page_and_document_is_named_and_its_files_are_listed(
    built: Built,
) -> None:
    pages = {report.page for report in built.record.reports}
    assert {"newham/savings", "newham/evaluation", "newham/sums"} <= pages
    listed = checksums.read(built.site)
    assert {"newham/savings.html", "newham/savings.pdf"} <= {*listed}
    assert {"newham/evaluation.pdf", "newham/sums.log.txt"} <= {*listed}


def test_what_was_said_is_one_line_a_report_and_no_traceback(built: Built) -> None:
    lines = built.said.splitlines()
    assert sum(line.startswith("ran ") for line in lines) == 6
    assert sum(line.startswith("failed ") for line in lines) == 2
    assert "Traceback" not in built.said


def test_the_navigation_bar_leads_to_councils_and_to_what_is_made_once(
    built: Built,
) -> None:
    project = Places.of(built.request).project
    config = yaml.safe_load((project / "_quarto.yml").read_text("utf-8"))
    assert config["website"]["navbar"]["left"] == [
        {"text": "Index", "href": "index.ipynb"},
        {
            "text": "Councils",
            "menu": [
                {"text": "Newham", "href": "newham/index.ipynb"},
                {"text": "Havering", "href": "havering/index.ipynb"},
            ],
        },
        {"text": "Charts", "href": "charts.ipynb"},
    ]


@pytest.mark.parametrize("name", ["_quarto.yml", "assets/look.css"])
def test_the_project_has_the_repositorys_look(built: Built, name: str) -> None:
    assert (Places.of(built.request).project / name).is_file()
