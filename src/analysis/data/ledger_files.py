"""Find the files of a ledger."""

from pathlib import Path

from analysis.data.problems import Problem
from analysis.data.reading import SUFFIXES
from analysis.data.settings import FILE
from analysis.data.settings_ledger import Ledger


def find_ledger(folder: Path, settings: Ledger) -> tuple[list[Path], list[Problem]]:
    """Return the files of the ledger, and a problem for a pattern without any."""
    found: dict[Path, None] = {}
    problems = []
    for pattern in settings.files:
        files = _matching(folder, pattern)
        if not files:
            expected = "a pattern that some CSV, XLSX or Parquet file in the folder has"
            problems.append(Problem(FILE, 0, "ledger.files", pattern, expected))
        found.update(dict.fromkeys(files))
    return list(found), problems


def _matching(folder: Path, pattern: str) -> list[Path]:
    if ".." in Path(pattern).parts:
        return []
    try:
        found = sorted(folder.glob(pattern))
    except (NotImplementedError, OSError, ValueError):
        # An absolute pattern, a link that leads in a circle, an empty pattern.
        return []
    suffixes = (*SUFFIXES, ".txt")
    return [p for p in found if p.suffix.lower() in suffixes and p.is_file()]
