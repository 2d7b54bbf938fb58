"""The whole site, built once through the real command, and seen in a real browser."""

import os
import shutil
from pathlib import Path

import pytest
from once import built_once
from playwright.sync_api import Browser
from whole import Built, serve, walk

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder as slow: they wait for whole sites."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all processes of one run of the tests have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def built(shared: Path, root: Path) -> Built:
    """Build everything: every council, every topic, HTML and PDF."""
    return built_once(shared, root, "whole", "--engine", "embedded")


@pytest.fixture(scope="session")
def early(shared: Path, root: Path) -> Built:
    """Build Newham's pages and the common ones as at the end of January 2018."""
    options = ["--as-at", "2018-01-31", "--partner", "newham", "--engine", "embedded"]
    return built_once(shared, root, "whole", *options, out="early")


@pytest.fixture(scope="session")
def quarto() -> None:
    """Skip what needs Quarto where there is none."""
    if shutil.which("quarto") is None:
        pytest.skip("quarto is not on the PATH")


@pytest.fixture(scope="session")
def by_quarto(quarto: None, shared: Path, root: Path, built: Built) -> Built:
    """Build everything with Quarto, of the notebooks that were run for `built`."""
    assert built.status == 0
    return built_once(shared, root, "whole", "--engine", "quarto", out="quarto")


@pytest.fixture(scope="module")
def visited(built: Built, browser: Browser) -> dict[str, dict[str, object]]:
    """Visit every page; return what the browser found on each."""
    with serve(built.site) as address:
        return walk(browser, address, built.pages)
