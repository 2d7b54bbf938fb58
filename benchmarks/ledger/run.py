"""Compare our reading of a ledger with pandas and with the bare DuckDB query.

    python benchmarks/ledger/run.py 1000000 10000000 50000000 --folder reports/ledgers

The ways take turns, each in a process of its own, as often as asked for each size; the
best time of each counts. The table goes to docs/performance.md after each size, so
that a run that is stopped leaves what it had.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from generate import generate
from section import write_section

WAYS = ("bare", "ours", "looked", "pandas")
NAMES = {
    "bare": "the bare query",
    "ours": "ours",
    "looked": "ours, with what is looked for",
    "pandas": "pandas",
}
PANDAS_LIMIT = 10_000_000
"""Rows beyond which pandas is left out: it would not fit into memory."""

PENNIES = 100
"""How far sums of binary fractions, as in pandas, may be from the true one."""

Row = dict[str, Any]


def run(way: str, folder: Path) -> Row:
    """Run one way once."""
    script = Path(__file__).with_name("ways.py")
    done = subprocess.run(
        [sys.executable, str(script), way, str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(done.stdout))


def measure(rows: int, kind: str, folder: Path, times: int) -> list[Row]:
    """Let the ways take turns, and return the best of each."""
    ways = [w for w in WAYS if w != "pandas" or rows <= PANDAS_LIMIT]
    turns = [{way: run(way, folder) for way in ways} for _ in range(times)]
    found = []
    for way in ways:
        took = [turn[way] for turn in turns]
        best = {name: min(t[name] for t in took) for name in ("seconds", "cpu")}
        peak = max(t["mebibytes"] for t in took)
        same = {"cells": took[0]["cells"], "pence": took[0]["pence"]}
        found.append(
            {"rows": rows, "kind": kind, "way": way, "mebibytes": peak} | best | same
        )
    pence = [row["pence"] for row in found]
    if max(pence) - min(pence) > PENNIES:
        raise SystemExit(f"The ways disagree: {found}")
    return found


def table(results: list[Row]) -> str:
    """Return the results as a Markdown table, each beside the bare query."""
    lines = [
        "| rows | format | way | seconds | times the bare query | processor seconds | "
        "times the bare query | peak memory (MiB) | million rows a second |",
        "| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    bare = {(r["rows"], r["kind"]): r for r in results if r["way"] == "bare"}
    for row in results:
        beside = bare[row["rows"], row["kind"]]
        of = {name: row[name] / beside[name] for name in ("seconds", "cpu")}
        lines.append(
            f"| {row['rows']:,} | {row['kind']} | {NAMES[row['way']]} | "
            f"{row['seconds']:.2f} | {of['seconds']:.2f} | {row['cpu']:.2f} | "
            f"{of['cpu']:.2f} | {row['mebibytes']:,.0f} | "
            f"{row['rows'] / row['seconds'] / 1e6:.1f} |"
        )
    return "\n".join(lines)


def section(results: list[Row], times: list[int]) -> str:
    """Return what the page says: how it was measured, and what came out."""
    sizes = sorted({row["rows"] for row in results})
    turns = ["--times", *times[: len(sizes)]]
    command = " ".join(map(str, ["python benchmarks/ledger/run.py", *sizes, *turns]))
    often = f"{', '.join(map(str, times[: len(sizes)]))} turns"
    machine = (
        f"{os.cpu_count()} processors ({platform.machine()}), Python "
        f"{platform.python_version()}, DuckDB {version('duckdb')}, pandas "
        f"{version('pandas')}"
    )
    return f"""\
A generated ledger of eight columns is read, checked, mapped and added up by year,
month, subjective group and service. *The bare query* does no more than that sum in
DuckDB, with every type told to it and nothing checked; *ours* names every row that
cannot be read or placed, and keeps control totals; *what is looked for* are
duplicates, late entries and accruals without their reversal; *pandas* reads only the
columns it needs, and checks nothing. Beyond {PANDAS_LIMIT:,} rows pandas is left out.

`{command}` on {machine}; the best of {often}, and the highest memory.

{table(results)}
"""


def main() -> None:
    """Measure, and write down."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", nargs="+", type=int)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--times", nargs="+", type=int, default=[3])
    options = asked.parse_args()
    root = options.folder or Path(tempfile.mkdtemp(prefix="ledgers-"))
    results: list[Row] = []
    times = (options.times * len(options.rows))[: len(options.rows)]
    for rows, turns in zip(options.rows, times, strict=True):
        for kind, folder in generate(
            rows, root / str(rows), ("csv", "parquet")
        ).items():
            results += measure(rows, kind, folder, turns)
            print(table(results), flush=True)
            write_section("ledger", "A ledger", section(results, times))


if __name__ == "__main__":
    main()
