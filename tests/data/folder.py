"""A partnership's folder that tests change a cell at a time."""

from pathlib import Path

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
