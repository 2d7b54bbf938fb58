"""A build after an edit makes what a whole build makes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from small import Instead, PlainEngine, make_project, notebook, words

from analysis.pipeline.config import BuildRequest
from analysis.pipeline.manifest import NAME, Manifest, read_manifest
from analysis.pipeline.pipeline import build
from analysis.pipeline.render.extras.workbooks import PLACE
from analysis.pipeline.site.checksums import NAME as CHECKSUMS
from analysis.protocol import DATA_MIME

pytestmark = pytest.mark.slow

TABLE = {"kind": "table", "title": "Savings", "columns": ["a"], "rows": [[1]]}
SHOWN = new_code_cell(
    "table",
    outputs=[
        new_output("display_data", {"text/html": "<table></table>", DATA_MIME: TABLE})
    ],
)
PAGE = "<html><head></head><body><main><h1>{}</h1>{}</main><footer></footer></body>"
LIST = '<h3 id="report">A report</h3><div class="used-by" data-document="report"></div>'
LEADS = '<a href="{}sources.html#report">reported</a>'

Edit = Callable[[BuildRequest], object]


def page(title: str, *parts: str) -> str:
    return PAGE.format(title, "".join(parts))


def write(
    request: BuildRequest,
    topic: str,
    name: str,
    text: str,
    order: int,
    *cells: NotebookNode,
) -> None:
    made = notebook(name, words(text), *cells, order=order)
    nbformat.write(made, request.notebooks / f"{topic}.ipynb")


@pytest.fixture
def request_(tmp_path: Path) -> BuildRequest:
    """Return a project whose pages lead to each other; two editions stand."""
    request = make_project(tmp_path / "p")
    request = replace(request, formats=frozenset({"html"}), spreadsheets=False)
    write(request, "home", "index", page("Home", LEADS.format("")), 1)
    write(request, "changes", "changes", page("Changes"), 2)
    write(request, "sources", "sources", page("Sources", LIST), 3)
    write(request, "overview", "{partner}/index", page("Overview", PLACE), 10)
    table = page("Savings", LEADS.format("../"))
    write(request, "savings", "{partner}/savings", table, 20, SHOWN)
    make(replace(request, as_at=request.as_at - timedelta(days=99)))
    make(request)
    return request


def make(request: BuildRequest) -> Manifest:
    """Build without kernels."""
    return build(request, engine=PlainEngine(), executor=Instead)


def files(request: BuildRequest) -> dict[str, Path]:
    site = request.root / "reports" / "site"
    found = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path for path in found}


def content(request: BuildRequest) -> dict[str, object]:
    """Return all that a site holds, save what its manifests say of one build."""
    held: dict[str, object] = {}
    for name, path in files(request).items():
        held[name] = path.read_bytes()
        if path.name == NAME:
            manifest = Manifest.from_json(path.read_text("utf-8"))
            reports = tuple(replace(r, status="", why="") for r in manifest.reports)
            held[name] = replace(manifest, reports=reports)
    return held


def more_said(request: BuildRequest) -> None:
    text = page("Savings", "More.", LEADS.format("../"))
    write(request, "savings", "{partner}/savings", text, 20, SHOWN)


def no_table(request: BuildRequest) -> None:
    write(request, "savings", "{partner}/savings", page("Savings"), 20)


def one_page_more(request: BuildRequest) -> None:
    write(request, "methods", "methods", page("Methods", LEADS.format("")), 5)


def one_page_less(request: BuildRequest) -> None:
    (request.notebooks / "sources.ipynb").unlink()


def nothing(_: BuildRequest) -> None:
    """Change nothing."""


@pytest.mark.parametrize("edit", [more_said, one_page_more, one_page_less, nothing])
@pytest.mark.parametrize("day", [0, 99])
def test_a_build_after_an_edit_makes_what_a_whole_build_makes(
    request_: BuildRequest, edit: Edit, day: int
) -> None:
    request = replace(request_, as_at=request_.as_at - timedelta(days=day))
    edit(request)
    make(request)
    shared = content(request)
    make(replace(request, force=True))
    assert content(request) == shared


def test_without_tables_there_is_no_spreadsheet_and_no_way_to_it(
    request_: BuildRequest,
) -> None:
    request = replace(request_, spreadsheets=True, partners=request_.partners[:1])
    make(request)
    assert b"newham.xlsx" in files(request)["newham/index.html"].read_bytes()
    no_table(request)
    make(request)
    assert b"newham.xlsx" not in files(request)["newham/index.html"].read_bytes()
    assert "downloads/newham.xlsx" not in files(request)


def test_a_build_of_one_topic_makes_what_a_whole_build_makes(
    request_: BuildRequest,
) -> None:
    more_said(request_)
    make(replace(request_, only_topics=("savings",)))
    shared = content(request_)
    make(replace(request_, force=True))
    assert content(request_) == shared


def test_only_pages_that_changed_have_other_content(request_: BuildRequest) -> None:
    before = {name: path.read_bytes() for name, path in files(request_).items()}
    more_said(request_)
    make(replace(request_, only_topics=("savings",), only_partners=("newham",)))
    now = {name: path.read_bytes() for name, path in files(request_).items()}
    changed = {name for name, content in now.items() if before.get(name) != content}
    homes = ("", f"editions/{request_.as_at}/")
    assert {n.removeprefix(homes[1]) for n in changed} <= {
        *("newham/savings.html", "newham/savings_files/data-1.csv"),
        *("newham/savings_files/tables.json", "search.json", NAME, CHECKSUMS),
    }
    assert {f"{home}newham/savings.html" for home in homes} <= changed


def test_what_somebody_changed_in_the_site_is_not_shared(
    request_: BuildRequest,
) -> None:
    files(request_)["havering/index.html"].write_text("tampered", "utf-8")
    more_said(request_)
    make(request_)
    assert b"tampered" not in files(request_)["havering/index.html"].read_bytes()


def test_a_partial_build_does_not_have_the_next_one_render_more(
    request_: BuildRequest,
) -> None:
    make(replace(request_, only_topics=("savings",), force=True))
    record = make(request_)
    assert {report.status for report in record.reports} == {"reused"}
    assert read_manifest(request_.root / "reports" / "site")
