"""Publish a site to a branch of a git remote, such as gh-pages."""

import contextlib
import subprocess
from pathlib import Path
from typing import Any

import ghp_import

from analysis.errors import PublishError
from analysis.pipeline.manifest import NAME

_ghp_import: Any = ghp_import


def to_branch(
    site: Path, branch: str, *, repository: Path, remote: str, message: str
) -> None:
    """Publish a site as the whole content of a branch, and push it.

    Parameters
    ----------
    site
        The site's folder.
    branch
        The branch, which holds nothing but published sites.
    repository
        A folder of the git repository whose remote is pushed to.
    remote
        The remote's name.
    message
        What the commit says.

    Raises
    ------
    PublishError
        If the branch is checked out or holds something else, or git refuses.
    """
    _refuse_checked_out(repository, branch)
    _fetch(repository, remote, branch)
    _refuse_foreign(repository, f"refs/remotes/{remote}/{branch}", branch)
    try:
        with contextlib.chdir(repository):
            _ghp_import.ghp_import(
                str(site.resolve()), remote=remote, branch=branch, mesg=message
            )
    except _ghp_import.GhpError as error:
        raise PublishError(f"git: {error}") from error
    _git(repository, "push", "--quiet", remote, f"{branch}:{branch}")


def _refuse_checked_out(repository: Path, branch: str) -> None:
    if not _git(repository, "remote", check=False):
        raise PublishError(
            f"{repository} is no git repository with a remote, so there is nothing "
            "to push a branch to."
        )
    if _git(repository, "branch", "--show-current") == branch:
        raise PublishError(
            f"The branch {branch} is checked out: its files would be replaced by the "
            "site. Name a branch of the site's own, such as gh-pages."
        )


def _fetch(repository: Path, remote: str, branch: str) -> None:
    """Bring the remote's state of the branch here, so that the push follows it."""
    known = _git(repository, "ls-remote", remote, f"refs/heads/{branch}")
    if known:
        reference = f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}"
        _git(repository, "fetch", "--quiet", remote, reference)


def _refuse_foreign(repository: Path, reference: str, branch: str) -> None:
    held = _git(repository, "ls-tree", "--name-only", reference, check=False)
    if held and NAME not in held.splitlines():
        raise PublishError(
            f"The branch {branch} holds something that is no published site. "
            "Name a branch of the site's own, such as gh-pages."
        )


def _git(repository: Path, *arguments: str, check: bool = True) -> str:
    done = subprocess.run(  # noqa: S603
        ["git", "-C", str(repository), *arguments],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    if check and done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise PublishError(f"git {arguments[0]}: {said}")
    return done.stdout.strip() if not done.returncode else ""
