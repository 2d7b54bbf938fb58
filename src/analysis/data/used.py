"""Say which tables are used, to whoever listens.

Opening a folder reads all of it, and a report uses a part. Audit events tell the two
apart, so that a report is made anew when a table has changed which it used, and not
when any other has. Nobody has to listen: nothing here knows who does.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from analysis.protocol import BROWSE_EVENT, USE_EVENT


def use(path: Path) -> None:
    """Say that a file is used; without a suffix: the file of that name with any.

    Code whose library opens a file without Python's knowledge, as DuckDB does, says
    so with this.
    """
    sys.audit(USE_EVENT, str(path))


@contextmanager
def browsing() -> Iterator[None]:
    """Say that files read meanwhile are looked at, and count once they are used."""
    sys.audit(BROWSE_EVENT, True)
    try:
        yield
    finally:
        sys.audit(BROWSE_EVENT, False)


class Tables(Mapping[str, pd.DataFrame]):
    """Hold tables by name, and say which one is taken.

    Attributes
    ----------
    folder
        The folder they were read from.
    """

    def __init__(self, folder: Path, frames: Mapping[str, pd.DataFrame]) -> None:
        self.folder = folder
        self._frames = dict(frames)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a copy of a table: what is written to it stays in it."""
        frame = self._frames[name].copy(deep=False)
        use(self.folder / name)
        return frame

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._frames)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._frames)
