"""Write the data of a table or chart as CSV that no spreadsheet runs."""

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any

from analysis.protocol import FORMULA_STARTS

TABLES = "tables.json"
"""Holds the data of a page's tables and charts, for the spreadsheets."""


def to_csv(data: Mapping[str, Any]) -> str:
    """Return data as CSV in which no text can be run as a formula.

    Parameters
    ----------
    data
        Columns and rows.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in [data["columns"], *data["rows"]]:
        writer.writerow([guarded(cell) for cell in row])
    return out.getvalue()


def guarded(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers.

    After the advice of OWASP on CSV injection.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r", " ")
    return f"'{text}" if cell.startswith(FORMULA_STARTS) else text
