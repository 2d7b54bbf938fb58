"""Headings of pages fit the documents they stand in."""

from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from small import make_project, usual_notebooks, words

from analysis.pipeline.plan.reports import plan
from analysis.pipeline.render.combine import combine
from analysis.pipeline.render.headings import headings, shift, skipped

CODE = "```\n# not a heading\n```"


def test_headings_are_found_outside_of_code() -> None:
    text = f"## One {{#one}}\n\n{CODE}\n\n#hash\n\n### Two ##"
    assert headings(text) == [(2, "One"), (3, "Two")]


@pytest.mark.parametrize(
    ("text", "by", "result"),
    [
        ("# A\n\ntext\n\n## B", 1, "## A\n\ntext\n\n### B"),
        ("### A {#x}", -1, "## A {#x}"),
        ("###### A", 1, "###### A"),
        ("# A", -1, "# A"),
        (CODE, 1, CODE),
        ("~~~\n```\n# a\n~~~\n# A", 1, "~~~\n```\n# a\n~~~\n## A"),
    ],
)
def test_headings_are_shifted_outside_of_code(text: str, by: int, result: str) -> None:
    assert shift(text, by) == result


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        (["## A", "### B\n\n## C"], None),
        (["no heading"], None),
        (["### A", "### B"], None),
        (["## A", "#### B"], "the heading “B” skips a level after “A”"),
        (["### A", "## B"], "the heading “A” skips a level at the start"),
    ],
)
def test_a_skipped_level_is_named(texts: list[str], wrong: str | None) -> None:
    assert skipped(texts) == wrong


def combined(tmp_path: Path, *bodies: list[NotebookNode]) -> NotebookNode:
    request = make_project(tmp_path / "p", **usual_notebooks())
    reports = [r for r in plan(request) if r.page.startswith("newham/")]
    cells = dict(zip((r.page for r in reports), bodies, strict=True))
    return combine(reports, cells, request)


def test_each_page_is_a_chapter_of_the_whole_document(tmp_path: Path) -> None:
    document = combined(
        tmp_path,
        [words("## First\n\n### Deeper")],
        [words("### Second"), new_code_cell("#| echo: false")],
    )
    texts = [cell.source for cell in document.cells[1:]]
    assert texts == [
        "# Newham: a page",
        "## First\n\n### Deeper",
        "# Newham: a page",
        "## Second",
        "#| echo: false",
    ]
    assert "typst" in document.cells[0].source


def test_footnotes_of_two_chapters_do_not_meet(tmp_path: Path) -> None:
    note = "Saved.[^1]\n\n[^1]: As stated."
    document = combined(tmp_path, [words(note)], [words(note)])
    assert document.cells[2].source.count("[^overview-1]") == 2
    assert document.cells[4].source.count("[^savings-1]") == 2
