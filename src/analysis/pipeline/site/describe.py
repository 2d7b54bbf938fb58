"""Describe a build in its manifest, and how long each notebook took beside the logs."""

import json
import platform
from collections.abc import Iterator
from pathlib import Path

import analysis
from analysis.pipeline.execute.outcome import Failure
from analysis.pipeline.files import UNCHANGED, write_whole
from analysis.pipeline.manifest import FileDigest, Manifest, ReportEntry, digest
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.plan.reports import WHOLE, Report
from analysis.pipeline.render.engines import Engine
from analysis.pipeline.render.rendering import Rendering
from analysis.pipeline.site.pages import Pages
from analysis.pipeline.text import without_paths


def describe(
    edition: Edition, engine: Engine, pages: Pages, rendering: Rendering
) -> Manifest:
    """Return the manifest of a build.

    Parameters
    ----------
    edition
        What is built and kept.
    engine
        The renderer.
    pages
        How each report ended.
    rendering
        Which pages were rendered now, and the keys of all.
    """
    request = edition.request
    return Manifest(
        partnership=request.partnership,
        as_at=request.as_at.isoformat(),
        engine=engine.name,
        engine_version=engine.version,
        formats=tuple(sorted(request.formats)),
        package=analysis.__version__,
        python=platform.python_version(),
        reports=tuple(_entries(edition, pages, rendering)),
        inputs=tuple(digest(path, _base(path, edition)) for path in request.inputs),
    )


def write_seconds(edition: Edition, pages: Pages) -> None:
    """Write beside the logs how long each notebook ran.

    The site itself does not hold it: the same inputs give the same bytes.
    """
    taken = {page: outcome.seconds for page, outcome in pages.outcomes.items()}
    text = json.dumps(taken, indent=2, ensure_ascii=False)
    write_whole(edition.places.logs / "seconds.json", f"{text}\n")


def _base(path: Path, edition: Edition) -> Path:
    """Return the folder that an input is named from."""
    request = edition.request
    inside = path.resolve().is_relative_to(request.root.resolve())
    return request.root if inside else request.data.resolve().parent


def _entries(
    edition: Edition, pages: Pages, rendering: Rendering
) -> Iterator[ReportEntry]:
    kept = {report.page: report for report in edition.kept}
    for report in edition.shown:
        if report.page in pages.outcomes:
            yield _entry(report, pages, edition, rendering)
        else:
            yield kept.pop(report.page)
    for document, reports in edition.documents.items():
        partner = reports[0].partner
        failure = pages.failure(document)
        new = document in rendering.fresh
        yield ReportEntry(
            document,
            WHOLE,
            partner.id if partner else None,
            "failed" if failure else "built" if new else "reused",
            None,
            reason=_reason(failure, edition),
            why="one of its pages changed" if new else UNCHANGED,
            key=rendering.keys[document],
        )
    yield from kept.values()


def _entry(
    report: Report, pages: Pages, edition: Edition, rendering: Rendering
) -> ReportEntry:
    outcome = pages.outcomes[report.page]
    new = report.page in rendering.fresh
    why = outcome.why
    if new and not outcome.ran:
        why = "not run again; rendered, because its look or its texts changed"
    elif outcome.ran and not new:
        why += "; not rendered, because it shows the same"
    status = "built" if new or outcome.ran else "reused"
    return ReportEntry(
        page=report.page,
        topic=report.topic,
        partner=report.partner.id if report.partner else None,
        status="failed" if outcome.failure else status,
        notebook=FileDigest(report.source.name, report.source.sha256),
        parameters=dict(report.parameters),
        reason=_reason(outcome.failure, edition),
        why=why,
        key=rendering.keys[report.page],
    )


def _reason(failure: Failure | None, edition: Edition) -> str | None:
    return without_paths(str(failure), edition.request.root) if failure else None
