"""A site is replaced whole, or not at all."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from small import PlainEngine, make_project, notebook, quickly, words

from analysis.errors import BuildError, BusyError, EngineError
from analysis.pipeline.config import BuildRequest, Places
from analysis.pipeline.site import deploy as deploying
from analysis.pipeline.site.deploy import deploy, exchange, lock


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a site that stands."""
    site = tmp_path / "reports" / "site"
    site.mkdir(parents=True)
    (site / "build.json").write_text("old", "utf-8")
    (site / "gone.html").write_text("old", "utf-8")
    return site


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Return a site that shall stand."""
    site = tmp_path / "work" / "site"
    site.mkdir(parents=True)
    (site / "build.json").write_text("new", "utf-8")
    return site


def contents(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in folder.iterdir()}


def test_the_new_site_replaces_all_of_the_old_one(out: Path, new: Path) -> None:
    deploy(new, out)
    assert contents(out) == {"build.json": "new"}
    assert [p.name for p in out.parent.iterdir()] == ["site"]


def test_the_first_site_needs_no_old_one(out: Path, new: Path) -> None:
    shutil.rmtree(out)
    deploy(new, out)
    assert contents(out) == {"build.json": "new"}


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take from the system what lets two folders change places."""
    monkeypatch.setattr(deploying, "exchange", lambda *_: False)


def test_two_folders_change_places(out: Path, new: Path) -> None:
    if exchange(out, new):
        assert contents(out) == {"build.json": "new"}
        assert contents(new) == {"build.json": "old", "gone.html": "old"}
    else:
        assert sys.platform != "linux"


def test_what_cannot_change_places_stays(out: Path, tmp_path: Path) -> None:
    assert not exchange(out, tmp_path / "nothing")
    assert contents(out) == {"build.json": "old", "gone.html": "old"}


@pytest.mark.usefixtures("no_exchange")
def test_without_an_exchange_the_new_site_replaces_all_of_the_old_one(
    out: Path, new: Path
) -> None:
    deploy(new, out)
    assert contents(out) == {"build.json": "new"}
    assert [p.name for p in out.parent.iterdir()] == ["site"]


@pytest.mark.usefixtures("no_exchange")
def test_a_swap_that_fails_puts_the_old_site_back(
    out: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == ".site.new":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(BuildError, match="What stood there is unchanged"):
        deploy(new, out)
    assert contents(out) == {"build.json": "old", "gone.html": "old"}


def test_a_build_killed_between_two_renames_is_mended(out: Path) -> None:
    out.rename(out.with_name(".site.old"))
    with lock(out):
        assert contents(out) == {"build.json": "old", "gone.html": "old"}


def test_what_a_killed_build_left_beside_the_site_goes(out: Path) -> None:
    shutil.copytree(out, out.with_name(".site.old"))
    shutil.copytree(out, out.with_name(".site.new"))
    with lock(out):
        names = {p.name for p in out.parent.iterdir()}
    assert not names & {".site.old", ".site.new"}


def test_a_second_build_fails_at_once_and_names_the_first(out: Path) -> None:
    with (
        lock(out),
        pytest.raises(BusyError, match=r"being built already, by process \d+ on"),
        lock(out),
    ):
        pass


def test_the_folder_is_free_when_a_build_has_ended(out: Path) -> None:
    with pytest.raises(RuntimeError), lock(out):
        raise RuntimeError
    with lock(out):
        pass


def test_a_folder_that_is_no_site_is_never_replaced(out: Path) -> None:
    (out / "build.json").unlink()
    with (
        pytest.raises(BuildError, match="it is not a site that a build made"),
        lock(out),
    ):
        pass
    assert contents(out) == {"gone.html": "old"}


@pytest.fixture
def request_(tmp_path: Path) -> BuildRequest:
    home = notebook("index", words("Welcome."))
    return make_project(tmp_path / "project", home=home)


def test_a_site_stays_when_the_next_one_cannot_be_rendered(
    request_: BuildRequest,
) -> None:
    record = quickly(request_, PlainEngine())
    with pytest.raises(EngineError):
        quickly(replace(request_, force=True), PlainEngine(fails=True))
    site = Places.of(request_).out
    assert (site / "build.json").read_text("utf-8") == record.to_json()
    assert (site / "index.html").is_file()


class Forgetful(PlainEngine):
    """Leave out one file."""

    def render(self, project: Path, formats: frozenset[str], log: Path) -> Path:
        """Render all but the first page's PDF."""
        site = super().render(project, formats, log)
        (site / "index.pdf").unlink()
        return site


def test_a_site_that_lacks_a_page_is_not_put_in_place(request_: BuildRequest) -> None:
    with pytest.raises(EngineError, match=r"did not make index\.pdf"):
        quickly(request_, Forgetful())
    assert not Places.of(request_).out.exists()


def test_a_site_elsewhere_gets_no_working_files_as_neighbours(
    request_: BuildRequest, tmp_path: Path
) -> None:
    out = tmp_path / "www" / "evaluation"
    quickly(replace(request_, out=out), PlainEngine())
    names = {p.name for p in out.parent.iterdir()}
    assert names - {".evaluation.lock"} == {"evaluation"}
