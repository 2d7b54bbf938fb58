"""Find the lines of a CSV file on which given values stand."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.data.ledger.extracts import Extract

WIDTH = "width"
"""Name under which lines of too many or too few values are found."""

SHOWN = 5
"""Lines named for one and the same value; the rest are counted."""


@dataclass(frozen=True)
class Wanted:
    """Hold what is looked for: a name, and the values of some columns of ours."""

    name: str
    columns: tuple[str, ...]
    values: frozenset[tuple[str, ...]]


Found = dict[tuple[str, tuple[str, ...]], list[int]]
"""Lines by the name of what was looked for and the values found."""


def locate(extract: Extract, wanted: Iterable[Wanted]) -> Found:
    """Return the lines of a CSV file on which values stand, as an editor counts them.

    The file is read once, a line at a time, by the csv module: quotes, line breaks
    within values and blank lines are counted as they stand.
    """
    searches = [
        (
            one,
            [extract.headings.index(extract.columns[name]) for name in one.columns],
        )
        for one in wanted
    ]
    found: Found = {}
    width = len(extract.headings)
    for line, values in _rows(extract):
        if len(values) != width:
            key = (WIDTH, (str(len(values)),))
            found.setdefault(key, []).append(line)
            continue
        for one, places in searches:
            value = tuple(values[place] for place in places)
            if value in one.values:
                lines = found.setdefault((one.name, value), [])
                if len(lines) < SHOWN:
                    lines.append(line)
    return found


def _rows(extract: Extract) -> Iterator[tuple[int, list[str]]]:
    readable = extract.readable
    with readable.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for _ in range(extract.skip):
            next(file)
        reader = csv.reader(file, delimiter=extract.delimiter)
        next(reader)
        before = reader.line_num
        for values in reader:
            if values:
                yield extract.skip + before + 1, values
            before = reader.line_num
