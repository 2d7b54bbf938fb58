"""Show the site in a browser and rebuild what a saved file changes."""

import os
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.commands.common import (
    DATA,
    DataOption,
    EngineName,
    one_message,
    project_root,
)
from analysis.commands.site import Asked
from analysis.errors import EvaluationError

if TYPE_CHECKING:
    from analysis.pipeline.preview.worker import Result

WATCHED = ("notebooks", "assets", "_quarto.yml", "_brand.yml")


def preview(
    partner: Annotated[
        list[str] | None,
        typer.Option(metavar="P", help="Only this council's pages, and those on all."),
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option(metavar="T", help="Only this topic's pages.")
    ] = None,
    as_at: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Show what had been published by this day."),
    ] = None,
    data: DataOption = None,
    engine: Annotated[
        EngineName, typer.Option(help="The renderer; the embedded one is quicker.")
    ] = EngineName.EMBEDDED,
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="0 takes any free port.")
    ] = 4200,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", show_default="reports/preview")
    ] = None,
) -> None:
    """Show the site on this machine; save a file, and its pages change."""
    with one_message():
        from analysis.pipeline.preview.server import State, serving
        from analysis.pipeline.preview.watch import build_on_save
        from analysis.pipeline.preview.worker import working

        root = project_root()
        asked = Asked(
            root=root,
            data=data or root / DATA,
            as_at=as_at,
            out=out or root / "reports" / "preview",
            partners=tuple(partner or ()),
            topics=tuple(topic or ()),
            formats=frozenset({"html"}),
        )
        site = asked.places().out
        site.mkdir(parents=True, exist_ok=True)
        state = State(site)
        with (
            working(partial(make_site, asked, engine.value)) as worker,
            serving(state, port) as address,
        ):
            build_on_save(
                worker,
                state,
                [*(root / name for name in WATCHED), asked.data],
                say=typer.echo,
                ready=lambda: typer.echo(
                    f"The site is at {address} (stop it with Ctrl+C)"
                ),
            )


def make_site(asked: Asked, engine: str) -> "Result":
    """Build the site as the files are now, pages only.

    Parameters
    ----------
    asked
        What is to be built.
    engine
        The renderer's name.
    """
    from rich.console import Console

    from analysis.pipeline.pipeline import build
    from analysis.pipeline.preview.worker import Result
    from analysis.pipeline.render.engines import choose_engine

    jobs = os.cpu_count() or 1
    try:
        request = asked.request(
            jobs=jobs,
            spreadsheets=False,
            beside=asked.root / "reports" / "site",
        )
        made = build(
            request,
            engine=choose_engine(engine),
            console=Console(file=StringIO()),
        )
    except EvaluationError as error:
        return Result(refused=str(error))
    return Result(
        failed="\n".join(f"failed: {r.page}: {r.reason}" for r in made.failed)
    )
