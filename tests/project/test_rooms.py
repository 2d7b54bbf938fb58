"""Dependencies point one way."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from repository import ROOT

from analysis import protocol

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def test_no_room_knows_more_than_it_may() -> None:
    checked = subprocess.run(
        [LINT_IMPORTS, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert f"{len(contracts)} kept, 0 broken" in checked.stdout


SHARED = [
    protocol.DATA_MIME,
    protocol.PACKAGE_MIME,
    protocol.EDITIONS_VARIABLE,
    protocol.USE_EVENT,
    protocol.BROWSE_EVENT,
    protocol.PACKAGE_FOLDER,
    protocol.PACKAGE_FILE,
    protocol.EDITIONS_LIST[0],
    protocol.TABLE_FRAME,
    protocol.CHART_FRAME,
]


@pytest.mark.parametrize("name", SHARED)
def test_a_name_that_two_rooms_share_is_written_once(name: str) -> None:
    written = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if f'"{name}"' in path.read_text(encoding="utf-8")
    ]
    assert [path for path in written if path != "src/analysis/protocol.py"] == []
