"""A notebook's words hold live values: `` `{python} money(total)` ``."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from analysis.errors import InlineError
from analysis.pipeline.execute.inline import expressions, fill
from analysis.pipeline.plan.frontmatter import filled, planned

DEFINED = """
class Bold(str):
    def _repr_markdown_(self):
        return f"**{self}**"

nothing, text, bold, three = None, "a*b_[x] £3.5m", Bold("£5m"), 3
"""
ENGINES = ("in-process", "kernel")


@pytest.fixture(scope="module")
def evaluate() -> Any:
    shell = InteractiveShell()
    shell.run_cell(DEFINED)

    def evaluated(asked: Mapping[str, str]) -> Mapping[str, Any]:
        results: Mapping[str, Any] = shell.user_expressions(dict(asked))
        return results

    return evaluated


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("It cost `{python} three` pounds.", "It cost 3 pounds."),
        ("## Saved: `{python} bold`", "## Saved: **£5m**"),
        ("- one `{python} three`\n- two", "- one 3\n- two"),
        (
            "| a | b |\n|---|---|\n| x | `{python} three` |",
            "| a | b |\n|---|---|\n| x | 3 |",
        ),
        ("`{python} text`", r"a\*b\_\[x\] £3.5m"),
        ("`{python} sum([1,\n  2])` in two lines", "3 in two lines"),
        ("`{python} '1. it' + chr(39) + 's'`", r"1\. it's"),
        ("`{python} '- no list'`", r"\- no list"),
        ("`{python}\tthree`", "3"),
    ],
)
def test_a_value_stands_where_its_expression_stood(
    evaluate: Any, written: str, reads: str
) -> None:
    assert fill(written, evaluate) == reads


@pytest.mark.parametrize(
    "written",
    [
        "```\n`{python} three`\n```",
        "~~~ python\n`{python} three`\n~~~",
        "text\n\n    `{python} three`\n",
        "``a `{python} three` b``",
        r"\`{python} three\`",
        "`{r} three`",
        "`{python}three`",
        "`three`",
    ],
)
def test_what_is_code_is_left_alone(evaluate: Any, written: str) -> None:
    assert fill(written, evaluate) == written
    assert expressions(written) == []


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("One.\n\nTwo `{python} nothing`\nand more.\n\nThree.", "One.\n\n\nThree."),
        ("# A `{python} nothing`\n\nText.", "\nText."),
        (
            "- a\n- b `{python} nothing`\n  more\n- c `{python} three`",
            "- a\n- c 3",
        ),
        ("- a\n- b `{python} nothing`\n\n## Next", "- a\n\n## Next"),
        ("1. a\n\n   para `{python} nothing`\n2. b", "1. a\n\n2. b"),
        (
            "| a |\n|---|\n| `{python} nothing` |\n| `{python} three` |",
            "| a |\n|---|\n| 3 |",
        ),
        ("| `{python} nothing` |\n|---|\n| 1 |\n\nAfter.", "\nAfter."),
        ("> `{python} nothing`\n\nAfter.", "\nAfter."),
        ("::: {.finding}\n`{python} nothing`\n:::\n\nAfter.", "\nAfter."),
        (
            ":::: {.a}\n::: {.b}\n`{python} nothing`\n:::\n\nHere.\n::::",
            ":::: {.a}\n\nHere.\n::::",
        ),
    ],
)
def test_a_missing_value_leaves_out_the_block_it_stands_in(
    evaluate: Any, written: str, reads: str
) -> None:
    assert fill(written, evaluate) == reads


def test_an_error_names_its_expression_and_reason(evaluate: Any) -> None:
    with pytest.raises(InlineError, match=r"`lost \+ 1` .*NameError: name 'lost'"):
        fill("So it is `{python} lost + 1`.", evaluate)


def small() -> NotebookNode:
    front = '---\ntitle: "T `{python} three`"\nsubtitle: "{partner_name}"\n---'
    return new_notebook(
        cells=[
            new_raw_cell(front),
            new_markdown_cell("Before"),
            new_code_cell(DEFINED),
            new_markdown_cell("Now `{python} bold` and `{python} text`."),
            new_code_cell("three = 4"),
            new_markdown_cell("`{python} three`; gone:\n\n`{python} nothing`"),
        ]
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_values_are_those_of_where_the_cell_stands(engine: str, tmp_path: Path) -> None:
    made = run(small(), engine, tmp_path)
    words = [c.source for c in made.cells if c.cell_type == "markdown"]
    assert words == ["Before", r"Now **£5m** and a\*b\_\[x\] £3.5m.", "4; gone:\n\n"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_title_takes_its_value_when_the_notebook_has_run(
    engine: str, tmp_path: Path
) -> None:
    made = run(small(), engine, tmp_path)
    assert "title: T 4\n" in made.cells[0].source
    assert "subtitle: '{partner_name}'\n" in made.cells[0].source


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_stops_at_an_expression_that_fails(engine: str, tmp_path: Path) -> None:
    broken = new_notebook(
        cells=[new_markdown_cell("Fine."), new_markdown_cell("`{python} 1 / 0`")]
    )
    with pytest.raises(InlineError, match="ZeroDivisionError") as caught:
        run(broken, engine, tmp_path)
    assert caught.value.cell_index == 1


def test_a_title_is_planned_without_its_values() -> None:
    text = "{partner_name}: `{python} f({'a': 1})` so far"
    assert filled(text, {"partner_name": "Newham"}).startswith("Newham: `{python} f({")
    assert planned(text, {"partner_name": "Newham"}) == "Newham: so far"


def run(notebook: NotebookNode, engine: str, folder: Path) -> NotebookNode:
    source = folder / "small.ipynb"
    nbformat.write(notebook, source)
    made: NotebookNode = papermill.execute_notebook(
        source,
        folder / "made.ipynb",
        engine_name=engine,
        kernel_name="python3",
        language="python",
        progress_bar=False,
    )
    return made


def test_a_run_leaves_the_environment_of_its_process_as_it_was(tmp_path: Path) -> None:
    before = dict(os.environ)
    run(small(), "in-process", tmp_path)
    assert dict(os.environ) == before
