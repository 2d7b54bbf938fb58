"""Build a site: plan, run the notebooks, prepare, stage, render, swap."""

from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime, time
from pathlib import Path

from rich.console import Console

from analysis.build.assemble import assemble
from analysis.build.edition import Edition
from analysis.build.engines import Engine
from analysis.build.execute import Job
from analysis.build.finish import add_logs, check_whole, record
from analysis.build.keep import carry_over
from analysis.build.navigation import ENGINES, configure
from analysis.build.outcome import Outcome
from analysis.build.plan import Report
from analysis.build.pool import process_pool, run_all
from analysis.build.record import NAME, BuildRecord
from analysis.build.request import BuildRequest
from analysis.build.stage import read_config, stage
from analysis.build.swap import hold, swap

MakeExecutor = Callable[[int, Path], Executor]


def build(
    request: BuildRequest,
    *,
    engine: Engine,
    console: Console | None = None,
    executor: MakeExecutor = process_pool,
) -> BuildRecord:
    """Build the reports that a request asks for, and put the site in place.

    Nothing runs before everything is planned and checked. A report that fails
    becomes a page that says so; any other error leaves the site as it was.

    When only some pages are asked for, the others are kept as they stand in
    the site, so that links keep working; that needs the same partnership,
    as-at date, renderer and formats. A partner's whole document is made anew
    only when all of the partner's pages are, and else kept as well. Where no
    site stands, the new one holds what was asked for; links in the text of a
    page may then lead to pages that are still to be built.

    Parameters
    ----------
    request
        What to build.
    engine
        The renderer.
    console
        Where progress is shown.
    executor
        Makes what runs the notebooks, from a number of jobs and a log.

    Returns
    -------
    BuildRecord
        What the site's ``build.json`` holds; ``failed`` names what failed.

    Raises
    ------
    NotebookError
        If a notebook cannot be planned.
    BuildError
        If the build cannot start or finish.
    """
    console = console or Console()
    config = read_config(request.root)
    edition = Edition.planned_for(request)
    with hold(edition.places.out):
        edition = edition.keeping(engine.name)
        made = assemble(edition, _run(edition, console, executor))
        settings = configure(
            config,
            edition.shown,
            request,
            made.notebooks,
            (engine.name, engine.version),
        )
        stage(edition.places.project, request.root, settings, made.notebooks)
        site = _render(edition, engine, console)
        add_logs(site, made, edition)
        if edition.previous:
            kept = {report.page for report in edition.kept}
            carry_over(edition.places.out, site, edition.previous, kept)
        result = record(site, made, edition, engine)
        (site / NAME).write_text(result.to_json(), encoding="utf-8")
        swap(site, edition.places.out)
    return result


def _run(
    edition: Edition, console: Console, executor: MakeExecutor
) -> dict[str, Outcome]:
    jobs = [_job(report, edition) for report in edition.chosen]
    workers = min(edition.request.jobs, len(jobs))
    with executor(workers, edition.places.logs / "workers.log") as pool:
        return run_all(jobs, pool, console)


def _job(report: Report, edition: Edition) -> Job:
    places, request = edition.places, edition.request
    midnight = datetime.combine(request.as_at, time(), UTC)
    return Job(
        page=report.page,
        notebook=report.source.path,
        output=places.executed / f"{report.page}.ipynb",
        log=places.log(report.page),
        cwd=request.notebooks,
        parameters=report.parameters,
        environment={
            # A cold matplotlib folder costs each kernel half a second.
            "MPLCONFIGDIR": str(places.cache / "matplotlib"),
            # Nobody's own kernels, profile or start-up files take part.
            "JUPYTER_PREFER_ENV_PATH": "1",
            "IPYTHONDIR": str(places.cache / "ipython"),
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            # The same inputs give the same bytes.
            "PYTHONHASHSEED": "0",
            "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        },
    )


def _render(edition: Edition, engine: Engine, console: Console) -> Path:
    name = ENGINES.get(engine.name, engine.name)
    count = len(edition.chosen) + len(edition.documents)
    log = edition.places.logs / "render.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.unlink(missing_ok=True)
    with console.status(f"Rendering {count} pages with {name}"):
        if not console.is_terminal:
            console.print(f"rendering {count} pages with {name}", highlight=False)
        site = engine.render(edition.places.project, edition.request.formats, log)
    check_whole(site, edition, engine)
    return site
