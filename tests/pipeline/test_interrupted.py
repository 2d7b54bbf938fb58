"""A build that is killed at any moment loses nothing that was finished."""

import contextlib
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from small import PlainEngine, code, make_project, notebook, quickly

from analysis.pipeline.execute.pool import can_fork
from analysis.pipeline.manifest import read_manifest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="processes cannot be forked"),
]

KILLS = 20
PAGES = 6
JOBS = 2
HERE = Path(__file__).parent
# Forks a build for every line it is sent, as loading everything takes a while.
BUILDS = f"""
import os, sys
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[1])
# The package's code stays as it is, even if someone works on it meanwhile.
from analysis.pipeline.execute import run
from analysis.pipeline.render import rendering
for module in (run, rendering):
    for name in ("code_of_reports", "code_of_pages", "versions"):
        setattr(module, name, lambda *_: "same")
from small import PARTNERS, PlainEngine
from analysis.pipeline.pipeline import build
from analysis.pipeline.config import BuildRequest
root = Path(sys.argv[2])
day = date(2019, 7, 12)
request = BuildRequest(root, "oneSource", PARTNERS, day, root / "data", jobs={JOBS})
while sys.stdin.readline():
    child = os.fork()
    if child == 0:
        try:
            build(request, engine=PlainEngine())
        except BaseException as error:
            print("failed", repr(error), flush=True)
            os._exit(1)
        sys.stdout.flush()
        os._exit(0)
    # What a killed build was saying may have no end of line.
    print("\\npid", child, flush=True)
    _, status = os.waitpid(child, 0)
    print("\\nended", status, flush=True)
"""
# Each run leaves a line.
COUNTS = """
with open({runs!r}, 'a') as f:
    print({name!r}, {edition}, file=f)
"{edition}"
"""


def write_edition(root: Path, runs: Path, edition: int) -> None:
    """Write notebooks that all differ from those of any other edition."""
    for number in range(PAGES):
        name = f"p{number}"
        source = COUNTS.format(runs=str(runs), name=name, edition=edition)
        book = notebook(name, code(source), title=f"Edition {edition}")
        nbformat.write(book, root / "notebooks" / f"{name}.ipynb")


class Builds:
    """Start builds, listen to them, and kill them."""

    def __init__(self, root: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", BUILDS, str(HERE), str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )

    def one(self, lines: int | None = None, kill: int = 0) -> tuple[list[str], int]:
        """Run a build, kill it after so many lines, and return them with its end."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        pid, heard = 0, []
        for line in self.process.stdout:
            word, _, rest = line.strip().partition(" ")
            if word == "pid":
                pid = int(rest)
            elif word == "ended":
                return heard, int(rest)
            elif word:
                heard.append(line)
            if pid and lines is not None and len(heard) >= lines:
                lines = None
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, kill)
        raise AssertionError("the builds have ended")

    def end(self) -> None:
        """End."""
        self.process.communicate()


@pytest.fixture
def builds(tmp_path: Path) -> Iterator[Builds]:
    """Start builds of the project in the temporary folder."""
    made = Builds(tmp_path / "project")
    yield made
    made.end()


def edition_of(root: Path) -> set[str]:
    """Return the titles of the site in place, having seen that it is whole."""
    site = root / "reports" / "site"
    record = read_manifest(site)
    assert record is not None
    texts = [(site / f"{r.page}.html").read_text("utf-8") for r in record.reports]
    assert len(texts) == PAGES
    return {text.split("title: ")[1].split("\n")[0] for text in texts}


def test_twenty_kills_lose_nothing(tmp_path: Path, builds: Builds) -> None:
    root, runs = tmp_path / "project", tmp_path / "runs"
    request = make_project(root)
    write_edition(root, runs, 1)
    quickly(request, PlainEngine())
    assert edition_of(root) == {"Edition 1"}
    write_edition(root, runs, 2)
    moments, edition, kills = random.Random(1), 2, 0  # noqa: S311
    finished: set[str] = set()
    while kills < KILLS:
        signal_ = moments.choice([signal.SIGKILL, signal.SIGTERM])
        heard, status = builds.one(moments.randrange(PAGES + 2), signal_)
        kills += status != 0
        # What was said to have run before is not among what ran this time.
        ran = {f"{line.split()[1]} {edition}" for line in heard if line[:4] == "ran "}
        assert not ran & finished
        finished |= ran
        # The site is the old one or the new one, and never a bit of both.
        (shown,) = edition_of(root)
        assert shown in {f"Edition {edition - 1}", f"Edition {edition}"}
        if shown == f"Edition {edition}":
            edition += 1
            write_edition(root, runs, edition)
    _, status = builds.one()
    assert status == 0
    assert edition_of(root) == {f"Edition {edition}"}
    ended = Counter(runs.read_text("utf-8").splitlines())
    for told in range(2, edition + 1):
        assert all(ended[f"p{number} {told}"] >= 1 for number in range(PAGES))
    # Only what was running when a build was killed has run more than once.
    assert ended.total() - len(ended) <= KILLS * JOBS
