"""What every test may use: the published record, as at any day."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from analysis.data import Partnership, open_partnership

# The same examples in every run, and no failure because a machine is slow.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("steady")

ROOT = Path(__file__).parents[1]
NEWEST = date(2025, 12, 31)
"""The day whose record the stored results are of."""

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    None,
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that looks at a page in a browser as slow."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")


@cache
def _opened(day: date) -> Partnership:
    return open_partnership(ROOT / "data" / "onesource", day)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def published() -> Path:
    """Return the folder of the published record."""
    return ROOT / "data" / "onesource"


@pytest.fixture(scope="session")
def as_at() -> Callable[[str], Partnership]:
    """Return what opens the published record as at a day, once a day."""
    return lambda day: _opened(date.fromisoformat(day))


@pytest.fixture(scope="session")
def record() -> Partnership:
    """Return the published record as at the end of 2025."""
    return _opened(NEWEST)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser without a window.

    It ends with the file it was opened for: a process can hold one at a time.
    """
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()
