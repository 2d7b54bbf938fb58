"""Measure how long an open page takes to show a notebook that was saved.

    python benchmarks/preview.py [times]

Makes a project of one page in a temporary folder, starts ``evaluation preview``,
opens the page in Chromium, saves the notebook and waits for the change.
"""

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
PARTS = ("_quarto.yml", "_brand.yml", "assets", "data")
NOTEBOOK = "notebooks/satisfaction.ipynb"


def lay_out(project: Path) -> None:
    """Copy what a page needs."""
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, project / part)
    (project / "notebooks").mkdir()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(path, project / "notebooks")


def address_of(process: "subprocess.Popen[str]") -> str:
    """Wait for the command to name its address."""
    for line in process.stdout or ():
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return found[0]
    raise SystemExit("evaluation preview did not start")


def measure(page: Page, notebook: Path, number: int) -> float:
    """Save a change, and return the seconds until the page shows it."""
    text = notebook.read_text(encoding="utf-8")
    changed = re.sub(r'(title: \\"\{partner_name\}).*?\\"', rf'\1 {number}\\"', text)
    begin = time.perf_counter()
    notebook.write_text(changed, encoding="utf-8")
    page.get_by_role("heading", level=1, name=re.compile(rf" {number}$")).wait_for()
    return time.perf_counter() - begin


def main(times: int) -> None:
    """Measure several times, and print each and the median."""
    command = [Path(sys.executable).with_name("evaluation"), "preview", "--port", "0"]
    options = ["--topic", "satisfaction", "--partner", "newham"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = Path(folder)
        lay_out(project)
        with subprocess.Popen(
            [*command, *options],
            cwd=project,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        ) as process:
            address = address_of(process)
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page()
            page.goto(f"{address}/newham/satisfaction.html")
            page.wait_for_timeout(8_000)  # the next process gets warm
            taken = []
            for number in range(1, times + 1):
                taken.append(measure(page, project / NOTEBOOK, number))
                page.wait_for_timeout(8_000)
            browser.close()
            process.send_signal(signal.SIGINT)
            process.wait()
    print("seconds:", ", ".join(f"{t:.2f}" for t in taken))
    print(f"median: {statistics.median(taken):.2f} s, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
