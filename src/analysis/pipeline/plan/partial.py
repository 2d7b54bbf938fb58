"""Keep the pages that a partial build leaves out, as they stand in the site."""

from collections.abc import Collection
from dataclasses import replace

from analysis.errors import BuildError
from analysis.pipeline.config import BuildRequest
from analysis.pipeline.manifest import Manifest, ReportEntry


def kept_reports(
    previous: Manifest | None,
    request: BuildRequest,
    engine: str,
    planned: Collection[str],
    chosen: Collection[str],
) -> tuple[ReportEntry, ...]:
    """Return the pages of the site in place that a partial build keeps.

    A page is kept as it is, with the status ``kept``, so that links to it
    work. That is right only within one edition: a site that showed one page
    as at one day and its neighbour as at another would mislead.

    Parameters
    ----------
    previous
        The record of the site in place, or none.
    request
        The build.
    engine
        The renderer's name.
    planned
        All pages and documents that a whole build would make.
    chosen
        Those that this build makes.

    Raises
    ------
    BuildError
        If the site in place is another edition: its partnership, as-at date,
        renderer or formats differ.
    """
    if previous is None or not set(planned) - set(chosen):
        return ()
    _check_same_edition(previous, request, engine)
    return tuple(
        replace(report, status="kept")
        for report in previous.reports
        if report.page in planned and report.page not in chosen
    )


def _check_same_edition(previous: Manifest, request: BuildRequest, engine: str) -> None:
    pairs = {
        "partnership": (previous.partnership, request.partnership),
        "as-at date": (previous.as_at, request.as_at.isoformat()),
        "renderer": (previous.engine, engine),
        "formats": (list(previous.formats), sorted(request.formats)),
    }
    for what, (old, new) in pairs.items():
        if old != new:
            raise BuildError(
                f"Only some pages were asked for, and the site in place is another "
                f"edition: its {what} is {old}, not {new}. Build all pages, or name "
                "another folder with --out."
            )
