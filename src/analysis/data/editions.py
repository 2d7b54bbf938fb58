"""Read what editions kept beside the one that is being made have published.

An edition carries its figures in its data package. A build names the editions it keeps
in a file, and that file in the environment, so that every notebook sees them.
"""

import csv
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.data.reading import typed
from analysis.data.schemas import TABLES
from analysis.data.used import use
from analysis.protocol import (
    EDITIONS_VARIABLE,
    FORMULA_STARTS,
    PACKAGE_FILE,
    PACKAGE_FOLDER,
)

ANSWERS = "survey_results"
"""The table, in a data package, of what was shown of single answers."""

GROUP = ("wave", "customer_group", "partner", "service")
FIGURES = ("answered", "percent", "low", "high")


@dataclass(frozen=True)
class Edition:
    """Read the figures that one edition published.

    Attributes
    ----------
    as_at
        The day it shows the record of.
    folder
        Its folder, with the downloads in it.
    """

    as_at: date
    folder: Path

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return its tables by name, typed; none where it carries no data.

        They have the columns that its release knew.
        """
        return {
            name: _known(typed(frame, TABLES[name]), frame)
            for name, frame in self._frames().items()
            if name in TABLES
        }

    @cached_property
    def results(self) -> pd.DataFrame:
        """Return what it showed of single answers, a row each group of a wave."""
        found = self._frames(only=ANSWERS).get(ANSWERS)
        if found is None or not {*GROUP, *FIGURES[:1]} <= {*found.columns}:
            return pd.DataFrame(columns=[*GROUP, *FIGURES])
        shown = found.loc[found["answered"].notna()].reindex(columns=[*GROUP, *FIGURES])
        numbers = {name: pd.to_numeric(shown[name]) for name in FIGURES}
        return shown.assign(**numbers)

    @property
    def answers(self) -> pd.DataFrame:
        """Return how many answers it showed for each group of a survey's wave."""
        shown = self.results[[*GROUP, "answered"]]
        return shown.assign(answered=shown["answered"].astype(int))

    def _frames(self, only: str | None = None) -> dict[str, pd.DataFrame]:
        home = self.folder / PACKAGE_FOLDER
        use(home / PACKAGE_FILE)
        try:
            described = json.loads((home / PACKAGE_FILE).read_text(encoding="utf-8"))
            paths = [str(part["path"]) for part in described["resources"]]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        # A package names files beside it, and no others are read.
        names = [Path(path).stem for path in paths if Path(path).name == path]
        return {
            name: frame
            for name in names
            if only in (None, name)
            and (frame := _read(home / f"{name}.csv")) is not None
        }


@dataclass(frozen=True)
class Editions:
    """Hold the editions that are kept beside the one being made.

    They are read once somebody asks for them, so that a report which does not ask is
    not made anew when they change.

    Attributes
    ----------
    listed
        The file in which a build names their folders by date, or none.
    """

    listed: Path | None = None

    @classmethod
    def named_by_build(cls) -> "Editions":
        """Return those that the build has named; none where no build runs."""
        place = os.environ.get(EDITIONS_VARIABLE)
        return cls(Path(place) if place else None)

    @cached_property
    def all(self) -> tuple[Edition, ...]:
        """Return all of them, the oldest first."""
        if self.listed is None:
            return ()
        use(self.listed)
        if not self.listed.is_file():
            return ()
        named: dict[str, Any] = json.loads(self.listed.read_text(encoding="utf-8"))
        return tuple(
            Edition(date.fromisoformat(day), Path(named[day]["folder"]))
            for day in sorted(named)
        )

    def before(self, as_at: date) -> Edition | None:
        """Return the newest that is older than a day, or none."""
        older = [edition for edition in self.all if edition.as_at < as_at]
        return older[-1] if older else None


def _known(table: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    return table[[column for column in table if column in frame]]


def _read(path: Path) -> pd.DataFrame | None:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
    except (OSError, ValueError):
        return None
    cells: list[list[Any]] = [[_as_typed_in(cell) for cell in row] for row in rows]
    return pd.DataFrame(cells, columns=header, dtype=object)


def _as_typed_in(cell: str) -> str | None:
    """Return a cell without the sign that keeps spreadsheets from running it."""
    guarded = cell[:1] == "'" and cell[1:2] in FORMULA_STARTS
    return (cell[1:] if guarded else cell) or None
