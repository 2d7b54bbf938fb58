"""Notebooks are kept as their authors wrote them, without what a run leaves."""

from pathlib import Path

import nbformat
import pytest
from repository import ROOT

from analysis.pipeline.plan.frontmatter import read_source

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
TOPICS = {"overview", "savings", "overspend", "satisfaction", "partnership", "methods"}


def test_every_topic_has_its_notebook() -> None:
    assert {path.stem for path in NOTEBOOKS} >= TOPICS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_results(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_names_its_page_and_its_parameters(path: Path) -> None:
    assert nbformat.read(path, as_version=4).cells[0].cell_type == "raw"
    source = read_source(path)
    wanted = {"as_at", "data"} | ({"partner"} if source.per_partner else set())
    assert wanted == {*source.parameters}
    assert source.description


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_nothing_of_the_machine_it_was_edited_on(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert (notebook.nbformat, notebook.nbformat_minor) >= (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert {*notebook.metadata.language_info} == {"name"}
