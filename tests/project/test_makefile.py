"""The commands that people and machines start from do what they say."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from repository import ROOT, make

TARGETS = ("reports", "check", "test-fast", "test", "lint", "docs", "lock", "lab")


def test_make_alone_lists_every_command() -> None:
    listed = re.findall(r"^  make ([\w-]+) +\S", make().stdout, re.MULTILINE)
    assert {*TARGETS, "help"} <= {*listed}
    rules = (ROOT / "Makefile").read_text().replace("\\\n", " ")
    phony = re.findall(r"^\.PHONY: (.+)$", rules, re.MULTILINE)
    assert sorted(listed) == sorted(phony[0].split())


@pytest.mark.parametrize("target", TARGETS)
def test_a_command_can_be_planned_on_a_fresh_machine(
    target: str, tmp_path: Path
) -> None:
    planned = make("--dry-run", target, f"VENV={tmp_path}/fresh")
    assert planned.returncode == 0, planned.stderr


def test_reports_set_themselves_up_before_they_are_built(tmp_path: Path) -> None:
    steps = make("--dry-run", "reports", f"VENV={tmp_path}/fresh").stdout
    order = [
        "-m venv",
        "install --require-hashes -r requirements.lock",
        "--no-deps --no-build-isolation --editable .",
        "evaluation build",
    ]
    places = [steps.index(step) for step in order]
    assert places == sorted(places)
    assert "requirements-dev.lock" not in steps


def test_tests_run_after_every_check(tmp_path: Path) -> None:
    steps = make("--dry-run", "test", f"VENV={tmp_path}/fresh").stdout
    order = ["ruff check", "ruff format --check", "mypy", "lint-imports", "pytest"]
    places = [steps.index(f"/bin/{step}") for step in order[:-1]]
    places.append(steps.index("-m pytest"))
    assert places == sorted(places)
    assert "--verify" in steps


def test_what_is_set_up_is_not_set_up_again(tmp_path: Path) -> None:
    for name in ("created", "ready-for-reports", "ready-for-development"):
        (tmp_path / name).touch()
    assert "pip" not in make("--dry-run", "lint", f"VENV={tmp_path}").stdout


def test_an_old_python_is_refused_in_one_clear_message(tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.1"\nexit 1\n')
    old.chmod(0o755)
    refused = make("reports", f"PYTHON={old}", f"VENV={tmp_path}/fresh")
    assert refused.returncode == 2
    assert "Python 3.11 or newer is needed" in refused.stderr
    assert "Python 3.9.1" in refused.stderr
    assert not (tmp_path / "fresh").exists()


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    left_out = pytestconfig.getini("norecursedirs")
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert ROOT / "tests" / "pipeline" in folders
    for folder in folders:
        parts = folder.relative_to(ROOT).parts
        assert not [p for p in parts for out in left_out if fnmatch(p, out)], folder


def test_ci_runs_all_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text().rstrip().endswith("make test")
