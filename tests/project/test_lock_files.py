"""Everything that is installed is pinned, by version and by content."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from repository import ROOT

LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


def requirements(path: Path) -> dict[str, list[str]]:
    """Return the entries of a lock file by name; a marker may split a package."""
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[str]] = {}
    for line in joined.splitlines():
        if line.strip():
            name = re.split(r"[=\[ ]", line, maxsplit=1)[0]
            found.setdefault(_normal(name), []).append(line)
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_requirement_has_one_version_and_its_hashes(path: Path) -> None:
    entries = [entry for named in requirements(path).values() for entry in named]
    pinned = re.compile(r"[\w.\[\]-]+==\S+( ;.+?)?( +--hash=sha256:[0-9a-f]{64})+ *")
    assert entries
    assert [e for e in entries if not pinned.fullmatch(e)] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_host_and_no_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^-.*|\w+://\S+|@ \S+", text, re.MULTILINE) == []


def test_the_lock_for_tests_holds_the_lock_for_reports() -> None:
    reports, tests = (requirements(path) for path in LOCKS)
    versions = re.compile(r"==(\S+)")
    for name, entries in reports.items():
        assert name in tests
        assert [versions.findall(e) for e in tests[name]] == [
            versions.findall(e) for e in entries
        ]


def test_the_locks_hold_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    asked = [*project["project"]["dependencies"], *groups["build"]]
    reports, tests = (requirements(path) for path in LOCKS)
    for text in [*asked, *groups["dev"]]:
        wanted = Requirement(text)
        for lock in [reports, tests] if text in asked else [tests]:
            (entry, *_) = lock[_normal(wanted.name)]
            version = entry.split("==", 1)[1].split(maxsplit=1)[0]
            assert version in wanted.specifier
