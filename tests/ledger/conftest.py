"""What tests of the ledger share: a council, and a cache of its own for each test."""

from pathlib import Path

import pytest
from council import TABLES, Council


@pytest.fixture(autouse=True)
def _own_cache(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep nothing of one test for another."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def council(tmp_path: Path) -> Council:
    """Return a council without an extract yet."""
    made = Council(tmp_path)
    for name, text in TABLES.items():
        made.table(name, text)
    return made
