"""A copy of the project, in which an analyst edits a notebook and sees the page."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

HERE = Path(__file__).parent
PARTS = ("_quarto.yml", "_brand.yml", "assets", "data", "notebooks")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder as slow: each builds a page."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("slow")


@dataclass(frozen=True)
class Project:
    """An analyst's copy of the project."""

    root: Path

    @property
    def data(self) -> Path:
        """Return the folder of the published record."""
        return self.root / "data" / "onesource"

    def notebook(self, topic: str = "satisfaction") -> Path:
        """Return the file of a notebook."""
        return self.root / "notebooks" / f"{topic}.ipynb"

    def cells(self, topic: str = "satisfaction") -> NotebookNode:
        """Read a notebook."""
        return nbformat.read(self.notebook(topic), as_version=4)

    def save(self, notebook: NotebookNode, topic: str = "satisfaction") -> None:
        """Save a notebook."""
        nbformat.write(notebook, self.notebook(topic))

    def replace(self, old: str, new: str) -> None:
        """Edit the one cell that holds a text."""
        notebook = self.cells()
        (cell,) = [one for one in notebook.cells if old in one.source]
        cell.source = cell.source.replace(old, new)
        self.save(notebook)

    def add(self, *cells: NotebookNode, before: str = "## Confidence") -> None:
        """Put cells before the one that holds a text."""
        notebook = self.cells()
        at = place_of(notebook, before)
        notebook.cells[at:at] = cells
        self.save(notebook)

    def build(self, *options: str) -> None:
        """Build some pages with the real command."""
        command = Path(sys.executable).with_name("evaluation")
        options = options or ("--partner", "newham", "--topic", "satisfaction")
        formats = () if "--format" in options else ("--format", "html")
        done = subprocess.run(
            [command, "build", "--engine", "embedded", *formats, *options],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def page(self, page: str = "newham/satisfaction") -> BeautifulSoup:
        """Read a page that was built."""
        path = self.root / "reports" / "site" / f"{page}.html"
        return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")

    def words(self, page: str = "newham/satisfaction") -> str:
        """Return the words of a page."""
        return " ".join(self.page(page).main.get_text(" ").split())

    def headings(self) -> list[str]:
        """Return the headings of the page, but that of its contents."""
        return [h.get_text(strip=True) for h in self.page().main.select("h2")]

    def pictures(self, page: str = "newham/satisfaction") -> list[str]:
        """Return the charts of a page as SVG."""
        site = self.root / "reports" / "site"
        images = self.page(page).main.select("img")
        files = [site / Path(page).parent / str(img["src"]) for img in images]
        return [file.read_text(encoding="utf-8") for file in files]


def place_of(notebook: NotebookNode, text: str) -> int:
    """Return the index of the first cell that holds a text."""
    return next(n for n, cell in enumerate(notebook.cells) if text in cell.source)


def words(source: str) -> NotebookNode:
    """Return a cell of words."""
    return new_markdown_cell(source)


def code(source: str) -> NotebookNode:
    """Return a cell of code."""
    return new_code_cell(source)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Project:
    """Copy the project, and build the page once as it is."""
    project = Project(tmp_path_factory.mktemp("cookbook") / "project")
    project.root.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (root / part).is_dir() else shutil.copy
        copy(root / part, project.root / part)
    project.build()
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """Return a copy of the project in which the page has been built."""
    return Project(shutil.copytree(built.root, tmp_path / "project"))
