"""Show the site in a browser and rebuild what a saved file changes."""

import os
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

if TYPE_CHECKING:
    from analysis.build.preview.loop import Build


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
        from analysis.build.preview.loop import WATCHED, Loop
        from analysis.build.preview.server import State, serving

        root = project_root()
        folder = data or root / DATA
        site = out or root / "reports" / "preview"
        site.mkdir(parents=True, exist_ok=True)
        state = State()
        chosen = (tuple(partner or ()), tuple(topic or ()))
        make = _builder(root, folder, as_at, chosen, engine, site)
        loop = Loop(make, state, typer.echo)
        with serving(site, state, port) as address:
            loop.once()
            typer.echo(f"The site is at {address} (stop it with Ctrl+C)")
            loop.run([*(root / name for name in WATCHED), folder])


def _builder(
    root: Path,
    data: Path,
    as_at: str | None,
    chosen: tuple[tuple[str, ...], tuple[str, ...]],
    engine: str,
    site: Path,
) -> "Build":
    """Return what builds the site as the files stand at that moment."""
    from io import StringIO

    from rich.console import Console

    from analysis.build.batch import build
    from analysis.build.engines import choose_engine
    from analysis.build.preview.standby import Standby
    from analysis.build.request import BuildRequest, Partner
    from analysis.data import open_partnership

    def make(standby: Standby) -> str:
        record = open_partnership(data, as_at)
        names = record.partners[["id", "name"]].itertuples(index=False, name=None)
        request = BuildRequest(
            root=root,
            partnership=record.settings.name,
            partners=tuple(Partner(*pair) for pair in names),
            as_at=record.as_at,
            data=data,
            inputs=record.files,
            out=site,
            only_partners=chosen[0],
            only_topics=chosen[1],
            formats=frozenset({"html"}),
            jobs=os.cpu_count() or 1,
            notice=record.settings.notice,
        )
        made = build(
            request,
            engine=choose_engine(engine),
            console=Console(file=StringIO()),
            executor=standby,
        )
        return "\n".join(f"failed: {r.page}: {r.reason}" for r in made.failed)

    return make
