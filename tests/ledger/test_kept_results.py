"""Results of a ledger are kept, and made again when what they rest on changes."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from council import HEADER, Council, pounds

import analysis
from analysis.data import open_ledger, open_partnership
from analysis.data.ledger import opening

GOOD = ["01/04/2023", "1000", "A1", "100.00"]

OPENS = """
import sys
from analysis.data import open_ledger, open_partnership
print(open_ledger(open_partnership(sys.argv[1])).cube["pence"].sum())
"""


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """Return the as-at days of ledgers that are read from their files from now on."""
    seen: list[date] = []
    work_out = opening.work_out

    def noting(record, *rest, **options):  # type: ignore[no-untyped-def]
        seen.append(record.as_at)
        return work_out(record, *rest, **options)

    monkeypatch.setattr(opening, "work_out", noting)
    return seen


def test_a_ledger_that_stays_as_it_is_is_read_once(
    council: Council, readings: list[date]
) -> None:
    council.write([GOOD])
    assert [str(pounds(council.open())) for _ in range(3)] == ["100"] * 3
    assert len(readings) == 1


def test_a_ledger_written_again_with_the_same_content_is_not_read_again(
    council: Council, readings: list[date], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = council.write([GOOD])
    council.open()
    os.utime(path, (1, 1))
    moved = tmp_path_factory.mktemp("elsewhere") / "copy"
    shutil.copytree(council.folder, moved)
    Council(moved).open()
    assert len(readings) == 1


def test_a_file_edited_with_its_time_put_back_is_read_again(council: Council) -> None:
    path = council.write([GOOD])
    before = path.stat()
    assert str(pounds(council.open())) == "100"
    path.write_text(path.read_text("utf-8").replace("100.00", "900.00"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert str(pounds(council.open())) == "900"


def test_a_setting_that_changes_is_heeded(council: Council) -> None:
    council.write([GOOD])
    assert str(pounds(council.open())) == "100"
    council.set('sign = "spending negative"')
    assert str(pounds(council.open())) == "-100"


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("accounts", "Pay,employees", "Pay,premises", "group"),
        ("cost_centres", "Desk,ict", "Desk,legal", "service"),
    ],
)
def test_a_register_that_changes_is_heeded(
    council: Council, table: str, old: str, new: str, column: str
) -> None:
    council.write([GOOD])
    council.open()
    path = council.folder / f"{table}.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert list(council.open().cube[column]) == [new.split(",")[1]]


def test_shares_that_change_within_a_month_are_heeded(council: Council) -> None:
    council.write([GOOD, ["20/04/2023", *GOOD[1:]]])
    assert len(council.open().cube) == 1
    path = council.folder / "shares.csv"
    text = path.read_text("utf-8").replace("all,2016-04-01", "all,2023-04-15")
    path.write_text(text, "utf-8")
    assert len(council.open().cube) == 2


def test_another_as_at_day_reads_the_entries_known_by_then(council: Council) -> None:
    council.write(
        [[*GOOD, "01/05/2023"], [*GOOD, "01/07/2024"]],
        header=[*HEADER, "Posted"],
    )
    council.set('problems = "set apart"', 'columns = { posted = "Posted" }')
    council.record()
    sums = {}
    for day in ("2024-06-30", "2024-07-01", "2024-06-30"):
        ledger = open_ledger(open_partnership(council.folder, day))
        assert ledger is not None
        good = ledger.cube[ledger.cube["problem"].isna()]
        sums[day] = int(good["pence"].sum())
    assert sums == {"2024-06-30": 10_000, "2024-07-01": 20_000}


@pytest.mark.slow
def test_changed_code_reads_the_ledger_again(
    council: Council, tmp_path_factory: pytest.TempPathFactory
) -> None:
    council.write([GOOD])
    council.record()
    home = tmp_path_factory.mktemp("package")
    package = home / "analysis"
    left_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(analysis.__file__).parent, package, ignore=left_out)

    def pence() -> int:
        done = subprocess.run(
            [sys.executable, "-c", OPENS, council.folder],
            env={**os.environ, "PYTHONPATH": str(home)},
            capture_output=True,
            text=True,
            check=True,
        )
        return int(done.stdout)

    assert pence() == 10_000
    changed = [
        path
        for path in (package / "data" / "ledger").glob("*.py")
        if "sum(fine) * 100" in path.read_text("utf-8")
    ]
    assert len(changed) == 1
    text = changed[0].read_text("utf-8")
    changed[0].write_text(text.replace("sum(fine) * 100", "sum(fine) * 200"), "utf-8")
    assert pence() == 20_000
