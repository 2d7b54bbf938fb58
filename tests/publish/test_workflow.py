"""The workflow that publishes each quarter calls what there is."""

from pathlib import Path
from typing import Any

import pytest
import yaml


@pytest.fixture(scope="module")
def workflow(root: Path) -> Any:
    path = root / ".github" / "workflows" / "publish.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_it_runs_once_a_quarter(workflow: Any) -> None:
    # YAML reads the word on as true.
    fields = workflow[True]["schedule"][0]["cron"].split()
    assert fields[3] == "1,4,7,10"


def test_it_takes_the_quarto_that_the_reports_are_tested_with(
    workflow: Any, root: Path
) -> None:
    steps = workflow["jobs"]["publish"]["steps"]
    setup = next(s for s in steps if "quarto-actions/setup" in s.get("uses", ""))
    assert f"quarto-cli=={setup['with']['version']}" in (root / "Makefile").read_text()


def test_it_checks_builds_and_publishes_in_this_order(workflow: Any) -> None:
    said = "\n".join(s.get("run", "") for s in workflow["jobs"]["publish"]["steps"])
    steps = ("make check", "make reports", "publish --to-dir", "publish --to-branch")
    places = [said.index(step) for step in steps]
    assert places == sorted(places)


def test_it_begins_where_the_last_editions_are_and_keeps_them_for_the_next(
    workflow: Any,
) -> None:
    said = "\n".join(s.get("run", "") for s in workflow["jobs"]["publish"]["steps"])
    assert said.index("git archive") < said.index("make reports")
    assert "ls-remote origin refs/heads/published" in said
    assert "publish --to-branch published" in said
