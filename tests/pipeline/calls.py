"""Calls that other processes are asked to run."""

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from analysis.pipeline.execute.warm import Crew, WarmExecutor


def what_is_loaded(name: str) -> bool:
    """Return whether a module is imported, and import it."""
    before = name in sys.modules
    import_module(name)
    return before


def from_within(log: Path) -> tuple[int, int]:
    """Return the parent of a process two forks away, and the one it should have."""
    with WarmExecutor(Crew(1, log), here=True) as pool:
        grandparent = pool.submit(parent_of_parent).result()
    return grandparent, os.getpid()


def parent_of_parent() -> int:
    """Return the process that forked the one that forked this one."""
    status = Path(f"/proc/{os.getppid()}/status").read_text("utf-8")
    return int(re.search(r"PPid:\s*(\d+)", status)[1])  # type: ignore[index]


KEPT: list[str] = []


def keep(word: str) -> None:
    """Leave a word in this process, and fail."""
    KEPT.append(word)
    raise ValueError(word)


def what_is_kept() -> list[str]:
    """Return the words that were left in this process."""
    return KEPT


def threads_of_parent() -> int:
    """Return how many threads the process has that forked this one."""
    return len(list(Path(f"/proc/{os.getppid()}/task").iterdir()))


def run_a_program(told: Path) -> int:
    """Start a program that goes on and on, tell its number, and wait for it."""
    with subprocess.Popen(["sleep", "600"]) as program:
        told.write_text(str(program.pid), "utf-8")
        return program.wait()
