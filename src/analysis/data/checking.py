"""Check the tables of a folder, and list every problem in one go."""

from collections.abc import Iterator

import pandas as pd

from analysis.data.columns import is_number
from analysis.data.plausibility import parts_of_one, shares_apart
from analysis.data.printed import parse
from analysis.data.problems import Problem, suggestion
from analysis.data.schemas import TABLES, Table

Frames = dict[str, tuple[str, pd.DataFrame]]
"""By table name: the file's name, and its cells as text."""


def check_tables(frames: Frames, unread: frozenset[str] = frozenset()) -> list[Problem]:
    """Check every table by its declaration, and the references between them.

    Parameters
    ----------
    frames
        By table name, the file's name and its cells as text, indexed by row.
    unread
        Tables that are lacking or cannot be read, which is named elsewhere: what
        refers to their rows is no problem of its own.

    Returns
    -------
    list of Problem
        Every problem, in the order of files and rows; empty when all is well.
    """
    problems: list[Problem] = []
    for name, (file, frame) in frames.items():
        problems += _columns(file, frame, TABLES[name])
        problems += _values(file, frame, TABLES[name])
        problems += _keys(file, frame, TABLES[name])
        problems += _references(file, frame, TABLES[name], frames, unread)
        problems += _dates(file, frame, TABLES[name], frames)
        problems += _printed(file, frame, TABLES[name])
    if problems:
        return sorted(set(problems))
    for name, (file, frame) in frames.items():
        problems += parts_of_one(file, frame, TABLES[name])
    return sorted(problems or [p for p, total in _shares(frames) if total > 100])


def doubtful(frames: Frames) -> list[Problem]:
    """Name what can be reported on as it stands, and is likely to be a slip.

    Parameters
    ----------
    frames
        Tables in which nothing is wrong.
    """
    return sorted(problem for problem, _ in _shares(frames))


def _shares(frames: Frames) -> Iterator[tuple[Problem, float]]:
    if "shares" in frames:
        yield from shares_apart(*frames["shares"])


def _columns(file: str, frame: pd.DataFrame, table: Table) -> Iterator[Problem]:
    allowed = tuple(table.columns)
    for column in frame.columns:
        if column not in allowed:
            expected = f"one of the columns {', '.join(allowed)}"
            expected += suggestion(str(column), allowed)
            yield Problem(file, 1, str(column), str(column), expected)
    for column in allowed:
        if column not in frame.columns and table.columns[column].required:
            yield Problem(file, 1, column, "", "this column in the header")


def _values(file: str, frame: pd.DataFrame, table: Table) -> Iterator[Problem]:
    for name, column in table.columns.items():
        if name not in frame.columns:
            continue
        for row, value in frame[name].items():
            if column.required if value is None else not column.accepts(value):
                said = value or ""
                expected = column.expected + suggestion(said, column.allowed)
                yield Problem(file, int(str(row)), name, said, expected)


def _keys(file: str, frame: pd.DataFrame, table: Table) -> Iterator[Problem]:
    key = [column for column in table.key if column in frame.columns]
    if not key:
        return
    repeated = frame[frame.duplicated(key, keep="first")]
    for row, values in repeated[key].iterrows():
        said = ", ".join("" if v is None else str(v) for v in values)
        expected = f"a row that differs from all others in {', '.join(key)}"
        yield Problem(file, int(str(row)), ", ".join(key), said, expected)


def _ids(frames: Frames, target: str, unread: frozenset[str]) -> set[str] | None:
    """Return the ids that a reference may name; None where not all are known."""
    if target == "facts":
        names = [n for n, table in TABLES.items() if "id" in table.columns]
        names = [n for n in names if TABLES[n].facts]
    else:
        names = [target.split(".", maxsplit=1)[0]]
    there = [frames[n][1] for n in names if n in frames]
    if not unread.isdisjoint(names) or any("id" not in t.columns for t in there):
        return None
    return {value for frame in there for value in frame["id"].dropna()}


def _references(
    file: str,
    frame: pd.DataFrame,
    table: Table,
    frames: Frames,
    unread: frozenset[str],
) -> Iterator[Problem]:
    for name, column in table.columns.items():
        if not column.to or name not in frame.columns:
            continue
        ids = _ids(frames, column.to, unread)
        if ids is None:
            continue
        allowed = ids | set(column.also)
        for row, value in frame[name].dropna().items():
            if value not in allowed:
                expected = column.expected + suggestion(value, tuple(sorted(allowed)))
                yield Problem(file, int(str(row)), name, value, expected)


def _dates(
    file: str, frame: pd.DataFrame, table: Table, frames: Frames
) -> Iterator[Problem]:
    """Find facts whose date is not that of the document they come from."""
    needed = {"published", "source"}
    if "sources" not in frames or not needed <= {*table.columns, *frame.columns}:
        return
    sources = frames["sources"][1]
    if not {"id", "published"} <= set(sources.columns) or table.name == "sources":
        return
    if not needed <= set(frame.columns):
        return
    days = dict(zip(sources["id"], sources["published"], strict=True))
    for row, published, source in frame[["published", "source"]].itertuples():
        right = days.get(source)
        if right is not None and published is not None and published != right:
            expected = f"{right}, the date of its source {source}"
            yield Problem(file, int(row), "published", published, expected)


def _printed(file: str, frame: pd.DataFrame, table: Table) -> Iterator[Problem]:
    """Find printed figures that are not the figure of their row."""
    if "printed" not in table.columns or "printed" not in frame.columns:
        return
    figures = table.columns["printed"].figures
    known = [figure for figure in figures if figure in frame.columns]
    for row, values in frame.dropna(subset=["printed"]).iterrows():
        printed = parse(values["printed"])
        written = next((v for v in values[known] if v is not None), None)
        if printed is None or (written is not None and not is_number(written)):
            continue
        if written is None or abs(abs(float(written)) - printed.value) > 1e-6:
            expected = f"the figure in {' or '.join(figures)}, {written or 'blank'}"
            yield Problem(file, int(str(row)), "printed", values["printed"], expected)
