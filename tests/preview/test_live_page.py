"""An open page changes when a file is saved, and shows an error until it is mended."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow

GENEROUS = 60_000
"""Milliseconds a change may take here; benchmarks measure what it does take."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Return a project with one short report."""
    folder = tmp_path_factory.mktemp("preview") / "project"
    for part in ("_quarto.yml", "_brand.yml", "assets", "data"):
        copy = shutil.copytree if (root / part).is_dir() else shutil.copy
        folder.mkdir(exist_ok=True)
        copy(root / part, folder / part)
    # Its own copy of the package, so that a module of it can be changed.
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(root / "src", folder / "src", ignore=leave)
    (folder / "notebooks").mkdir()
    for name in ("sources", "accessibility"):
        shutil.copy(root / "notebooks" / f"{name}.ipynb", folder / "notebooks")
    return folder


@pytest.fixture(scope="module")
def said(project: Path) -> Path:
    return project / "said.txt"


@pytest.fixture(scope="module")
def address(project: Path, said: Path) -> Iterator[str]:
    """Start the real command; give its address; stop it as a user does."""
    command = Path(sys.executable).with_name("evaluation")
    options = ["--topic", "accessibility", "--port", "0"]
    with (
        said.open("w", encoding="utf-8") as out,
        subprocess.Popen(
            [command, "preview", *options],
            cwd=project,
            stdout=subprocess.PIPE,
            stderr=out,
            text=True,
            env={
                **os.environ,
                "PYTHONUNBUFFERED": "1",
                "PYTHONPATH": str(project / "src"),
            },
        ) as process,
    ):
        assert process.stdout
        for line in process.stdout:
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if found:
                yield found[0]
                break
        process.send_signal(signal.SIGINT)
        try:
            status = process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        assert status in (0, 130)


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Page:
    """Open the page once: all that follows happens in it."""
    opened = browser.new_page()
    opened.goto(f"{address}/accessibility.html", timeout=GENEROUS)
    heading = opened.locator("h1")
    expect(heading).to_have_text("Accessibility statement", timeout=GENEROUS)
    return opened


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_file_that_an_editor_puts_in_the_place_of_the_old_is_followed_each_time(
    page: Page, project: Path
) -> None:
    path, old = project / "_quarto.yml", "On this page"
    for new in ("In short", "All of it", "On this page"):
        text = path.read_text(encoding="utf-8")
        assert old in text
        beside = path.with_name("saved-by-an-editor")
        beside.write_text(text.replace(old, new), encoding="utf-8")
        beside.replace(path)
        expect(page.locator("#toc-title")).to_have_text(new, timeout=GENEROUS)
        old = new


def test_a_saved_notebook_changes_the_open_page(page: Page, project: Path) -> None:
    notebook = project / "notebooks" / "accessibility.ipynb"
    change(notebook, "accessibility.statement(record)", "record.settings")
    change(notebook, "Accessibility statement", "A new title")
    expect(page.locator("h1")).to_have_text("A new title", timeout=GENEROUS)


def test_an_error_shows_on_the_page_with_its_cell_and_goes_when_mended(
    page: Page, project: Path
) -> None:
    notebook = project / "notebooks" / "accessibility.ipynb"
    change(notebook, "record.settings", "1 / 0")
    main = page.locator("main")
    expect(main).to_contain_text("ZeroDivisionError", timeout=GENEROUS)
    expect(main).to_contain_text("cell 4")
    change(notebook, "1 / 0", "accessibility.statement(record)")
    expect(main).to_contain_text("Enforcement procedure", timeout=GENEROUS)
    expect(main).not_to_contain_text("ZeroDivisionError")


def test_rubbish_in_a_table_shows_on_the_page_and_goes_when_mended(
    page: Page, project: Path
) -> None:
    table = project / "data" / "onesource" / "spending.csv"
    change(table, "-1342000", "lots")
    error = page.locator("#preview-error")
    expect(error).to_contain_text("'lots'", timeout=GENEROUS)
    change(table, "lots", "-1342000")
    expect(error).to_have_count(0, timeout=GENEROUS)


def test_a_saved_module_changes_the_page_and_its_errors_show_until_mended(
    page: Page, project: Path
) -> None:
    module = project / "src" / "analysis" / "present" / "accessibility.py"
    main = page.locator("main")
    change(module, "Enforcement procedure", "Who enforces this")
    expect(main).to_contain_text("Who enforces this", timeout=GENEROUS)
    change(module, "numbers.day(record.as_at)", "nonsense")
    expect(main).to_contain_text("NameError", timeout=GENEROUS)
    change(module, "= nonsense", "= numbers.day(record.as_at)")
    expect(main).to_contain_text("Who enforces this", timeout=GENEROUS)
    expect(main).not_to_contain_text("NameError")


def test_code_that_cannot_be_loaded_is_said_and_goes_when_mended(
    page: Page, project: Path
) -> None:
    module = project / "src" / "analysis" / "pipeline" / "render" / "headings.py"
    change(module, "import re", "import re re")
    error = page.locator("#preview-error")
    expect(error).to_contain_text("invalid syntax", timeout=GENEROUS)
    change(module, "import re re", "import re")
    expect(error).to_have_count(0, timeout=GENEROUS)
