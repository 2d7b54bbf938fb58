"""Run those reports of an edition that have to be run."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from threading import Thread

from rich.console import Console

from analysis.pipeline import progress
from analysis.pipeline.cache import receipts
from analysis.pipeline.cache.receipts import Receipts
from analysis.pipeline.execute.environment import environment
from analysis.pipeline.execute.imports import imported_by
from analysis.pipeline.execute.notebook import Job
from analysis.pipeline.execute.outcome import Outcome
from analysis.pipeline.execute.pool import MakeExecutor, run_all
from analysis.pipeline.execute.warm import Crew
from analysis.pipeline.files import UNCHANGED
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.plan.reports import Report

FORCED = "--force was given"
FEW = 4
"""So few notebooks leave this process nothing else to do."""


def run_reports(
    edition: Edition,
    console: Console,
    make: MakeExecutor,
    meanwhile: Callable[[], object] = dict,
) -> dict[str, Outcome]:
    """Run what has changed, and return how every report of an edition ended.

    A report that has run is remembered at once, so that a build that is broken
    off has lost nothing but what was running.

    Parameters
    ----------
    edition
        What is made.
    console
        Where progress is shown.
    make
        Makes what the notebooks run in.
    meanwhile
        What else there is to do while a few notebooks run.
    """
    known = Receipts((*edition.request.inputs, edition.places.others))
    outcomes: dict[str, Outcome] = {}
    todo: dict[str, tuple[Job, dict[str, str], str]] = {}
    for report in edition.chosen:
        job = job_of(report, edition)
        key = receipts.key_of(report, job)
        why, receipt = known.reason_to_run(job, key)
        if why or edition.request.force:
            todo[report.page] = (job, key, FORCED if edition.request.force else why)
        else:
            outcomes[report.page] = Outcome(
                report.page,
                receipt.seconds,
                content=receipt.content,
                why=UNCHANGED,
                ran=False,
            )
    jobs = [job for job, *_ in todo.values()]
    if 0 < len(jobs) <= FEW:
        Thread(target=meanwhile, daemon=True).start()
    with progress.running(len(jobs), console) as shown:
        for outcome in run_all(jobs, _crew(edition, len(jobs)), make, shown):
            job, key, why = todo[outcome.page]
            ended = known.put(job, key, outcome, why)
            # Noted for good; of thousands of reports it would fill the memory.
            outcomes[outcome.page] = replace(ended, reads=None)
            # Only now: what is said to be done is done for good.
            shown.ended(outcome)
    _forget_gone(edition)
    return {report.page: outcomes[report.page] for report in edition.chosen}


def job_of(report: Report, edition: Edition) -> Job:
    """Return how a report is run.

    Parameters
    ----------
    report
        The report.
    edition
        The edition it is part of.
    """
    places, request = edition.places, edition.request
    return Job(
        page=report.page,
        notebook=report.source.path,
        output=places.executed / f"{report.page}.ipynb",
        log=places.log(report.page),
        cwd=request.notebooks,
        parameters=report.parameters,
        environment=_environment(edition),
        seconds=request.seconds,
        megabytes=request.megabytes,
    )


def _environment(edition: Edition) -> dict[str, str]:
    midnight = datetime.combine(edition.request.as_at, time(), UTC)
    day = {"SOURCE_DATE_EPOCH": str(int(midnight.timestamp()))}
    return {**environment(edition.places), **day}


def _crew(edition: Edition, count: int) -> Crew:
    request = edition.request
    paths = dict.fromkeys(report.source.path for report in edition.chosen)
    return Crew(
        jobs=max(1, min(request.jobs, count)),
        log=edition.places.logs / "workers.log",
        environment=environment(edition.places),
        modules=imported_by(paths) if count else (),
        seconds=request.seconds,
        first=request.first,
    )


def _forget_gone(edition: Edition) -> None:
    """Remove what earlier builds left of reports that no notebook makes any more."""
    home = edition.places.executed
    pages = {report.page for report in edition.planned}
    for path in [found for found in home.rglob("*") if found.is_file()]:
        if path.relative_to(home).with_suffix("").as_posix() not in pages:
            path.unlink(missing_ok=True)
