"""CSV, XLSX and Parquet files of the same tables give the same partnership."""

import csv
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

from analysis.data import TABLES, check_folder, open_partnership


def as_typed(text: str, kind: str) -> Any:
    """Return a cell as a spreadsheet or a data frame would hold it."""
    if not text:
        return None
    if kind in ("number", "whole number"):
        number = float(text)
        return int(number) if number.is_integer() else number
    if kind == "date":
        return dt.datetime.fromisoformat(text)
    return text


def typed_rows(path: Path) -> list[list[Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    columns = TABLES[path.stem].columns
    kinds = [columns[name].kind for name in header]
    return [
        header,
        *([as_typed(*pair) for pair in zip(row, kinds, strict=True)] for row in rows),
    ]


def write_xlsx(rows: list[list[Any]], path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)


def write_parquet(rows: list[list[Any]], path: Path) -> None:
    header, *body = rows
    columns = {
        name: pa.array([row[place] for row in body])
        for place, name in enumerate(header)
    }
    pq.write_table(pa.table(columns), path)


WRITERS: dict[str, Callable[[list[list[Any]], Path], None]] = {
    ".xlsx": write_xlsx,
    ".parquet": write_parquet,
}


@pytest.mark.parametrize("suffix", WRITERS)
def test_typed_files_give_the_tables_that_csv_files_give(
    suffix: str, published: Path, tmp_path: Path
) -> None:
    shutil.copy(published / "partnership.toml", tmp_path)
    for path in published.glob("*.csv"):
        WRITERS[suffix](typed_rows(path), tmp_path / f"{path.stem}{suffix}")
    expected, found = open_partnership(published), open_partnership(tmp_path)
    assert found.settings == expected.settings
    assert found.as_at == expected.as_at
    assert len(found.files) == len(expected.files)
    assert len(expected.files) == len(list(published.glob("*.csv"))) + 1
    for name in TABLES:
        assert_frame_equal(getattr(found, name), getattr(expected, name))


def test_formats_can_stand_side_by_side_in_one_folder(
    published: Path, folder: Any
) -> None:
    write_xlsx(typed_rows(folder.file("spending")), folder.path / "spending.xlsx")
    folder.file("spending").unlink()
    write_parquet(typed_rows(folder.file("savings")), folder.path / "savings.parquet")
    folder.file("savings").unlink()
    found, expected = open_partnership(folder.path), open_partnership(published)
    assert_frame_equal(found.spending, expected.spending)
    assert_frame_equal(found.savings, expected.savings)


def test_a_cell_of_excel_reads_as_its_author_typed_it(small: Any) -> None:
    rows = typed_rows(small.file("savings"))
    small.file("savings").unlink()
    amount, published_ = rows[0].index("amount_gbp"), rows[0].index("published")
    rows[1][amount], rows[2][amount] = 500_000.5, 400_000.0
    rows[1][published_], rows[2][published_] = "2018-08-03", dt.date(2018, 8, 3)
    write_xlsx(rows, small.path / "savings.xlsx")
    savings = open_partnership(small.path).savings
    assert list(savings["amount_gbp"]) == [500_000.5, 400_000.0]
    assert set(savings["published"]) == {pd.Timestamp("2018-08-03")}


def test_a_time_of_day_in_excel_is_named_as_a_problem(small: Any) -> None:
    rows = typed_rows(small.file("savings"))
    small.file("savings").unlink()
    rows[1][rows[0].index("published")] = dt.datetime(2018, 8, 3, 14, 30)
    write_xlsx(rows, small.path / "savings.xlsx")
    problems = check_folder(small.path)
    assert {(p.file, p.row, p.column, p.value) for p in problems} == {
        ("savings.xlsx", 2, "published", "2018-08-03T14:30:00")
    }


def test_empty_rows_and_blanks_round_values_are_passed_over(small: Any) -> None:
    path = small.file("services")
    path.write_text("id,name\n\n finance , Finance \n,\n", encoding="utf-8")
    services = open_partnership(small.path).services
    assert services[["id", "name"]].to_numpy().tolist() == [["finance", "Finance"]]


def test_the_mark_that_excel_puts_before_utf8_is_passed_over(small: Any) -> None:
    path = small.file("services")
    path.write_text("id,name\nfinance,Finance\n", encoding="utf-8-sig")
    assert small.problems() == []


def test_a_table_that_is_not_there_has_its_columns_and_no_rows(small: Any) -> None:
    spending = open_partnership(small.path).spending
    assert list(spending.columns) == list(TABLES["spending"].columns)
    assert len(spending) == 0
    assert spending["variance_gbp"].dtype == "float64"
    assert spending["published"].dtype == "datetime64[s]"
