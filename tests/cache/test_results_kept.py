"""A result is found while everything it was made from is as it was, and not longer."""

import json
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.cache import Action, Cache, collect
from analysis.protocol import CACHE_VARIABLE

PARTS = {"notebook": "n1", "parameters": {"partner": "newham"}, "code": "c1"}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return a cache in which nothing is kept."""
    return Cache(tmp_path / "cache")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a file that somebody made."""
    made = tmp_path / "made" / "page.html"
    made.parent.mkdir()
    made.write_text("<p>made</p>", "utf-8")
    return made


def action(**changed: object) -> Action:
    return Action("page", "newham/index", {**PARTS, **changed})


def table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, "utf-8")
    return path


def test_what_was_put_is_found_whole(cache: Cache, page: Path, tmp_path: Path) -> None:
    cache.put(action(), {"html": page}, {"title": "Newham"})
    page.unlink()
    entry = cache.find(action()).entry
    assert entry
    assert entry.metadata == {"title": "Newham"}
    cache.give(entry, {"html": tmp_path / "site" / "x.html"})
    assert (tmp_path / "site" / "x.html").read_text("utf-8") == "<p>made</p>"


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_another_is_named(cache: Cache, part: str) -> None:
    cache.put(action())
    found = cache.find(action(**{part: "another"}))
    assert (found.entry, found.part) == (None, part)


def test_what_was_never_made_says_so(cache: Cache) -> None:
    assert cache.find(action()).why == "it has not been made before"


def test_a_file_that_was_read_and_changed_is_named(
    cache: Cache, tmp_path: Path
) -> None:
    read = str(table(tmp_path, "1"))
    cache.put(action(), reads={read: cache.files.of_read(read)})
    assert cache.find(action()).entry
    table(tmp_path, "2")
    assert cache.find(action()).read == read


def test_a_file_beside_what_was_read_is_no_part(cache: Cache, tmp_path: Path) -> None:
    read = str(table(tmp_path, "1"))
    cache.put(action(), reads={read: cache.files.of_read(read)})
    (tmp_path / "other.csv").write_text("1", "utf-8")
    assert cache.find(action()).entry


def test_going_back_to_what_was_read_before_makes_nothing_again(
    cache: Cache, tmp_path: Path
) -> None:
    for text in ("1", "2"):
        read = str(table(tmp_path, text))
        digest = cache.files.of_read(read)
        cache.put(action(), metadata={"from": text}, reads={read: digest})
    table(tmp_path, "1")
    entry = cache.find(action()).entry
    assert entry
    assert entry.metadata == {"from": "1"}


def test_what_is_done_to_an_output_leaves_the_result_as_it_is(
    cache: Cache, page: Path, tmp_path: Path
) -> None:
    entry = cache.put(action(), {"html": page})
    page.write_text("the next one", "utf-8")
    cache.give(entry, {"html": tmp_path / "site.html"})
    (tmp_path / "site.html").write_text("edited in place", "utf-8")
    assert cache.find(action()).entry == entry
    cache.give(entry, {"html": tmp_path / "site.html"})
    assert (tmp_path / "site.html").read_text("utf-8") == "<p>made</p>"


@pytest.mark.parametrize("damage", [Path.unlink, lambda p: p.write_text("damaged")])
def test_a_blob_that_is_not_what_it_was_is_not_given_away(
    cache: Cache, page: Path, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    entry = cache.put(action(), {"html": page})
    (blob,) = (p for p in (cache.folder / "blobs").rglob("*") if p.is_file())
    damage(blob)
    assert cache.find(action()).why == "its result is gone or was changed"
    with pytest.raises(OSError, match="lost html"):
        cache.give(entry, {"html": tmp_path / "site.html"})
    cache.give(cache.put(action(), {"html": page}), {"html": tmp_path / "site.html"})
    assert (tmp_path / "site.html").read_text("utf-8") == "<p>made</p>"


def test_an_entry_that_cannot_be_read_is_as_none(cache: Cache) -> None:
    cache.put(action())
    for path in (cache.folder / "entries").rglob("*.json"):
        path.write_text("{", "utf-8")
    assert cache.find(action()).entry is None


def test_another_process_finds_it_too(cache: Cache, page: Path) -> None:
    cache.put(action(), {"html": page})
    assert Cache(cache.folder).find(action()).entry


def put_many(folder: Path, number: int) -> None:
    cache = Cache(folder)
    for value in range(40):
        made = folder.parent / f"made-{number}"
        made.write_text(f"result {value % 8}", "utf-8")
        cache.put(action(value=value % 8), {"html": made})
    cache.files.save()


def test_several_processes_may_put_the_same_at_once(cache: Cache) -> None:
    spawn = multiprocessing.get_context("spawn")
    tasks = [spawn.Process(target=put_many, args=(cache.folder, n)) for n in range(3)]
    for task in tasks:
        task.start()
    for task in tasks:
        task.join()
    assert [task.exitcode for task in tasks] == [0, 0, 0]
    for value in range(8):
        entry = cache.find(action(value=value)).entry
        assert entry
        cache.give(entry, {"html": cache.folder / "out"})
        assert (cache.folder / "out").read_text("utf-8") == f"result {value}"


def test_results_nobody_asked_for_are_forgotten(cache: Cache, page: Path) -> None:
    cache.put(action(), {"html": page})
    page.write_text("newer", "utf-8")
    cache.put(action(code="c2"), {"html": page})
    (blobs := cache.folder / "blobs").mkdir(exist_ok=True)
    (old,) = [p for p in blobs.rglob("*") if p.is_file() and "made" in p.read_text()]
    entries = list((cache.folder / "entries").rglob("*.json"))
    oldest = next(p for p in entries if old.name in p.read_text("utf-8"))
    os.utime(oldest, (1, 1))
    collect(cache.folder)
    assert cache.find(action()).entry is None
    assert cache.find(action(code="c2")).entry


def test_of_too_much_the_last_used_stays(cache: Cache, page: Path) -> None:
    for number in range(4):
        page.unlink(missing_ok=True)
        page.write_text(f"{number}" * 100, "utf-8")
        cache.put(action(code=number), {"html": page})
        for path in (cache.folder / "entries").rglob("*.json"):
            if json.loads(path.read_text("utf-8"))["metadata"] == {}:
                used = path.stat().st_mtime - 10
                os.utime(path, (used, used))
    collect(cache.folder, largest=250)
    left = [n for n in range(4) if cache.find(action(code=n)).entry]
    assert left == [2, 3]


def test_a_notebook_finds_its_projects_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CACHE_VARIABLE, raising=False)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "_quarto.yml").touch()
    place = tmp_path.resolve() / "reports" / "cache"
    assert Cache.near(tmp_path / "notebooks").folder == place
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "named"))
    assert Cache.near(tmp_path / "notebooks").folder == tmp_path / "named"
