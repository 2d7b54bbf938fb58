"""What readers see of a run tells nothing about the machine."""

from pathlib import Path

import pytest

from analysis.pipeline.text import code, plain, without_paths

ROOT = Path("/srv/evaluation")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("No such file: '/srv/evaluation/data/x.csv'", "No such file: 'data/x.csv'"),
        ("in /srv/evaluation", "in ."),
        ("File /usr/lib/python3.11/csv.py:5", "File …/csv.py:5"),
        (r"C:\Users\ann\record.csv is open", "…/record.csv is open"),
        ("variance +/-0.5 in 2017/18 and/or later", None),
        ("see https://example.org/a/b.html", None),
        ("</td> and a/b/c.csv", None),
    ],
)
def test_absolute_paths_are_cut_to_their_last_part(
    text: str, clean: str | None
) -> None:
    assert without_paths(text, ROOT) == (clean or text)


def test_colours_of_a_terminal_are_taken_out() -> None:
    assert plain("\x1b[0;31mKeyError\x1b[0m: 'x'") == "KeyError: 'x'"


@pytest.mark.parametrize(
    ("text", "span"),
    [("a\n  b", "`a b`"), ("a `b` c", "``a `b` c``"), ("`a`", "`` `a` ``"), ("", "")],
)
def test_any_text_can_be_shown_as_code(text: str, span: str) -> None:
    assert code(text) == span
