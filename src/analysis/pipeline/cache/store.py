"""Keep pages that have been rendered, until what they depend on changes."""

import hashlib
import json
import shutil
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from analysis.pipeline.files import link_files, write_whole
from analysis.pipeline.render.rendered import Joined, Rendered, read_rendered
from analysis.pipeline.site.search import NAME as SEARCH
from analysis.pipeline.site.search import Search, page_of, read_search


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

    def get(self, name: str, key: str, *, seen: bool = False) -> Rendered | None:
        """Return a page that was rendered from the same, if it is whole.

        Parameters
        ----------
        name
            Its path in the site, without suffix.
        key
            The digest of all that it depends on.
        seen
            Whether its files need not be looked at, as they stand elsewhere.
        """
        found = self.known(name)
        if found is None or found.key != key:
            return None
        try:
            whole = seen or all(
                _sha256(self._pages / path) == sha for path, sha in found.files.items()
            )
        except OSError:
            return None
        return found if whole else None

    def known(self, name: str) -> Rendered | None:
        """Return what was noted of a page when it was last rendered.

        Parameters
        ----------
        name
            Its path in the site, without suffix.
        """
        try:
            return read_rendered(self._receipts / name)
        except (OSError, ValidationError):
            return None

    def put(self, site: Path, made: Mapping[str, Rendered]) -> None:
        """Take the pages of a rendered site, and what they share.

        Parameters
        ----------
        site
            The site.
        made
            The pages and documents to take, and what is known of each beside its
            files and its entries in the search.
        """
        brought = {path: name for name, m in made.items() for path in m.facts.files}
        owned, shared = self._sort(site, brought)
        entries: dict[str, list[dict[str, Any]]] = {}
        for entry in read_search(site):
            entries.setdefault(page_of(entry), []).append(entry)
        for path in shared:
            _copy(site / path, self._shared / path)
        for name, known in made.items():
            (self._receipts / name).unlink(missing_ok=True)
            files = {path: _sha256(site / path) for path in owned.get(name, ())}
            for path in files:
                _copy(site / path, self._pages / path)
            ours = entries.get(f"{name}.html", [])
            note = asdict(replace(known, files=files, entries=ours))
            text = json.dumps(note, default=sorted)
            write_whole(self._receipts / name, text)

    def join(
        self,
        keys: Mapping[str, str],
        site: Path,
        standing: Path,
        unchanged: Collection[str],
    ) -> Joined:
        """Put a site together of what pages share, and of pages.

        Parameters
        ----------
        keys
            The pages and documents, in the order of the search index, each with
            its key.
        site
            An empty place for the site.
        standing
            A site whose files are shared, where pages stand in it as they would be.
        unchanged
            These pages.

        Returns
        -------
        Joined
            What is known of its pages.
        """
        site.mkdir(parents=True)
        if self._shared.is_dir():
            shutil.copytree(self._shared, site, dirs_exist_ok=True)
        joined = Joined()
        with Search(site) as search:
            for name, key in keys.items():
                found = self.get(name, key, seen=True)
                if found is None:
                    continue
                if name in unchanged:
                    link_files(standing, site, found.files)
                else:
                    for path in found.files:
                        _copy(self._pages / path, site / path)
                search.add(found.entries)
                joined.add(name, found)
        return joined

    def _sort(
        self, site: Path, brought: Mapping[str, str]
    ) -> tuple[dict[str, list[str]], list[str]]:
        """Return the files of each page, and those of none."""
        owned: dict[str, list[str]] = {}
        shared = []
        planned = set(self._planned)
        for path in sorted(p for p in site.rglob("*") if p.is_file()):
            name = path.relative_to(site).as_posix()
            owner = brought.get(name) or owner_of(name, planned)
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


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
