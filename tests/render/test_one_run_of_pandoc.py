"""Many documents through one run of Pandoc, as Pandoc writes each by itself."""

import subprocess
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml
from sample import make_project, variance_table

from analysis.errors import EngineError
from analysis.pipeline.render.embedded import page
from analysis.pipeline.render.embedded.pandoc import convert
from analysis.pipeline.render.embedded.pdf import Typesetter
from analysis.pipeline.render.embedded.project import Project
from analysis.pipeline.render.engines import choose_engine

PROSE = """\
---
title: It's a page
lang: en-GB
---

The regulations (No. 2) of 2018, "as amended" -- see p. 4 ... and Mr. Smith's note.

| Year | Amount |
|------|-------:|
| 2018 |  £1.2m |
"""
TABLE = f"{PROSE}\n```{{=html}}\n{variance_table()}\n```\n"
REFUSAL = (
    'function Div(el)\n  if el.classes:includes("boom") then error("no booms") end\nend'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose Pandoc fails at what is called a boom."""
    root = make_project(tmp_path / "project")
    (root / "boom.lua").write_text(REFUSAL, "utf-8")
    config = yaml.safe_load((root / "_quarto.yml").read_text("utf-8"))
    for format_ in ("typst", "html"):
        config["format"][format_].setdefault("filters", []).append("boom.lua")
    (root / "_quarto.yml").write_text(yaml.safe_dump(config), "utf-8")
    return root


def told(project: Path, work: Path) -> dict[str, Any]:
    """Return what Pandoc is told of both formats."""
    opened = Project.open(project)
    work.mkdir()
    formats = {"html5": page.settings(opened)}
    formats["typst"] = Typesetter(opened, work).settings()
    return {"reader": opened.reader, "formats": formats}


def by_itself(settings: dict[str, Any], name: str, source: Path) -> str:
    """Return what Pandoc's program writes of one document."""
    asked = settings["formats"][name]
    options = asked["options"]
    defaults = {
        "from": settings["reader"],
        "to": name,
        "standalone": True,
        "wrap": "none",
        "template": asked["template"],
        "filters": asked["filters"],
        "metadata": asked["metadata"],
        "variables": asked["variables"],
        "section-divs": options.get("section_divs", False),
        "table-of-contents": options.get("table_of_contents", False),
        "toc-depth": options.get("toc_depth", 3),
        "html-math-method": {"method": "mathml"},
    }
    path = source.with_suffix(".yaml")
    path.write_text(yaml.safe_dump(defaults), "utf-8")
    return subprocess.run(
        [pypandoc.get_pandoc_path(), f"--defaults={path}", source],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


@pytest.mark.parametrize("name", ["typst", "html5"])
def test_each_document_is_as_pandoc_writes_it_by_itself(
    project: Path, tmp_path: Path, name: str
) -> None:
    work = tmp_path / "work"
    settings = told(project, work)
    asked = {}
    for stem, text in (("prose", PROSE), ("table", TABLE)):
        source = work / f"{stem}.md"
        source.write_text(text, "utf-8")
        target = str(source.with_suffix(f".{name}"))
        asked[str(source)] = {name: {"target": target, "variables": {}}}
    assert list(convert(asked, settings, work)) == [(source, None) for source in asked]
    for source, to in asked.items():
        made = Path(to[name]["target"]).read_text("utf-8")
        assert made == by_itself(settings, name, Path(source))


def test_a_document_that_pandoc_refuses_takes_none_along(
    project: Path, tmp_path: Path
) -> None:
    (project / "methods.qmd").write_text("---\ntitle: x\n---\n\n::: boom\n:::\n")
    (project / "methods.ipynb").unlink()
    with pytest.raises(EngineError) as error:
        choose_engine("embedded").render(
            project, frozenset({"html", "pdf"}), tmp_path / "log"
        )
    assert list(error.value.pages) == ["methods"]
    assert "Pandoc failed" in error.value.pages["methods"]
    assert "no booms" in error.value.pages["methods"]
    made = {p.stem for p in Project.open(project).site.rglob("*.pdf")}
    assert {"index", "overspend", "evaluation"} <= made


def test_when_pandoc_ends_early_each_document_says_so(
    project: Path, tmp_path: Path
) -> None:
    settings = told(project, tmp_path / "work")
    settings["formats"]["typst"]["template"] = "nowhere.typst"
    asked = {name: {"typst": {"target": "x", "variables": {}}} for name in ("a", "b")}
    said = dict(convert(asked, settings, tmp_path))
    assert list(said) == ["a", "b"]
    assert all("nowhere.typst" in str(why) for why in said.values())
