"""An open page is told to load again when it has changed, and only then."""

import json
import os
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

import pytest

from analysis.pipeline.preview.server import State, serving


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site of two pages, one with a chart."""
    for name in ("index.html", "newham/savings.html", "site_libs/look.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    chart = tmp_path / "newham" / "savings_files" / "figure-1.svg"
    chart.parent.mkdir()
    chart.write_text("<svg/>", "utf-8")
    return tmp_path


def version(state: State, page: str) -> str:
    """Return the version of a page that somebody who has seen none is told."""
    told: dict[str, str] = json.loads(state.wait(page, None))
    return told["version"]


@pytest.mark.parametrize(
    "change",
    [
        lambda site: (site / "newham" / "savings.html").write_text("other"),
        lambda site: (site / "newham/savings_files/figure-1.svg").write_text("<g/>"),
        lambda site: (site / "newham" / "savings.html").unlink(),
    ],
)
def test_a_page_whose_files_changed_is_loaded_again_and_no_other(
    site: Path, change: Callable[[Path], object]
) -> None:
    state = State(site)
    savings, home = version(state, "/newham/savings.html"), version(state, "/")
    change(site)
    state.rebuilt()
    assert version(state, "/newham/savings.html") != savings
    assert version(state, "/") == home


def test_a_new_look_loads_every_page_again(site: Path) -> None:
    state = State(site)
    before = [version(state, page) for page in ("/", "/newham/savings.html")]
    (site / "site_libs" / "look.css").write_text("p {}", "utf-8")
    state.rebuilt()
    after = [version(state, page) for page in ("/", "/newham/savings.html")]
    assert not set(before) & set(after)


def test_what_stands_in_the_way_is_told_until_a_build_succeeds(site: Path) -> None:
    state = State(site)
    seen = version(state, "/")
    state.refused("a cell is wrong")
    told = json.loads(state.wait("/", None))
    assert told == {"version": seen, "error": "a cell is wrong"}
    state.rebuilt()
    assert json.loads(state.wait("/", None)) == {"version": seen, "error": ""}


def test_a_page_that_changed_before_it_asked_for_news_is_loaded_again(
    site: Path,
) -> None:
    savings = site / "newham" / "savings.html"
    savings.write_text("<body>Old</body>", "utf-8")
    state = State(site)
    with serving(state) as address:
        with urlopen(f"{address}/newham/savings.html") as answer:  # noqa: S310
            served = answer.read().decode()
        assert f'data-version="{version(state, "/newham/savings.html")}"' in served
        savings.write_text("<body>New</body>", "utf-8")
        state.rebuilt()
    assert version(state, "/newham/savings.html") not in served


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:4200", 200),
        ("[::1]:4200", 200),
        ("evil.example", 421),
        ("evil.example:4200", 421),
        ("localhost.evil.example", 421),
        ("[broken", 421),
    ],
)
def test_only_who_calls_this_machine_by_a_name_of_its_own_is_answered(
    site: Path, host: str, status: int
) -> None:
    with serving(State(site)) as address:
        for method, path in (("GET", "/"), ("GET", "/__preview__/reload.js")):
            asked = HTTPConnection(urlsplit(address).netloc)
            asked.request(method, path, headers={"Host": host})
            answer = asked.getresponse()
            assert answer.status == status
            assert (b"index.html" in answer.read()) == (status == 200 and path == "/")
            asked.close()


def get(site: Path, path: str) -> tuple[int, bytes]:
    """Ask for an address as it is: a browser would tidy it up first."""
    with serving(State(site)) as address:
        asked = HTTPConnection(urlsplit(address).netloc)
        asked.request("GET", path)
        answer = asked.getresponse()
        content = answer.read()
        asked.close()
    return answer.status, content


@pytest.fixture
def secret(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file outside of the site that links in it lead to."""
    secret = tmp_path_factory.mktemp("outside") / "secret.html"
    secret.write_text("secret", "utf-8")
    (site / "link.html").symlink_to(secret)
    (site / "folder").symlink_to(secret.parent)
    return secret


@pytest.mark.parametrize(
    "path",
    [
        "/link.html",
        "/folder/secret.html",
        "/../{}",
        "/%2e%2e/{}",
        "//{}",
        "/newham/../../{}",
    ],
)
def test_nothing_outside_of_the_site_is_served(
    site: Path, secret: Path, path: str
) -> None:
    beside = f"{secret.parent.name}/{secret.name}"
    status, content = get(site, path.format(beside))
    assert (status, b"secret" in content) == (404, False)


@pytest.mark.parametrize("page", ["/../{}", "/link.html", "/../../../../../dev/zero"])
def test_no_version_is_told_of_what_lies_outside_of_the_site(
    site: Path, secret: Path, page: str
) -> None:
    beside = f"{secret.parent.name}/{secret.name}"
    assert version(State(site), page.format(beside)) == ""


@pytest.mark.parametrize("path", ["/site_libs/", "/site_libs", "/newham/"])
def test_a_folder_is_never_listed(site: Path, path: str) -> None:
    status, content = get(site, path)
    assert status == 404
    assert not any(name in content for name in (b"look.css", b"savings"))


@pytest.mark.parametrize("path", ["/%00", "/index.html%00", "/" + "a" * 5000])
def test_a_name_that_no_file_can_have_is_not_found(
    site: Path, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert get(site, path)[0] == 404
    assert version(State(site), unquote(path)) == ""
    assert capfd.readouterr().err == ""


def test_a_named_pipe_in_the_site_is_not_read(site: Path) -> None:
    os.mkfifo(site / "pipe.html")
    assert get(site, "/pipe.html")[0] == 404


def test_a_folder_without_a_slash_leads_to_its_first_page(site: Path) -> None:
    (site / "newham" / "index.html").write_text("<body>Newham</body>", "utf-8")
    with serving(State(site)) as address, urlopen(f"{address}/newham") as answer:  # noqa: S310
        assert answer.url == f"{address}/newham/"
        assert b"Newham" in answer.read()
