"""Show the site in a browser and rebuild what a saved file changes."""

import os
from functools import partial
from io import StringIO
from pathlib import Path
from traceback import format_exception
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
    from analysis.pipeline.preview.made import Made, MakeExecutor


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
        from analysis.pipeline.execute.environment import environment
        from analysis.pipeline.execute.warm import Crew
        from analysis.pipeline.preview.builder import building
        from analysis.pipeline.preview.loop import WATCHED, Loop
        from analysis.pipeline.preview.server import State, serving

        root = project_root()
        asked = Asked(
            root=root,
            data=data or root / DATA,
            as_at=as_at,
            out=out or root / "reports" / "preview",
            partners=tuple(partner or ()),
            topics=tuple(topic or ()),
            engine=engine.value,
            formats=frozenset({"html"}),
        )
        places = asked.places()
        places.out.mkdir(parents=True, exist_ok=True)
        crew = Crew(
            jobs=os.cpu_count() or 1,
            log=places.logs / "workers.log",
            environment=environment(places),
        )
        state = State(places.out)
        with (
            building(partial(make_site, asked), root / "notebooks", crew) as builder,
            serving(places.out, state, port) as address,
        ):
            loop = Loop(builder, state, typer.echo)
            loop.run(
                [*(root / name for name in WATCHED), asked.data],
                lambda: typer.echo(f"The site is at {address} (stop it with Ctrl+C)"),
            )


def make_site(asked: Asked, executor: "MakeExecutor") -> "Made":
    """Build the site as the files stand now, pages only.

    Parameters
    ----------
    asked
        What is to be built.
    executor
        Makes what runs the notebooks.
    """
    from analysis.pipeline.preview.made import Made

    try:
        from rich.console import Console

        from analysis.pipeline.pipeline import build
        from analysis.pipeline.render.engines import choose_engine

        standing = asked.standing()
        request = asked.request(
            standing,
            jobs=os.cpu_count() or 1,
            spreadsheets=False,
            beside=asked.root / "reports" / "site",
        )
        made = build(
            request,
            engine=choose_engine(asked.engine),
            console=Console(file=StringIO()),
            executor=executor,
            standing=standing,
        )
        asked.remember(standing, request)
    except EvaluationError as error:
        return Made(refused=str(error))
    except Exception as error:  # of code that is just being written
        return Made(refused="".join(format_exception(error)))
    return Made(failed="\n".join(f"failed: {r.page}: {r.reason}" for r in made.failed))
