"""Keep pages that have been rendered, until what they depend on changes."""

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from analysis.build.files import write_whole
from analysis.build.outcome import Failure

SEARCH = "search.json"


@dataclass(frozen=True)
class Rendered:
    """Say what a rendered page is made of.

    Parameters
    ----------
    key
        The digest of all that it depends on.
    files
        Its files in the site, and their digests.
    entries
        What the site's search index says of it.
    failure
        Why the page only says that there is no report, if it does.
    """

    key: str
    files: dict[str, str]
    entries: list[dict[str, Any]] = field(default_factory=list)
    failure: Failure | None = None


_ADAPTER = TypeAdapter(Rendered)


class Store:
    """Keep rendered pages, and what all pages of a site share.

    Parameters
    ----------
    home
        Its folder.
    planned
        All pages and documents there may be: every other file of a rendered site
        is shared.
    """

    def __init__(self, home: Path, planned: Collection[str]) -> None:
        self._pages, self._shared = home / "pages", home / "shared"
        self._receipts = home / "receipts"
        self._planned = sorted(planned, key=len, reverse=True)

    def begin(self, common: str) -> None:
        """Forget what pages share, if that is of another time.

        Parameters
        ----------
        common
            The digest of what all pages depend on.
        """
        mark = self._shared.with_name("shared.key")
        if not mark.is_file() or mark.read_text(encoding="utf-8") != common:
            shutil.rmtree(self._shared, ignore_errors=True)
            write_whole(mark, common)

    def get(self, name: str, key: str) -> Rendered | None:
        """Return a page that was rendered from the same, if it is whole.

        Parameters
        ----------
        name
            Its path in the site, without suffix.
        key
            The digest of all that it depends on.
        """
        try:
            found = _ADAPTER.validate_json((self._receipts / name).read_bytes())
            same = found.key == key and all(
                _sha256(self._pages / path) == sha for path, sha in found.files.items()
            )
        except (OSError, ValidationError):
            return None
        return found if same else None

    def put(
        self, site: Path, keys: Mapping[str, str], failures: Mapping[str, Failure]
    ) -> None:
        """Take the pages of a rendered site, and what they share.

        Parameters
        ----------
        site
            The site.
        keys
            The pages and documents to take, each with its key.
        failures
            Why some of them only say that there is no report.
        """
        owned, shared = self._sort(site)
        entries = read_search(site)
        for path in shared:
            _copy(site / path, self._shared / path)
        for name, key in keys.items():
            (self._receipts / name).unlink(missing_ok=True)
            files = {path: _sha256(site / path) for path in owned.get(name, ())}
            for path in files:
                _copy(site / path, self._pages / path)
            ours = [e for e in entries if page_of(e) == f"{name}.html"]
            made = Rendered(key, files, ours, failures.get(name))
            write_whole(self._receipts / name, json.dumps(asdict(made)))

    def join(self, names: Iterable[str], keys: Mapping[str, str], site: Path) -> None:
        """Put a site together of what pages share, and of pages.

        Parameters
        ----------
        names
            The pages and documents, in the order of the search index.
        keys
            Their keys.
        site
            An empty place for the site.
        """
        if self._shared.is_dir():
            shutil.copytree(self._shared, site, dirs_exist_ok=True)
        entries: list[dict[str, Any]] = []
        for name in names:
            found = self.get(name, keys[name])
            for path in found.files if found else ():
                _copy(self._pages / path, site / path)
            entries += found.entries if found else []
        if entries:
            write_whole(site / SEARCH, json.dumps(entries, ensure_ascii=False))

    def _sort(self, site: Path) -> tuple[dict[str, list[str]], list[str]]:
        """Return the files of each page, and those of none."""
        owned: dict[str, list[str]] = {}
        shared = []
        planned = set(self._planned)
        for path in sorted(p for p in site.rglob("*") if p.is_file()):
            name = path.relative_to(site).as_posix()
            owner = owner_of(name, planned)
            if owner is not None:
                owned.setdefault(owner, []).append(name)
            elif name != SEARCH:
                shared.append(name)
        return owned, shared


def owner_of(name: str, pages: Collection[str]) -> str | None:
    """Return the page that a file of a site belongs to, or none.

    Parameters
    ----------
    name
        The file's path in the site.
    pages
        All pages.
    """
    stem = name
    if "_files/" in name:
        stem = name.split("_files/", 1)[0]
    elif name.endswith((".html", ".pdf", ".log.txt")):
        stem = name.rsplit("/", 1)[0] + "/" if "/" in name else ""
        stem += name.rsplit("/", 1)[-1].split(".", 1)[0]
    return stem if stem in pages and stem != name else None


def read_search(site: Path) -> list[dict[str, Any]]:
    """Return what the index of a site's search holds.

    Parameters
    ----------
    site
        The site.
    """
    path = site / SEARCH
    if not path.is_file():
        return []
    content: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return content


def page_of(entry: Mapping[str, Any]) -> str:
    """Return the page that an entry of the search index leads to.

    Parameters
    ----------
    entry
        The entry.
    """
    return str(entry.get("href", "")).split("#")[0]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
