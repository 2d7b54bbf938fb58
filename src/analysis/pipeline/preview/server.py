"""Serve a site on loopback, and tell open pages when it has changed."""

import hashlib
import json
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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


class State:
    """Hold what open pages are told: which version they are of, and what is wrong.

    A page's version is the digest of its files, so that it is loaded again when it
    has changed, and not when only others have.

    Parameters
    ----------
    site
        The site's folder.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self.ended = False
        self._error = ""
        self._versions: dict[str, str] = {}
        self._changed = threading.Condition()

    def rebuilt(self) -> None:
        """Have open pages load again that have changed."""
        with self._changed:
            self._error, self._versions = "", {}
            self._changed.notify_all()

    def refused(self, error: str) -> None:
        """Have open pages show why the site could not be rebuilt."""
        with self._changed:
            self._error = error
            self._changed.notify_all()

    def end(self) -> None:
        """Let go everybody who waits."""
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def wait(self, address: str, seen: str | None) -> str:
        """Return the news of a page as JSON, once it is other than what was seen."""
        with self._changed:
            self._changed.wait_for(
                lambda: self.ended or self._news(address) != seen, timeout=HEARTBEAT
            )
            return self._news(address)

    def version(self, address: str) -> str:
        """Return the version of the page at an address."""
        with self._changed:
            return self._known_version(address)

    def _news(self, address: str) -> str:
        version = self._known_version(address)
        return json.dumps({"version": version, "error": self._error})

    def _known_version(self, address: str) -> str:
        if address not in self._versions:
            page = find_file(self.site, address)
            self._versions[address] = _version(self.site, page) if page else ""
        return self._versions[address]


def find_file(site: Path, address: str) -> Path | None:
    """Return the file at an address, if it is an ordinary file inside of the site.

    Parameters
    ----------
    site
        The site's folder.
    address
        The path of a URL, decoded; of a folder, its first page is meant.
    """
    try:
        home = site.resolve()
        path = (home / address.lstrip("/")).resolve()
        path = (path / "index.html").resolve() if path.is_dir() else path
        return path if path.is_relative_to(home) and path.is_file() else None
    except (OSError, ValueError):  # a name too long, or with a null character
        return None


def _version(site: Path, page: Path) -> str:
    """Return a digest of a page, its charts, and the look of all pages."""
    folders = [page.with_name(f"{page.stem}_files"), *(site / name for name in LOOK)]
    files = [page, *(p for folder in folders for p in sorted(folder.rglob("*")))]
    total = hashlib.sha256()
    for file in files:
        if file.is_file():
            total.update(f"{file.name}\0".encode() + file.read_bytes())
    return total.hexdigest()


class Handler(BaseHTTPRequestHandler):
    """Serve files, never from a browser's cache, and pages with what reloads them."""

    def __init__(self, *args: object, state: State) -> None:
        self._state = state
        super().__init__(*args)  # type: ignore[arg-type]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with the script, the events, a page or another file."""
        # Another site's name may lead here, and its page could then read what is
        # served (DNS rebinding).
        if _host(self.headers.get("Host")) not in LOOPBACK:
            wrong = HTTPStatus.MISDIRECTED_REQUEST
            self.send_error(wrong, "This server answers to localhost and 127.0.0.1")
            return
        address, _, query = (unquote(part) for part in self.path.partition("?"))
        if address == f"{OURS}reload.js":
            self._send(SCRIPT, "text/javascript")
        elif address == f"{OURS}events":
            self._send_events(query)
        else:
            self._send_file(address)

    def _send_file(self, address: str) -> None:
        file = find_file(self._state.site, address)
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif file.name == "index.html" and not address.endswith(("/", ".html")):
            # Else the page's links would lead to the folder above.
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{urlsplit(self.path).path}/")
            self.end_headers()
        elif file.suffix == ".html":
            # Asked first: a page that changes in between is loaded once more.
            tag = TAG % self._state.version(address).encode()
            page = file.read_bytes().replace(b"</body>", tag, 1)
            self._send(page, "text/html; charset=utf-8")
        else:
            kind, _ = mimetypes.guess_type(file.name)
            self._send(file.read_bytes(), kind or "application/octet-stream")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _send_events(self, address: str) -> None:
        """Send what is new of a page until it is closed (server-sent events)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen: str | None = None
        try:
            while not self._state.ended:
                news = self._state.wait(address, seen)
                line = f"data: {news}\n\n" if news != seen else ": still here\n\n"
                self.wfile.write(line.encode())
                self.wfile.flush()
                seen = news
        except (BrokenPipeError, ConnectionResetError):
            return


def _host(named: str | None) -> str | None:
    """Return the name in a Host header, without its port."""
    if named is None:
        return "localhost"
    try:
        return urlsplit(f"//{named}").hostname
    except ValueError:
        return None


@contextmanager
def serving(state: State, port: int = 0) -> Iterator[str]:
    """Serve a site on loopback; give its address.

    Parameters
    ----------
    state
        The site, and what its open pages are told.
    port
        The port; 0 takes one that is free.

    Raises
    ------
    BuildError
        If the port is taken.
    """
    handler = partial(Handler, state=state)
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
