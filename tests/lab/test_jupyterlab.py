"""A notebook opens in JupyterLab, runs from top to bottom, and shows its report."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.slow

GENEROUS = 120_000


@pytest.fixture
def lab(tmp_path: Path, root: Path) -> Iterator[str]:
    """Start JupyterLab as `make lab` does, on a copy of the notebooks."""
    for part in ("notebooks", "data"):
        shutil.copytree(root / part, tmp_path / part)
    options = ["--no-browser", "--port=0", "--IdentityProvider.token=", "--allow-root"]
    folders = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data-of-jupyter"}
    with subprocess.Popen(
        [Path(sys.executable).with_name("jupyter"), "lab", *options],
        cwd=tmp_path / "notebooks",
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **{k: str(tmp_path / v) for k, v in folders.items()}},
    ) as process:
        assert process.stderr
        for line in process.stderr:
            found = re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/lab", line)
            if found:
                yield found[0]
                break
        process.send_signal(signal.SIGTERM)
        process.stderr.read()


def test_a_notebook_runs_from_top_to_bottom_without_an_error(
    lab: str, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 2400})
    page.goto(f"{lab}/tree/overspend.ipynb?reset", timeout=GENEROUS)
    notebook = page.locator(".jp-Notebook")
    notebook.wait_for(timeout=GENEROUS)
    ready = page.get_by_text("Python 3 (ipykernel) | Idle")
    ready.wait_for(timeout=GENEROUS)
    page.get_by_role("menuitem", name="Run", exact=True).click(timeout=GENEROUS)
    page.get_by_text("Run All Cells", exact=True).click()
    expect(notebook).to_contain_text("underspend on shared", timeout=GENEROUS)
    last = page.locator(".jp-CodeCell .jp-InputPrompt").last
    expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=GENEROUS)
    error = ".jp-OutputArea-output[data-mime-type*='stderr'], .jp-RenderedError"
    assert page.locator(error).all_inner_texts() == []
    assert page.locator(".jp-OutputArea-output table").count() > 0
    assert page.locator(".jp-RenderedSVG, .jp-OutputArea-output img").count() > 0
