"""Add up the entries of extracts, one file after the other, in DuckDB."""

from dataclasses import dataclass, field
from typing import Any

import duckdb
import pandas as pd

from analysis.data.ledger.clean_files import add_up_clean
from analysis.data.ledger.entries import (
    UNREADABLE,
    WRONG,
    ReadOptions,
    entries,
    raw_columns,
)
from analysis.data.ledger.extracts import Extract
from analysis.data.ledger.line_numbers import WIDTH, Found, Wanted, locate

LISTED = 500
"""Rows with problems that are listed for one file; the rest are counted."""

KEY = (
    'problem, year, period, month, band, kind, late, "group", service, '
    "if(problem = 'account', account, NULL) AS account, "
    "if(problem = 'cost_centre', cost_centre, NULL) AS cost_centre"
)

CUBE = f"""
SELECT {{file}} AS file, {KEY},
  CAST(sum(amount) * 100 AS BIGINT) AS pence, count(*) AS entries,
  sum(quantity) AS quantity
FROM (SELECT *, CAST(year(date) - if(month(date) < 4, 1, 0) AS INTEGER) AS year,
    CAST(date_trunc('month', date) AS DATE) AS month FROM ({{entries}}))
GROUP BY ALL
"""


@dataclass
class Added:
    """Hold what was added up of one file."""

    cube: pd.DataFrame
    rejected: int
    refused: pd.DataFrame = field(default_factory=pd.DataFrame)


def register(
    connection: duckdb.DuckDBPyConnection,
    accounts: pd.DataFrame,
    cost_centres: pd.DataFrame,
) -> None:
    """Make the registers known to DuckDB, as tables that joins use."""
    tables = {
        "accounts": accounts[["account", "group"]],
        "cost_centres": cost_centres[["cost_centre", "service"]],
    }
    for name, rows in tables.items():
        connection.register("incoming", rows.astype("object"))
        columns = ", ".join(f'CAST("{c}" AS VARCHAR) AS "{c}"' for c in rows.columns)
        connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM incoming")
        connection.unregister("incoming")


def add_up(
    connection: duckdb.DuckDBPyConnection,
    extract: Extract,
    number: int,
    options: ReadOptions,
) -> Added:
    """Add up one file: by year, period, kind, group, service and what is wrong."""
    cube = add_up_clean(connection, extract, options)
    rejected = _rejects(connection)
    if cube is not None and not rejected:
        cube.insert(0, "file", number)
        return Added(cube, 0)
    query = CUBE.format(file=number, entries=entries(extract, options))
    cube = connection.execute(query).df()
    return Added(cube, _rejects(connection))


def refused(
    connection: duckdb.DuckDBPyConnection,
    extract: Extract,
    name: str,
    options: ReadOptions,
    added: Added,
) -> pd.DataFrame:
    """List the rows of a file that cannot be read or placed, each by its line.

    Returns
    -------
    DataFrame
        file, line, lines (of the first few rows with the same value), problem,
        column (its heading), value, expected, rows, pence (missing: not known).
    """
    wrong = [p for p in added.cube["problem"].dropna().unique() if p in WRONG]
    listed = [_listed(connection, extract, options, p) for p in sorted(wrong)]
    rows = [row for part in listed for row in part]
    if extract.is_csv and (rows or added.rejected):
        wanted = [
            Wanted(
                problem,
                _columns(extract, problem),
                frozenset(tuple(r["key"]) for r in rows if r["problem"] == problem),
            )
            for problem in wrong
        ]
        found = locate(extract, wanted)
        for row in rows:
            row["lines"] = found.get((row["problem"], tuple(row["key"])), [])
        rows += _of_wrong_width(extract, found, added.rejected)
    return _as_frame(rows, name)


def _listed(
    connection: duckdb.DuckDBPyConnection,
    extract: Extract,
    options: ReadOptions,
    problem: str,
) -> list[dict[str, Any]]:
    columns = _columns(extract, problem)
    key = ", ".join(f"coalesce(raw_{name}, '')" for name in columns)
    query = (
        f"SELECT [{key}] AS key, list_slice(list_sort(list(line)), 1, 5), count(*), "
        "CAST(sum(amount) * 100 AS BIGINT) "
        f"FROM ({entries(extract, options)}) WHERE problem = ? "
        f"GROUP BY ALL ORDER BY 2, 1 LIMIT {LISTED}"
    )
    found = connection.execute(query, [problem]).fetchall()
    _rejects(connection)
    main = _main_column(extract, problem)
    return [
        {
            "problem": problem,
            "key": [str(part) for part in key],
            "lines": [line for line in lines if line is not None],
            "column": extract.columns[main],
            "value": key[columns.index(main)],
            "expected": WRONG[problem],
            "rows": rows,
            "pence": pence,
        }
        for key, lines, rows, pence in found
    ]


def _columns(extract: Extract, problem: str) -> tuple[str, ...]:
    """Return the columns that tell rows with a problem apart."""
    if problem in UNREADABLE:
        return tuple(raw_columns(extract))
    return (problem,)


def _main_column(extract: Extract, problem: str) -> str:
    if problem in ("amount", "penny"):
        return "amount" if "amount" in extract.columns else "debit"
    return problem


def _of_wrong_width(
    extract: Extract, found: Found, rejected: int
) -> list[dict[str, Any]]:
    width = len(extract.headings)
    known = sum(len(lines) for (name, _), lines in found.items() if name == WIDTH)
    rows = [_lost(rejected - known)] if rejected > known else []
    return rows + [
        {
            "problem": "width",
            "lines": [line],
            "column": "",
            "value": f"{value[0]} values",
            "expected": f"{width} values, as in the header",
            "rows": 1,
            "pence": None,
        }
        for (name, value), lines in found.items()
        if name == WIDTH
        for line in lines[:LISTED]
    ]


def _lost(rows: int) -> dict[str, Any]:
    """Return a line for rows that were rejected and cannot be told where."""
    return {
        "problem": "width",
        "lines": [],
        "column": "",
        "value": "rows that run into each other",
        "expected": "quotes that end where they should",
        "rows": rows,
        "pence": None,
    }


def _as_frame(rows: list[dict[str, Any]], file: str) -> pd.DataFrame:
    columns = ["line", "lines", "problem", "column", "value", "expected", "rows"]
    frame = pd.DataFrame(rows, columns=["lines", *columns[2:], "pence"])
    frame.insert(0, "line", [lines[0] if lines else 0 for lines in frame["lines"]])
    frame["lines"] = [", ".join(str(n) for n in lines) for lines in frame["lines"]]
    frame.insert(0, "file", file)
    frame["pence"] = frame["pence"].astype("Int64")
    return frame


def _rejects(connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many lines DuckDB could not part into columns, and forget them."""
    there = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'"
    ).fetchone()
    if not there or not there[0]:
        return 0
    counted = connection.execute(
        "SELECT count(DISTINCT line) FROM reject_errors"
    ).fetchone()
    connection.execute("DROP TABLE reject_errors; DROP TABLE IF EXISTS reject_scans")
    return int(counted[0]) if counted else 0
