"""Compare our reading of a ledger with pandas and with the bare DuckDB query.

    python benchmarks/ledger/run.py 1000000 10000000 50000000 --folder reports/ledgers

Every way is run in turn, in a process of its own, as often as asked, and the best time
counts. The table is printed as Markdown, to stand in docs/performance.md.
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

from generate import generate

WAYS = ("bare", "ours", "looked", "pandas")
NAMES = {
    "bare": "bare DuckDB query",
    "ours": "ours",
    "looked": "ours, with duplicates, late entries and accruals looked for",
    "pandas": "pandas",
}
PANDAS_LIMIT = 10_000_000
"""Rows beyond which pandas is left out: it would not fit into memory."""


def run(way: str, folder: Path) -> dict[str, Any]:
    """Run one way once."""
    script = Path(__file__).with_name("ways.py")
    done = subprocess.run(
        [sys.executable, str(script), way, str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(done.stdout))


def best(way: str, folder: Path, times: int) -> dict[str, Any]:
    """Run one way several times, and return the fastest."""
    return min((run(way, folder) for _ in range(times)), key=lambda r: r["seconds"])


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", nargs="+", type=int)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--times", type=int, default=3)
    options = asked.parse_args()
    root = options.folder or Path(tempfile.mkdtemp(prefix="ledgers-"))
    print(
        f"{platform.machine()}, {os.cpu_count()} processors, Python "
        f"{platform.python_version()}, DuckDB {version('duckdb')}, pandas "
        f"{version('pandas')}; best of {options.times}.\n"
    )
    print("| rows | format | way | seconds | of bare | peak memory, MiB | cells |")
    print("| ---: | --- | --- | ---: | ---: | ---: | ---: |")
    for rows in options.rows:
        folders = generate(rows, root / str(rows), ("csv", "parquet"))
        for kind, folder in folders.items():
            results = {
                way: best(way, folder, options.times)
                for way in WAYS
                if way != "pandas" or rows <= PANDAS_LIMIT
            }
            pence = {r["pence"] for r in results.values()}
            if len(pence) > 1 and max(pence) - min(pence) > 100:
                raise SystemExit(f"The ways disagree: {results}")
            for way, found in results.items():
                part = found["seconds"] / results["bare"]["seconds"]
                print(
                    f"| {rows:,} | {kind} | {NAMES[way]} | {found['seconds']:.2f} | "
                    f"{part:.2f} | {found['mebibytes']:,.0f} | {found['cells']:,} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
