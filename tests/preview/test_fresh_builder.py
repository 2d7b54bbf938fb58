"""Where processes cannot be forked, a preview builds in a fresh one each time."""

import os
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from analysis.pipeline.execute.warm import Crew
from analysis.pipeline.preview import builder
from analysis.pipeline.preview.builder import building
from analysis.pipeline.preview.made import Made, MakeExecutor


def say_what_is_saved(folder: Path, executor: MakeExecutor) -> Made:
    """Say what a module holds, and run one call as a notebook is run."""
    sys.path.insert(0, str(folder))
    saved = import_module("saved_module")
    with executor(Crew(1, folder / "workers.log")) as pool:
        return Made(failed=f"{saved.WORD} {pool.submit(abs, -7).result(60)}")


def die(executor: MakeExecutor) -> Made:
    """End the process that builds."""
    os._exit(3)


def test_each_build_has_the_code_as_it_is_saved_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "can_fork", lambda: False)
    module = tmp_path / "saved_module.py"
    make = partial(say_what_is_saved, tmp_path)
    with building(make, tmp_path, Crew(1, tmp_path / "log")) as builds:
        for word in ("one", "another"):
            module.write_text(f"WORD = {word!r}", "utf-8")
            builds.discard(libraries=True)
            assert builds.build() == Made(failed=f"{word} 7")


def test_a_build_whose_process_dies_is_refused_and_not_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "can_fork", lambda: False)
    with building(die, tmp_path, Crew(1, tmp_path / "log")) as builds:
        for _ in range(2):
            said = builds.build().refused
            assert said.startswith("The site cannot be built: A process")
