"""Publish a site to a branch of a git remote, such as gh-pages.

The commit is made on top of what the remote has, and pushed without force: no branch of
this clone is touched, and what somebody pushed meanwhile is not lost.
"""

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.errors import PublishError
from analysis.pipeline.publish.owned import LISTING, files_of, foreign, listing

RAW = ("-c", "core.autocrlf=false", "-c", "core.fileMode=false")
"""What is committed has the bytes of the site, whatever the user's settings."""


def to_branch(
    site: Path, branch: str, *, repository: Path, remote: str, message: str
) -> None:
    """Publish a site as a branch, and push it.

    Parameters
    ----------
    site
        The site's folder.
    branch
        The branch, which only this command writes to. Files that others have put
        there, such as CNAME, stay.
    repository
        A folder of the git repository whose remote is pushed to.
    remote
        The remote's name.
    message
        What the commit says.

    Raises
    ------
    PublishError
        If the branch was not made by this command, a name cannot be used, or git
        refuses.
    """
    _check_names(repository, remote, branch)
    parent = _fetch(repository, remote, branch)
    tree = _write_tree(site, branch, repository, parent)
    if parent and tree == _git(repository, "rev-parse", f"{parent}^{{tree}}"):
        return
    parents = ["-p", parent] if parent else []
    commit = _git(repository, "commit-tree", tree, *parents, "-m", message)
    _git(repository, "push", "--quiet", remote, f"{commit}:refs/heads/{branch}")


def _check_names(repository: Path, remote: str, branch: str) -> None:
    """Refuse names that git could read as something else."""
    remotes = _git(repository, "remote", check=False).splitlines()
    if not remotes:
        raise PublishError(
            f"{repository} is no git repository with a remote, so there is nothing "
            "to push a branch to."
        )
    if remote not in remotes:
        raise PublishError(
            f"There is no git remote {remote!r}. Name one of: {', '.join(remotes)}."
        )
    odd = branch == "HEAD" or branch.startswith(("-", "+", "refs/"))
    if odd or not _git(repository, "check-ref-format", "--branch", branch, check=False):
        raise PublishError(f"{branch!r} cannot be the name of a branch.")
    if _git(repository, "branch", "--show-current") == branch:
        raise PublishError(
            f"The branch {branch} is checked out: it holds something else than a site. "
            "Name a branch of the site's own, such as gh-pages."
        )


def _fetch(repository: Path, remote: str, branch: str) -> str:
    """Return the commit that the branch has on the remote, or nothing."""
    reference = f"refs/heads/{branch}"
    if not _git(repository, "ls-remote", remote, reference):
        return ""
    _git(repository, "fetch", "--quiet", remote, reference)
    return _git(repository, "rev-parse", "FETCH_HEAD")


def _write_tree(site: Path, branch: str, repository: Path, parent: str) -> str:
    """Write the site, its list and the files of others as a tree; return its name."""
    names = files_of(site)
    kept = _foreign_entries(repository, branch, parent, names) if parent else []
    with TemporaryDirectory(prefix="publish-") as work:
        index = {"GIT_INDEX_FILE": str(Path(work, "index"))}
        home = _git(repository, "rev-parse", "--absolute-git-dir")
        where = (*RAW, f"--git-dir={home}", f"--work-tree={site.resolve()}")
        _git(site, *where, "add", "--all", "--force", ".", more=index)
        listed = _git(repository, "hash-object", "-w", "--stdin", text=listing(names))
        entries = "".join([*kept, f"100644 {listed}\t{LISTING}\0"])
        _git(repository, "update-index", "-z", "--index-info", text=entries, more=index)
        return _git(repository, "write-tree", more=index)


def _foreign_entries(
    repository: Path, branch: str, parent: str, names: list[str]
) -> list[str]:
    """Return the entries of a branch that others have put there, as git writes them."""
    found = _git(repository, "ls-tree", "-r", "-z", parent).split("\0")
    entries = {entry.split("\t")[1]: f"{entry}\0" for entry in found if entry}
    if LISTING not in entries:
        raise PublishError(
            f"The branch {branch} holds something that is no published site: it has "
            f"no {LISTING}. Name a branch of the site's own, such as gh-pages."
        )
    listed = _git(repository, "show", f"{parent}:{LISTING}")
    others = foreign([*entries], listed, names, f"The branch {branch}")
    return [entries[name] for name in others]


def _git(
    folder: Path,
    *arguments: str,
    check: bool = True,
    text: str | None = None,
    more: dict[str, str] | None = None,
) -> str:
    """Call git in a folder; return what it says, or nothing where it refuses."""
    done = subprocess.run(  # noqa: S603
        ["git", "-C", str(folder), *arguments],  # noqa: S607
        capture_output=True,
        encoding="utf-8",
        check=False,
        input=text,
        env={**os.environ, **(more or {})},
    )
    if check and done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        command = next(word for word in arguments if word[0] != "-" and "=" not in word)
        raise PublishError(f"git {command}: {said}")
    return done.stdout.strip() if not done.returncode else ""
