"""Nothing that one respondent said, and no id of one, is in anything that is built."""

import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

MARK = re.compile(r"TR-[0-9a-f]{8}")


def single_answers(root: Path) -> tuple[set[str], set[str]]:
    """Return the marks of all respondents, and what they wrote."""
    files = (root / "data" / "example").glob("responses-*.csv")
    rows = pd.concat([pd.read_csv(file) for file in files])
    return {i.removeprefix("TR-") for i in rows["Response"]}, set(
        rows["Comment"].dropna()
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, root: Path) -> list[Path]:
    """Build the pages that use the survey; return every folder that was written to."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("notebooks", "assets", "_quarto.yml", "_brand.yml", "data", "src"):
        (copy / name).symlink_to(root / name)
    (copy / "pyproject.toml").symlink_to(root / "pyproject.toml")
    site = copy / "reports" / "site"
    program = str(Path(sys.executable).with_name("evaluation"))
    command = [program, "build", "--engine", "embedded"]
    command += ["--data", str(root / "data" / "example"), "--partner", "castlemere"]
    command += ["--topic", "satisfaction", "--topic", "partnership"]
    command += ["--topic", "sources"]
    done = subprocess.run(
        [*command, "--out", str(site)],
        cwd=copy,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (copy / "reports" / "console.log").write_text(done.stdout + done.stderr)
    return [copy / "reports"]


def texts(folder: Path) -> Iterator[tuple[Path, str]]:
    """Return every file as text: PDFs and workbooks inflated, pages without mark-up."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        text = raw.decode("latin-1")
        if path.suffix == ".pdf":
            for stream in re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
                try:
                    text += zlib.decompress(stream).decode("latin-1")
                except zlib.error:
                    continue
        if path.suffix in (".xlsx", ".zip"):
            with zipfile.ZipFile(path) as book:
                text += "".join(book.read(n).decode("latin-1") for n in book.namelist())
        if path.suffix == ".html":
            text += BeautifulSoup(raw, "lxml").get_text(" ")
        yield path, text


def test_what_was_built_shows_the_survey(built: list[Path]) -> None:
    pages = [p for folder in built for p in folder.rglob("satisfaction.html")]
    assert pages
    assert "Satisfaction by service" in pages[0].read_text("utf-8")


def test_no_id_and_no_comment_is_in_anything_built(
    built: list[Path], root: Path
) -> None:
    marks, comments = single_answers(root)
    assert len(marks) == 20_000
    found = 0
    for folder in built:
        for path, text in texts(folder):
            found += 1
            assert not MARK.search(text), path
            assert not marks & set(re.findall(r"\b[0-9a-f]{8}\b", text)), path
            told = [c for c in comments if c in text]
            assert told == [], path
    assert found > 10


def test_no_extract_is_copied_into_what_is_built(built: list[Path]) -> None:
    for folder in built:
        assert [p for p in folder.rglob("responses*") if p.is_file()] == []
