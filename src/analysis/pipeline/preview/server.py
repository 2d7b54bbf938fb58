"""Serve a site on loopback, and tell open pages when it has changed."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from analysis.errors import BuildError

SCRIPT = (Path(__file__).parent / "reload.js").read_bytes()
TAG = b'<script src="/__preview__/reload.js" data-version="%s"></script></body>'
OURS = "/__preview__/"
LOOK = ("site_libs", "assets")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
HEARTBEAT = 5.0
"""Seconds after which a page that was closed is noticed."""


@dataclass
class State:
    """Hold what open pages are told: which version stands, and what is wrong.

    A page's version is the digest of its files, so that it is loaded again when it
    has changed, and not when only others have.

    Parameters
    ----------
    site
        The site's folder.
    error
        Why it could not be rebuilt, or nothing.
    """

    site: Path
    error: str = ""
    ended: bool = False
    _versions: dict[str, str] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def rebuilt(self) -> None:
        """Have open pages load again that have changed."""
        self._set("", {})

    def refused(self, error: str) -> None:
        """Have open pages show what stands in the way.

        Parameters
        ----------
        error
            The message.
        """
        self._set(error, self._versions)

    def end(self) -> None:
        """Let everybody go who waits."""
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def _set(self, error: str, versions: dict[str, str]) -> None:
        with self._changed:
            self.error, self._versions = error, versions
            self._changed.notify_all()

    def wait(self, page: str, seen: str | None) -> str:
        """Return what a page is told, once it is other than what was seen.

        Parameters
        ----------
        page
            Its path in the site.
        seen
            What was told before.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self.ended or self._told(page) != seen, timeout=HEARTBEAT
            )
            return self._told(page)

    def version(self, page: str) -> str:
        """Return the version of a page that stands now.

        Parameters
        ----------
        page
            Its path in the site.
        """
        with self._changed:
            return self._known(page)

    def _told(self, page: str) -> str:
        """Return what a page is told, as JSON."""
        return json.dumps({"version": self._known(page), "error": self.error})

    def _known(self, page: str) -> str:
        if page not in self._versions:
            self._versions[page] = _version(self.site, page)
        return self._versions[page]


def _host(named: str | None) -> str | None:
    """Return the name in a Host header, without its port."""
    if named is None:
        return "localhost"
    try:
        return urlsplit(f"//{named}").hostname
    except ValueError:
        return None


def _version(site: Path, page: str) -> str:
    """Return a digest of a page, its charts, and the look of all pages."""
    path = site / page.strip("/")
    path = path / "index.html" if path.is_dir() else path
    folders = [path.with_name(f"{path.stem}_files"), *(site / name for name in LOOK)]
    files = [path, *(p for folder in folders for p in sorted(folder.rglob("*")))]
    total = hashlib.sha256()
    for file in files:
        if file.is_file():
            total.update(f"{file.name}\0".encode() + file.read_bytes())
    return total.hexdigest()


class Handler(SimpleHTTPRequestHandler):
    """Serve files, never from a cache, and pages with the script that reloads."""

    def __init__(self, *args: object, state: State, directory: str) -> None:
        self._state = state
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def parse_request(self) -> bool:
        """Answer only those who call this machine by a name that is its own.

        The page of another site could otherwise have its own name lead here, and read
        what is served (DNS rebinding).
        """
        if not super().parse_request():
            return False
        if _host(self.headers.get("Host")) in LOOPBACK:
            return True
        self.send_error(421, "This server answers to localhost and 127.0.0.1 only")
        return False

    def end_headers(self) -> None:
        """Keep browsers from showing what was there before."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        """Answer: the script, the events, a page or another file."""
        if self.path == f"{OURS}reload.js":
            self._send(SCRIPT, "text/javascript")
        elif self.path.startswith(f"{OURS}events?"):
            self._tell(self.path.partition("?")[2])
        else:
            page = Path(self.translate_path(self.path))
            page = page / "index.html" if page.is_dir() else page
            if page.suffix == ".html" and page.is_file():
                # Asked first: a page that changes in between is loaded once more.
                version = self._state.version(unquote(self.path.partition("?")[0]))
                tag = TAG % version.encode()
                text = page.read_bytes().replace(b"</body>", tag, 1)
                self._send(text, "text/html; charset=utf-8")
            else:
                super().do_GET()

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _tell(self, page: str) -> None:
        """Send what is new of a page until it is closed."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen: str | None = None
        try:
            while not self._state.ended:
                told = self._state.wait(unquote(page), seen)
                line = f"data: {told}\n\n" if told != seen else ": still here\n\n"
                self.wfile.write(line.encode())
                self.wfile.flush()
                seen = told
        except (BrokenPipeError, ConnectionResetError):
            return


@contextmanager
def serving(site: Path, state: State, port: int = 0) -> Iterator[str]:
    """Serve a site on loopback; give its address.

    Parameters
    ----------
    site
        The site's folder.
    state
        What open pages are told.
    port
        The port; 0 takes one that is free.

    Raises
    ------
    BuildError
        If the port is taken.
    """
    handler = partial(Handler, state=state, directory=str(site))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise BuildError(f"Port {port} cannot be used: {error.strerror}.") from error
    with server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            state.end()
            server.shutdown()
            thread.join()
