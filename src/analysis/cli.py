"""The command ``evaluation``: check the data, build the reports, look around.

Exit status: 0 when all is well; 1 when some report failed (the others are built
and the failure is named); 2 for wrong usage or data that do not check.
"""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.clean import clean
from analysis.commands.common import (
    DATA,
    DataOption,
    EngineName,
    one_message,
    project_root,
)
from analysis.commands.new import new
from analysis.commands.preview import preview
from analysis.commands.publish import publish
from analysis.commands.site import Asked, formats

# Everything else is imported by the command that needs it, so that --help is fast.

app = typer.Typer(
    help="Evaluate shared public services: savings, overspend, satisfaction.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class FormatName(StrEnum):
    """List what can be made of each report."""

    HTML = "html"
    PDF = "pdf"
    ALL = "all"


@app.command()
def check(data: DataOption = None) -> None:
    """Name every problem in the data: table, row, column, value, what is allowed."""
    with one_message():
        from analysis.data import check_folder

        folder = data or project_root() / DATA
        problems = check_folder(folder)
        for problem in problems:
            typer.echo(str(problem))
        count = len(problems)
        found = f"{count} problem{'s' * (count != 1)}" if count else "no problems"
        typer.echo(f"{folder}: {found}")
        if problems:
            raise typer.Exit(2)


@app.command()
def build(
    partner: Annotated[
        list[str] | None,
        typer.Option(metavar="P", help="Only this council's pages, and those on all."),
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option(metavar="T", help="Only this topic's pages.")
    ] = None,
    as_at: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Show only what had been published by this day (YYYY-MM-DD).",
            show_default="the newest publication",
        ),
    ] = None,
    data: DataOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", show_default="reports/site", help="Where the site goes."
        ),
    ] = None,
    engine: Annotated[
        EngineName, typer.Option(help="The renderer; auto takes Quarto if it is there.")
    ] = EngineName.AUTO,
    format_: Annotated[
        FormatName, typer.Option("--format", help="What to make of each report.")
    ] = FormatName.ALL,
    jobs: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            show_default="one a processor",
            help="How many reports run at the same time.",
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Run the notebooks on this dask cluster."),
    ] = None,
    time_limit: Annotated[
        float, typer.Option(metavar="S", min=1, help="Seconds one report may run.")
    ] = 900,
    memory_limit: Annotated[
        int, typer.Option(metavar="MB", min=256, help="Memory one report may use.")
    ] = 4096,
    force: Annotated[
        bool, typer.Option("--force", help="Build again what has not changed.")
    ] = False,
) -> None:
    """Build the reports and put them in place as one site."""
    with one_message():
        root = project_root()
        from rich.console import Console

        from analysis.pipeline.execute.cluster import on_cluster
        from analysis.pipeline.execute.pool import local
        from analysis.pipeline.pipeline import build as build_site
        from analysis.pipeline.render.engines import choose_engine

        asked = Asked(
            root=root,
            data=data or root / DATA,
            as_at=as_at,
            out=out,
            partners=tuple(partner or ()),
            topics=tuple(topic or ()),
            formats=formats(format_.value),
        )
        request = asked.request(
            jobs=jobs or os.cpu_count() or 1,
            force=force,
            seconds=time_limit,
            megabytes=memory_limit,
        )
        made = build_site(
            request,
            engine=choose_engine(engine),
            console=Console(),
            executor=on_cluster(scheduler) if scheduler else local,
        )
        for report in made.failed:
            typer.echo(f"failed: {report.page}: {report.reason}", err=True)
        typer.echo(f"The site is in {out or root / 'reports' / 'site'}")
        if made.failed:
            raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Say what is installed, which renderer will be used, and why."""
    with one_message():
        from analysis.pipeline.doctor import examine, explain_choice

        for part in examine(project_root()):
            mark = "found" if part.found else "missing"
            version = f" {part.version}" if part.version else ""
            typer.echo(f"{mark:8}{part.name}{version}: {part.remark}")
        typer.echo(explain_choice())


app.command()(clean)
app.command()(new)
app.command()(preview)
app.command()(publish)


def main() -> None:
    """Run the command."""
    app()
