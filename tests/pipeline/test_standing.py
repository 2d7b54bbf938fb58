"""A site that stands is known to stand without a look into it, and never wrongly."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from small import PARTNERS, PlainEngine, code, make_project, notebook, words

from analysis.commands.site import version_files
from analysis.errors import EngineError
from analysis.pipeline.cache import keys, marks
from analysis.pipeline.cache.standing import Standing
from analysis.pipeline.config import BuildRequest, Places
from analysis.pipeline.execute.warm import can_fork
from analysis.pipeline.manifest import Manifest, read_manifest

pytestmark = pytest.mark.skipif(not can_fork(), reason="processes cannot be forked")

OUTSIDE = "from pathlib import Path\nprint(Path({!r}).read_text())\n'shown'"


Build = Callable[..., Manifest]


@pytest.fixture
def build(build_warm: Build) -> Build:
    """Return what builds."""
    return build_warm


@pytest.fixture
def request_(tmp_path: Path, build: Build) -> BuildRequest:
    """Return a project that has been built; one report reads a file elsewhere."""
    outside = tmp_path / "elsewhere" / "extract.csv"
    outside.parent.mkdir()
    outside.write_text("1", "utf-8")
    request = make_project(
        tmp_path / "project",
        home=notebook("index", words("Welcome."), order=1),
        far=notebook("far", code(OUTSIDE.format(str(outside)))),
    )
    (request.notebooks / "helper.py").write_text("x = 1", "utf-8")
    request = replace(request, partners=PARTNERS[:1])
    build(request, engine=PlainEngine(), standing=look(request))
    return request


def look(request: BuildRequest, **asked: str) -> Standing:
    """Return what a command finds that asks for this site."""
    places = Places.of(request)
    made_from = [request.notebooks, request.root / "assets", request.data]
    return Standing(places.standing, places.out, asked, made_from)


def settle(request: BuildRequest) -> None:
    """Have the note rest on times alone: as if all files had been written long ago."""
    standing = look(request)
    assert standing.holds()
    standing.say_reused()


def test_what_has_not_changed_stands(request_: BuildRequest) -> None:
    assert look(request_).holds()


def test_its_record_then_says_that_all_was_reused(request_: BuildRequest) -> None:
    standing = look(request_)
    assert standing.holds()
    assert standing.say_reused() == 2
    record = read_manifest(request_.root / "reports" / "site")
    assert record
    assert {r.status for r in record.reports} == {"reused"}
    assert look(request_).holds()


Change = Callable[[Path], object]


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("project/notebooks/home.ipynb", lambda p: p.write_text("{}")),
        ("project/notebooks/helper.py", lambda p: p.write_text("x = 2")),
        ("project/notebooks/new.ipynb", lambda p: p.write_text("{}")),
        ("project/data/tiny/savings.csv", lambda p: p.write_text("a\n2\n")),
        ("project/data/tiny/savings.csv", Path.unlink),
        ("project/data/tiny/spending.csv", lambda p: p.write_text("a\n1\n")),
        ("project/assets/look.css", lambda p: p.write_text("q {}")),
        ("project/assets/deep/er.css", lambda p: (p.parent.mkdir(), p.touch())),
        ("project/reports/site/far.html", lambda p: p.write_text("other")),
        ("project/reports/site/far.html", Path.unlink),
        ("project/reports/site/more.html", Path.touch),
        ("elsewhere/extract.csv", lambda p: p.write_text("2")),
        ("elsewhere/extract.csv", Path.unlink),
    ],
)
def test_any_change_is_seen(
    request_: BuildRequest, tmp_path: Path, place: str, change: Change
) -> None:
    change(tmp_path / place)
    assert not look(request_).holds()


@pytest.mark.parametrize("place", ["data/tiny/savings.csv", "reports/site/far.html"])
def test_a_change_is_seen_that_leaves_size_and_time_as_they_were(
    request_: BuildRequest, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if hours had gone by: only then times are believed.
    for moment in ("COARSE", "FINE"):
        monkeypatch.setattr(marks, moment, -(10**13))
    settle(request_)
    path = request_.root / place
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not look(request_).holds()


def test_a_change_is_seen_that_was_made_in_the_same_moment(
    request_: BuildRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = request_.root / "data" / "tiny" / "savings.csv"
    found = marks.taken([str(path)], {}, content=True)[str(path)]
    path.write_text("a\n2\n", "utf-8")
    now = marks.taken([str(path)], {}, content=True)[str(path)]
    one_moment = found._replace(written=now.written, changed=now.changed)
    assert not marks.same({"table": now}, {"table": one_moment})


def test_a_file_saved_again_as_it_was_is_no_change(request_: BuildRequest) -> None:
    path = request_.root / "data" / "tiny" / "savings.csv"
    path.write_bytes(path.read_bytes())
    os.utime(path, (1, 1))
    assert look(request_).holds()


def test_other_code_and_other_versions_are_seen(
    request_: BuildRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "versions", lambda *_: "other")
    assert not look(request_).holds()
    monkeypatch.undo()
    monkeypatch.setattr(keys, "PACKAGE", tmp_path / "elsewhere")
    assert not look(request_).holds()


def test_what_is_asked_for_otherwise_does_not_stand(request_: BuildRequest) -> None:
    assert not look(request_, as_at="2018-01-01").holds()


def test_a_file_saved_during_a_build_counts_as_changed(
    request_: BuildRequest, build: Build
) -> None:
    found_before = look(request_)
    (request_.data / "savings.csv").write_text("a\n3\n", "utf-8")
    build(request_, engine=PlainEngine(), standing=found_before)
    assert not look(request_).holds()
    build(request_, engine=PlainEngine(), standing=look(request_))
    assert look(request_).holds()


def test_a_site_with_a_failed_report_does_not_stand(
    request_: BuildRequest, build: Build
) -> None:
    outside = request_.root.parent / "elsewhere" / "extract.csv"
    outside.unlink()
    assert build(request_, engine=PlainEngine(), standing=look(request_)).failed
    assert not look(request_).holds()


def test_nothing_is_known_of_a_site_whose_build_was_broken_off(
    request_: BuildRequest,
    build: Build,
) -> None:
    with pytest.raises(EngineError):
        build(
            replace(request_, force=True),
            engine=PlainEngine(fails=True),
            standing=look(request_),
        )
    assert not look(request_).holds()


def test_data_outside_of_the_folders_looked_at_are_never_taken_as_unchanged(
    request_: BuildRequest, build: Build, tmp_path: Path
) -> None:
    ledger = (tmp_path / "elsewhere" / "extract.csv",)
    request = replace(request_, inputs=(*request_.inputs, *ledger))
    build(request, engine=PlainEngine(), standing=look(request))
    assert not look(request).holds()


def test_of_a_newer_edition_whose_report_failed_that_is_still_said(
    request_: BuildRequest,
    build: Build,
) -> None:
    site = request_.root / "reports" / "site"
    newer = replace(request_, as_at=request_.as_at + timedelta(days=1))
    outside = request_.root.parent / "elsewhere" / "extract.csv"
    outside.rename(outside.with_suffix(".gone"))
    assert build(newer, engine=PlainEngine(), standing=look(newer)).failed
    outside.with_suffix(".gone").rename(outside)
    build(request_, engine=PlainEngine(), standing=look(request_))
    before = (site / "build.json").read_bytes()

    standing = look(request_)
    assert standing.holds()
    assert standing.say_reused() == 2
    assert (site / "build.json").read_bytes() == before
    older = read_manifest(site / "editions" / request_.as_at.isoformat())
    assert older
    assert {r.status for r in older.reports} == {"reused"}


def test_another_version_of_quarto_is_seen_behind_the_same_program(
    tmp_path: Path,
) -> None:
    program = tmp_path / "bin" / "quarto"
    version = tmp_path / "share" / "version"
    for path in (program, version):
        path.parent.mkdir()
        path.write_text("1.9.38", "utf-8")
    before = marks.taken(marks.files_below(version_files(program)), {}, content=True)
    version.write_text("1.9.39", "utf-8")
    now = marks.taken(marks.files_below(version_files(program)), {}, content=True)
    assert not marks.same(now, before)


def test_what_was_changed_in_the_site_is_mended_by_the_next_build(
    request_: BuildRequest,
    build: Build,
) -> None:
    site = request_.root / "reports" / "site"
    before = (site / "search.json").read_bytes()
    for change in (Path.unlink, Path.touch, lambda p: p.write_text("[]", "utf-8")):
        change(site / "search.json")
        build(request_, engine=PlainEngine(), standing=look(request_))
        assert (site / "search.json").read_bytes() == before


def test_links_are_followed_but_not_in_a_circle(tmp_path: Path) -> None:
    data, beside = tmp_path / "data", tmp_path / "beside"
    for folder in (data / "inner", beside):
        folder.mkdir(parents=True)
        (folder / "table.csv").write_text("1", "utf-8")
    (data / "inner" / "up").symlink_to(data)
    (data / "self").symlink_to(data)
    (data / "there").symlink_to(beside)
    (beside / "back").symlink_to(data / "inner")
    found = [Path(path) for path in marks.files_below([data])]
    assert sorted(p.relative_to(data).as_posix() for p in found) == [
        "inner/table.csv",
        "there/back/table.csv",
        "there/table.csv",
    ]
