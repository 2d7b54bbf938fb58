"""A folder that stays as it is is read once; one that changes is read again."""

import os
from pathlib import Path

import pytest
from folder import Folder

from analysis.data import folder as reading
from analysis.data import open_partnership
from analysis.errors import CheckError

LONG_AGO = 1_600_000_000


def settle(folder: Folder) -> None:
    """Let every file have stood as it is for long."""
    for path in folder.path.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the folders that are read from the disk from now on."""
    seen: list[Path] = []
    read = reading._read

    def noting(path: Path) -> reading.Folder:
        seen.append(path)
        return read(path)

    monkeypatch.setattr(reading, "_read", noting)
    return seen


def amounts(folder: Folder) -> list[float]:
    """Return the savings that a folder states now."""
    return open_partnership(folder.path).savings["amount_gbp"].tolist()


def test_what_stays_as_it_is_is_read_once(small: Folder, reads: list[Path]) -> None:
    settle(small)
    first = open_partnership(small.path, "2018-08-03")
    second = open_partnership(small.path, "2018-12-31")
    assert reads == [small.path]
    assert first.savings.equals(second.savings)
    assert first.files == second.files


@pytest.mark.parametrize("same_time", [False, True])
def test_a_changed_file_is_read_again(small: Folder, same_time: bool) -> None:
    settle(small)
    assert amounts(small) == [500_000, 400_000]
    small.change("savings.csv", "500000", "600000")
    if same_time:  # as a program that keeps times would leave it
        settle(small)
    assert amounts(small) == [600_000, 400_000]


def test_a_file_that_comes_or_goes_is_seen(small: Folder) -> None:
    settle(small)
    assert amounts(small) == [500_000, 400_000]
    small.file("savings").rename(small.path / "saving.csv")
    with pytest.raises(CheckError, match="saving"):
        amounts(small)


def test_what_was_only_just_saved_is_not_kept(small: Folder, reads: list[Path]) -> None:
    open_partnership(small.path)
    open_partnership(small.path)
    assert reads == [small.path, small.path]


def test_what_one_writes_into_a_table_no_other_sees(small: Folder) -> None:
    settle(small)
    spoilt = open_partnership(small.path)
    table = spoilt.savings
    table["amount_gbp"] = 0.0
    table.loc[0, "status"] = "spoilt"
    table.index.name = "spoilt"
    table.columns = [name.upper() for name in table]
    for record in (spoilt, open_partnership(small.path)):
        assert record.savings["amount_gbp"].tolist() == [500_000, 400_000]
        assert "spoilt" not in set(record.savings["status"])
        assert record.savings.index.name is None


def test_only_the_folders_asked_for_last_are_kept(published: Path) -> None:
    open_partnership(published)
    assert len(reading._kept) <= reading.KEPT


def test_a_link_that_leads_nowhere_is_no_error(small: Folder) -> None:
    (small.path / ".#savings.csv").symlink_to("somebody@somewhere:1")
    assert amounts(small) == [500_000, 400_000]
