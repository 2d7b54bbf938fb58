"""Build a site as a user does, serve it on loopback, and see what a reader sees."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page

PARTS = ("_quarto.yml", "_brand.yml", "assets", "data", "notebooks")
PARTNERS = ("havering", "newham", "bexley")
TOPICS = ("index", "savings", "overspend", "satisfaction")
ONCE = (
    *("accessibility", "changes", "index", "methods", "partnership/compared"),
    *("partnership/index", "partnership/savings", "sources"),
)
REPORTS = [f"{partner}/{topic}" for partner in PARTNERS for topic in TOPICS]
DOCUMENTS = [f"{partner}/evaluation" for partner in PARTNERS]


def evaluation(project: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Call the real command in a project."""
    command = Path(sys.executable).with_name("evaluation")
    return subprocess.run(
        [command, *arguments], cwd=project, capture_output=True, text=True, check=False
    )


def copy_of_the_project(root: Path, project: Path) -> None:
    """Copy what a build reads, so that it writes nothing beside the real one."""
    project.mkdir()
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, project / part)
        else:
            shutil.copy(root / part, project / part)


def build(project: Path, *options: str, out: str = "site") -> None:
    """Build a project's site, and keep what the command said beside it."""
    done = evaluation(project, "build", *options, "--jobs", "2")
    kept = {"status": done.returncode, "out": done.stdout, "err": done.stderr}
    (project / f"{out}.json").write_text(json.dumps(kept), encoding="utf-8")


@dataclass(frozen=True)
class Built:
    """Hold a project whose site was built, and what the command said."""

    project: Path
    site: Path
    status: int
    out: str
    err: str

    @classmethod
    def of(cls, project: Path, out: str = "site") -> "Built":
        """Read what the command left."""
        said = json.loads((project / f"{out}.json").read_text(encoding="utf-8"))
        site = project / "reports" / out
        return cls(project, site, said["status"], said["out"], said["err"])

    @property
    def pages(self) -> list[str]:
        """Return the pages of the newest edition, without suffix."""
        found = sorted(self.site.rglob("*.html"))
        names = [p.relative_to(self.site).with_suffix("").as_posix() for p in found]
        return [name for name in names if not name.startswith("editions/")]

    def main(self, page: str) -> Tag:
        """Return the content of a page."""
        text = (self.site / f"{page}.html").read_text(encoding="utf-8")
        found = BeautifulSoup(text, "lxml").select_one("main")
        assert isinstance(found, Tag)
        return found

    def words(self, page: str) -> str:
        """Return what stands on a page, with the words of its pictures."""
        main = self.main(page)
        alts = [str(image.get("alt", "")) for image in main.select("img")]
        return plain(" ".join([main.get_text(" "), *alts]))

    def bytes(self) -> dict[str, str]:
        """Return a digest of every file of the site."""
        return {
            path.relative_to(self.site).as_posix(): hashlib.sha256(
                path.read_bytes()
            ).hexdigest()
            for path in self.site.rglob("*")
            if path.is_file()
        }


def plain(text: str) -> str:
    """Return text with single spaces and straight quotes."""
    quotes = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\xa0": " "})
    return re.sub(r"\s+", " ", text.translate(quotes)).strip()


class Quiet(SimpleHTTPRequestHandler):
    """Serve a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; give its address."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


SEEN = """() => ({
  title: document.title,
  lang: document.documentElement.lang,
  visible: document.body.innerText,
  headings: [...document.querySelectorAll('main h1, main h2, main h3, main h4')]
    .map(h => [Number(h.tagName[1]), h.innerText.trim()]),
  ids: [...document.querySelectorAll('[id]')].map(e => e.id),
  links: [...document.querySelectorAll('a[href]')].map(a => a.href),
  code: document.querySelectorAll('pre, .sourceCode, .cell-code').length,
  pictures: [...document.querySelectorAll('main img')]
    .map(i => ({alt: i.alt, width: i.naturalWidth, shown: i.width})),
  tables: [...document.querySelectorAll('main table')].map(t => ({
    caption: t.caption ? t.caption.innerText : '',
    heads: t.querySelectorAll('thead th').length,
    rows: t.querySelectorAll('tbody tr').length})),
})"""


def walk(browser: Browser, address: str, pages: list[str]) -> dict[str, dict[str, Any]]:
    """Open every page, and note what it shows, asks for and complains of."""
    seen = {}
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked, complaints = _listen(page)
    for name in pages:
        asked.clear()
        complaints.clear()
        page.goto(f"{address}/{name}.html", wait_until="networkidle")
        found = page.evaluate(SEEN)
        links = [link.removeprefix(f"{address}/") for link in found["links"]]
        seen[name] = {
            **found,
            "links": links,
            "asked": [url for url in asked if not url.startswith(f"{address}/")],
            "complaints": [*complaints],
        }
    page.close()
    return seen


def _listen(page: Page) -> tuple[list[str], list[str]]:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def note(said: Any) -> None:
        if said.type in ("error", "warning"):
            complaints.append(said.text)

    page.on("console", note)
    return asked, complaints
