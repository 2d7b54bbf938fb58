"""A build opens the data only when they, or what reads them, have changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.commands import site
from analysis.commands.site import Asked
from analysis.errors import CheckError


@pytest.fixture
def asked(tmp_path: Path, published: Path) -> Asked:
    """Return a request for the published record, with data of its own."""
    data = shutil.copytree(published, tmp_path / "data")
    return Asked(tmp_path, data, "2020-12-31", None, (), (), frozenset({"html"}))


@pytest.fixture
def opened(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that grows when the data are opened; they have been once."""
    seen: list[Path] = []

    def noting(data: Path, as_at: str | None) -> object:
        seen.append(data)
        return open_data(data, as_at)

    open_data = site.open_data
    monkeypatch.setattr(site, "open_data", noting)
    asked.request()
    seen.clear()
    return seen


def test_the_request_says_what_the_data_say(asked: Asked, opened: list[Path]) -> None:
    request = asked.request()
    assert opened == []
    assert request.partnership == "oneSource"
    assert [p.id for p in request.partners] == ["havering", "newham", "bexley"]
    assert request.as_at.isoformat() == "2020-12-31"
    assert asked.data / "partnership.toml" in request.inputs


@pytest.mark.parametrize(
    "change",
    [
        lambda data: (data / "README.md").write_text("changed", "utf-8"),
        lambda data: (data / "README.md").unlink(),
        lambda data: (data / "more.md").touch(),
    ],
)
def test_a_file_changed_removed_or_added_opens_them_again(
    asked: Asked, opened: list[Path], change: Callable[[Path], object]
) -> None:
    change(asked.data)
    asked.request()
    assert opened == [asked.data]


def test_what_lies_beside_the_data_does_not(asked: Asked, opened: list[Path]) -> None:
    (asked.root / "notes.txt").write_text("x", "utf-8")
    asked.request()
    assert opened == []


@pytest.mark.parametrize("part", ["code_of_reports", "versions"])
def test_other_code_or_versions_open_them_again(
    asked: Asked, opened: list[Path], part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, part, lambda *_: "other")
    asked.request()
    assert opened == [asked.data]


def test_data_that_do_not_check_are_never_taken_as_known(
    asked: Asked, opened: list[Path]
) -> None:
    path = asked.data / "partners.csv"
    path.write_text(path.read_text("utf-8").replace("newham", "NEWHAM !"), "utf-8")
    for _ in range(2):
        with pytest.raises(CheckError):
            asked.request()
    assert len(opened) == 2
