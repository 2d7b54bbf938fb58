"""Build many councils' reports, and look at every page of them in a browser.

    python benchmarks/batch/look.py --councils 33 --engines embedded quarto

No link may lead nowhere, no page may ask another host for anything, and none may
write an error or a warning to the browser's console.
"""

import argparse
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from councils import make_project
from measure import measure
from playwright.sync_api import Page, sync_playwright

from analysis.pipeline.publish.faults import find_faults

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


class Quiet(SimpleHTTPRequestHandler):
    """Serve a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def main() -> None:
    """Build with each renderer, look, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--councils", type=int, default=33)
    parser.add_argument("--engines", nargs="+", default=["embedded", "quarto"])
    parser.add_argument("--work", type=Path, default=ROOT / "reports" / "look")
    given = parser.parse_args()
    wrong = 0
    for engine in given.engines:
        project = given.work.resolve() / engine
        site = build(project, given.councils, engine)
        faults, pages = find_faults(site), list(site.rglob("*.html"))
        faults += [said for page in look(site, pages) for said in page]
        print(f"{engine}: {len(pages)} pages, {len(faults)} faults", flush=True)
        print("\n".join(f"  {fault}" for fault in faults[:20]), flush=True)
        wrong += len(faults)
        shutil.rmtree(project)
    raise SystemExit(bool(wrong))


def build(project: Path, councils: int, engine: str) -> Path:
    """Build the reports of so many councils in a project of their own."""
    make_project(project, councils)
    measure([BIN / "evaluation", "build", "--engine", engine], project)
    return project / "reports" / "site"


def look(site: Path, pages: list[Path]) -> Iterator[list[str]]:
    """Open every page, and give what is wrong on it."""
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for page in sorted(pages):
            tab = browser.new_page()
            name = page.relative_to(site).as_posix()
            wrong: list[str] = []
            listen(tab, name, address, wrong)
            tab.goto(f"{address}/{name}", wait_until="networkidle")
            yield wrong
            tab.close()
        browser.close()


def listen(tab: Page, name: str, address: str, wrong: list[str]) -> None:
    """Note what a page complains of, and whom it asks."""
    tab.on("pageerror", lambda error: wrong.append(f"{name}: {error}"))
    tab.on("requestfailed", lambda asked: wrong.append(f"{name}: {asked.url} failed"))
    tab.on(
        "console",
        lambda said: (
            wrong.append(f"{name}: {said.text}")
            if said.type in ("error", "warning")
            else None
        ),
    )
    tab.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith((address, "data:"))
            else wrong.append(f"{name} asks for {asked.url}")
        ),
    )


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


if __name__ == "__main__":
    main()
