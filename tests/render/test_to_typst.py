"""Many documents through one run of Pandoc, as Pandoc writes each by itself."""

import subprocess
from pathlib import Path, PurePosixPath

import pypandoc
import pytest
import yaml
from sample import make_project, variance_table

from analysis.pipeline.render.embedded.documents import Document
from analysis.pipeline.render.embedded.pdf import Press
from analysis.pipeline.render.embedded.project import Project

PROSE = """\
The regulations (No. 2) of 2018, "as amended" -- see p. 4 ... and Mr. Smith's note.

| Year | Amount |
|------|-------:|
| 2018 |  £1.2m |
"""
TABLE = f"```{{=html}}\n{variance_table()}\n```\n"
REFUSAL = (
    'function Div(el)\n  if el.classes:includes("boom") then error("no booms") end\nend'
)


def document(name: str, body: str) -> Document:
    """Return a document without charts."""
    front = {"title": f"It's {name}", "lang": "en-GB", "date": "2019-07-12"}
    return Document(PurePosixPath(name), front, body, {})


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """Return a press whose Pandoc fails at what is called a boom."""
    root = make_project(tmp_path / "project")
    (root / "boom.lua").write_text(REFUSAL, "utf-8")
    config = yaml.safe_load((root / "_quarto.yml").read_text("utf-8"))
    config["format"]["typst"].setdefault("filters", []).append("boom.lua")
    (root / "_quarto.yml").write_text(yaml.safe_dump(config), "utf-8")
    work = tmp_path / "work"
    work.mkdir()
    return Press(Project.open(root), work)


def by_itself(press: Press, source: Path) -> str:
    """Return what Pandoc's program writes of one document."""
    told = press._settings
    defaults = source.with_suffix(".yaml")
    settings = {
        "from": told["reader"],
        "to": "typst",
        "standalone": True,
        "wrap": "none",
        "template": told["template"],
        "include-in-header": [told["header"]],
        "filters": told["filters"],
        "metadata": told["metadata"],
    }
    defaults.write_text(yaml.safe_dump(settings), "utf-8")
    return subprocess.run(
        [pypandoc.get_pandoc_path(), f"--defaults={defaults}", source],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def test_each_document_is_as_pandoc_writes_it_by_itself(press: Press) -> None:
    documents = [document("prose", PROSE), document("table", PROSE + TABLE)]
    assert press.typeset(documents) == []
    for each in documents:
        source = press._work / f"{each.path}.md"
        assert source.with_suffix(".typ").read_text("utf-8") == by_itself(press, source)


def test_a_document_that_pandoc_refuses_takes_none_along(press: Press) -> None:
    refused = document("refused", "::: boom\n:::\n")
    errors = press.typeset([document("a", PROSE), refused, document("b", PROSE)])
    (error,) = errors
    assert list(error.pages) == ["refused"]
    assert "Pandoc failed" in error.pages["refused"]
    assert "no booms" in error.pages["refused"]
    made = {path.stem for path in press._project.site.rglob("*.pdf")}
    assert made == {"a", "b"}


def test_when_pandoc_ends_early_each_document_says_so(press: Press) -> None:
    press._settings["template"] = "nowhere.typst"
    errors = press.typeset([document("a", PROSE), document("b", PROSE)])
    assert [list(error.pages) for error in errors] == [["a"], ["b"]]
    assert all("nowhere.typst" in str(error) for error in errors)
