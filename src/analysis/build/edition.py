"""Settle what one build makes, and what of the site in place it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.build.keep import kept_reports
from analysis.build.plan import Report, plan, select, whole_documents
from analysis.build.record import BuildRecord, ReportRecord, read_record
from analysis.build.request import BuildRequest, Places


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
    previous
        The record of the site in place, if some of it is kept.
    kept
        The pages of that site that are kept.
    """

    request: BuildRequest
    places: Places
    planned: tuple[Report, ...]
    chosen: tuple[Report, ...]
    documents: Mapping[str, tuple[Report, ...]]
    previous: BuildRecord | None = None
    kept: tuple[ReportRecord, ...] = ()

    @classmethod
    def planned_for(cls, request: BuildRequest) -> "Edition":
        """Return what a request makes, without a look at the site in place.

        Parameters
        ----------
        request
            What was asked for.

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

    def keeping(self, engine: str) -> "Edition":
        """Return the edition with what it keeps of the site in place.

        Parameters
        ----------
        engine
            The renderer's name.

        Raises
        ------
        BuildError
            If pages of two editions would come to stand side by side.
        """
        if len(self.chosen) == len(self.planned):
            return self
        previous = read_record(self.places.out)
        whole = whole_documents(self.planned, self.planned, self.request.formats)
        kept = kept_reports(
            previous,
            self.request,
            engine,
            planned={*(r.page for r in self.planned), *whole},
            chosen={*(r.page for r in self.chosen), *self.documents},
        )
        return Edition(
            self.request,
            self.places,
            self.planned,
            self.chosen,
            self.documents,
            previous,
            kept,
        )

    @property
    def present(self) -> frozenset[str]:
        """Return the paths of all pages and documents the site will hold."""
        made = {*(r.page for r in self.chosen), *self.documents}
        return frozenset(made | {r.page for r in self.kept})

    @property
    def shown(self) -> tuple[Report, ...]:
        """Return the reports the site will hold, in the order of navigation."""
        return tuple(r for r in self.planned if r.page in self.present)
