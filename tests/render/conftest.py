"""The sample project, rendered once by each engine for all tests."""

import shutil
from pathlib import Path

import pytest
import sample

from analysis.pipeline.render.engines import choose_engine

ALL = frozenset({"html", "pdf"})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample.make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def embedded_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embedded")
    project = sample.make_project(folder / "project")
    return choose_engine("embedded").render(project, ALL, folder / "render.log")


@pytest.fixture(scope="session")
def quarto_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("quarto") is None:
        pytest.skip("quarto is not on the PATH")
    folder = tmp_path_factory.mktemp("quarto")
    project = sample.make_project(folder / "project")
    return choose_engine("quarto").render(project, ALL, folder / "render.log")
