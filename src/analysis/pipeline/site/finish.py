"""Complete a rendered site: check it is whole, add its logs and its record."""

import json
import platform
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import analysis
from analysis.pipeline.execute.outcome import Failure
from analysis.pipeline.files import UNCHANGED, write_whole
from analysis.pipeline.manifest import (
    FileDigest,
    Manifest,
    ReportEntry,
    digest,
    with_files,
)
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.plan.reports import WHOLE, Report
from analysis.pipeline.render.engines import Engine
from analysis.pipeline.site.assemble import Assembly
from analysis.pipeline.text import plain, without_paths


class Pages(Protocol):
    """Say which pages were rendered, and what each depends on."""

    @property
    def fresh(self) -> Collection[str]:
        """List the pages and documents that were rendered by this build."""

    @property
    def keys(self) -> Mapping[str, str]:
        """Give the digest of all that each page or document depends on."""


def add_logs(site: Path, made: Assembly, edition: Edition) -> None:
    """Copy the logs of failed reports into a site, without the machine's paths.

    Parameters
    ----------
    site
        The rendered site.
    made
        How each report ended.
    edition
        What is made.
    """
    for page, outcome in made.outcomes.items():
        if outcome.failure:
            log = edition.places.log(page)
            text = log.read_text(encoding="utf-8") if log.is_file() else ""
            text = without_paths(plain(text), edition.request.root)
            (site / f"{page}.log.txt").write_text(text, encoding="utf-8")


def note_seconds(edition: Edition, made: Assembly) -> None:
    """Write beside the logs how long each notebook ran.

    The site itself does not hold it: the same inputs give the same bytes.

    Parameters
    ----------
    edition
        What is made.
    made
        How each report ended.
    """
    taken = {page: outcome.seconds for page, outcome in made.outcomes.items()}
    text = json.dumps(taken, indent=2, ensure_ascii=False)
    write_whole(edition.places.logs / "seconds.json", f"{text}\n")


def record(
    site: Path,
    made: Assembly,
    edition: Edition,
    engine: Engine,
    pages: Pages,
    known: Mapping[str, tuple[FileDigest, ...]],
) -> Manifest:
    """Return the record of a build, with the digest of every file it made.

    Parameters
    ----------
    site
        The site, complete but for the record.
    made
        How each report ended.
    edition
        What is made and kept.
    engine
        The renderer.
    pages
        Which pages were rendered now, and the keys of all.
    known
        The files of pages that are known to stand there, with their digests.
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
        reports=tuple(
            replace(report, files=known[report.page])
            if report.page in known
            else with_files(report, site)
            for report in _reports(made, edition, pages)
        ),
        inputs=tuple(digest(path, _base(path, edition)) for path in request.inputs),
    )


def _base(path: Path, edition: Edition) -> Path:
    """Return the folder that an input is named from."""
    request = edition.request
    inside = path.resolve().is_relative_to(request.root.resolve())
    return request.root if inside else request.data.resolve().parent


def _reports(made: Assembly, edition: Edition, pages: Pages) -> Iterator[ReportEntry]:
    kept = {report.page: report for report in edition.kept}
    for report in edition.shown:
        if report.page in made.outcomes:
            yield _report(report, made, edition, pages)
        else:
            yield kept.pop(report.page)
    for document, reports in edition.documents.items():
        partner = reports[0].partner
        failure = made.failure(document)
        new = document in pages.fresh
        yield ReportEntry(
            document,
            WHOLE,
            partner.id if partner else None,
            "failed" if failure else "built" if new else "reused",
            None,
            reason=_reason(failure, edition),
            why="one of its pages changed" if new else UNCHANGED,
            key=pages.keys[document],
        )
    yield from kept.values()


def _report(
    report: Report, made: Assembly, edition: Edition, pages: Pages
) -> ReportEntry:
    outcome = made.outcomes[report.page]
    new = report.page in pages.fresh
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
        key=pages.keys[report.page],
    )


def _reason(failure: Failure | None, edition: Edition) -> str | None:
    return without_paths(str(failure), edition.request.root) if failure else None
