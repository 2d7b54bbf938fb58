"""Put the built site where readers find it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.common import DATA, DataOption, one_message, project_root
from analysis.errors import PublishError

MOST = 20
"""Reasons that are listed; of more, their number is given."""


def publish(
    to_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Into this folder; files in it that are not the site's stay.",
        ),
    ] = None,
    to_zip: Annotated[
        Path | None, typer.Option(metavar="FILE", help="As a zip file.")
    ] = None,
    to_branch: Annotated[
        str | None,
        typer.Option(metavar="BRANCH", help="As this branch of a git remote."),
    ] = None,
    remote: Annotated[
        str, typer.Option(metavar="NAME", help="The git remote of --to-branch.")
    ] = "origin",
    site: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", show_default="reports/site", help="The site to publish."
        ),
    ] = None,
    data: DataOption = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Publish a site that has faults.")
    ] = False,
) -> None:
    """Publish the built site: to a folder, a zip file or a branch."""
    with one_message():
        from analysis.pipeline.publish.branch import to_branch as publish_branch
        from analysis.pipeline.publish.faults import find_faults, open_manifest
        from analysis.pipeline.publish.targets import to_folder
        from analysis.pipeline.publish.targets import to_zip as publish_zip
        from analysis.pipeline.site.deploy import lock

        root = project_root()
        folder = site or root / "reports" / "site"
        manifest = open_manifest(folder)
        message = f"Publish {manifest.partnership} as at {manifest.as_at}"
        send = _one_of(
            {
                "--to-dir": to_dir and (lambda: to_folder(folder, to_dir)),
                "--to-zip": to_zip and (lambda: publish_zip(folder, to_zip)),
                "--to-branch": to_branch
                and (
                    lambda: publish_branch(
                        folder,
                        to_branch,
                        repository=root,
                        remote=remote,
                        message=message,
                    )
                ),
            }
        )
        with lock(folder):
            _report([*_data_faults(data or root / DATA), *find_faults(folder)], anyway)
            send()
        typer.echo(f"Published {folder} to {to_dir or to_zip or to_branch}")


def _one_of(
    targets: "dict[str, Callable[[], None] | Path | str | None]",
) -> Callable[[], None]:
    """Return what serves the one target that was asked for."""
    asked = [send for send in targets.values() if callable(send)]
    if len(asked) != 1:
        raise PublishError(f"Name one target: {', '.join(targets)}.")
    return asked[0]


def _data_faults(folder: Path) -> list[str]:
    from analysis.data import check_folder

    return [f"{folder}: {problem}" for problem in check_folder(folder)]


def _report(faults: list[str], anyway: bool) -> None:
    """Refuse to publish what has faults, or only name them."""
    if not faults:
        return
    listed = faults[:MOST]
    if len(faults) > MOST:
        listed.append(f"… and {len(faults) - MOST} more.")
    text = "\n".join(f"- {fault}" for fault in listed)
    if not anyway:
        raise PublishError(
            f"Nothing was published, because the site has faults:\n{text}\n"
            "Mend them, or publish it as it is with --anyway."
        )
    typer.echo(f"The site has faults:\n{text}", err=True)
