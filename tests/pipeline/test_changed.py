"""Only what has changed is run and rendered again, and build.json says why."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from small import PARTNERS, PlainEngine, code, make_project, notebook, words

from analysis.pipeline.config import BuildRequest
from analysis.pipeline.execute import run
from analysis.pipeline.execute.pool import can_fork
from analysis.pipeline.manifest import Manifest
from analysis.pipeline.pipeline import build

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="processes cannot be forked"),
]

READS = "from pathlib import Path\nprint(Path(data, {!r}).read_text())\n'shown'"
BROWSES = """
import sys
from pathlib import Path
sys.audit("analysis.browse", True)
texts = {p.stem: p.read_text() for p in Path(data).iterdir()}
sys.audit("analysis.browse", False)
sys.audit("analysis.use", str(Path(data, "savings")))
"""
UNCHANGED = "nothing it depends on changed"


Again = Callable[[BuildRequest], tuple[Manifest, int]]


@pytest.fixture
def request_(tmp_path: Path) -> BuildRequest:
    """Return a project whose reports read different files; it has been built."""
    outside = tmp_path / "extract.csv"
    outside.write_text("1", "utf-8")
    request = make_project(
        tmp_path / "project",
        savings=notebook("{partner}/savings", code(READS.format("savings.csv"))),
        survey=notebook("survey", code(READS.format("satisfaction.csv"))),
        browse=notebook("browse", code(BROWSES), order=3),
        far=notebook("far", code(READS.format(str(outside))), order=4),
    )
    (request.data / "satisfaction.csv").write_text("80", "utf-8")
    request = replace(request, partners=PARTNERS[:1])
    first = build(request, engine=PlainEngine())
    assert statuses(first) == dict.fromkeys(statuses(first), "built")
    return request


def statuses(record: Manifest) -> dict[str, str]:
    return {r.page: r.status for r in record.reports}


def reasons(record: Manifest) -> Mapping[str, str]:
    """Return why what was run was run."""
    return {r.page: r.why for r in record.reports if r.why != UNCHANGED}


@pytest.fixture
def again() -> Again:
    """Return what builds once more, and tells how often it was rendered."""

    def build_again(request: BuildRequest) -> tuple[Manifest, int]:
        engine = PlainEngine()
        return build(request, engine=engine), engine.rendered

    return build_again


def test_nothing_is_done_where_nothing_changed(
    request_: BuildRequest, again: Again
) -> None:
    page = request_.root / "reports" / "site" / "survey.html"
    before = page.stat().st_mtime_ns
    record, rendered = again(request_)
    assert reasons(record) == {}
    assert set(statuses(record).values()) == {"reused"}
    assert rendered == 0
    assert page.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("file", "pages"),
    [
        ("project/data/tiny/savings.csv", {"newham/savings", "browse"}),
        ("project/data/tiny/satisfaction.csv", {"survey"}),
        ("extract.csv", {"far"}),
    ],
)
def test_a_file_that_changed_runs_only_what_read_it(
    request_: BuildRequest, again: Again, tmp_path: Path, file: str, pages: set[str]
) -> None:
    (tmp_path / file).write_text("2", "utf-8")
    record, _ = again(request_)
    assert {p for p in reasons(record) if p != "newham/evaluation"} == pages
    name = file.removeprefix("project/").removesuffix(".csv")
    assert all(name in reasons(record)[page] for page in pages)


def test_a_report_that_shows_the_same_is_not_rendered_again(
    request_: BuildRequest, again: Again
) -> None:
    (request_.data / "satisfaction.csv").write_text("81", "utf-8")
    record, rendered = again(request_)
    assert rendered == 0
    assert "not rendered, because it shows the same" in reasons(record)["survey"]


def test_prose_that_changed_renders_that_page_alone(
    request_: BuildRequest, again: Again
) -> None:
    path = request_.notebooks / "survey.ipynb"
    book = nbformat.read(path, as_version=4)
    book.cells.append(words("More was said."))
    nbformat.write(book, path)
    record, rendered = again(request_)
    assert reasons(record) == {"survey": "its notebook changed"}
    assert rendered == 1
    assert statuses(record)["survey"] == "built"
    site = request_.root / "reports" / "site"
    assert "More was said." in (site / "survey.html").read_text("utf-8")
    assert (site / "newham" / "savings.html").is_file()


def test_force_does_everything_again(request_: BuildRequest, again: Again) -> None:
    record, rendered = again(replace(request_, force=True))
    assert rendered == 1
    assert statuses(record) == dict.fromkeys(statuses(record), "built")
    assert reasons(record)["survey"] == "--force was given"


@pytest.mark.parametrize("what", ["code_of_reports", "versions"])
def test_other_code_or_versions_run_everything(
    request_: BuildRequest, again: Again, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, what, lambda *_: "other")
    assert len(reasons(again(request_)[0])) == 4


def test_a_new_look_renders_everything_and_runs_nothing(
    request_: BuildRequest, again: Again
) -> None:
    (request_.root / "assets" / "look.css").write_text("p { color: red }", "utf-8")
    record, rendered = again(request_)
    assert rendered == 1
    why = "not run again; rendered, because its look or its texts changed"
    assert reasons(record)["survey"] == why


def test_a_page_that_was_tampered_with_is_made_whole(
    request_: BuildRequest, again: Again
) -> None:
    page = request_.root / "reports" / "site" / "survey.html"
    page.write_text("something else", "utf-8")
    _, rendered = again(request_)
    assert rendered == 0
    assert "something else" not in page.read_text("utf-8")


def test_a_report_that_failed_runs_again(request_: BuildRequest, again: Again) -> None:
    (request_.data / "satisfaction.csv").unlink()
    assert [r.page for r in again(request_)[0].failed] == ["survey"]
    record, _ = again(request_)
    assert [r.page for r in record.failed] == ["survey"]
    (request_.data / "satisfaction.csv").write_text("82", "utf-8")
    assert not again(request_)[0].failed
