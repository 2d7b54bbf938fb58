"""What every subcommand does alike: find the project, give one clear message."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.errors import BuildError, EvaluationError

DATA = "data/onesource"


class EngineName(StrEnum):
    """List the renderers that can be asked for."""

    AUTO = "auto"
    QUARTO = "quarto"
    EMBEDDED = "embedded"


DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        show_default=DATA,
        help="The partnership's data folder.",
    ),
]


@contextmanager
def one_message() -> Iterator[None]:
    """Turn what a user can put right into one message, without a traceback."""
    try:
        yield
    except EvaluationError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except KeyboardInterrupt as error:
        typer.echo("Broken off. What was finished is kept for the next time.", err=True)
        raise typer.Exit(2) from error


def project_root() -> Path:
    """Return the project the command was called in, or above it.

    Raises
    ------
    BuildError
        If there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "_quarto.yml").is_file() and (folder / "notebooks").is_dir():
            return folder
    raise BuildError(
        f"{here} is not in a project: there is no folder with _quarto.yml and "
        "notebooks/ here or above."
    )
