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
        files = [
            path
            for path in sorted(folder.glob(pattern))
            if path.suffix.lower() in (*SUFFIXES, ".txt") and path.is_file()
        ]
        if not files:
            expected = "a pattern that some CSV, XLSX or Parquet file has"
            problems.append(Problem(FILE, 0, "ledger.files", pattern, expected))
        found.update(dict.fromkeys(files))
    return list(found), problems
