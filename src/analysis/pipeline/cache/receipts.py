"""Remember what each report was run from, so that it runs again only if need be."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from analysis.pipeline.cache import keys
from analysis.pipeline.execute.imports import imported_by
from analysis.pipeline.execute.notebook import Job
from analysis.pipeline.execute.outcome import Outcome
from analysis.pipeline.execute.trace import digest_of
from analysis.pipeline.files import write_whole
from analysis.pipeline.plan.reports import Report

CHANGED = {
    "notebook": "its notebook changed",
    "parameters": "its parameters changed",
    "code": "the package's code changed",
    "versions": "other versions of Python or of what reports use are installed",
    "environment": "the folder it is built in changed",
}


@dataclass(frozen=True)
class Receipt:
    """Say what a report was run from.

    Parameters
    ----------
    key
        What it depends on, by name; each a digest.
    reads
        The files it read, and their digests.
    seconds
        How long it ran.
    content
        The digest of what readers may see of it.
    sha256
        The digest of the executed notebook.
    """

    key: dict[str, str]
    reads: dict[str, str]
    seconds: float
    content: str
    sha256: str


_ADAPTER = TypeAdapter(Receipt)


def key_of(report: Report, job: Job) -> dict[str, str]:
    """Return what a report depends on before it has said what it reads.

    Parameters
    ----------
    report
        The report.
    job
        How it is run.
    """
    return {
        "notebook": report.source.sha256,
        "parameters": keys.digest_of_value(dict(report.parameters)),
        "code": keys.code_of_reports(),
        "versions": keys.versions(imported_by([job.notebook])),
        "environment": keys.digest_of_value([dict(job.environment), str(job.cwd)]),
    }


class Receipts:
    """Keep the receipts of one site's executed notebooks, each beside its own.

    Parameters
    ----------
    inputs
        The data files. A report of which it is not known what it read depends on
        all of them.
    """

    def __init__(self, inputs: tuple[Path, ...]) -> None:
        self._inputs = [str(path.resolve()) for path in inputs]
        self._digests: dict[str, str] = {}

    def reason_to_run(self, job: Job, key: Mapping[str, str]) -> tuple[str, Receipt]:
        """Return why a report has to run, or nothing; and what it was run from.

        Parameters
        ----------
        job
            How it would be run.
        key
            What it depends on now.
        """
        receipt = _read(_place(job))
        if receipt is None:
            return "it has not been run before, or failed", Receipt({}, {}, 0.0, "", "")
        for name, words in CHANGED.items():
            if receipt.key.get(name) != key[name]:
                return words, receipt
        for path, digest in receipt.reads.items():
            if self._digest(path) != digest:
                return f"{_shown(path, job)} changed", receipt
        if not job.output.is_file() or _sha256(job.output) != receipt.sha256:
            return "its executed notebook is gone or was changed", receipt
        return "", receipt

    def put(
        self, job: Job, key: Mapping[str, str], outcome: Outcome, why: str
    ) -> Outcome:
        """Remember a report that has run, and return its outcome with the reason.

        Of a report that failed nothing is remembered: it runs again.

        Parameters
        ----------
        job
            How it was run.
        key
            What it depended on before it ran.
        outcome
            How it ended.
        why
            Why it was run.
        """
        place = _place(job)
        outcome = replace(outcome, why=why)
        if outcome.failure is not None:
            place.unlink(missing_ok=True)
            return outcome
        reads = outcome.reads
        if reads is None:
            reads = {path: self._digest(path) for path in self._inputs}
        made = Receipt(
            key=dict(key),
            reads=dict(reads),
            seconds=outcome.seconds,
            content=outcome.content,
            sha256=_sha256(job.output),
        )
        write_whole(place, json.dumps(asdict(made), indent=1, sort_keys=True))
        return outcome

    def _digest(self, path: str) -> str:
        if path not in self._digests:
            self._digests[path] = digest_of(path)
        return self._digests[path]


def all_reads(executed: Path) -> dict[str, str]:
    """Return what all notebooks of a site have read, and the digests of it.

    Parameters
    ----------
    executed
        The folder of the executed notebooks.
    """
    found = (_read(path) for path in executed.rglob("*.json"))
    return {
        path: sha for receipt in found if receipt for path, sha in receipt.reads.items()
    }


def _place(job: Job) -> Path:
    return job.output.with_suffix(".json")


def _read(path: Path) -> Receipt | None:
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _shown(path: str, job: Job) -> str:
    """Return a path as a reader of build.json knows it, without the machine's."""
    root = job.cwd.resolve().parent
    place = Path(path)
    inside = place.is_relative_to(root)
    return (place.relative_to(root) if inside else Path(place.name)).as_posix()
