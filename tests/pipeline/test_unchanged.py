"""A site made from the same stays as it is; anything else is put right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import rmtree

import pytest
from small import PARTNERS, PlainEngine, code, make_project, notebook, words

from analysis.errors import EngineError
from analysis.pipeline.config import BuildRequest
from analysis.pipeline.execute.pool import can_fork
from analysis.pipeline.manifest import read_manifest
from analysis.pipeline.pipeline import build

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="processes cannot be forked"),
]

READS = "from pathlib import Path\nprint(Path({!r}).read_text())\n'shown'"
SAVED_MEANWHILE = "import subprocess\nsubprocess.run(['cp', {!r}, {!r}], check=True)"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Return a file outside of the project that a report reads."""
    path = tmp_path / "elsewhere" / "extract.csv"
    path.parent.mkdir()
    path.write_text("1", "utf-8")
    return path


@pytest.fixture
def request_(tmp_path: Path, outside: Path) -> BuildRequest:
    """Return a project that has been built."""
    request = make_project(
        tmp_path / "project",
        home=notebook("index", words("Welcome."), order=1),
        far=notebook("far", code(READS.format(str(outside)))),
    )
    request = replace(request, partners=PARTNERS[:1])
    build(request, engine=PlainEngine())
    return request


def site(request: BuildRequest) -> dict[str, tuple[bytes, int]]:
    """Return what each file of a site but its manifests holds, and its inode."""
    folder = request.root / "reports" / "site"
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_ino)
        for path in folder.rglob("*")
        if path.is_file() and path.name != "build.json"
    }


def test_no_file_is_touched_and_the_manifests_say_that_all_was_reused(
    request_: BuildRequest,
) -> None:
    before = site(request_)
    made = build(request_, engine=PlainEngine())
    assert site(request_) == before
    folder = request_.root / "reports" / "site"
    dated = folder / "editions" / request_.as_at.isoformat()
    for manifest in (made, read_manifest(folder), read_manifest(dated)):
        assert manifest
        assert {report.status for report in manifest.reports} == {"reused"}


@pytest.mark.parametrize("place", ["far.html", "search.json", "editions/{}/far.html"])
@pytest.mark.parametrize("change", [Path.unlink, lambda p: p.write_text("other")])
def test_what_was_changed_in_the_site_is_mended_without_a_rendering(
    request_: BuildRequest, place: str, change: Callable[[Path], object]
) -> None:
    before = {name: content for name, (content, _) in site(request_).items()}
    folder = request_.root / "reports" / "site"
    change(folder / place.format(request_.as_at.isoformat()))
    engine = PlainEngine()
    build(request_, engine=engine)
    assert engine.rendered == 0
    assert {name: content for name, (content, _) in site(request_).items()} == before


def test_a_file_that_no_build_made_goes(request_: BuildRequest) -> None:
    added = request_.root / "reports" / "site" / "added.html"
    added.touch()
    build(request_, engine=PlainEngine())
    assert not added.exists()


def test_without_the_cache_the_same_site_is_made_again(request_: BuildRequest) -> None:
    before = {name: content for name, (content, _) in site(request_).items()}
    rmtree(request_.root / "reports" / "cache")
    build(request_, engine=PlainEngine())
    assert {name: content for name, (content, _) in site(request_).items()} == before


def test_another_release_of_the_renderer_renders_all_again(
    request_: BuildRequest,
) -> None:
    engine = PlainEngine()
    engine.version = "1"
    build(request_, engine=engine)
    assert engine.rendered == 1


def test_a_file_saved_while_a_report_reads_it_counts_as_changed(
    tmp_path: Path, outside: Path
) -> None:
    newer = tmp_path / "newer.csv"
    newer.write_text("2", "utf-8")
    cells = READS.format(str(outside)), SAVED_MEANWHILE.format(str(newer), str(outside))
    book = notebook("far", *map(code, cells))
    request = make_project(tmp_path / "project", far=book)
    build(request, engine=PlainEngine())
    again = build(request, engine=PlainEngine())
    (report, *_) = again.reports
    assert report.why.startswith("extract.csv changed")


def test_a_build_that_was_broken_off_leaves_the_site_and_is_made_good(
    request_: BuildRequest,
) -> None:
    before = site(request_)
    (request_.notebooks / "home.ipynb").unlink()
    with pytest.raises(EngineError):
        build(replace(request_, force=True), engine=PlainEngine(fails=True))
    assert site(request_) == before
    build(request_, engine=PlainEngine())
    assert "index.html" not in site(request_)


def test_of_a_newer_edition_whose_report_failed_that_is_still_said(
    request_: BuildRequest, outside: Path
) -> None:
    folder = request_.root / "reports" / "site"
    newer = replace(request_, as_at=request_.as_at + timedelta(days=1))
    outside.rename(outside.with_suffix(".gone"))
    assert build(newer, engine=PlainEngine()).failed
    outside.with_suffix(".gone").rename(outside)
    build(request_, engine=PlainEngine())
    build(request_, engine=PlainEngine())
    latest = read_manifest(folder)
    older = read_manifest(folder / "editions" / request_.as_at.isoformat())
    assert latest
    assert older
    assert [report.page for report in latest.failed] == ["far"]
    assert {report.status for report in older.reports} == {"reused"}
