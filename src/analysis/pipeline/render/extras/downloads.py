"""Put the data of each table and chart beside it, as CSV."""

import csv
import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from analysis.pipeline.files import write_whole
from analysis.pipeline.render.extras.payload import DATA, PACKAGE
from analysis.protocol import FORMULA_STARTS

TABLES = "tables.json"
"""Holds the data of a page's tables and charts, for the spreadsheets."""


def add_downloads(site: Path, pages: Iterable[Path]) -> list[str]:
    """Write the data that pages carry to files, and link these from the pages.

    Parameters
    ----------
    site
        The site.
    pages
        Its pages, as files.

    Returns
    -------
    list of str
        The files outside of the pages' own folders, as paths in the site.
    """
    made = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        carried = [json.loads(found) for found in DATA.findall(text)]
        if carried:
            folder = page.with_name(f"{page.stem}_files")
            _write_tables(folder, carried)
            numbers = iter(range(1, len(carried) + 1))
            text = DATA.sub(lambda _: _link(carried, next(numbers), folder.name), text)  # noqa: B023
        files = [json.loads(found) for found in PACKAGE.findall(text)]
        for package in files:
            for name, content in package["files"].items():
                place = site / package["folder"] / name
                write_whole(place, content)
                made.append(place.relative_to(site).as_posix())
        if carried or files:
            write_whole(page, PACKAGE.sub("", text))
    return made


def _write_tables(folder: Path, carried: Sequence[Mapping[str, Any]]) -> None:
    for number, data in enumerate(carried, start=1):
        write_whole(folder / f"data-{number}.csv", to_csv(data))
    listed = json.dumps(carried, ensure_ascii=False, indent=1)
    write_whole(folder / TABLES, listed)


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
    """Return a cell that no spreadsheet takes for a formula.

    After the advice of OWASP on CSV injection. Numbers stay numbers.

    Parameters
    ----------
    cell
        A text, a number or nothing.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r", " ")
    return f"'{text}" if cell.startswith(FORMULA_STARTS) else text


def _link(carried: Sequence[Mapping[str, Any]], number: int, folder: str) -> str:
    data = carried[number - 1]
    title = re.sub(r"\s+", " ", str(data["title"]))
    words = f"Data of this {data['kind']} (CSV)"
    label = html.escape(f"{words}: {title}", quote=True)
    return (
        f'<p class="download"><a href="{folder}/data-{number}.csv" download '
        f'aria-label="{label}">{words}</a></p>'
    )
