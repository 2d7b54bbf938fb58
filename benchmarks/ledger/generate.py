"""Write a ledger of any number of rows, as CSV or Parquet, with its folder.

    python benchmarks/ledger/generate.py 1000000 reports/ledger-1m

The rows follow from their numbers alone, so that every run writes the same ledger.
"""

import sys
from pathlib import Path

import duckdb

ACCOUNTS, CENTRES, DAYS = 210, 160, 2922

GROUPS = (
    "employees",
    "agency and interim",
    "premises",
    "transport",
    "supplies and services",
    "third-party payments",
    "income",
)
SERVICES = ("finance", "hr", "ict", "legal", "procurement", "revenues", "property")

ROWS = f"""
SELECT strftime(DATE '2016-04-01' + CAST(hash(i) % {DAYS} AS INTEGER), '%d/%m/%Y')
    AS "Date",
  strftime(DATE '2016-04-01' + CAST(hash(i) % {DAYS} + 3 AS INTEGER), '%d/%m/%Y')
    AS "Posted",
  CAST(40000 + hash(i + 1) % {ACCOUNTS} AS VARCHAR) AS "Account",
  'CC' || CAST(1000 + hash(i + 2) % {CENTRES} AS VARCHAR) AS "Cost centre",
  CAST((CAST(hash(i + 3) % 2000000 AS BIGINT) - 400000) / 100 AS DECIMAL(18,2))
    AS "Amount",
  'Supplier ' || CAST(hash(i + 4) % 5000 AS VARCHAR) AS "Supplier",
  'INV' || CAST(i AS VARCHAR) AS "Reference",
  'Goods and services of order ' || CAST(hash(i + 5) % 100000 AS VARCHAR) AS "Text"
FROM range({{rows}}) AS t(i)
"""

TYPED = ROWS.replace("strftime(", "CAST(").replace(", '%d/%m/%Y')", " AS DATE)")

SETTINGS = """\
name = "Benchmark"
description = "A generated ledger."
provider = "Benchmark"

[ledger]
files = ["ledger/*"]
"""


def generate(rows: int, folder: Path, formats: tuple[str, ...]) -> dict[str, Path]:
    """Write a partnership's folder with a ledger for each format.

    Returns
    -------
    dict
        By format, the folder of a partnership whose ledger is in that format.
    """
    made = {}
    for name in formats:
        place = folder / name
        (place / "ledger").mkdir(parents=True, exist_ok=True)
        made[name] = place
        _registers(place)
        file = place / "ledger" / f"gl.{name}"
        if not file.exists():
            query = (TYPED if name == "parquet" else ROWS).format(rows=rows)
            options = "FORMAT parquet" if name == "parquet" else "HEADER"
            with duckdb.connect(config={"memory_limit": "1GB"}) as connection:
                connection.execute(f"COPY ({query}) TO '{file}' ({options})")
    return made


def _registers(folder: Path) -> None:
    tables = {
        "partners": ["id,name,joined,source", "north,North,2016-04,b"],
        "services": ["id,name", *(f"{s},{s.title()}" for s in SERVICES)],
        "sources": [
            "id,title,publisher,kind,published,precision,reference",
            "b,Budget,Committee,committee report,2025-03-01,day,generated",
        ],
        "shares": [
            "id,partner,service,applies_from,percent,published,source",
            "S1,north,all,2016-04-01,100,2025-03-01,b",
        ],
        "accounts": [
            "account,name,group",
            *(f"{40000 + n},,{GROUPS[n % len(GROUPS)]}" for n in range(ACCOUNTS)),
        ],
        "cost_centres": [
            "cost_centre,name,service",
            *(f"CC{1000 + n},,{SERVICES[n % len(SERVICES)]}" for n in range(CENTRES)),
        ],
    }  # fmt: skip
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "partnership.toml").write_text(SETTINGS, "utf-8")


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]), ("csv", "parquet"))
