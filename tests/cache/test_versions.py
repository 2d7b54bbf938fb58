"""Only the versions count of what the reports are made with."""

from pathlib import Path

import pytest

from analysis.cache import distributions_of, versions


def install(place: Path, name: str, version: str, needs: str = "") -> None:
    """Lay down what an installer leaves of a distribution."""
    folder = place / f"{name}-{version}.dist-info"
    folder.mkdir()
    text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    requires = f"Requires-Dist: {needs}\n" if needs else ""
    (folder / "METADATA").write_text(text + requires, "utf-8")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that Python looks into first."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_a_distribution_that_nothing_needs_does_not_count(place: Path) -> None:
    before = versions()
    (place / "zzz-1.0.dist-info").mkdir()
    install(place, "unrelated", "1.0")
    assert versions() == before


@pytest.mark.parametrize("name", ["pandas", "numpy", "typst", "ipykernel"])
def test_another_version_of_what_reports_need_counts(place: Path, name: str) -> None:
    before = versions()
    install(place, name, "99.0")
    assert before[name] != versions()[name] == "99.0"


def test_what_a_notebook_imports_beside_it_counts_with_its_needs(place: Path) -> None:
    install(place, "seaborn", "1.0", "colours>=2")
    install(place, "colours", "2.1")
    found = versions(["seaborn"])
    assert (found["seaborn"], found["colours"]) == ("1.0", "2.1")
    assert "seaborn" not in versions()


def test_what_is_not_installed_counts_as_that(place: Path) -> None:
    before = versions(["tomorrow"])
    install(place, "tomorrow", "1.0")
    assert before["tomorrow"] == "not installed"
    assert versions(["tomorrow"]) != before


def test_python_itself_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions()
    monkeypatch.setattr("platform.python_version", lambda: "4.0.0")
    assert versions() != before


@pytest.mark.parametrize(
    ("module", "distributions"),
    [
        ("pandas.testing", ("pandas",)),
        ("PIL.Image", ("pillow",)),
        ("json", ()),
        ("a_file_beside_the_notebook", ()),
    ],
)
def test_modules_are_told_from_the_names_they_are_installed_by(
    module: str, distributions: tuple[str, ...]
) -> None:
    assert distributions_of(module) == distributions
