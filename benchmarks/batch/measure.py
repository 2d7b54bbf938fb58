"""Run a command, and measure its time, its processor time and its memory."""

import contextlib
import ctypes
import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
# What a command leaves behind becomes a child of this process, not of the system's.
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

_own: set[int] = set()
"""The commands that were started here."""


@dataclass(frozen=True)
class Cost:
    """Hold what a command took.

    That is its seconds, the processor seconds of it and of all below it, and the
    megabytes that its own process had at most.
    """

    wall: float
    cpu: float
    megabytes: float
    said: str


def measure(command: Sequence[str | Path], cwd: Path, **environment: str) -> Cost:
    """Run a command to its end; it has to end well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        # As where a package manager has installed: with what Python compiles kept.
        env={
            **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    _own.add(process.pid)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watcher.start()
    said, _ = process.communicate()
    wall = time.perf_counter() - began
    _wait_for_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed:\n{said[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak[0], said)


def _wait_for_orphans() -> None:
    """Wait for what the command left, whose processor time counts only then.

    Of the fork server's workers it is the server that has waited.
    """
    me = str(os.getpid())
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = stat.read_text().rpartition(")")[2].split()[1]
            if parent == me and int(stat.parent.name) not in _own:
                os.waitpid(int(stat.parent.name), 0)


def _watch(process: "subprocess.Popen[str]", peak: list[float]) -> None:
    """Note the most memory that the command's own process had."""
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        try:
            text = status.read_text()
        except OSError:
            return
        for line in text.splitlines():
            if line.startswith("VmHWM:"):
                peak[0] = max(peak[0], int(line.split()[1]) / 1024)
        time.sleep(0.2)
