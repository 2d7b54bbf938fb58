"""Read and write the index that a site's search reads."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAME = "search.json"


class Search:
    """Write the search index of a site, one page after another.

    Without any entry, none is written.
    """

    def __init__(self, site: Path) -> None:
        self._place = site / NAME
        self._beside = self._place.with_name(f".{NAME}")
        self._count = 0

    def __enter__(self) -> Self:
        """Begin."""
        self._file = self._beside.open("w", encoding="utf-8", newline="\n")
        self._file.write("[")
        return self

    def add(self, entries: Iterable[Mapping[str, Any]]) -> None:
        """Add the entries of a page."""
        for entry in entries:
            comma = ", " if self._count else ""
            self._file.write(f"{comma}{json.dumps(entry, ensure_ascii=False)}")
            self._count += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End; the index is there whole, or as it was."""
        self._file.write("]")
        self._file.close()
        if self._count and kind is None:
            self._beside.replace(self._place)
        else:
            self._beside.unlink()


def read_search(site: Path) -> list[dict[str, Any]]:
    """Return the entries of a site's search index."""
    path = site / NAME
    if not path.is_file():
        return []
    content: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return content


def page_of(entry: Mapping[str, Any]) -> str:
    """Return the page that an entry of the search index leads to."""
    return str(entry.get("href", "")).split("#")[0]
