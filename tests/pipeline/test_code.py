"""The digests of code cover all that decides, and nothing that does not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.cache import FileDigests, files_below
from analysis.pipeline import code

WORKER = """
import sys
from pathlib import Path
from analysis.pipeline.execute import engine, imports, notebook, plugin, shell, trace
for name in sys.argv[1:]:
    __import__(name)
for name, module in sorted(sys.modules.items()):
    if name.partition(".")[0] == "analysis" and module.__file__:
        print(module.__file__)
"""
ONLY_SAY_WHY_IT_FAILED = {"pipeline/render/headings.py", "pipeline/text.py"}
HOLD_NOTHING = {"pipeline/__init__.py", "pipeline/render/__init__.py"}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a copy of the package's code."""
    leave = shutil.ignore_patterns("__pycache__")
    return shutil.copytree(code.PACKAGE, tmp_path / "analysis", ignore=leave)


def digests(package: Path) -> list[str]:
    files = FileDigests(package.parent / "files.json")
    return [of(files, package) for of in (code.code_of_reports, code.code_of_pages)]


@pytest.mark.parametrize(
    ("place", "reports", "pages"),
    [
        ("data/reading.py", True, False),
        ("data/ledger/swift.py", True, False),
        ("measures/money.py", True, False),
        ("present/style.py", True, False),
        ("protocol.py", True, True),
        ("errors.py", True, True),
        ("cache/store.py", True, True),
        ("pipeline/nodes.py", True, True),
        ("pipeline/execute/shell.py", True, True),
        ("pipeline/execute/engine.py", True, True),
        ("pipeline/render/prepare.py", False, True),
        ("pipeline/site/search.py", False, True),
        ("commands/site.py", False, False),
        ("cli.py", False, False),
    ],
)
def test_a_change_of_code_counts_for_what_it_decides(
    copied: Path, place: str, reports: bool, pages: bool
) -> None:
    before = digests(copied)
    with (copied / place).open("a", encoding="utf-8") as file:
        file.write("# changed")
    changed = [one != other for one, other in zip(before, digests(copied), strict=True)]
    assert changed == [reports, pages]


@pytest.mark.slow
def test_every_module_that_runs_a_notebook_counts() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WORKER, "analysis.present.savings"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {Path(line) for line in done.stdout.splitlines()}
    counted = {path.resolve() for path in files_below(code.parts_of_reports())}
    missed = {
        path.relative_to(code.PACKAGE).as_posix()
        for path in loaded
        if path.resolve() not in counted
    }
    assert len(loaded) > 30
    assert missed <= ONLY_SAY_WHY_IT_FAILED | HOLD_NOTHING
