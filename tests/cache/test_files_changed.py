"""A change of a file is seen whatever its size and times say, and read only then."""

import os
import time
from pathlib import Path

import pytest

from analysis.cache import FileDigests, files, files_below


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table that was written long ago."""
    path = tmp_path / "table.csv"
    path.write_text("a\n1\n", "utf-8")
    os.utime(path, (1, 1))
    return path


@pytest.fixture
def digests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileDigests:
    """Return digests for which hours have gone by since anything was written."""
    monkeypatch.setattr(files, "SETTLED", -(10**13))
    return FileDigests(tmp_path / "files.json")


def test_a_file_that_has_not_changed_is_read_once(
    digests: FileDigests, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = digests.of(table)
    monkeypatch.setattr(Path, "open", None)
    assert digests.of(table) == first


def test_a_change_is_seen_that_leaves_size_and_time_as_they_were(
    digests: FileDigests, table: Path
) -> None:
    before, first = table.stat(), digests.of(table)
    table.write_text("a\n2\n", "utf-8")
    os.utime(table, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert digests.of(table) != first


def test_another_file_put_in_its_place_is_seen(
    digests: FileDigests, table: Path
) -> None:
    before, first = table.stat(), digests.of(table)
    other = table.with_name("other")
    other.write_text("a\n2\n", "utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(table)
    assert digests.of(table) != first


def test_what_was_read_in_the_moment_it_was_written_is_read_again(
    tmp_path: Path,
) -> None:
    digests, table = FileDigests(tmp_path / "files.json"), tmp_path / "table.csv"
    table.write_text("a\n1\n", "utf-8")
    assert digests.of(table)
    digests.save()
    assert not (tmp_path / "files.json").exists()


def test_another_process_knows_what_was_saved(
    digests: FileDigests,
    table: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = digests.of(table)
    digests.save()
    other = FileDigests(tmp_path / "files.json")
    monkeypatch.setattr(Path, "open", None)
    assert other.of(table) == first


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1'])
def test_a_file_of_digests_that_is_broken_costs_only_time(
    tmp_path: Path, table: Path, text: str
) -> None:
    (tmp_path / "files.json").write_text(text, "utf-8")
    assert len(FileDigests(tmp_path / "files.json").of(table)) == 64


def test_a_file_that_is_gone_has_a_digest_of_its_own(
    digests: FileDigests, table: Path
) -> None:
    assert digests.of(table) != "absent"
    table.unlink()
    assert digests.of(table) == "absent"


def test_a_path_without_a_suffix_stands_for_every_file_of_that_name(
    digests: FileDigests, table: Path
) -> None:
    first = digests.of_read(str(table.with_suffix("")))
    table.with_suffix(".xlsx").write_text("", "utf-8")
    assert digests.of_read(str(table.with_suffix(""))) != first


def test_of_a_folder_that_was_listed_the_names_count(
    digests: FileDigests, table: Path
) -> None:
    listed = f"{table.parent}{os.sep}"
    first = digests.of_read(listed)
    table.write_text("other", "utf-8")
    assert digests.of_read(listed) == first
    (table.parent / "more").touch()
    assert digests.of_read(listed) != first


def test_links_are_followed_but_not_in_a_circle(tmp_path: Path) -> None:
    data, beside = tmp_path / "data", tmp_path / "beside"
    for folder in (data / "inner", beside):
        folder.mkdir(parents=True)
        (folder / "table.csv").write_text("1", "utf-8")
    (data / "inner" / "up").symlink_to(data)
    (data / "self").symlink_to(data)
    (data / "there").symlink_to(beside)
    (beside / "back").symlink_to(data / "inner")
    found = [p.relative_to(data).as_posix() for p in files_below([data])]
    assert found == ["inner/table.csv", "there/back/table.csv", "there/table.csv"]


def test_two_seconds_are_enough_for_any_file_system() -> None:
    assert files.SETTLED >= 2 * 10**9
    assert time.get_clock_info("time").resolution < 1
