"""Run every council's notebooks as a build does, and render nothing."""

import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console

from analysis.cache import Cache
from analysis.commands.ready import ready
from analysis.pipeline.config import BuildRequest, Partner
from analysis.pipeline.execute.pool import local
from analysis.pipeline.execute.run import run_reports
from analysis.pipeline.plan.edition import Edition


def main() -> None:
    """Run them; the arguments are the project, the data, the day and the councils."""
    root, data, day, *partners = sys.argv[1:]
    request = BuildRequest(
        root=Path(root),
        partnership="oneSource",
        partners=tuple(Partner(name, name) for name in partners),
        as_at=date.fromisoformat(day),
        data=Path(data),
        force=True,
        first=partial(ready, Path(data)),
    )
    edition = Edition.planned_for(request)
    chosen = tuple(report for report in edition.chosen if report.partner)
    outcomes = run_reports(
        replace(edition, chosen=chosen),
        Cache(edition.places.cache),
        Console(quiet=True),
        local,
    ).values()
    failed = [f"{o.page}: {o.failure}" for o in outcomes if o.failure]
    if failed:
        raise SystemExit("\n".join(failed))


if __name__ == "__main__":
    main()
