"""Add up a generated ledger in one of several ways, and print how it went as JSON.

    python benchmarks/ledger/ways.py ours reports/ledger-1m/csv

Each way runs in a process of its own, so that its peak memory is its own.
"""

import json
import resource
import sys
import time
from pathlib import Path

MEMORY = "1GB"


def now() -> tuple[float, float]:
    """Return the time, and the processor seconds of all threads so far."""
    return time.perf_counter(), time.process_time()


def since(start: tuple[float, float]) -> dict[str, object]:
    """Return what has passed of both."""
    seconds, cpu = (b - a for a, b in zip(start, now(), strict=True))
    return {"seconds": seconds, "cpu": cpu}


def ours(folder: Path) -> dict[str, object]:
    """Read, check, place and add up, as a report does."""
    from analysis.data import open_partnership
    from analysis.data.ledger.opening import work_out
    from analysis.data.ledger_files import find_ledger

    record = open_partnership(folder)
    files, problems = find_ledger(folder, record.settings.ledger)
    start = now()
    frames = work_out(record, folder, files, problems, look=False)
    took = since(start)
    cube = frames["cube"]
    return {**took, "pence": int(cube["pence"].sum()), "cells": len(cube)}


def looked(folder: Path) -> dict[str, object]:
    """Do the same, and look for duplicates, late entries and accruals too."""
    from analysis.data import open_partnership
    from analysis.data.ledger.opening import work_out
    from analysis.data.ledger_files import find_ledger

    record = open_partnership(folder)
    files, problems = find_ledger(folder, record.settings.ledger)
    start = now()
    frames = work_out(record, folder, files, problems)
    took = since(start)
    cube = frames["cube"]
    return {**took, "pence": int(cube["pence"].sum()), "cells": len(cube)}


def bare(folder: Path) -> dict[str, object]:
    """Run the same aggregation as one DuckDB query that knows every type."""
    import duckdb

    (file,) = (folder / "ledger").iterdir()
    columns = {
        "Date": "DATE",
        "Posted": "DATE",
        "Account": "VARCHAR",
        "Cost centre": "VARCHAR",
        "Amount": "DECIMAL(18,2)",
        "Supplier": "VARCHAR",
        "Reference": "VARCHAR",
        "Text": "VARCHAR",
    }
    source = f"read_parquet('{file}')"
    if file.suffix == ".csv":
        source = (
            f"read_csv('{file}', header=true, columns={columns}, dateformat='%d/%m/%Y')"
        )
    config = {
        "memory_limit": MEMORY,
        "preserve_insertion_order": False,
        "temp_directory": str(folder / "spill"),
    }
    start = now()
    with duckdb.connect(config=config) as connection:
        for name in ("accounts", "cost_centres"):
            register = f"read_csv('{folder / name}.csv', all_varchar=true)"
            connection.execute(f"CREATE TABLE {name} AS FROM {register}")
        cells = connection.execute(
            f"""SELECT year("Date") - if(month("Date") < 4, 1, 0) AS year,
              date_trunc('month', "Date") AS month, "group", service,
              "Posted" > make_date(year("Date") + if(month("Date") > 3, 1, 0), 3, 31)
                + 30 AS late,
              sum("Amount"), count(*)
            FROM {source} e
            JOIN accounts a ON a.account = e."Account"
            JOIN cost_centres c ON c.cost_centre = e."Cost centre" GROUP BY ALL"""
        ).fetchall()
    took = since(start)
    pence = sum(int(cell[-2] * 100) for cell in cells)
    return {**took, "pence": pence, "cells": len(cells)}


def pandas(folder: Path) -> dict[str, object]:
    """Run the same aggregation in pandas, reading only the columns it needs."""
    import pandas as pd

    (file,) = (folder / "ledger").iterdir()
    wanted = ["Date", "Posted", "Account", "Cost centre", "Amount"]
    start = now()
    if file.suffix == ".csv":
        rows = pd.read_csv(
            file,
            usecols=wanted,
            dtype={"Account": "str", "Cost centre": "str"},
            parse_dates=["Date", "Posted"],
            date_format="%d/%m/%Y",
        )
    else:
        rows = pd.read_parquet(file, columns=wanted)
        rows["Date"] = pd.to_datetime(rows["Date"])
        rows["Posted"] = pd.to_datetime(rows["Posted"])
        rows["Amount"] = rows["Amount"].astype("float64")
    accounts = pd.read_csv(folder / "accounts.csv", dtype=str)
    centres = pd.read_csv(folder / "cost_centres.csv", dtype=str)
    rows["group"] = rows["Account"].map(accounts.set_index("account")["group"])
    rows["service"] = rows["Cost centre"].map(
        centres.set_index("cost_centre")["service"]
    )
    day = rows["Date"]
    rows["year"] = day.dt.year - (day.dt.month < 4)
    rows["month"] = day.dt.to_period("M")
    end = pd.to_datetime((rows["year"] + 1).astype(str) + "-03-31")
    rows["late"] = rows["Posted"] > end + pd.Timedelta(days=30)
    key = ["year", "month", "group", "service", "late"]
    cells = rows.groupby(key, observed=True)["Amount"].agg(["sum", "count"])
    took = since(start)
    pence = round(float(cells["sum"].sum()) * 100)
    return {**took, "pence": pence, "cells": len(cells)}


if __name__ == "__main__":
    way = {"ours": ours, "looked": looked, "bare": bare, "pandas": pandas}[sys.argv[1]]
    found = way(Path(sys.argv[2]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found["mebibytes"] = peak / 1024
    print(json.dumps(found))
