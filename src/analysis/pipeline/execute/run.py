"""Run those reports of an edition that are not in the cache."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path

from rich.console import Console

from analysis.cache import Action, Cache, Lookup, versions
from analysis.cache.store import NEW
from analysis.pipeline import progress
from analysis.pipeline.code import code_of_reports
from analysis.pipeline.execute.imports import imported_by
from analysis.pipeline.execute.notebook import Job
from analysis.pipeline.execute.outcome import Outcome
from analysis.pipeline.execute.pool import MakeExecutor, Workers, run_all
from analysis.pipeline.execute.worker import environment
from analysis.pipeline.files import UNCHANGED
from analysis.pipeline.plan.edition import Edition
from analysis.pipeline.plan.reports import Report

FORCED = "--force was given"
NOT_RUN = "it has not been run before, or failed"
CHANGED = {
    "notebook": "its notebook changed",
    "parameters": "its parameters changed",
    "code": "the package's code changed",
    "versions": "other versions of Python or of what reports use are installed",
    "environment": "the folder it is built in changed",
}
"""What to say of each part of an action that is another than the last time."""


def run_reports(
    edition: Edition, cache: Cache, console: Console, make: MakeExecutor
) -> dict[str, Outcome]:
    """Run what has changed, and return how every report of an edition ended.

    A report that has run is kept at once, so that a build that is broken off has lost
    nothing but what was running.
    """
    actions = Actions(cache)
    outcomes: dict[str, Outcome] = {}
    todo: dict[str, tuple[Job, Action, str]] = {}
    for report in edition.chosen:
        job = job_of(report, edition)
        action = actions.of(report, job)
        found = Lookup() if edition.request.force else cache.find(action)
        if found.entry:
            cache.give(found.entry, {"notebook": job.output})
            outcomes[report.page] = Outcome(
                report.page, **found.entry.metadata, why=UNCHANGED, ran=False
            )
        else:
            why = FORCED if edition.request.force else _why(found, edition)
            todo[report.page] = job, action, why
    jobs = [job for job, *_ in todo.values()]
    with progress.running(len(jobs), console) as shown:
        for outcome in run_all(jobs, _workers(edition, len(jobs)), make, shown):
            job, action, why = todo[outcome.page]
            _keep(outcome, job, action, cache)
            # Noted for good; of thousands of reports it would fill the memory.
            outcomes[outcome.page] = replace(outcome, why=why, reads={})
            # Only now: what is said to be done is done for good.
            shown.ended(outcome)
    _remove_others(edition)
    return {report.page: outcomes[report.page] for report in edition.chosen}


def job_of(report: Report, edition: Edition) -> Job:
    """Return how a report is run."""
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


@dataclass(frozen=True)
class Actions:
    """Say what executed notebooks are made from, beside the files that they read."""

    cache: Cache

    def of(self, report: Report, job: Job) -> Action:
        """Return the action that runs a report."""
        parts = {
            "notebook": report.source.sha256,
            "parameters": dict(report.parameters),
            "code": self._code,
            "versions": self._versions_for(job.notebook),
            "environment": [dict(job.environment), str(job.cwd)],
        }
        return Action("notebook", str(job.output), parts)

    @cached_property
    def _code(self) -> str:
        return code_of_reports(self.cache.files)

    @cached_property
    def _known(self) -> dict[Path, Mapping[str, str]]:
        return {}

    def _versions_for(self, notebook: Path) -> Mapping[str, str]:
        if notebook not in self._known:
            self._known[notebook] = versions(imported_by([notebook]))
        return self._known[notebook]


def _keep(outcome: Outcome, job: Job, action: Action, cache: Cache) -> None:
    """Put an executed notebook in place, and keep it; of a failed one nothing."""
    if outcome.failure:
        job.output.unlink(missing_ok=True)
        return
    if outcome.output:
        outcome.output.replace(job.output)
    known = {"seconds": outcome.seconds, "content": outcome.content}
    cache.put(action, {"notebook": job.output}, known, outcome.reads)


def _why(found: Lookup, edition: Edition) -> str:
    """Return why a report has to run, without the machine's paths."""
    if found.part:
        return CHANGED[found.part]
    if found.read:
        root, place = edition.request.root.resolve(), Path(found.read)
        inside = place.is_relative_to(root)
        name = place.relative_to(root) if inside else Path(place.name)
        return f"{name.as_posix()} changed"
    return NOT_RUN if found.why == NEW else found.why


def _environment(edition: Edition) -> dict[str, str]:
    midnight = datetime.combine(edition.request.as_at, time(), UTC)
    day = {"SOURCE_DATE_EPOCH": str(int(midnight.timestamp()))}
    return {**environment(edition.places), **day}


def _workers(edition: Edition, count: int) -> Workers:
    request = edition.request
    paths = dict.fromkeys(report.source.path for report in edition.chosen)
    return Workers(
        jobs=max(1, min(request.jobs, count)),
        log=edition.places.logs / "workers.log",
        environment=environment(edition.places),
        modules=imported_by(paths) if count else (),
        seconds=request.seconds,
        first=request.first,
    )


def _remove_others(edition: Edition) -> None:
    """Remove executed notebooks of reports that no notebook makes any more."""
    home = edition.places.executed
    pages = {report.page for report in edition.planned}
    for path in [found for found in home.rglob("*") if found.is_file()]:
        if path.relative_to(home).with_suffix("").as_posix() not in pages:
            path.unlink(missing_ok=True)
