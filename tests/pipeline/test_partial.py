"""A build of some pages keeps the others as they stand in the site."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import nbformat
import pytest
from small import (
    PlainEngine,
    code,
    make_project,
    notebook,
    quickly,
    usual_notebooks,
    words,
)

from analysis.errors import BuildError
from analysis.pipeline.config import BuildRequest, Partner
from analysis.pipeline.manifest import Manifest, read_manifest
from analysis.pipeline.publish.faults import find_faults


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> BuildRequest:
    """Return a build of all pages, which has been made."""
    notebooks = usual_notebooks()
    del notebooks["savings"]
    request = make_project(tmp_path_factory.mktemp("partial") / "whole", **notebooks)
    request = replace(request, partners=(Partner("newham", "Newham"),))
    quickly(request, PlainEngine())
    return request


@pytest.fixture
def request_(whole: BuildRequest, tmp_path: Path) -> BuildRequest:
    """Return the same build of a copy, site and all."""
    root = tmp_path / "project"
    shutil.copytree(whole.root, root)
    return replace(whole, root=root, data=root / "data" / "tiny", inputs=())


@pytest.fixture
def only_home(request_: BuildRequest) -> BuildRequest:
    """Return a build of one page of a site that stands."""
    home = notebook("index", words("Welcome again."), order=1)
    nbformat.write(home, request_.notebooks / "home.ipynb")
    return replace(request_, only_topics=("home",))


def site(request: BuildRequest) -> Path:
    return request.root / "reports" / "site"


def status(record: Manifest) -> dict[str, str]:
    return {report.page: report.status for report in record.reports}


def test_pages_left_out_are_kept(only_home: BuildRequest) -> None:
    before = (site(only_home) / "newham" / "index.html").read_bytes()
    record = quickly(only_home, PlainEngine())
    assert "Welcome again." in (site(only_home) / "index.html").read_text("utf-8")
    assert (site(only_home) / "newham" / "index.html").read_bytes() == before
    assert status(record) == {
        "index": "built",
        "newham/index": "kept",
        "newham/evaluation": "kept",
    }


def test_kept_pages_stay_in_the_search_and_in_navigation(
    only_home: BuildRequest,
) -> None:
    quickly(only_home, PlainEngine())
    entries = json.loads((site(only_home) / "search.json").read_text("utf-8"))
    assert [e["href"] for e in entries] == ["index.html", "newham/index.html"]
    config = only_home.root / "reports" / "work" / "project" / "_quarto.yml"
    assert "href: newham/index.ipynb" in config.read_text("utf-8")


def test_what_belongs_to_no_page_any_more_is_not_kept(only_home: BuildRequest) -> None:
    (only_home.notebooks / "overview.ipynb").unlink()
    other = notebook("{partner}/other", order=5)
    nbformat.write(other, only_home.notebooks / "other.ipynb")
    record = quickly(only_home, PlainEngine())
    assert not (site(only_home) / "newham" / "index.html").exists()
    assert "newham/index" not in status(record)


def test_the_log_of_a_report_that_is_mended_goes(request_: BuildRequest) -> None:
    path = request_.notebooks / "overview.ipynb"
    good = path.read_text("utf-8")
    overview = replace(request_, only_topics=("overview",))
    nbformat.write(notebook("{partner}/index", code("1 / 0")), path)
    log = site(request_) / "newham" / "index.log.txt"
    assert quickly(overview, PlainEngine()).failed
    assert log.exists()
    path.write_text(good, "utf-8")
    assert not quickly(overview, PlainEngine()).failed
    assert not log.exists()


@pytest.mark.parametrize(
    "other",
    [
        {"as_at": date(2018, 1, 31)},
        {"partnership": "twoSource"},
        {"formats": frozenset({"html"})},
    ],
)
def test_pages_of_two_editions_never_stand_side_by_side(
    only_home: BuildRequest, other: dict[str, object]
) -> None:
    before = read_manifest(site(only_home))
    with pytest.raises(BuildError, match="the site in place is another edition"):
        quickly(replace(only_home, **other), PlainEngine())
    assert read_manifest(site(only_home)) == before


def test_without_a_site_only_what_was_asked_for_is_there(
    request_: BuildRequest,
) -> None:
    shutil.rmtree(site(request_))
    record = quickly(replace(request_, only_topics=("home",)), PlainEngine())
    assert status(record) == {"index": "built"}
    config = request_.root / "reports" / "work" / "project" / "_quarto.yml"
    assert "newham" not in config.read_text("utf-8")


def test_a_failed_report_that_is_kept_still_stands_in_the_way_of_publishing(
    request_: BuildRequest,
) -> None:
    broken = notebook("index", code("1 / 0"), order=1)
    nbformat.write(broken, request_.notebooks / "home.ipynb")
    quickly(request_, PlainEngine())
    others = {path.stem for path in request_.notebooks.glob("*.ipynb")} - {"home"}
    record = quickly(replace(request_, only_topics=tuple(others)), PlainEngine())
    assert status(record)["index"] == "kept"
    (fault,) = (f for f in find_faults(site(request_)) if "failed" in f)
    assert fault.startswith("The report index failed: ")
