"""What all pages say on a day, made once; without its look, which takes longest."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pandas as pd
import pytest
from matplotlib.figure import Figure
from pages import Cell, every_page

import analysis.present
from analysis.data import Partnership
from analysis.present import style
from analysis.present.display import Chart, Table

# All of them, so that none is first loaded while its parts are replaced.
MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(analysis.present.__path__, "analysis.present.")
]


NOW = "2025-12-31"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what has all pages made once more, as at an earlier day."""
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        if (
            "pages" in getattr(item, "fixturenames", ())
            and params.get("day", NOW) != NOW
        ):
            item.add_marker("slow")


@dataclass(frozen=True)
class Pages:
    """What every cell of every page shows, and the charts that were painted."""

    cells: list[Cell]
    figures: list[Figure]

    @property
    def charts(self) -> list[Cell]:
        """Return the cells that show a chart, as many as there are figures."""
        return [cell for cell in self.cells if isinstance(cell.shown, Chart)]

    def words(self, *parts: str) -> str:
        """Return the words of the cells whose call has all of some parts."""
        chosen = [c.words for c in self.cells if all(part in c.call for part in parts)]
        assert chosen, f"no cell is called {parts}"
        return "\n".join(chosen)

    def table(self, *parts: str) -> pd.DataFrame:
        """Return the cells of the one table whose call has all of some parts."""
        (found,) = [
            c.shown.data for c in self.cells if all(part in c.call for part in parts)
        ]
        assert isinstance(found, pd.DataFrame)
        return found


def said(record: Partnership) -> Pages:
    """Return what all pages say, with tables left unset and charts undrawn."""
    figures: list[Figure] = []

    def undrawn(figure: Figure) -> str:
        figures.append(figure)
        return "<svg></svg>"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "svg_of", undrawn)
        for module in MODULES:
            if hasattr(module, "set_table"):
                patch.setattr(
                    module, "set_table", lambda data, *_, **__: Table("", data)
                )
        return Pages(list(every_page(record)), figures)


@pytest.fixture(scope="session")
def pages(as_at: Callable[[str], Partnership]) -> Callable[[str], Pages]:
    """Return what gives the words of all pages as at a day, made once a day."""
    return cache(lambda day: said(as_at(day)))
