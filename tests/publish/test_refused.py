"""A site with a fault is not published, unless that is what is wanted."""

import shutil
from pathlib import Path

import pytest
from site_of_three import make_site
from typer.testing import CliRunner

from analysis.cli import app
from analysis.pipeline.publish.faults import broken_links


@pytest.fixture
def project(tmp_path: Path, published: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with the published record, and go there."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "_quarto.yml").write_text("{}", encoding="utf-8")
    shutil.copytree(published, tmp_path / "data" / "onesource")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def publish(*options: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["publish", *options])
    return done.exit_code, done.output


def site_in(project: Path, **about: str) -> Path:
    return make_site(project / "reports" / "site", **about)


def test_a_sound_site_is_published(project: Path) -> None:
    site_in(project)
    assert publish("--to-dir", "web")[0] == 0
    assert (project / "web" / "index.html").is_file()


@pytest.mark.parametrize(
    ("about", "named"),
    [
        ({"reason": "cell 5: KeyError"}, "newham/savings failed: cell 5: KeyError"),
        ({"links": '<a href="gone.html">x</a>'}, "gone.html leads to no file"),
        ({"links": '<a href="index.html#gone">x</a>'}, "no such place on the page"),
        ({"links": '<img src="../secret.svg">'}, "a place outside of the site"),
    ],
)
def test_a_site_with_a_fault_is_refused_by_name_unless_told_otherwise(
    project: Path, about: dict[str, str], named: str
) -> None:
    site_in(project, **about)
    status, said = publish("--to-zip", "site.zip")
    assert (status, named in said) == (2, True)
    assert not (project / "site.zip").exists()
    status, said = publish("--to-zip", "site.zip", "--anyway")
    assert (status, named in said) == (0, True)
    assert (project / "site.zip").is_file()


def test_a_page_changed_after_it_was_built_is_refused(project: Path) -> None:
    site = site_in(project)
    (site / "newham" / "savings.html").write_text("<html></html>", encoding="utf-8")
    status, said = publish("--to-zip", "site.zip")
    assert (status, "was changed after it was built" in said) == (2, True)


def test_data_that_do_not_check_are_refused(project: Path) -> None:
    site_in(project)
    table = project / "data" / "onesource" / "spending.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("-1342000", "lots"), encoding="utf-8")
    status, said = publish("--to-dir", "web")
    assert (status, "'lots'" in said) == (2, True)
    assert not (project / "web").exists()


def test_without_a_site_it_says_what_to_do(project: Path) -> None:
    status, said = publish("--to-dir", "web")
    assert (status, "Run 'evaluation build' first" in said) == (2, True)


@pytest.mark.parametrize(
    "options", [(), ("--to-dir", "web", "--to-zip", "site.zip")], ids=["none", "two"]
)
def test_one_target_has_to_be_named(project: Path, options: tuple[str, ...]) -> None:
    site_in(project)
    status, said = publish(*options)
    assert (status, "Name one target" in said) == (2, True)


def test_links_to_other_hosts_are_not_followed(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", links='<a href="https://example.org/x">x</a>')
    assert broken_links(site) == []
