"""Which engine is chosen, and what a user is told when one cannot do its work."""

import shutil
from pathlib import Path

import nbformat
import pytest
import yaml
from sample import ROOT, chart, front, make_project, markdown

from analysis.errors import EngineError
from analysis.pipeline.render.engines import choose_engine, describe_engines

ALL = frozenset({"html", "pdf"})
needs_quarto = pytest.mark.skipif(
    shutil.which("quarto") is None, reason="quarto is not on the PATH"
)


def break_page(project: Path) -> None:
    """Leave out the text of a chart, which PDF/UA does not allow."""
    cells = [front("Newham: savings"), markdown("chart", "![](square.svg)")]
    (project / "newham" / "square.svg").write_text(chart(), encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(notebook, project / "newham" / "savings.ipynb")


def test_without_quarto_auto_is_the_embedded_engine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert choose_engine("auto").name == "embedded"


def test_without_quarto_asking_for_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        EngineError, match=r"no 'quarto' on the PATH.*--engine embedded"
    ):
        choose_engine("quarto")


@needs_quarto
def test_with_quarto_auto_is_quarto() -> None:
    engine = choose_engine("auto")
    assert engine.name == "quarto"
    assert engine.version[0].isdigit()


def test_an_unknown_engine_is_answered_with_the_choice() -> None:
    with pytest.raises(EngineError, match="auto, quarto, embedded"):
        choose_engine("word")


def test_doctor_is_told_of_every_part(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = {part.name: part.found for part in describe_engines()}
    assert found == {
        "quarto": False,
        "pypandoc_binary": True,
        "typst": True,
    }


def test_the_embedded_engine_names_the_page_that_fails(
    project: Path, tmp_path: Path
) -> None:
    break_page(project)
    with pytest.raises(EngineError, match=r"newham/savings: no PDF: .*alt"):
        choose_engine("embedded").render(project, ALL, tmp_path / "log")


@needs_quarto
def test_quarto_names_the_page_that_fails_and_the_log(
    project: Path, tmp_path: Path
) -> None:
    break_page(project)
    with pytest.raises(
        EngineError, match=r"at newham/savings\.ipynb: .*alt.*render\.log"
    ):
        choose_engine("quarto").render(project, ALL, tmp_path / "render.log")
    assert "savings" in (tmp_path / "render.log").read_text(encoding="utf-8")


def test_a_notebook_that_is_none_is_named(project: Path, tmp_path: Path) -> None:
    (project / "newham" / "savings.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(EngineError, match=r"newham/savings\.ipynb cannot be read"):
        choose_engine("embedded").render(project, ALL, tmp_path / "log")


def test_a_colour_that_is_none_is_named(project: Path, tmp_path: Path) -> None:
    brand = yaml.safe_load((ROOT / "_brand.yml").read_text(encoding="utf-8"))
    brand["color"]["primary"] = "heliotrope"
    (project / "_brand.yml").write_text(yaml.safe_dump(brand), encoding="utf-8")
    with pytest.raises(EngineError, match=r"_brand\.yml: color: primary: 'heliotrope'"):
        choose_engine("embedded").render(project, ALL, tmp_path / "log")


@pytest.mark.parametrize(
    "name", ["embedded", pytest.param("quarto", marks=needs_quarto)]
)
@pytest.mark.parametrize(("wanted", "other"), [("html", "pdf"), ("pdf", "html")])
def test_only_the_format_that_is_wanted_is_made(
    tmp_path: Path, name: str, wanted: str, other: str
) -> None:
    project = make_project(tmp_path / "project")
    site = choose_engine(name).render(project, frozenset({wanted}), tmp_path / "log")
    assert (site / f"newham/overspend.{wanted}").exists()
    assert not (site / f"newham/overspend.{other}").exists()
    assert (site / "newham/evaluation.pdf").exists() == (wanted == "pdf")
    assert not (site / "newham/evaluation.html").exists()
