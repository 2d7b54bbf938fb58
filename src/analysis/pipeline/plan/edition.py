"""Settle what one build makes, and what of the site in place it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from analysis.cache import FileDigests
from analysis.pipeline.config import BuildRequest, Places
from analysis.pipeline.manifest import Manifest, ReportEntry, read_manifest
from analysis.pipeline.plan.partial import kept_reports
from analysis.pipeline.plan.reports import Report, plan, select, whole_documents
from analysis.pipeline.site.editions import Editions, refuse_editions
from analysis.protocol import EDITIONS_FOLDER


@dataclass(frozen=True)
class Edition:
    """Hold what one build is about to make.

    Parameters
    ----------
    request
        What was asked for.
    places
        Where its files go.
    planned
        Every report of the partnership.
    chosen
        Those that this build makes.
    documents
        The partners' whole documents it makes, each with its reports.
    editions
        The editions that are in the site.
    previous
        The record of this edition as it stands, if some of it is kept.
    kept
        Its pages that are kept.
    """

    request: BuildRequest
    places: Places
    planned: tuple[Report, ...]
    chosen: tuple[Report, ...]
    documents: Mapping[str, tuple[Report, ...]]
    editions: Editions | None = None
    previous: Manifest | None = None
    kept: tuple[ReportEntry, ...] = ()

    @classmethod
    def planned_for(cls, request: BuildRequest) -> "Edition":
        """Return what a request makes, without a look at the site in place.

        Raises
        ------
        NotebookError
            If a notebook cannot be planned.
        BuildError
            If a partner or topic is not known.
        """
        planned = plan(request)
        chosen = select(planned, request)
        documents = whole_documents(chosen, planned, request.formats)
        return cls(request, Places.of(request), planned, chosen, documents)

    @property
    def day(self) -> str:
        """Return its date as YYYY-MM-DD."""
        return self.request.as_at.isoformat()

    @property
    def others(self) -> dict[str, Path]:
        """Return the folders of the editions it stands beside, by date."""
        return self.editions.others(self.request.as_at) if self.editions else {}

    @property
    def days(self) -> tuple[str, ...]:
        """Return the dates of all editions in the site once it is built, in order."""
        return () if self.editions is None else tuple(sorted({*self.others, self.day}))

    @property
    def previous_folder(self) -> Path:
        """Return the folder where it is already; without one, the site's."""
        found = self.editions.folders.get(self.day) if self.editions else None
        return found or self.places.out

    @property
    def folders(self) -> list[Path]:
        """Return where it is in the site once it is built, where readers look first."""
        out = self.places.out
        dated = out / EDITIONS_FOLDER / self.day
        latest = all(day < self.day for day in self.others)
        return [*([out] if latest else []), *([dated] if self.days else [])]

    def keeping(self, engine: str, files: FileDigests) -> "Edition":
        """Return the edition with what stands in the site, and what it keeps of it.

        The other editions are named to the notebooks.

        Raises
        ------
        BuildError
            If pages of two editions would come to stand side by side, or a preview
            would take the place of editions.
        """
        request, out = self.request, self.places.out
        if request.beside:
            refuse_editions(out)
            compared = Editions.find(request.beside, request, replaced=False)
            compared.write_others(request.as_at, self.places.others, files)
            return self._keeping_pages(engine)
        editions = Editions.find(out, request)
        editions.write_others(request.as_at, self.places.others, files)
        return replace(self, editions=editions)._keeping_pages(engine)

    def _keeping_pages(self, engine: str) -> "Edition":
        if len(self.chosen) == len(self.planned):
            return self
        previous = read_manifest(self.previous_folder)
        whole = whole_documents(self.planned, self.planned, self.request.formats)
        kept = kept_reports(
            previous,
            self.request,
            engine,
            planned={*(r.page for r in self.planned), *whole},
            chosen={*(r.page for r in self.chosen), *self.documents},
        )
        return replace(self, previous=previous, kept=kept)

    @cached_property
    def present(self) -> frozenset[str]:
        """Return the paths of all pages and documents the site will hold."""
        made = {*(r.page for r in self.chosen), *self.documents}
        return frozenset(made | {r.page for r in self.kept})

    @cached_property
    def shown(self) -> tuple[Report, ...]:
        """Return the reports the site will hold, in the order of navigation."""
        return tuple(r for r in self.planned if r.page in self.present)
