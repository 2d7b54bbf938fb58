"""Calls that other processes are asked to run."""

import gc
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path


def what_is_loaded(name: str) -> bool:
    """Return whether a module is imported, and import it."""
    before = name in sys.modules
    import_module(name)
    return before


KEPT: list[str] = []


def keep(word: str) -> None:
    """Leave a word in this process, and fail."""
    KEPT.append(word)
    raise ValueError(word)


def what_is_kept() -> list[str]:
    """Return the words that were left in this process."""
    return KEPT


def threads_of_parent() -> list[str]:
    """Return the names of the threads that the process has that forked this one."""
    threads = Path(f"/proc/{os.getppid()}/task").iterdir()
    return sorted((thread / "comm").read_text("utf-8").strip() for thread in threads)


def run_a_program(told: Path) -> int:
    """Start a program that goes on and on, tell its number, and wait for it."""
    with subprocess.Popen(["sleep", "600"]) as program:
        told.write_text(str(program.pid), "utf-8")
        return program.wait()


def frozen_objects() -> int:
    """Return how many objects no collection of this process looks at."""
    return gc.get_freeze_count()
