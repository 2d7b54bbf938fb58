"""Only the versions count of what the reports are made with."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.cache import versions


def install(
    place: Path, name: str, version: str, needs: str = "", module: str = ""
) -> None:
    """Lay down what an installer leaves of a distribution."""
    folder = place / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir()
    text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    requires = f"Requires-Dist: {needs}\n" if needs else ""
    (folder / "METADATA").write_text(text + requires, "utf-8")
    (folder / "top_level.txt").write_text(module, "utf-8")


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what has Python look for distributions in the temporary folder first."""
    return lambda: monkeypatch.syspath_prepend(tmp_path)


Look = Callable[[], None]


def test_a_distribution_that_nothing_needs_does_not_count(
    tmp_path: Path, look: Look
) -> None:
    before = versions()
    (tmp_path / "zzz-1.0.dist-info").mkdir()
    install(tmp_path, "unrelated", "1.0")
    look()
    assert versions() == before


@pytest.mark.parametrize("name", ["pandas", "numpy", "typst", "ipykernel"])
def test_another_version_of_what_reports_need_counts(
    tmp_path: Path, look: Look, name: str
) -> None:
    before = versions()
    install(tmp_path, name, "99.0")
    look()
    assert before[name] != versions()[name] == "99.0"


def test_what_a_notebook_imports_beside_it_counts_with_its_needs(
    tmp_path: Path, look: Look
) -> None:
    install(tmp_path, "charts-of-mine", "1.0", "colours>=2", module="charts")
    install(tmp_path, "colours", "2.1")
    look()
    found = versions(["charts.bars", "json", "analysis.data"])
    assert (found["charts-of-mine"], found["colours"]) == ("1.0", "2.1")
    assert "charts-of-mine" not in versions()


def test_a_file_of_the_users_own_has_no_version() -> None:
    assert versions(["a_file_beside_the_notebook"]) == versions()


def test_python_itself_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions()
    monkeypatch.setattr("platform.python_version", lambda: "4.0.0")
    assert versions() != before
