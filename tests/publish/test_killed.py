"""Publishing that is killed at any step leaves the old site or the new one."""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from site_of_three import contents, make_site

from analysis.pipeline.publish.owned import LISTING
from analysis.pipeline.publish.targets import to_folder
from analysis.pipeline.site import deploy

pytestmark = pytest.mark.slow

CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.", "open")
"""What Python announces before it changes the disk."""


def killed(step: int, site: Path, web: Path) -> bool:
    """Publish in a process that is killed at a step; tell whether it came so far."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    left = step

    def count(event: str, _: object) -> None:
        nonlocal left
        if event.startswith(CHANGES):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    to_folder(site, web)
    os._exit(0)


def pages(folder: Path) -> dict[str, bytes]:
    return {k: v for k, v in contents(folder).items() if k != LISTING}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return make_site(tmp_path / "old", words="First")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    site = make_site(tmp_path / "new", words="Second")
    (site / "newham" / "savings.html").rename(site / "newham" / "costs.html")
    return site


def published(site: Path, web: Path) -> None:
    """Have nothing but a site and the file of somebody else in a folder."""
    shutil.rmtree(web.parent, ignore_errors=True)
    web.mkdir(parents=True)
    (web / "robots.txt").write_bytes(b"theirs")
    to_folder(site, web)


def after_each_kill(old: Path, new: Path, web: Path) -> list[dict[str, bytes]]:
    """Return what stood in the folder after a kill at each step there is."""
    found = []
    for step in range(1000):
        published(old, web)
        if not killed(step, new, web):
            break
        found.append(pages(web) if web.exists() else {})
        with deploy.lock(web, shared=True):
            # What readers see when the next publication has begun.
            found.append(pages(web))
    return found


def whole(site: Path) -> dict[str, bytes]:
    return contents(site) | {"robots.txt": b"theirs"}


def test_whenever_it_is_killed_readers_see_the_old_site_or_the_new_one(
    old: Path, new: Path, tmp_path: Path
) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux lets two folders change places")
    found = after_each_kill(old, new, tmp_path / "www" / "web")
    assert found.count(whole(old)) > 10
    assert found.count(whole(new)) > 2
    assert [seen for seen in found if seen not in (whole(old), whole(new))] == []


def test_without_an_exchange_the_next_publication_brings_the_old_site_back(
    old: Path, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deploy, "exchange", lambda *_: False)
    found = after_each_kill(old, new, tmp_path / "www" / "web")
    mended = found[1::2]
    assert [seen for seen in mended if seen not in (whole(old), whole(new))] == []
    assert {} in found
