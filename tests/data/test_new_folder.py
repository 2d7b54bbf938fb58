"""A new partnership's folder is ready to fill in."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli import app
from analysis.data import TABLES, check_folder, open_partnership


def new(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["new", *arguments])
    return done.exit_code, done.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "riverside"
    assert new(str(made), "--name", 'River "Side"')[0] == 0
    return made


def test_it_has_every_table_with_its_headings(folder: Path) -> None:
    for name, table in TABLES.items():
        heading = (folder / f"{name}.csv").read_text(encoding="utf-8")
        assert heading == ",".join(table.columns) + "\n"


def test_it_checks_as_it_is(folder: Path) -> None:
    assert check_folder(folder) == []


def test_reports_of_an_empty_folder_are_refused_in_one_clear_message(
    folder: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    built = CliRunner().invoke(app, ["build", "--data", str(folder)])
    assert built.exit_code == 2
    assert "has no publication yet" in built.output
    assert "table sources" in built.output
    assert "Traceback" not in built.output


def test_filled_in_it_opens_under_its_name(folder: Path) -> None:
    council = {"id": "northbank", "name": "Northbank", "joined": "2018-04"}
    document = {"id": "agreement", "title": "Agreement", "publisher": "Northbank"}
    dated = {"kind": "decision", "published": "2018-04-01", "precision": "day"}
    rows = {
        "partners": {**council, "source": "agreement"},
        "services": {"id": "legal", "name": "Legal", "group": "corporate"},
        "sources": {**document, **dated, "reference": "on file"},
    }
    for table, row in rows.items():
        cells = [row.get(column, "") for column in TABLES[table].columns]
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(",".join(cells) + "\n")
    assert check_folder(folder) == []
    record = open_partnership(folder)
    assert record.settings.name == 'River "Side"'
    assert list(record.partners["id"]) == ["northbank"]


def test_without_a_name_it_takes_the_folders(tmp_path: Path) -> None:
    new(str(tmp_path / "three-rivers"))
    assert '"Three Rivers"' in (
        tmp_path / "three-rivers" / "partnership.toml"
    ).read_text(encoding="utf-8")


def test_a_folder_that_holds_something_is_left_alone(folder: Path) -> None:
    before = sorted(folder.iterdir())
    status, said = new(str(folder))
    assert (status, "is not empty" in said) == (2, True)
    assert sorted(folder.iterdir()) == before
