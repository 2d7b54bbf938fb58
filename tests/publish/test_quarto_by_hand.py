"""Quarto typed in the project's folder says what to use, and touches nothing."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml


def test_it_stops_with_the_commands_that_do_it(root: Path, tmp_path: Path) -> None:
    quarto = shutil.which("quarto")
    if quarto is None:
        pytest.skip("quarto is not on the PATH")
    for name in ("_quarto.yml", "_brand.yml"):
        shutil.copy(root / name, tmp_path)
    for name in ("assets", "notebooks"):
        shutil.copytree(root / name, tmp_path / name)
    done = subprocess.run(
        [quarto, "render"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "evaluation preview" in done.stdout + done.stderr
    assert not (tmp_path / "reports").exists()


def test_what_it_calls_is_there(root: Path) -> None:
    settings = yaml.safe_load((root / "_quarto.yml").read_text(encoding="utf-8"))
    assert (root / settings["project"]["pre-render"]).is_file()
