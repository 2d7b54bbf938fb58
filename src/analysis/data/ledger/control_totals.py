"""Hold what was read of each file against the control total that came with it."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.data.problems import Problem

CONTROL = "control total"
"""What a file that misses its control total is named by."""


def with_declared(files: pd.DataFrame, declared: Mapping[str, str]) -> pd.DataFrame:
    """Add to the files of a ledger the totals that the finance system gives.

    Parameters
    ----------
    files
        A row a file, with its name in the column file.
    declared
        Pounds by the name of a file, with or without its folder.

    Returns
    -------
    DataFrame
        The same rows with declared_pence, missing where no total was given.
    """
    if files.empty:
        return files
    names = [declared.get(f, declared.get(Path(f).name)) for f in files["file"]]
    pence = [None if n is None else int(Decimal(n) * 100) for n in names]
    return files.assign(declared_pence=pd.array(pence, dtype="Int64"))


def missed(files: pd.DataFrame) -> list[Problem]:
    """Name the files whose entries do not come to their control total."""
    if files.empty:
        return []
    off = files[files["declared_pence"].notna()]
    off = off[off["declared_pence"] != off["pence"]]
    rows: list[Any] = list(off.itertuples())
    return [
        Problem(
            row.file,
            1,
            CONTROL,
            f"£{row.pence / 100:,.2f}",
            f"a total of £{row.declared_pence / 100:,.2f}, its control total",
        )
        for row in rows
    ]
