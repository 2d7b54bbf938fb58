"""Find the files of a ledger, and what each is written in."""

import codecs
import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.data.ledger.headings import find_columns, lacking
from analysis.data.ledger.parsing import UK_DATES
from analysis.data.problems import Problem
from analysis.data.reading import as_text
from analysis.data.settings_ledger import Ledger

HEAD = 1 << 18
"""Bytes in which the headings must stand, and from which the writing is guessed."""

SEARCHED = 30
"""Rows among which the headings may be: listings often begin with a title."""

LINE = "__line"
"""Column that holds the row of a workbook, in the copy that DuckDB reads."""

PENCE = "pence"
"""Kind of column whose numbers cannot be finer than a penny."""

BLOCK = 20_000
"""Rows of a workbook copied at a time."""


@dataclass(frozen=True)
class Extract:
    """Hold what must be known of a file to read it.

    Attributes
    ----------
    path
        The file.
    readable
        The file that DuckDB reads: itself, or a copy in UTF-8 or Parquet.
    is_csv
        Whether that is CSV, else Parquet.
    headings
        Its headings, in order.
    columns
        Heading by column of ours.
    delimiter, skip
        What parts values, and lines before the headings, of CSV.
    encoding
        How the text of the file itself is written.
    types
        Kinds of column by heading, of Parquet.
    dates
        How most dates of a column of ours are written, where the first rows tell.
    """

    path: Path
    readable: Path
    is_csv: bool
    headings: list[str]
    columns: dict[str, str]
    delimiter: str = ","
    skip: int = 0
    encoding: str = "utf-8"
    types: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)


class UnreadableError(Exception):
    """Signal a file of which not even the headings can be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def open_extract(
    path: Path,
    name: str,
    settings: Ledger,
    work: Path,
    *,
    tidy: bool = False,
) -> Extract:
    """Find out what a file is written in, and make a readable copy where needed.

    Parameters
    ----------
    path, name
        The file, and its name within the partnership's folder.
    work
        Folder for copies, which may be as large as the files.
    tidy
        Whether to copy a CSV file with all its lines ending alike.

    Raises
    ------
    UnreadableError
        When the headings that are needed are not found.
    """
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _parquet(path, name, settings)
    if suffix == ".xlsx":
        return _workbook(path, name, settings, work)
    return _csv(path, name, settings, work, tidy=tidy)


def _csv(path: Path, name: str, settings: Ledger, work: Path, *, tidy: bool) -> Extract:
    wanted = settings.encoding
    encoding = _encoding(path) if wanted == "auto" else wanted
    readable = path
    if encoding != "utf-8" or tidy:
        readable = work / f"{abs(hash(path)):x}.csv"
        _write_as_utf8(path, encoding, readable, tidy=tidy)
    with readable.open("rb") as file:
        head = file.read(HEAD).decode("utf-8-sig", errors="ignore")
    best: list[str] = []
    for delimiter in ",;\t|":
        for skip, values in _first_rows(head, delimiter):
            columns = find_columns(values, settings.system, settings.columns)
            if not lacking(columns):
                return Extract(
                    path,
                    readable,
                    is_csv=True,
                    headings=values,
                    columns=columns,
                    delimiter=delimiter,
                    skip=skip,
                    encoding=encoding,
                    dates=_usual_dates(head, delimiter, skip, values, columns),
                )
            best = max(best, list(columns), key=len)
    raise _without_headings(name, best, settings)


def _first_rows(head: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    before = 0
    for _, values in zip(range(SEARCHED), reader, strict=False):
        yield before, values
        before = reader.line_num


def _usual_dates(
    head: str, delimiter: str, skip: int, headings: list[str], columns: dict[str, str]
) -> dict[str, str]:
    """Tell from the first rows how dates are written, so that it is tried first."""
    rows = [v for before, v in _first_rows(head, delimiter) if before > skip]
    usual: dict[str, str] = {}
    for name in ("date", "posted"):
        if name in columns:
            place = headings.index(columns[name])
            words = [row[place].strip() for row in rows if len(row) > place]
            ways = Counter(_way(word) for word in words if word)
            ways.pop(None, None)
            if ways:
                usual[name] = str(ways.most_common(1)[0][0])
    return usual


def _way(word: str) -> str | None:
    for way in UK_DATES:
        try:
            datetime.strptime(word, way)
        except ValueError:
            continue
        return way
    return None


def _encoding(path: Path) -> str:
    """Tell how text is written; all of it counts, since one name late may be odd."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        try:
            decoder.decode(head)
            while part := file.read(HEAD):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _write_as_utf8(path: Path, encoding: str, copy: Path, *, tidy: bool) -> None:
    ends = None if tidy else ""
    with (
        path.open(encoding=encoding, errors="replace", newline=ends) as old,
        copy.open("w", encoding="utf-8", newline="") as new,
    ):
        shutil.copyfileobj(old, new, 1 << 22)


def _parquet(path: Path, name: str, settings: Ledger) -> Extract:
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        expected = f"a readable Parquet file ({type(error).__name__})"
        raise UnreadableError(Problem(name, 0, "", "", expected)) from error
    headings = list(schema.names)
    columns = find_columns(headings, settings.system, settings.columns)
    if lacking(columns):
        raise _without_headings(name, list(columns), settings)
    types = {name: _sort(schema.field(name).type) for name in headings}
    return Extract(
        path, path, is_csv=False, headings=headings, columns=columns, types=types
    )


def _sort(kind: pa.DataType) -> str:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return "date"
    if pa.types.is_decimal(kind) and 0 <= kind.scale <= 2:
        return PENCE
    number = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    return "number" if any(test(kind) for test in number) else "text"


def _workbook(path: Path, name: str, settings: Ledger, work: Path) -> Extract:
    """Copy the first sheet to Parquet, a block at a time."""
    import openpyxl  # slow to load, and seldom needed

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        expected = f"a readable XLSX file ({type(error).__name__})"
        raise UnreadableError(Problem(name, 0, "", "", expected)) from error
    try:
        rows = (
            (number, [as_text(value) for value in values])
            for number, values in enumerate(
                book.worksheets[0].iter_rows(values_only=True), start=1
            )
        )
        best: list[str] = []
        for number, values in rows:
            columns = find_columns(values, settings.system, settings.columns)
            if not lacking(columns):
                copy = work / f"{abs(hash(path)):x}.parquet"
                _copy_rows(values, rows, copy)
                return Extract(
                    path, copy, is_csv=False, headings=values, columns=columns
                )
            best = max(best, list(columns), key=len)
            if number >= SEARCHED:
                break
    finally:
        book.close()
    raise _without_headings(name, best, settings)


def _copy_rows(
    headings: list[str], rows: Iterator[tuple[int, list[str]]], copy: Path
) -> None:
    kept = list(dict.fromkeys(h for h in headings if h))
    places = [headings.index(heading) for heading in kept]
    schema = pa.schema([*((h, pa.string()) for h in kept), (LINE, pa.int64())])
    with pq.ParquetWriter(copy, schema) as writer:
        block: list[list[str | int]] = []
        for number, values in rows:
            if any(values):
                block.append([*(values[place] for place in places), number])
            if len(block) == BLOCK:
                writer.write_table(_as_table(block, schema))
                block = []
        writer.write_table(_as_table(block, schema))


def _as_table(block: list[list[str | int]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*block, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)],
        schema=schema,
    )


def _without_headings(name: str, found: list[str], settings: Ledger) -> UnreadableError:
    missing = ", ".join(lacking(dict.fromkeys(found, "")))
    expected = (
        f"headings for {missing} within the first {SEARCHED} rows, as in the system "
        f"{settings.system} or in [ledger.columns] of partnership.toml"
    )
    return UnreadableError(Problem(name, 1, "", "", expected))
