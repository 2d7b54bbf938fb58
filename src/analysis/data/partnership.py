"""Open a folder of data as a partnership, as at a date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.data.as_at import latest_publication, only_published
from analysis.data.commentary import Commentary, commentary_on
from analysis.data.editions import Editions
from analysis.data.folder import read_folder
from analysis.data.ledger_files import find_ledger
from analysis.data.problems import listing
from analysis.data.responses import SurveyCounts
from analysis.data.schemas import TABLES
from analysis.data.settings import FILE, Settings
from analysis.data.used import Tables, browsing, use
from analysis.errors import CheckError, FolderError


@dataclass(frozen=True, eq=False)
class Partnership:
    """Hold what was known of a partnership at a date.

    Every table of `analysis.data.schemas` is an attribute: ``record.savings`` is a
    DataFrame of its own, so that changing it changes nothing here. A table that
    the folder does not have is there without rows.

    Attributes
    ----------
    settings
        What partnership.toml says.
    as_at
        Nothing published after this day is in the tables.
    tables
        The tables by name.
    files
        The files that were read.
    survey
        Counts of single answers, for `analysis.measures.survey` only.
    editions
        The editions that are kept beside the one that is being made.
    folder
        The folder that was opened.
    """

    settings: Settings
    as_at: date
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    files: tuple[Path, ...] = field(repr=False, default=())
    survey: SurveyCounts = field(repr=False, default_factory=SurveyCounts)
    editions: Editions = field(repr=False, default_factory=Editions)
    folder: Path | None = field(repr=False, default=None)

    def commentary(self, partner: str, topic: str) -> Commentary | None:
        """Return what a council says of a page of its own, by the day of the record.

        Parameters
        ----------
        partner
            The council's id.
        topic
            The topic: a notebook's name.
        """
        if self.folder is None:
            return None
        found = commentary_on(self.folder, partner, topic)
        return found if found and found.day <= self.as_at else None

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Return a copy of a table."""
        if name.startswith("_") or name not in TABLES:
            msg = f"a partnership has no table {name}"
            raise AttributeError(msg)
        return self.tables[name]

    def __dir__(self) -> list[str]:
        """List the tables beside the other attributes, for completion."""
        return [*super().__dir__(), *TABLES]

    def name_of(self, kind: str, identifier: str) -> str:
        """Return the name of a partner or a service as readers know it.

        Parameters
        ----------
        kind
            ``"partners"`` or ``"services"``.
        identifier
            The id; ``"partnership"`` and ``"all"`` have names too.

        Raises
        ------
        KeyError
            When there is no such id.
        """
        whole = {"partnership": self.settings.name, "all": "All services"}
        if identifier in whole:
            return whole[identifier]
        table = self.tables[kind]
        names = dict(zip(table["id"], table["name"], strict=True))
        return str(names[identifier])


def open_partnership(
    folder: Path | str,
    as_at: date | str | None = None,
    editions: Editions | None = None,
) -> Partnership:
    """Open a folder of data as it was known at a date.

    Parameters
    ----------
    folder
        The folder of one partnership: partnership.toml and a file a table.
    as_at
        A day, or one written as YYYY-MM-DD; nothing published later is shown. None
        or an empty text takes the day of the newest publication in the folder.
    editions
        The editions kept beside this one; by default those that a build has named.

    Raises
    ------
    FolderError
        When there is no such folder, or the date is not a date.
    CheckError
        When the folder has problems; the message lists all of them.
    """
    folder = Path(folder)
    with browsing():
        whole = read_folder(folder)
    if whole.problems or whole.settings is None:
        raise CheckError(listing(list(whole.problems)))
    use(folder / FILE)
    day = _as_day(as_at)
    if day is None:
        day = latest_publication(whole.tables)
        if day is None:
            msg = (
                f"{folder} has no publication yet, so there is nothing to report on. "
                "Add the first document to its table sources, with the day it was "
                "published, and the first council to partners."
            )
            raise FolderError(msg)
        for name in whole.tables:
            use(folder / name)
    known = only_published(whole.tables, day)
    ledger, _ = find_ledger(folder, whole.settings.ledger)
    return Partnership(
        settings=whole.settings,
        as_at=day,
        tables=Tables(folder, known),
        files=(*(folder / file for file in sorted(whole.files)), *ledger),
        survey=whole.counts.of_waves(set(known["invited"]["wave"]), folder),
        editions=Editions.named_by_build() if editions is None else editions,
        folder=folder,
    )


def _as_day(as_at: date | str | None) -> date | None:
    if not isinstance(as_at, str):
        return as_at
    try:
        return date.fromisoformat(as_at) if as_at else None
    except ValueError:
        msg = f"as_at: '{as_at}'; expected a date as YYYY-MM-DD, such as 2018-08-03"
        raise FolderError(msg) from None
