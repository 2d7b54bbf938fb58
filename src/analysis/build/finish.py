"""Complete a rendered site: check it is whole, add its logs and its record."""

import platform
from collections.abc import Iterator
from pathlib import Path

import analysis
from analysis.build.assemble import Assembly
from analysis.build.edition import Edition
from analysis.build.engines import Engine
from analysis.build.plan import WHOLE, Report
from analysis.build.record import (
    BuildRecord,
    FileRecord,
    ReportRecord,
    digest,
    with_files,
)
from analysis.build.text import plain, without_paths
from analysis.errors import EngineError


def check_whole(site: Path, edition: Edition, engine: Engine) -> None:
    """Refuse a site that lacks a page which it should hold.

    Parameters
    ----------
    site
        The rendered site.
    edition
        What is made.
    engine
        The renderer, which is named.

    Raises
    ------
    EngineError
        If a page or a PDF is missing.
    """
    formats = edition.request.formats
    wanted = [f"{r.page}.{f}" for r in edition.chosen for f in sorted(formats)]
    wanted += [f"{document}.pdf" for document in edition.documents]
    missing = [name for name in wanted if not (site / name).is_file()]
    if missing:
        raise EngineError(
            f"The renderer {engine.name} did not make {', '.join(missing)}. "
            f"Its messages are in {edition.places.logs / 'render.log'}."
        )


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


def record(site: Path, made: Assembly, edition: Edition, engine: Engine) -> BuildRecord:
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
    """
    request = edition.request
    return BuildRecord(
        partnership=request.partnership,
        as_at=request.as_at.isoformat(),
        engine=engine.name,
        engine_version=engine.version,
        formats=tuple(sorted(request.formats)),
        package=analysis.__version__,
        python=platform.python_version(),
        reports=tuple(with_files(r, site) for r in _reports(made, edition)),
        inputs=tuple(digest(path, _base(path, edition)) for path in request.inputs),
    )


def _base(path: Path, edition: Edition) -> Path:
    """Return the folder that an input is named from."""
    request = edition.request
    inside = path.resolve().is_relative_to(request.root.resolve())
    return request.root if inside else request.data.resolve().parent


def _reports(made: Assembly, edition: Edition) -> Iterator[ReportRecord]:
    kept = {report.page: report for report in edition.kept}
    for report in edition.shown:
        if report.page in made.outcomes:
            yield _report(report, made, edition)
        else:
            yield kept.pop(report.page)
    for document, reports in edition.documents.items():
        partner = reports[0].partner
        yield ReportRecord(
            document, WHOLE, partner.id if partner else None, "built", None
        )
    yield from kept.values()


def _report(report: Report, made: Assembly, edition: Edition) -> ReportRecord:
    outcome = made.outcomes[report.page]
    failure = outcome.failure
    root = edition.request.root
    return ReportRecord(
        page=report.page,
        topic=report.topic,
        partner=report.partner.id if report.partner else None,
        status=outcome.status,
        notebook=FileRecord(report.source.name, report.source.sha256),
        parameters=dict(report.parameters),
        reason=without_paths(str(failure), root) if failure else None,
        seconds=outcome.seconds,
    )
