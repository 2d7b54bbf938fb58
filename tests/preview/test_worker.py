"""The process that builds stays for the next build, and never keeps old code."""

import os
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from analysis.pipeline.preview.worker import Result, Worker, working


def say_what_is_loaded(folder: Path) -> Result:
    """Say what a module holds, and in which process that is."""
    sys.path.insert(0, str(folder))
    module = import_module("saved_module")
    return Result(failed=f"{module.WORD} {os.getpid()}")


def die() -> Result:
    """End the process that builds."""
    os._exit(3)


def divide() -> Result:
    """Fail as code does that is just being written."""
    return Result(failed=str(1 / 0))


@pytest.fixture
def module(tmp_path: Path) -> Path:
    return tmp_path / "saved_module.py"


@pytest.fixture
def worker(module: Path) -> Iterator[Worker]:
    with working(partial(say_what_is_loaded, module.parent)) as made:
        yield made


def test_two_builds_have_one_process(worker: Worker, module: Path) -> None:
    module.write_text("WORD = 'one'", "utf-8")
    assert worker.build() == worker.build()


def test_when_code_has_changed_the_next_build_has_it(
    worker: Worker, module: Path
) -> None:
    for word in ("one", "another"):
        module.write_text(f"WORD = {word!r}", "utf-8")
        worker.stop()
        assert worker.build().failed.startswith(word)


def test_code_that_cannot_be_loaded_is_told_and_mended(
    worker: Worker, module: Path
) -> None:
    module.write_text("WORD = = 'one'", "utf-8")
    assert "invalid syntax" in worker.build().refused
    module.write_text("WORD = 'one'", "utf-8")
    worker.stop()
    assert worker.build().failed.startswith("one")


def test_an_error_of_the_code_is_told_with_its_place() -> None:
    with working(divide) as worker:
        said = worker.build().refused
    assert "ZeroDivisionError" in said
    assert "test_worker.py" in said


def test_a_build_whose_process_dies_is_refused_and_not_the_end() -> None:
    with working(die) as worker:
        for _ in range(2):
            said = worker.build().refused
            assert said.startswith("The site cannot be built. The process")


def test_no_process_is_left_when_the_preview_ends(module: Path) -> None:
    module.write_text("WORD = 'one'", "utf-8")
    with working(partial(say_what_is_loaded, module.parent)) as worker:
        _, _, pid = worker.build().failed.partition(" ")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)
