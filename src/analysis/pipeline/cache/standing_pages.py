"""Know which pages stand in the site as a build would make them, without a look."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import BuildError
from analysis.pipeline.manifest import ReportEntry, read_manifest
from analysis.pipeline.plan.edition import Edition


@dataclass(frozen=True)
class StandingPages:
    """Hold the pages of an edition that stand as the last build left them.

    Parameters
    ----------
    folder
        The edition's folder.
    reports
        What its record says of each page and document.
    """

    folder: Path
    reports: Mapping[str, ReportEntry] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition, *, as_left: bool) -> "StandingPages":
        """Return the pages that stand where an edition stands already.

        Parameters
        ----------
        edition
            The edition.
        as_left
            Whether the site is known to be as the last build left it; if not, no
            page is known to be.
        """
        record = None
        if as_left and edition.stands():
            with suppress(BuildError):
                record = read_manifest(edition.standing)
        reports = record.reports if record else ()
        return cls(edition.standing, {report.page: report for report in reports})

    def has(self, page: str, key: str) -> bool:
        """Return whether a page stands that was made of the same.

        Parameters
        ----------
        page
            The page or document.
        key
            The digest of all that it depends on.
        """
        found = self.reports.get(page)
        return found is not None and found.key == key and found.status != "failed"
