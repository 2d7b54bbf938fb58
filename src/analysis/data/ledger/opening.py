"""Open the ledger of a partnership: read, check and add up, or take what is kept."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
import pandas as pd

from analysis.data.ledger import audit_checks
from analysis.data.ledger import cube as cubes
from analysis.data.ledger.control_totals import CONTROL, missed, with_declared
from analysis.data.ledger.entries import ReadOptions
from analysis.data.ledger.extracts import (
    Extract,
    UnreadableError,
    open_extract,
)
from analysis.data.ledger.store import Frames, results, working
from analysis.data.ledger_files import find_ledger
from analysis.data.partnership import Partnership
from analysis.data.problems import Problem, listing
from analysis.data.settings import FILE
from analysis.data.used import use
from analysis.errors import CheckError


@dataclass(frozen=True)
class LedgerExtract:
    """Hold what a ledger adds up to, and what was wrong with it.

    Attributes
    ----------
    files
        number, file, rows, pence (as read), declared_pence (control total), encoding.
    cube
        Sums by file, problem, financial year (its first calendar year), period, month,
        band, kind, late, group and service; and by account or cost_centre where that
        is not in the registers: pence, entries, quantity.
    refused
        Rows that cannot be read or placed, by file and line.
    duplicates, late, accruals
        See `analysis.data.ledger.audit_checks`.
    breaks
        Days within a month on which some share changes: the bands of the cube.
    problems
        The same rows, and files that cannot be read, as problems.
    """

    files: pd.DataFrame = field(repr=False)
    cube: pd.DataFrame = field(repr=False)
    refused: pd.DataFrame = field(repr=False)
    duplicates: pd.DataFrame = field(repr=False)
    late: pd.DataFrame = field(repr=False)
    accruals: pd.DataFrame = field(repr=False)
    problems: tuple[Problem, ...] = ()
    breaks: tuple[date, ...] = ()


def open_ledger(record: Partnership) -> LedgerExtract | None:
    """Open the ledger of a partnership, as far as it was entered by its as-at day.

    Returns
    -------
    LedgerExtract or None
        None where partnership.toml names no files of a ledger.

    Raises
    ------
    CheckError
        When a row cannot be read or placed and the setting ``ledger.problems`` does
        not say that such rows are to be set apart; or a file cannot be read at all.
    """
    ledger = read_ledger(record)
    if ledger is None:
        return None
    stands = record.settings.ledger.problems == "set apart"
    allowed = [p for p in ledger.problems if p.row > 1 or p.column == CONTROL]
    grave = [p for p in ledger.problems if not (stands and p in allowed)]
    if grave:
        raise CheckError(listing(grave))
    return ledger


def ledger_problems(record: Partnership) -> list[Problem]:
    """Return the problems of a ledger that the settings do not allow for."""
    try:
        open_ledger(record)
    except CheckError:
        ledger = read_ledger(record)
        return list(ledger.problems) if ledger else []
    return []


def ledger_folder(record: Partnership) -> Path:
    """Return the folder that a partnership was read from."""
    return next(file for file in record.files if file.name == FILE).parent


def read_ledger(record: Partnership) -> LedgerExtract | None:
    """Read and add up the ledger, whatever is wrong with its rows."""
    settings = record.settings.ledger
    if not settings.files:
        return None
    folder = ledger_folder(record)
    files, problems = find_ledger(folder, settings)
    for file in files:
        use(file)
    named = {path.relative_to(folder).as_posix(): path for path in files}
    frames = results(
        folder,
        named,
        _depends(record),
        lambda: work_out(record, folder, files, problems),
    )
    rows = frames["problems"].itertuples(index=False, name=None)
    found = tuple(Problem(*row) for row in rows)
    return LedgerExtract(
        files=frames["files"],
        cube=frames["cube"],
        refused=frames["refused"],
        duplicates=frames["duplicates"],
        late=frames["late"],
        accruals=frames["accruals"],
        problems=found,
        breaks=share_breaks(record.shares),
    )


def _depends(record: Partnership) -> dict[str, object]:
    """Return what the results depend on beside the files and the code."""
    tables = ("accounts", "cost_centres", "shares")
    return {
        "as at": record.as_at.isoformat(),
        "settings": record.settings.ledger.model_dump(mode="json"),
        **{name: record.tables[name].to_csv(index=False) for name in tables},
    }


def work_out(
    record: Partnership,
    folder: Path,
    files: list[Path],
    problems: list[Problem],
    *,
    look: bool = True,
) -> Frames:
    """Read the files of a ledger and return all that is made of them.

    Parameters
    ----------
    look
        Whether duplicates, late entries and accruals are looked for too, each of
        which reads the files once more.
    """
    options = ReadOptions(
        record.settings.ledger, record.as_at, share_breaks(record.shares)
    )
    problems = list(problems)
    with working() as (connection, work):
        cubes.register(connection, record.accounts, record.cost_centres)
        extracts: dict[int, Extract] = {}
        listed, sums, refusals = [], [], []
        for number, path in enumerate(files):
            name = path.relative_to(folder).as_posix()
            try:
                extract, added = _read_file(
                    connection, path, name, number, options, work
                )
            except UnreadableError as error:
                problems.append(error.problem)
                continue
            extracts[number] = extract
            sums.append(added.cube)
            refusals.append(cubes.refused(connection, extract, name, options, added))
            listed.append(_file(number, name, extract, added))
        looked = _looked(connection, extracts, options) if look else {}
    refused = _joined(refusals)
    table = with_declared(pd.DataFrame(listed), record.settings.ledger.control_totals)
    wrong: list[Any] = list(refused.itertuples())
    problems += [_problem(row) for row in wrong]
    problems += missed(table)
    return {
        "files": table,
        "cube": _joined(sums),
        "refused": refused,
        "duplicates": looked.get("duplicates", pd.DataFrame()),
        "late": looked.get("late", pd.DataFrame()),
        "accruals": looked.get("accruals", pd.DataFrame()),
        "problems": pd.DataFrame(
            [(p.file, p.row, p.column, p.value, p.expected) for p in problems],
            columns=["file", "row", "column", "value", "expected"],
        ),
    }


def _read_file(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    number: int,
    options: ReadOptions,
    work: Path,
) -> tuple[Extract, cubes.Added]:
    """Read one file, again where its lines end in different ways."""
    settings = options.settings

    def read(*, tidy: bool) -> tuple[Extract, cubes.Added]:
        extract = open_extract(path, name, settings, work, tidy=tidy)
        return extract, cubes.add_up(connection, extract, number, options)

    with suppress(duckdb.Error):
        extract, added = read(tidy=False)
        if not added.rejected:
            return extract, added
    # Lines that end in different ways, as in files put together, are made alike.
    try:
        return read(tidy=True)
    except duckdb.Error as error:
        said = str(error).splitlines()[0]
        problem = Problem(name, 0, "", "", f"rows that can be told apart ({said})")
        raise UnreadableError(problem) from error


def _looked(
    connection: duckdb.DuckDBPyConnection,
    extracts: dict[int, Extract],
    options: ReadOptions,
) -> Frames:
    return {
        "duplicates": audit_checks.duplicates(connection, extracts, options),
        "late": audit_checks.late_entries(connection, extracts, options),
        "accruals": audit_checks.accruals(connection, extracts, options),
    }


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    there = [part for part in parts if len(part)]
    if not there:
        return parts[0] if parts else pd.DataFrame()
    return pd.concat(there, ignore_index=True)


def share_breaks(shares: pd.DataFrame) -> tuple[date, ...]:
    """Return the days within a month on which some share begins or has ended."""
    begins = {day.date() for day in shares["applies_from"].dropna()}
    ends = {day.date() + timedelta(1) for day in shares["applies_to"].dropna()}
    return tuple(sorted(day for day in begins | ends if day.day > 1))


def _file(
    number: int, name: str, extract: Extract, added: cubes.Added
) -> Mapping[str, object]:
    return MappingProxyType(
        {
            "number": number,
            "file": name,
            "rows": int(added.cube["entries"].sum()) + added.rejected,
            "pence": int(added.cube["pence"].sum()),
            "encoding": extract.encoding if extract.is_csv else "",
        }
    )


def _problem(row: Any) -> Problem:
    expected = row.expected
    if row.rows > 1:
        total = "" if pd.isna(row.pence) else f", £{row.pence / 100:,.2f} in all"
        expected += f" ({row.rows} rows{total}; first in rows {row.lines})"
    return Problem(row.file, int(row.line), row.column, row.value, expected)
