"""Read the tables of a folder as text, whichever format each is in."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from analysis.data.columns import Column
from analysis.data.problems import Problem, suggestion
from analysis.data.responses import is_extract
from analysis.data.schemas import TABLES, Table

SUFFIXES = (".csv", ".xlsx", ".parquet")


def find_tables(folder: Path) -> tuple[dict[str, Path], list[Problem]]:
    """Find the file of each table in a folder.

    Returns
    -------
    tuple
        Paths by table name, and a problem for every file that is no table, for
        every table that stands there twice and for every one that is missing.
    """
    found: dict[str, Path] = {}
    problems = []
    for path in sorted(folder.iterdir()):
        if not _is_data(path) or is_extract(path):
            continue
        if path.stem not in TABLES:
            names = tuple(TABLES)
            hint = suggestion(path.stem, names)
            expected = f"a table named one of {', '.join(names)}{hint}"
            problems.append(Problem(path.name, 0, "", path.stem, expected))
        elif path.stem in found:
            expected = f"one file a table, but {found[path.stem].name} is there too"
            problems.append(Problem(path.name, 0, "", path.stem, expected))
        else:
            found[path.stem] = path
    problems += [
        Problem(f"{name}.csv", 0, "", "", "this table: every partnership needs it")
        for name, table in TABLES.items()
        if table.required and name not in found
    ]
    return found, problems


def find_extracts(folder: Path) -> list[Path]:
    """Find the files of single answers in a folder, in the order of their names."""
    return [p for p in sorted(folder.iterdir()) if _is_data(p) and is_extract(p)]


def _is_data(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~", "."))


def read_table(path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Read one file as text.

    Returns
    -------
    tuple
        A table of str, None where a cell is blank, indexed by spreadsheet row (the
        first row under the header is 2); and the problems that stood in the way.
    """
    readers = {".csv": _csv_rows, ".xlsx": _xlsx_rows, ".parquet": _parquet_rows}
    try:
        rows = list(readers[path.suffix.lower()](path))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(path.name, line, "", "", "text in UTF-8")
        return pd.DataFrame(), [problem]
    except Exception as error:
        kind = path.suffix.lstrip(".").upper()
        expected = f"a readable {kind} file ({type(error).__name__})"
        return pd.DataFrame(), [Problem(path.name, 0, "", "", expected)]
    if not rows:
        return pd.DataFrame(), [Problem(path.name, 0, "", "", "a header row")]
    return _as_frame(path.name, rows)


def typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Turn a checked table of text into numbers, dates and text.

    Parameters
    ----------
    frame
        Text as `read_table` gives it, without problems.

    Returns
    -------
    DataFrame
        Every column of the declaration, in its order; numbers as float64, whole
        numbers as Int64, days as datetime64, the rest as str.
    """
    columns = {
        name: _convert(frame.get(name, pd.Series(index=frame.index)), column)
        for name, column in table.columns.items()
    }
    return pd.DataFrame(columns).reset_index(drop=True)


def empty(table: Table) -> pd.DataFrame:
    """Return a table without rows, with the columns and types of its declaration."""
    return typed(pd.DataFrame(columns=list(table.columns), dtype=object), table)


def _convert(values: "pd.Series[Any]", column: Column) -> "pd.Series[Any]":
    kind = column.kind
    if kind == "number":
        return values.astype("float64")
    if kind == "whole number":
        return values.astype("float64").astype("Int64")
    if kind == "date":
        return pd.to_datetime(values, format="%Y-%m-%d").astype("datetime64[s]")
    return values.astype("str").where(values.notna())


def _as_frame(
    file: str, rows: list[tuple[int, list[str]]]
) -> tuple[pd.DataFrame, list[Problem]]:
    (_, header), *body = rows
    repeated = sorted({name for name in header if header.count(name) > 1})
    problems = [Problem(file, 1, name, name, "each column once") for name in repeated]
    records, numbers = [], []
    for number, values in body:
        if not any(values):
            continue
        if len(values) != len(header):
            expected = f"{len(header)} values, as in the header, not {len(values)}"
            problems.append(Problem(file, number, "", "", expected))
            continue
        records.append([value.strip() or None for value in values])
        numbers.append(number)
    frame = pd.DataFrame(records, columns=header, index=numbers, dtype=object)
    return frame.loc[:, ~frame.columns.duplicated()], problems


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        before = 0
        for values in reader:
            yield before + 1, values
            before = reader.line_num


def _xlsx_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    import openpyxl  # slow to load, and seldom needed

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows()
        yield from _numbered(map(_shown, row) for row in rows)
    finally:
        book.close()


def _shown(cell: Any) -> Any:
    """Return a cell's value; of one that is shown as a percentage, the percentage."""
    value = cell.value
    if isinstance(value, int | float) and "%" in cell.number_format:
        return round(Decimal(str(value)) * 100, 10)
    return value


def _parquet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    # Without threads, which a process that is to be forked must not have.
    table = pq.ParquetFile(path, pre_buffer=False).read(use_threads=False)
    columns = [column.to_pylist() for column in table.columns]
    yield from _numbered([table.column_names, *zip(*columns, strict=True)])


def _numbered(rows: Iterable[Iterable[Any]]) -> Iterator[tuple[int, list[str]]]:
    for number, values in enumerate(rows, start=1):
        yield number, [as_text(value) for value in values]


def as_text(value: Any) -> str:
    """Write a typed cell as an author would type it into a CSV file."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal) and value == int(value):
        return str(int(value))
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
