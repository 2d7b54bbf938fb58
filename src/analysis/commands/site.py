"""Turn what a command asks for into a request that the pipeline can build."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.cache import Action, Cache, FileDigests, files_below, versions
from analysis.commands.ready import ready
from analysis.pipeline.code import code_of_reports
from analysis.pipeline.config import FORMATS, BuildRequest, Partner, Places

if TYPE_CHECKING:
    from analysis.data import Partnership


@dataclass(frozen=True)
class Asked:
    """Hold what a command asks for.

    Attributes
    ----------
    root, data
        The folders of the project and of the partnership's data.
    as_at
        A day as YYYY-MM-DD, or none for that of the newest publication.
    out
        The site's folder, or none for the usual one.
    partners, topics
        What is to be built; all where empty.
    formats
        What is made of each page.
    """

    root: Path
    data: Path
    as_at: str | None
    out: Path | None
    partners: tuple[str, ...]
    topics: tuple[str, ...]
    formats: frozenset[str]

    def places(self) -> Places:
        """Return where its files go."""
        return Places.at(self.root, self.out)

    def request(self, **more: Any) -> BuildRequest:
        """Return the request; the data are opened only where they have changed.

        Parameters
        ----------
        more
            What else the request says, by name.

        Raises
        ------
        FolderError, CheckError
            If the data cannot be opened.
        """
        facts = self._facts(Cache(self.places().cache))
        return BuildRequest(
            root=self.root,
            partnership=facts["name"],
            partners=tuple(Partner(*pair) for pair in facts["partners"]),
            as_at=date.fromisoformat(facts["as_at"]),
            data=self.data,
            inputs=tuple(Path(path) for path in facts["files"]),
            out=self.out,
            only_partners=self.partners,
            only_topics=self.topics,
            formats=self.formats,
            notice=facts["notice"],
            first=partial(ready, self.data),
            as_at_words=facts["as_at_words"],
            **more,
        )

    def _facts(self, cache: Cache) -> Mapping[str, Any]:
        """Return what a build has to know of the data, kept until they change."""
        parts = {
            "folder": str(self.data),
            "as at": self.as_at,
            "code": code_of_reports(cache.files),
            "versions": versions(),
        }
        action = Action("data", str(self.data), parts)
        entry = cache.find(action).entry
        if entry is None:
            before = _reads([self.data], cache.files)
            facts = open_data(self.data, self.as_at)
            places = [self.data, *(Path(path).parent for path in facts["files"])]
            entry = cache.put(
                action, metadata=facts, reads=_reads(places, cache.files) | before
            )
            cache.files.save()
        return entry.metadata


def formats(name: str) -> frozenset[str]:
    """Return the formats that an option's value names.

    Parameters
    ----------
    name
        A format, or ``all``.
    """
    return FORMATS if name == "all" else frozenset({name})


def open_data(data: Path, as_at: str | None) -> dict[str, Any]:
    """Open the data, check them, and return what a build has to know of them.

    Parameters
    ----------
    data, as_at
        The folder, and the day or none.
    """
    from analysis.data import open_ledger, open_partnership

    record = open_partnership(data, as_at)
    open_ledger(record)  # Its problems stop a build as those of a table do.
    names = record.partners[["id", "name"]].itertuples(index=False, name=None)
    return {
        "name": record.settings.name,
        "partners": [[str(part) for part in pair] for pair in names],
        "as_at": record.as_at.isoformat(),
        "as_at_words": None if as_at else as_at_words(record),
        "notice": record.settings.notice,
        "files": [str(path) for path in record.files],
    }


def as_at_words(record: "Partnership") -> str | None:
    """Write the day of the latest document, where only its month or year is known."""
    from analysis.measures.dates import INFERRED, as_published

    known = as_published(record.sources, record.as_at)
    if known.precision == INFERRED:
        return known.by.removeprefix("by ")
    return None if known.precision == "day" else known.words


def _reads(places: Iterable[Path], files: FileDigests) -> dict[str, str]:
    """Return the digests of all files in some folders, and of which there are."""
    found = [
        path for place in places if place.is_dir() for path in files_below([place])
    ]
    folders = {f"{path.parent}/" for path in found}
    reads = sorted({*map(str, found), *folders})
    return {path: files.of_read(path) for path in reads}
