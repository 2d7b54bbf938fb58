"""``evaluation clean`` forgets what is kept, and leaves the site."""

from pathlib import Path

import pytest
from small import PlainEngine, make_project, notebook, quickly, words
from typer.testing import CliRunner

from analysis.cli import app
from analysis.pipeline.site.deploy import lock


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project that has been built, in which a command is called."""
    root = tmp_path / "project"
    book = notebook("index", words("Welcome."), order=1)
    quickly(make_project(root, home=book), PlainEngine())
    monkeypatch.chdir(root)
    return root


def test_what_is_kept_goes_and_the_site_stays(project: Path) -> None:
    page = project / "reports" / "site" / "index.html"
    before = page.read_bytes()
    done = CliRunner().invoke(app, ["clean"])
    assert done.exit_code == 0
    assert "the site stays" in done.output
    assert not (project / "reports" / "cache").exists()
    assert not (project / "reports" / "work").exists()
    assert page.read_bytes() == before


def test_nothing_goes_while_a_build_runs(project: Path) -> None:
    with lock(project / "reports" / "site"):
        done = CliRunner().invoke(app, ["clean"])
    assert done.exit_code == 2
    assert "being built already" in done.output
    assert (project / "reports" / "cache").is_dir()
