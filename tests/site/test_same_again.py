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
        request.getfixturevalue("quarto")
    options = [*OPTIONS, "--engine", request.param]
    made = [
        built_once(shared, root, project, *options, out=request.param)
        for project in ("first", "second")
    ]
    return made[0], made[1]


def published(built: Built, name: str) -> bytes:
    """Return what the command publishes of a site as a zip file."""
    asked = ["--to-zip", name, "--anyway", "--site", str(built.site)]
    done = evaluation(built.project, "publish", *asked)
    assert done.returncode == 0, done.stderr
    return (built.project / name).read_bytes()


def test_two_builds_are_the_same_byte_for_byte(twice: tuple[Built, Built]) -> None:
    first, second = (built.bytes() for built in twice)
    assert {name.rpartition(".")[2] for name in first} >= {
        *("html", "pdf", "xlsx", "csv", "json"),
    }
    assert "build.json" in first
    assert first == second


def test_so_are_their_zip_files(twice: tuple[Built, Built]) -> None:
    one, other = (published(built, "site.zip") for built in twice)
    assert hashlib.sha256(one).digest() == hashlib.sha256(other).digest()


def test_one_site_gives_one_zip_file(twice: tuple[Built, Built]) -> None:
    one, other = (published(twice[0], name) for name in ("one.zip", "two.zip"))
    assert hashlib.sha256(one).digest() == hashlib.sha256(other).digest()
