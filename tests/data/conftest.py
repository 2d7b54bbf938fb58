"""A copy of the published record that a test may spoil."""

import shutil
from pathlib import Path

import pytest

from analysis.data import Problem, check_folder


class Folder:
    """A partnership's folder, with cells that can be changed one at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def file(self, table: str) -> Path:
        """Return the file of a table."""
        return self.path / f"{table}.csv"

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands in a file, once."""
        path = self.path / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add(self, file: str, line: str) -> None:
        """Add a line at the end of a file."""
        path = self.path / file
        path.write_text(
            path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8"
        )

    def problems(self) -> list[Problem]:
        """Return what is wrong with the folder."""
        return check_folder(self.path)

    def only_problem(self) -> Problem:
        """Return the one thing that is wrong with the folder."""
        (problem,) = self.problems()
        return problem


@pytest.fixture
def folder(tmp_path: Path, published: Path) -> Folder:
    """Return a copy of the published record."""
    return Folder(Path(shutil.copytree(published, tmp_path / "partnership")))


TABLES = {
    "partners.csv": "id,name,joined,source\neast,East,2014-04,minutes\n",
    "services.csv": "id,name\nfinance,Finance\n",
    "sources.csv": "id,title,publisher,kind,published,precision,reference\n"
    "minutes,Minutes,Joint Committee,minutes,2018-08-03,day,https://example.org/\n",
    "savings.csv": "id,partner,service,scope,period_from,period_to,status,basis,"
    "basis_evidence,cashable,recurrence,qualifier,amount_gbp,published,source\n"
    "A1,east,finance,shared,2017/18,2017/18,achieved,run-rate,stated,yes,"
    "recurrent,exact,500000,2018-08-03,minutes\n"
    "A2,partnership,all,shared,2017/18,2017/18,target,run-rate,stated,yes,"
    "recurrent,exact,400000,2018-08-03,minutes\n",
}
SETTINGS = 'name = "Both"\ndescription = "Two councils."\nprovider = "Both Ltd"\n'


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    """Return a folder of four small tables in which nothing is wrong."""
    path = tmp_path / "small"
    path.mkdir()
    (path / "partnership.toml").write_text(SETTINGS, encoding="utf-8")
    for name, text in TABLES.items():
        (path / name).write_text(text, encoding="utf-8")
    return Folder(path)
