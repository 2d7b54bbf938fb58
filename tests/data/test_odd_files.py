"""Files that are none, or cannot be read, are one problem each and no traceback."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

LEDGER = '\n[ledger]\nfiles = ["{}"]\n'


def folder_instead_of(name: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        (path / name).unlink()
        (path / name).mkdir()

    return spoil


def circle(path: Path) -> None:
    (path / "savings.csv").unlink()
    (path / "savings.csv").symlink_to("savings.csv")


def no_text(path: Path) -> None:
    (path / "savings.csv").write_bytes(bytes(range(256)) * 4)


def nothing(path: Path) -> None:
    (path / "savings.csv").write_bytes(b"")


def empty_workbook(path: Path) -> None:
    (path / "savings.csv").unlink()
    openpyxl.Workbook().save(path / "savings.xlsx")


def no_toml(path: Path) -> None:
    (path / "partnership.toml").write_bytes(b"\xff\xfe name")


def ledger(pattern: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        (path / "loop").symlink_to("loop")
        with (path / "partnership.toml").open("a", encoding="utf-8") as file:
            file.write(LEDGER.format(pattern))

    return spoil


def no_total(path: Path) -> None:
    ledger("ledger/*.csv")(path)
    with (path / "partnership.toml").open("a", encoding="utf-8") as file:
        file.write('control_totals = { "gl.csv" = "1,000" }\n')


@pytest.mark.parametrize(
    ("spoil", "file", "expected"),
    [
        (folder_instead_of("partnership.toml"), "partnership.toml", "a readable file"),
        (folder_instead_of("savings.csv"), "savings.csv", "a readable CSV file"),
        (circle, "savings.csv", "a readable CSV file"),
        (no_text, "savings.csv", "text in UTF-8"),
        (nothing, "savings.csv", "a header row"),
        (empty_workbook, "savings.xlsx", "a header row"),
        (no_toml, "partnership.toml", "TOML that can be read"),
        (ledger("/somewhere/*.csv"), "partnership.toml", "a pattern that some CSV"),
        (ledger("../*.csv"), "partnership.toml", "a pattern that some CSV"),
        (ledger(""), "partnership.toml", "a pattern that some CSV"),
        (ledger("loop/*"), "partnership.toml", "a pattern that some CSV"),
        (no_total, "partnership.toml", "pounds and pence such as 55981590.55, not 1,"),
    ],
)
def test_it_is_the_one_problem_and_what_refers_to_its_rows_is_none(
    folder: Any, spoil: Callable[[Path], None], file: str, expected: str
) -> None:
    spoil(folder.path)
    problem = folder.only_problem()
    assert problem.file == file
    assert problem.expected.startswith(expected)


def test_a_link_that_leads_in_a_circle_beside_the_tables_is_no_problem(
    folder: Any,
) -> None:
    (folder.path / "notes").symlink_to("notes")
    assert folder.problems() == []
