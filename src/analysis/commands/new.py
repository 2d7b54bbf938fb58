"""Make a folder for a new partnership."""

from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.common import one_message


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The partnership's name.",
            show_default="the folder's",
        ),
    ] = None,
) -> None:
    """Make a folder of data for a new partnership, ready to fill in."""
    with one_message():
        from analysis.data.scaffold import new_folder

        called = name or folder.resolve().name.replace("-", " ").title()
        files = new_folder(folder, called)
        typer.echo(f"Made {len(files)} files in {folder}. Begin with its README.md.")
