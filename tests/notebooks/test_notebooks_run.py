"""Every notebook opens and runs from top to bottom as it is, in a real kernel."""

import os
import re
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from nbformat import NotebookNode

pytestmark = pytest.mark.slow

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
ALL = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))

# How many charts and tables each shows at least, on the whole published record.
SHOWS = {
    "accessibility": (0, 0),
    "changes": (0, 0),
    "compared": (4, 6),
    "home": (0, 1),
    "methods": (1, 2),
    "overspend": (2, 3),
    "overview": (1, 0),
    "partnership": (3, 6),
    "partnership-savings": (2, 5),
    "satisfaction": (1, 3),
    "savings": (0, 1),
    "sources": (1, 1),
}


LONGEST = 15
"""How many lines a cell of code may have."""


def read(topic: str) -> NotebookNode:
    return nbformat.read(NOTEBOOKS / f"{topic}.ipynb", as_version=4)


@pytest.fixture(scope="module", params=ALL)
def run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, NotebookNode]:
    """Run a notebook with its own defaults, in its own folder."""
    notebook = read(request.param)
    client = NotebookClient(
        notebook,
        timeout=300,
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    quiet = {
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "IPYTHONDIR": str(tmp_path_factory.mktemp("ipython")),
    }
    client.execute(env={**os.environ, **quiet})
    return request.param, notebook


def outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [out for cell in notebook.cells for out in cell.get("outputs", [])]


def data(notebook: NotebookNode, kind: str) -> list[str]:
    shown = [out["data"] for out in outputs(notebook) if "data" in out]
    return [mime[kind] for mime in shown if kind in mime]


def test_the_notebooks_are_those_of_the_reports() -> None:
    assert sorted(SHOWS) == ALL


def test_a_notebook_runs_without_an_error_or_a_warning(
    run: tuple[str, NotebookNode],
) -> None:
    _, notebook = run
    assert {out.output_type for out in outputs(notebook)} <= {
        "execute_result",
        "display_data",
    }


def test_a_notebook_shows_its_charts_and_tables(run: tuple[str, NotebookNode]) -> None:
    topic, notebook = run
    charts, tables = SHOWS[topic]
    assert len(data(notebook, "image/svg+xml")) >= charts
    assert len(data(notebook, "text/html")) >= tables


def test_every_chart_has_its_words_and_every_table_its_caption(
    run: tuple[str, NotebookNode],
) -> None:
    _, notebook = run
    for out in outputs(notebook):
        if "image/svg+xml" in out["data"]:
            assert len(out["metadata"]["image/svg+xml"]["alt"]) > 60
        if "text/html" in out["data"]:
            soup = BeautifulSoup(out["data"]["text/html"], "lxml")
            assert len(soup.select("table")) == len(soup.select("caption")) == 1


def test_a_cell_shows_one_thing_at_most(run: tuple[str, NotebookNode]) -> None:
    _, notebook = run
    for cell in notebook.cells:
        assert len(cell.get("outputs", [])) <= 1, cell.source


def test_every_cell_that_shows_something_shows_it_to_readers(
    run: tuple[str, NotebookNode],
) -> None:
    _, notebook = run
    kinds = {"text/markdown", "text/html", "image/svg+xml"}
    for out in outputs(notebook):
        assert kinds & set(out["data"]), out["data"].get("text/plain")


@pytest.mark.parametrize("topic", ALL)
def test_a_notebook_is_stored_without_what_a_run_leaves(topic: str) -> None:
    for cell in read(topic).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("topic", ALL)
def test_a_notebook_declares_its_parameters_in_one_cell(topic: str) -> None:
    cells = read(topic).cells
    declared = [c for c in cells if "parameters" in c.metadata.get("tags", [])]
    assert len(declared) == 1
    names = re.findall(r"^(\w+) = ", declared[0].source, re.MULTILINE)
    page = re.search(r'^page: "(.*)"$', cells[0].source, re.MULTILINE)
    assert page
    own = ["partner"] if "{partner}" in page[1] else []
    assert names == [*own, "as_at", "data"]


@pytest.mark.parametrize("topic", ALL)
def test_a_notebook_holds_words_and_short_calls_only(topic: str) -> None:
    for cell in read(topic).cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= LONGEST, cell.source
            assert not re.search(r"^\s*(def|class|while) ", cell.source, re.MULTILINE)


@pytest.mark.parametrize("topic", ALL)
def test_a_notebook_states_no_figure_in_its_own_words(topic: str) -> None:
    """A figure that is typed drifts from the data; it has to be generated."""
    for cell in read(topic).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"£\d|\d ?%|\b20\d\d\b", cell.source), cell.source
