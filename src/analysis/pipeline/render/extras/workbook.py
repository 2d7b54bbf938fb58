"""Make an accessible spreadsheet of the tables of a council.

After the guidance of the Government Analysis Function on releasing statistics in
spreadsheets: a cover, a table of contents, notes, and one table a sheet.
"""

import re
import warnings
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.pipeline.render.extras.csv import guarded

SHORTHAND = "[x] means that a figure was not published, [z] that there can be none."
NOTE = ["Note reference", "Note text"]
KEPT = "Figures are as they stand on the pages; amounts in pounds are whole pounds."


def write_workbook(
    target: Path, name: str, tables: list[Mapping[str, Any]], as_at: date
) -> None:
    """Write tables to one spreadsheet, the same bytes whenever it is made.

    Parameters
    ----------
    target
        The file.
    name
        Whose tables they are.
    tables
        Title, columns, rows and page of each.
    as_at
        The day the reports are about.
    """
    with warnings.catch_warnings():
        # What gptables warns of is meant for its own authors.
        warnings.simplefilter("ignore")
        import gptables

        book = _lay_out(target, name, tables, as_at, gptables)
        day = datetime.combine(as_at, time(), UTC).replace(tzinfo=None)
        book.set_properties({"title": f"{name}: tables", "created": day})
        book.close()


def _lay_out(
    target: Path,
    name: str,
    tables: list[Mapping[str, Any]],
    as_at: date,
    gptables: Any,
) -> Any:
    """Return the spreadsheet with its cover, contents, notes and tables."""
    sheets = {
        f"Table {number}": gptables.GPTable(**_sheet(data, number))
        for number, data in enumerate(tables, start=1)
    }
    cover = gptables.Cover(
        cover_label="Cover",
        title=f"{name}: the tables of the evaluation",
        intro=["Introductory information", _about(as_at)],
        about=["About these tables", KEPT],
    )
    notes = pd.DataFrame([["shorthand", SHORTHAND]], columns=NOTE)
    return gptables.produce_workbook(
        str(target), sheets=sheets, cover=cover, notes_table=notes
    )


def _about(as_at: date) -> str:
    return (
        "Every table of the reports, one a sheet, from what had been published by "
        f"{as_at.day} {as_at:%B %Y}."
    )


def _sheet(data: Mapping[str, Any], number: int) -> dict[str, Any]:
    columns = _distinct([str(column) for column in data["columns"]])
    rows = [[_cell(cell) for cell in row] for row in data["rows"]]
    return {
        "table": pd.DataFrame(rows, columns=columns),
        "table_name": f"table_{number}",
        "title": str(data["title"]),
        "subtitles": [f"From the page {data['page']}. $$shorthand$$"],
        "scope": "As stated in the title.",
        "source": "The documents named in the reports; see the page Sources.",
        "index_columns": {1: 0},
    }


def _cell(cell: Any) -> Any:
    """Return a cell as the guidance has it: shorthand where there is no value."""
    if cell is None:
        return "[x]"
    if isinstance(cell, str) and not re.search(r"\w", cell):
        return "[z]"
    return guarded(cell)


def _distinct(columns: list[str]) -> list[str]:
    """Return headings of which no two are the same, and none is empty."""
    seen: dict[str, int] = {}
    named = []
    for column in columns:
        seen[column] = seen.get(column, 0) + 1
        named.append(column if seen[column] == 1 else f"{column} {seen[column]}")
    return [column or "Row" for column in named]
