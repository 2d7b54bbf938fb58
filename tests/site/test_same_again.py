"""The same inputs give the same bytes: pages, PDFs, spreadsheets, data and zip."""

import hashlib
from pathlib import Path

import pytest
from once import built_once
from whole import Built, evaluation

OPTIONS = ["--partner", "bexley", "--topic", "overspend", "--topic", "sources"]


@pytest.fixture(scope="module", params=["embedded", "quarto"])
def twice(
    request: pytest.FixtureRequest, shared: Path, root: Path
) -> tuple[Built, Built]:
    """Build two pages in each of two projects, which share nothing."""
    if request.param == "quarto":
        request.getfixturevalue("by_quarto")
    made = [
        built_once(
            shared, root, f"{request.param}-{n}", *OPTIONS, "--engine", request.param
        )
        for n in ("first", "second")
    ]
    return made[0], made[1]


def test_two_builds_are_the_same_byte_for_byte(twice: tuple[Built, Built]) -> None:
    first, second = (built.bytes() for built in twice)
    assert {name.rpartition(".")[2] for name in first} >= {
        *("html", "pdf", "xlsx", "csv", "json"),
    }
    assert "build.json" in first
    assert first == second


def test_so_are_their_zip_files(twice: tuple[Built, Built]) -> None:
    contents = []
    for built in twice:
        done = evaluation(built.project, "publish", "--to-zip", "site.zip", "--anyway")
        assert done.returncode == 0, done.stderr
        contents.append((built.project / "site.zip").read_bytes())
    assert hashlib.sha256(contents[0]).digest() == hashlib.sha256(contents[1]).digest()


def test_one_site_gives_one_zip_file(twice: tuple[Built, Built]) -> None:
    made = []
    for name in ("one.zip", "two.zip"):
        done = evaluation(twice[0].project, "publish", "--to-zip", name, "--anyway")
        assert done.returncode == 0, done.stderr
        content = (twice[0].project / name).read_bytes()
        made.append(hashlib.sha256(content).hexdigest())
    assert made[0] == made[1]
