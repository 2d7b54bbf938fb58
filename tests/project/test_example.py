"""The illustrative partnership is what its generator makes, and neither is shipped."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from repository import ROOT, tracked

from example import write

STORED = ROOT / "data" / "example"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the generator has written."""
    folder = tmp_path_factory.mktemp("example")
    write(folder)
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_the_stored_partnership_is_what_its_generator_makes(made: Path) -> None:
    kept = {p.relative_to(STORED).as_posix() for p in tracked() if STORED in p.parents}
    new, old = files_of(made), files_of(STORED)
    assert {*new} == kept
    assert [name for name in sorted(kept) if new[name] != old[name]] == []


def test_the_wheel_holds_the_package_and_nothing_of_the_example(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run([*build, "-d", tmp_path], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "analysis/data/partnership.py" in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"analysis"}
    assert [name for name in names if "example" in name] == []
