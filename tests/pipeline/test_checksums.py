"""What is not as it was built is known, whatever is built after it."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_output
from small import (
    PlainEngine,
    make_project,
    notebook,
    quickly,
    usual_notebooks,
)

from analysis.errors import PublishError
from analysis.pipeline.config import BuildRequest, Partner
from analysis.pipeline.manifest import NAME as RECORD
from analysis.pipeline.publish.faults import find_faults
from analysis.pipeline.site.checksums import NAME, changed, read
from analysis.protocol import PACKAGE_FOLDER, PACKAGE_MIME

OLD, NEW = date(2018, 1, 31), date(2025, 12, 31)
TABLE = "downloads/data/savings.csv"
PACKAGE = {
    "folder": PACKAGE_FOLDER,
    "files": {"savings.csv": "a\n1\n", "datapackage.json": "{}"},
}
LINK = f'<a href="{PACKAGE_FOLDER}/datapackage.json">Data</a>'
DATA = new_code_cell(
    "data",
    outputs=[
        new_output("display_data", {"text/markdown": LINK, PACKAGE_MIME: PACKAGE})
    ],
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildRequest:
    """Return a build of the older of two editions; both have been built."""
    root = tmp_path_factory.mktemp("digests") / "project"
    data = notebook("data", DATA)
    request = make_project(root, data=data, **usual_notebooks())
    request = replace(request, partners=(Partner("newham", "Newham"),), as_at=OLD)
    quickly(request, PlainEngine())
    quickly(replace(request, as_at=NEW), PlainEngine())
    return request


@pytest.fixture
def older(built: BuildRequest, tmp_path: Path) -> BuildRequest:
    """Return the same of a copy, site and all."""
    root = tmp_path / "project"
    shutil.copytree(built.root, root)
    return replace(built, root=root, data=root / "data" / "tiny", inputs=())


def site(request: BuildRequest) -> Path:
    return request.root / "reports" / "site"


def files(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix() for path in found}
    return {name for name in names if not name.startswith("editions/")}


def test_every_file_of_every_edition_is_listed(built: BuildRequest) -> None:
    for home in (site(built), *(site(built) / "editions").iterdir()):
        assert {*read(home)} == files(home) - {NAME, RECORD}
        assert changed(home) == {}


@pytest.mark.parametrize("home", ["", "editions/2018-01-31/"])
@pytest.mark.parametrize("suffix", [".csv", ".json", ".html", ".pdf"])
def test_a_file_that_was_changed_or_lost_is_named_before_it_is_published(
    older: BuildRequest, home: str, suffix: str
) -> None:
    folder = site(older) / home
    name = min(name for name in read(folder) if name.endswith(suffix))
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    assert f"{home}{name} was changed after it was built." in find_faults(site(older))
    (folder / name).unlink()
    assert f"{home}{name} is missing from the site." in find_faults(site(older))


def test_a_file_changed_in_a_kept_edition_stays_known_when_another_is_built(
    older: BuildRequest,
) -> None:
    table = site(older) / "editions" / "2018-01-31" / TABLE
    table.write_text("changed", encoding="utf-8")
    quickly(replace(older, as_at=date(2019, 7, 12)), PlainEngine())
    name = table.relative_to(site(older)).as_posix()
    assert f"{name} was changed after it was built." in find_faults(site(older))


def test_a_file_changed_on_a_page_that_is_kept_stays_known(
    older: BuildRequest,
) -> None:
    folder = site(older) / "editions" / "2018-01-31"
    (folder / TABLE).write_text("changed", encoding="utf-8")
    quickly(replace(older, only_topics=("home",)), PlainEngine())
    assert [*changed(folder)] == [TABLE]


def test_a_site_without_its_list_of_files_is_not_published(
    older: BuildRequest,
) -> None:
    for damage in (lambda p: p.write_text("{", "utf-8"), Path.unlink):
        damage(site(older) / NAME)
        (fault,) = find_faults(site(older))
        assert fault.startswith(f"{NAME} is missing, or is no list of files")


@pytest.mark.parametrize("home", ["", "editions/2018-01-31/", "editions/drafts/"])
@pytest.mark.parametrize("name", ["more.html", "data.csv", ".hidden"])
def test_a_file_that_no_build_made_is_named(
    older: BuildRequest, home: str, name: str
) -> None:
    path = site(older) / home / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("<html></html>", "utf-8")
    assert f"{home}{name} was not made by the build." in find_faults(site(older))


@pytest.mark.parametrize("name", ["more.csv", "index.html", "editions/2018-01-31/more"])
@pytest.mark.parametrize("target", ["/etc/hostname", "/etc", "newham/index.html"])
def test_a_symbolic_link_is_never_published(
    older: BuildRequest, name: str, target: str
) -> None:
    path = site(older) / name
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    with pytest.raises(PublishError, match=f"{name} is a symbolic link"):
        find_faults(site(older))
