"""What the documentation says is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT, make

from analysis.data.dictionary import to_markdown
from analysis.data.schemas import TABLES

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
READMES = sorted(ROOT.glob("data/*/README.md"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
EVALUATION = Path(sys.executable).with_name("evaluation")


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as repositories' sites make them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def test_the_data_dictionary_is_that_of_the_declarations() -> None:
    written = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert written == to_markdown(), "docs/data.md is out of date: run make docs"


def test_the_data_dictionary_has_every_column_with_its_meaning() -> None:
    written = to_markdown()
    for table in TABLES.values():
        part = written.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        for name, column in table.columns.items():
            row = next(r for r in part.splitlines() if r.startswith(f"| `{name}` |"))
            assert column.description in row
            for word in column.allowed:
                assert f"`{word}`" in row


@pytest.mark.parametrize("page", [*PAGES, *READMES], ids=place)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"https?:|mailto:|site:", target):
            continue
        name, _, anchor = target.partition("#")
        aim = (page.parent / name).resolve() if name else page
        assert aim.exists(), target
        if anchor:
            assert anchor in anchors(aim), target


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_every_make_command_that_is_named_is_there(page: Path) -> None:
    known = {*re.findall(r"^  make (\w+)", make("help").stdout, re.MULTILINE)}
    named = re.findall(
        r"(?:`|^\s*)make (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {*named} <= known


def test_every_option_of_the_build_is_explained() -> None:
    said = subprocess.run(
        [EVALUATION, "build", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": "200", "TERM": "dumb"},
    )
    options = {*re.findall(r"--[a-z-]+", said.stdout)} - {"--help"}
    page = (ROOT / "docs" / "building.md").read_text(encoding="utf-8")
    assert options
    assert {*re.findall(r"`(--[a-z-]+)", page)} >= options


def test_every_page_can_be_found_from_the_readme() -> None:
    linked = LINK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    pages = {place(page) for page in PAGES} - {"README.md"}
    assert pages <= {*linked}
