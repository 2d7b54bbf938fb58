"""Find what an auditor would ask about: duplicates, accruals, late entries."""

from itertools import groupby
from typing import Any

import duckdb
import pandas as pd

from analysis.data.ledger.entries import ReadOptions, entries, raw_columns
from analysis.data.ledger.extracts import Extract
from analysis.data.ledger.line_numbers import Wanted, locate

SHOWN = 200
"""Groups of duplicates and late entries that are listed; all are counted."""

SAME = "supplier, reference, amount, date"
"""What duplicates agree in."""

ENTRY = (
    "date, posted, account, cost_centre, supplier, reference, amount, kind, service, "
    '"group"'
)


def duplicates(
    connection: duckdb.DuckDBPyConnection,
    files: dict[int, Extract],
    options: ReadOptions,
) -> pd.DataFrame:
    """Find actuals that agree in supplier, reference, amount and date.

    Returns
    -------
    DataFrame
        A row an entry, those beyond the first of each group marked as extra: supplier,
        reference, date, pence, file (its number), line, group, extra, and groups and
        extra_pence of all there are. Entries without supplier or reference are not
        looked at.
    """
    able = {
        number: extract
        for number, extract in files.items()
        if {"supplier", "reference"} <= set(extract.columns)
    }
    if not able:
        return pd.DataFrame()
    union = " UNION ALL ".join(
        f"SELECT hash({SAME}) AS h FROM ({entries(extract, options)}) WHERE {_LOOKED}"
        for extract in able.values()
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE twice AS SELECT h FROM ({union}) "
        "GROUP BY h HAVING count(*) > 1"
    )
    any_ = connection.execute("SELECT 1 FROM twice LIMIT 1").fetchone()
    rows = []
    for number, extract in able.items() if any_ else ():
        rows += _matching(connection, extract, number, options)
    return _groups(rows)


_LOOKED = (
    "supplier IS NOT NULL AND reference IS NOT NULL AND kind = 'actual' "
    "AND amount <> 0 AND coalesce(problem, '') NOT IN ('date', 'amount', 'penny', "
    "'later')"
)


def _matching(
    connection: duckdb.DuckDBPyConnection,
    extract: Extract,
    number: int,
    options: ReadOptions,
) -> list[dict[str, Any]]:
    names = raw_columns(extract)
    raw = ", ".join(f"coalesce(raw_{name}, '')" for name in names)
    query = (
        f"SELECT {SAME}, CAST(amount * 100 AS BIGINT), line, [{raw}], service "
        f"FROM ({entries(extract, options)}) WHERE {_LOOKED} "
        f"AND hash({SAME}) IN (SELECT h FROM twice) LIMIT {SHOWN * 50}"
    )
    found = connection.execute(query).fetchall()
    rows = [
        {
            "supplier": supplier,
            "reference": reference,
            "date": date,
            "pence": pence,
            "line": line,
            "raw": tuple(key),
            "service": service,
            "file": number,
        }
        for supplier, reference, _, date, pence, line, key, service in found
    ]
    if extract.is_csv and rows:
        keys = frozenset(row["raw"] for row in rows)
        lines = locate(extract, [Wanted("twice", tuple(names), keys)])
        for row in rows:
            there = lines.get(("twice", row["raw"]), [])
            row["line"] = there.pop(0) if there else 0
    return rows


def _groups(rows: list[dict[str, Any]]) -> pd.DataFrame:
    def same(row: dict[str, Any]) -> tuple[str, ...]:
        return tuple(str(row[n]) for n in ("supplier", "reference", "date", "pence"))

    kept = []
    ordered = sorted(rows, key=lambda row: (same(row), row["file"], row["line"] or 0))
    for _, found in groupby(ordered, key=same):
        several = list(found)
        # Hashes may meet by chance; a group of one is no duplicate.
        if len(several) > 1:
            kept += [
                {**row, "extra": place > 0, "times": len(several)}
                for place, row in enumerate(several)
            ]
    frame = pd.DataFrame(kept, columns=[*_COLUMNS, "extra", "times"])
    return frame.astype({"date": "datetime64[s]"})


_COLUMNS = ["supplier", "reference", "date", "pence", "service", "file", "line"]


def late_entries(
    connection: duckdb.DuckDBPyConnection,
    files: dict[int, Extract],
    options: ReadOptions,
) -> pd.DataFrame:
    """List entries that were made after the year they count for had closed."""
    parts = []
    for number, extract in files.items():
        if "posted" not in extract.columns:
            continue
        names = raw_columns(extract)
        raw = ", ".join(f"coalesce(raw_{name}, '')" for name in names)
        found = connection.execute(
            f"SELECT {ENTRY}, CAST(amount * 100 AS BIGINT) AS pence, line, "
            f"[{raw}] AS raw FROM ({entries(extract, options)}) "
            "WHERE late AND problem IS NULL "
            f"ORDER BY abs(amount) DESC LIMIT {SHOWN}"
        ).df()
        if extract.is_csv and len(found):
            keys = [tuple(key) for key in found["raw"]]
            lines = locate(extract, [Wanted("late", tuple(names), frozenset(keys))])
            found["line"] = [lines.get(("late", key), [0])[0] for key in keys]
        parts.append(found.drop(columns="raw").assign(file=number))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def accruals(
    connection: duckdb.DuckDBPyConnection,
    files: dict[int, Extract],
    options: ReadOptions,
) -> pd.DataFrame:
    """Add up accruals and reversals by reference, account and cost centre.

    Returns
    -------
    DataFrame
        reference, account, cost_centre, service, group, year (of the accrual),
        accrued_pence, reversed_pence.
    """
    parts = [
        'SELECT reference, account, cost_centre, service, "group", kind, date, amount '
        f"FROM ({entries(extract, options)}) "
        "WHERE kind IN ('accrual', 'reversal') AND problem IS NULL"
        for extract in files.values()
        if "kind" in extract.columns
    ]
    if not parts:
        return pd.DataFrame()
    year = "CAST(year(date) - if(month(date) < 4, 1, 0) AS INTEGER)"
    return connection.execute(
        f"""SELECT reference, account, cost_centre, service, "group",
          min({year}) FILTER (kind = 'accrual') AS year,
          coalesce(CAST(sum(amount) FILTER (kind = 'accrual') * 100 AS BIGINT), 0)
            AS accrued_pence,
          coalesce(CAST(sum(amount) FILTER (kind = 'reversal') * 100 AS BIGINT), 0)
            AS reversed_pence
        FROM ({" UNION ALL ".join(parts)}) GROUP BY ALL"""
    ).df()
