"""Measure how long an open preview takes to serve a notebook that was saved."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

COMMAND = ("preview", "--port", "0", "--partner", "newham", "--topic", "savings")
PAUSE = 0.02
LONGEST = 600.0


def seen(project: Path, data: Path, as_at: str, before: str, *after: str) -> float:
    """Change a heading of the savings notebook, and wait until the page has it.

    Parameters
    ----------
    project
        The project.
    data
        Its data.
    as_at
        The day the reports are about.
    before
        The heading.
    after
        What it becomes, one after another; the last change is measured, since then
        everything has been used once, as it has for who works on a notebook.
    """
    notebook = project / "notebooks" / "savings.ipynb"
    text = notebook.read_text("utf-8")
    program = Path(sys.executable).with_name("evaluation")
    with subprocess.Popen(
        [program, *COMMAND, "--data", data, "--as-at", as_at],
        cwd=project,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            page = f"{_address(process)}/newham/savings.html"
            _wait_for(page, before)
            taken = 0.0
            for heading in after:
                began = time.perf_counter()
                notebook.write_text(text.replace(f"## {before}", f"## {heading}", 1))
                _wait_for(page, heading)
                taken = time.perf_counter() - began
        finally:
            notebook.write_text(text, "utf-8")
            process.send_signal(signal.SIGINT)
    return taken


def _address(process: "subprocess.Popen[str]") -> str:
    for line in process.stdout or ():
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return found[0]
    raise SystemExit("evaluation preview did not start")


def _wait_for(page: str, heading: str) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            with urlopen(page) as answer:  # noqa: S310 - our own
                if heading in answer.read().decode():
                    return
        except URLError:
            pass
        time.sleep(PAUSE)
    raise SystemExit(f"the preview never showed {heading!r}")
