"""Builds as at different dates are kept beside each other; the newest is at the top."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import nbformat
import pytest
from small import (
    PlainEngine,
    make_project,
    notebook,
    quickly,
    usual_notebooks,
    words,
)

from analysis.errors import BuildError
from analysis.pipeline.config import BuildRequest, Partner
from analysis.pipeline.manifest import NAME, read_manifest
from analysis.pipeline.site import update
from analysis.pipeline.site.deploy import deploy

OLD, MIDDLE, NEW = date(2018, 1, 31), date(2019, 7, 12), date(2025, 12, 31)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> BuildRequest:
    """Return a build of the older of two editions; both have been built."""
    notebooks = usual_notebooks()
    del notebooks["savings"]
    request = make_project(tmp_path_factory.mktemp("editions") / "project", **notebooks)
    request = replace(request, partners=(Partner("newham", "Newham"),), as_at=OLD)
    quickly(request, PlainEngine())
    quickly(replace(request, as_at=NEW), PlainEngine())
    return request


@pytest.fixture
def older(two: BuildRequest, tmp_path: Path) -> BuildRequest:
    """Return the same of a copy, site and all."""
    root = tmp_path / "project"
    shutil.copytree(two.root, root)
    return replace(two, root=root, data=root / "data" / "tiny", inputs=())


def site(request: BuildRequest) -> Path:
    return request.root / "reports" / "site"


def as_at(folder: Path) -> str | None:
    record = read_manifest(folder)
    return record.as_at if record else None


def editions(request: BuildRequest) -> dict[str, str | None]:
    """Return, by its folder's name, the date that each kept edition says it is of."""
    folders = sorted((site(request) / "editions").iterdir())
    return {folder.name: as_at(folder) for folder in folders}


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def test_each_edition_stands_whole_under_its_date_and_the_newest_at_the_top(
    two: BuildRequest,
) -> None:
    assert as_at(site(two)) == "2025-12-31"
    assert editions(two) == {"2018-01-31": "2018-01-31", "2025-12-31": "2025-12-31"}
    pages = {"index.html", "index.pdf", "newham/index.html", "newham/evaluation.pdf"}
    for folder in (site(two), *(site(two) / "editions").iterdir()):
        assert pages <= {*contents(folder)}
    assert "31 January 2018" in (
        site(two) / "editions" / "2018-01-31" / "index.html"
    ).read_text("utf-8")


def test_the_record_at_the_top_names_the_editions(two: BuildRequest) -> None:
    record = read_manifest(site(two))
    assert record is not None
    assert record.editions == ("2018-01-31", "2025-12-31")


def test_an_older_edition_never_displaces_the_newest(older: BuildRequest) -> None:
    before = contents(site(older) / "editions" / "2025-12-31")
    record = quickly(replace(older, as_at=MIDDLE), PlainEngine())
    assert record.as_at == "2019-07-12"
    assert as_at(site(older)) == "2025-12-31"
    assert [*editions(older)] == ["2018-01-31", "2019-07-12", "2025-12-31"]
    assert contents(site(older) / "editions" / "2025-12-31") == before


def test_a_build_of_the_same_date_replaces_that_edition_alone(
    older: BuildRequest,
) -> None:
    old = site(older) / "editions" / "2018-01-31"
    before = contents(old)
    home = notebook("index", words("Welcome again."), order=1)
    nbformat.write(home, older.notebooks / "home.ipynb")
    quickly(replace(older, as_at=NEW), PlainEngine())
    assert "Welcome again." in (site(older) / "index.html").read_text("utf-8")
    lasting = site(older) / "editions" / "2025-12-31" / "index.html"
    assert "Welcome again." in lasting.read_text("utf-8")
    assert contents(old) == before


def test_building_the_same_again_renders_nothing_and_leaves_every_file(
    older: BuildRequest,
) -> None:
    newest = replace(older, as_at=NEW)
    # The first one notes that all was reused.
    quickly(newest, PlainEngine())
    quickly(newest, PlainEngine())
    before = contents(site(older))
    engine = PlainEngine()
    quickly(newest, engine)
    assert engine.rendered == 0
    assert contents(site(older)) == before


def test_an_edition_whose_folder_is_removed_is_gone_with_the_next_build(
    older: BuildRequest,
) -> None:
    shutil.rmtree(site(older) / "editions" / "2018-01-31")
    quickly(replace(older, as_at=NEW), PlainEngine())
    assert [*editions(older)] == ["2025-12-31"]
    record = read_manifest(site(older))
    assert record is not None
    assert record.editions == ("2025-12-31",)


def test_so_is_the_newest_and_the_one_before_it_comes_to_the_top(
    older: BuildRequest,
) -> None:
    shutil.rmtree(site(older) / "editions" / "2025-12-31")
    quickly(older, PlainEngine())
    assert [*editions(older)] == ["2018-01-31"]
    assert as_at(site(older)) == "2018-01-31"


def test_a_site_of_an_earlier_release_becomes_an_edition(older: BuildRequest) -> None:
    out = site(older)
    shutil.rmtree(out / "editions")
    record = json.loads((out / NAME).read_text("utf-8"))
    del record["editions"]
    (out / NAME).write_text(json.dumps(record), "utf-8")
    quickly(older, PlainEngine())
    assert editions(older) == {"2018-01-31": "2018-01-31", "2025-12-31": "2025-12-31"}
    assert as_at(out) == "2025-12-31"


def test_what_is_no_edition_is_left_out(older: BuildRequest) -> None:
    home = site(older) / "editions"
    (home / "drafts").mkdir()
    shutil.copytree(home / "2018-01-31", home / "last year")
    quickly(replace(older, as_at=MIDDLE), PlainEngine())
    assert [*editions(older)] == ["2018-01-31", "2019-07-12", "2025-12-31"]


def test_editions_of_another_partnership_are_never_lost(older: BuildRequest) -> None:
    before = contents(site(older))
    other = replace(older, partnership="twoSource", data=older.root / "data" / "other")
    with pytest.raises(BuildError, match="holds editions of oneSource"):
        quickly(other, PlainEngine())
    assert contents(site(older)) == before


def test_where_the_record_at_the_top_is_damaged_those_of_the_editions_tell(
    older: BuildRequest,
) -> None:
    (site(older) / NAME).write_text("{", encoding="utf-8")
    before = contents(site(older))
    other = replace(older, partnership="twoSource", data=older.root / "data" / "other")
    with pytest.raises(BuildError, match="holds editions of oneSource"):
        quickly(other, PlainEngine())
    assert contents(site(older)) == before
    quickly(replace(older, as_at=MIDDLE), PlainEngine())
    assert [*editions(older)] == ["2018-01-31", "2019-07-12", "2025-12-31"]


def test_editions_that_nothing_tells_of_are_never_lost(older: BuildRequest) -> None:
    for record in site(older).rglob(NAME):
        record.write_text("{", encoding="utf-8")
    with pytest.raises(BuildError, match="editions of a partnership not known"):
        quickly(older, PlainEngine())


@pytest.mark.parametrize("same", [True, False])
def test_data_outside_of_the_project_are_told_by_their_partners(
    older: BuildRequest, tmp_path: Path, same: bool
) -> None:
    """Another folder of the same name holds another partnership's data."""
    made = []
    for council in ("here", "there"):
        table = tmp_path / council / "data" / "partners.csv"
        table.parent.mkdir(parents=True)
        table.write_text(f"id\n{'newham' if same else council}\n", encoding="utf-8")
        made.append(replace(older, data=table.parent, inputs=(table,)))
    quickly(replace(made[0], as_at=NEW), PlainEngine())
    other = replace(made[1], partnership="twoSource", as_at=MIDDLE)
    if same:
        quickly(other, PlainEngine())
        assert [*editions(older)] == ["2018-01-31", "2019-07-12", "2025-12-31"]
    else:
        with pytest.raises(BuildError, match="holds editions of oneSource"):
            quickly(other, PlainEngine())


def test_a_single_edition_of_another_partnership_is_replaced(
    older: BuildRequest,
) -> None:
    shutil.rmtree(site(older) / "editions" / "2018-01-31")
    other = replace(older, partnership="twoSource", data=older.root / "data" / "other")
    quickly(other, PlainEngine())
    assert [*editions(older)] == ["2018-01-31"]
    record = read_manifest(site(older))
    assert record is not None
    assert record.partnership == "twoSource"


def test_a_partnership_that_changed_its_name_keeps_its_editions(
    older: BuildRequest,
) -> None:
    table = older.data / "savings.csv"
    named = replace(older, inputs=(table,))
    quickly(replace(named, as_at=NEW), PlainEngine())
    quickly(replace(named, as_at=MIDDLE, partnership="twoSource"), PlainEngine())
    assert [*editions(older)] == ["2018-01-31", "2019-07-12", "2025-12-31"]


def test_a_council_that_left_stays_in_the_editions_it_was_part_of(
    older: BuildRequest,
) -> None:
    havering = replace(older, partners=(Partner("havering", "Havering"),), as_at=NEW)
    quickly(havering, PlainEngine())
    assert not (site(older) / "newham").exists()
    kept = site(older) / "editions" / "2018-01-31" / "newham" / "index.html"
    assert kept.is_file()


def test_pages_of_an_older_edition_can_be_built_anew_by_themselves(
    older: BuildRequest,
) -> None:
    home = notebook("index", words("Welcome then."), order=1)
    nbformat.write(home, older.notebooks / "home.ipynb")
    record = quickly(replace(older, only_topics=("home",)), PlainEngine())
    assert {r.page: r.status for r in record.reports}["newham/index"] == "kept"
    old = site(older) / "editions" / "2018-01-31"
    assert "Welcome then." in (old / "index.html").read_text("utf-8")
    assert "Welcome then." not in (site(older) / "index.html").read_text("utf-8")


def test_a_build_that_is_broken_off_loses_no_edition(
    older: BuildRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(site(older))

    def break_off(new: Path, out: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(update, "deploy", break_off)
    with pytest.raises(KeyboardInterrupt):
        quickly(replace(older, as_at=MIDDLE), PlainEngine())
    assert contents(site(older)) == before
    monkeypatch.setattr(update, "deploy", deploy)
    quickly(replace(older, as_at=MIDDLE), PlainEngine())
    assert [*editions(older)] == ["2018-01-31", "2019-07-12", "2025-12-31"]


def test_a_build_for_a_preview_keeps_no_editions_but_names_them_to_its_notebooks(
    older: BuildRequest,
) -> None:
    looked_at = replace(
        older, as_at=MIDDLE, out=older.root / "reports" / "preview", beside=site(older)
    )
    quickly(looked_at, PlainEngine())
    assert looked_at.out is not None
    assert not (looked_at.out / "editions").exists()
    (named,) = (older.root / "reports" / "elsewhere").rglob("editions.json")
    assert [*json.loads(named.read_text("utf-8"))] == ["2018-01-31", "2025-12-31"]


def test_a_preview_never_takes_the_place_of_editions(older: BuildRequest) -> None:
    before = contents(site(older))
    with pytest.raises(BuildError, match="2018-01-31, 2025-12-31, which a preview"):
        quickly(replace(older, out=site(older), beside=site(older)), PlainEngine())
    assert contents(site(older)) == before


def test_a_record_whose_date_is_none_leads_to_no_folder(older: BuildRequest) -> None:
    record = read_manifest(site(older))
    assert record
    elsewhere = replace(record, as_at="../../elsewhere", editions=())
    (site(older) / NAME).write_text(elsewhere.to_json(), "utf-8")
    quickly(replace(older, as_at=NEW), PlainEngine())
    assert [*editions(older)] == ["2018-01-31", "2025-12-31"]
    assert not (site(older).parent / "elsewhere").exists()
