"""Add up a clean file, in which nothing is wrong, at the speed of a bare query.

Most files are clean. DuckDB's own readers then turn text into dates and amounts, and
one pass both adds up and shows whether anything was wrong. If anything was, the file is
read again with care, by `analysis.data.ledger.cube`: nothing is decided here.
"""

import duckdb
import pandas as pd

from analysis.data.ledger import parsing
from analysis.data.ledger.entries import ReadOptions, band, late, raw, source
from analysis.data.ledger.extracts import PENCE, Extract
from analysis.data.ledger.headings import SYSTEM_KINDS

DAYS = ("date", "posted")
AMOUNTS = ("amount", "debit", "credit")

NUMBERS = ("number", PENCE)

EARLIEST = pd.Timestamp("1990-01-01")
LATEST = pd.Timestamp("2100-12-31")


def add_up_clean(
    connection: duckdb.DuckDBPyConnection, extract: Extract, options: ReadOptions
) -> pd.DataFrame | None:
    """Add up a clean file.

    Returns
    -------
    DataFrame or None
        The cube without the column file; None where anything is wrong with the file,
        or it is written in a way that needs care.
    """
    types = _types(extract)
    if types is None:
        return None
    try:
        found = connection.execute(_query(extract, options, types)).df()
    except duckdb.Error:
        return None
    return None if _anything_wrong(found, options) else _as_cube(found)


def _types(extract: Extract) -> dict[str, str] | None:
    """Return the types that columns can be read as straight away, by heading."""
    there = {name: h for name, h in extract.columns.items() if name in DAYS + AMOUNTS}
    if not extract.is_csv:
        right = {name: ("date",) if name in DAYS else NUMBERS for name in there}
        fits = all(extract.types.get(h) in right[name] for name, h in there.items())
        return {} if fits else None
    ways = {extract.dates.get(name) for name in DAYS if name in there}
    if len(ways) != 1 or None in ways:
        return None
    return {h: "DATE" if n in DAYS else parsing.FINE for n, h in there.items()}


def _query(extract: Extract, options: ReadOptions, types: dict[str, str]) -> str:
    column = {name: raw(extract, name) for name in extract.columns}
    words = {**SYSTEM_KINDS[options.settings.system], **options.settings.kinds}
    whole = extract.types.get(extract.columns.get("amount", "")) == PENCE
    broken = "false" if whole else "bool_or(fine % 0.01 <> 0)"
    posted = column.get("posted", "NULL::DATE")
    read = {
        "date": f"CAST({column['date']} AS DATE)",
        "posted": f"CAST({posted} AS DATE)",
        "fine": column["amount"] if whole else _amount(column),
        "account": f"CAST({column['account']} AS VARCHAR)",
        "cost_centre": f"CAST({column['cost_centre']} AS VARCHAR)",
        "kind": parsing.kind(column.get("kind", ""), words),
        "quantity": parsing.quantity(column.get("quantity", "")),
        "in_period": f"CAST({column.get('period', 'NULL')} AS VARCHAR)",
    }
    inner = ", ".join(f"{sql} AS {name}" for name, sql in read.items())
    own_period = parsing.period("in_period", "date") if "period" in column else "NULL"
    sign = "-" if options.settings.sign == "spending negative" else ""
    return f"""
    SELECT last_day(date) AS month, {own_period} AS period, {band(options)} AS band,
      kind, {late(extract, options)} AS late, "group", service,
      CAST({sign}sum(fine) * 100 AS BIGINT) AS pence, count(*) AS entries,
      sum(quantity) AS quantity,
      count(fine) AS amounts, {broken} AS broken,
      max(coalesce(posted, date)) AS newest
    FROM (SELECT {inner} FROM {source(extract, types)}) e
    LEFT JOIN accounts a ON a.account = e.account
    LEFT JOIN cost_centres c ON c.cost_centre = e.cost_centre
    GROUP BY ALL"""


def _amount(column: dict[str, str]) -> str:
    if "amount" in column:
        return f"TRY_CAST({column['amount']} AS {parsing.FINE})"
    debit, credit = column["debit"], column["credit"]
    return (
        f"if({debit} IS NULL AND {credit} IS NULL, NULL, "
        f"coalesce({debit}, 0) - coalesce({credit}, 0))"
    )


def _anything_wrong(found: pd.DataFrame, options: ReadOptions) -> bool:
    return bool(
        found[["month", "group", "service"]].isna().any(axis=None)
        or (found["amounts"] < found["entries"]).any()
        or found["broken"].any()
        or not found["month"].between(EARLIEST, LATEST).all()
        or (found["newest"] > pd.Timestamp(options.as_at)).any()
    )


def _as_cube(found: pd.DataFrame) -> pd.DataFrame:
    month = found["month"].dt.to_period("M").dt.to_timestamp()
    own = found["period"].astype("Int64")
    period = own.fillna((month.dt.month + 8) % 12 + 1)
    return pd.DataFrame(
        {
            "problem": pd.Series([None] * len(found), dtype="object"),
            "year": (month.dt.year - (month.dt.month < 4)).astype("int32"),
            "period": period.astype("int64"),
            "month": month.astype("datetime64[us]"),
            "band": found["band"],
            "kind": found["kind"],
            "late": found["late"],
            "group": found["group"],
            "service": found["service"],
            "account": None,
            "cost_centre": None,
            "pence": found["pence"],
            "entries": found["entries"],
            "quantity": found["quantity"],
        }
    )
