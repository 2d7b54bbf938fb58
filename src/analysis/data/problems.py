"""What is wrong with a data folder, one problem at a time."""

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """Name one thing that is wrong, where it is, and what would be right.

    Attributes
    ----------
    file
        Name of the file.
    row
        Row as a spreadsheet numbers it (the header is row 1); 0 for the file.
    column
        Name of the column; empty for the row or the file as a whole.
    value
        The value as it stands in the file.
    expected
        What would be right.
    """

    file: str
    row: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        place = [self.file]
        if self.row:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        said = f"'{self.value}'" if self.value else "blank"
        found = f"{said}; " if self.column or self.value else ""
        return f"{', '.join(place)}: {found}expected {self.expected}"


def suggestion(value: str, allowed: tuple[str, ...]) -> str:
    """Return a hint when a value looks like a slip for one that is allowed."""
    close = get_close_matches(value, allowed, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def listing(problems: list[Problem]) -> str:
    """Return all problems as lines, the first file first, with their number."""
    count = len(problems)
    noun = "problem" if count == 1 else "problems"
    lines = [str(problem) for problem in sorted(problems)]
    return "\n".join([*lines, f"{count} {noun} found."])
