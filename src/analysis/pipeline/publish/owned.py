"""Tell the files that publishing put somewhere from those of others.

A list of them, `.published`, is published with the site.
"""

from collections.abc import Collection
from itertools import accumulate
from pathlib import Path

from analysis.errors import PublishError

LISTING = ".published"


def files_of(site: Path) -> list[str]:
    """Return the paths of a site's files, sorted."""
    paths = (p for p in site.rglob("*") if p.is_file())
    return sorted(p.relative_to(site).as_posix() for p in paths)


def listing(names: Collection[str]) -> str:
    """Return the list of what is published, itself included."""
    return "".join(f"{name}\n" for name in (*names, LISTING))


def foreign(
    present: Collection[str], listed: str, names: Collection[str], place: str
) -> list[str]:
    """Return the files of others, which stay.

    Parameters
    ----------
    present
        All files that are in the place.
    listed
        The list of what was published there before; empty if there is none.
    names
        What is about to be published.
    place
        Where, for the message.

    Raises
    ------
    PublishError
        If one of them is in the way of what is published.
    """
    ours = set(listed.splitlines())
    others = sorted(set(present) - ours)
    taken = set(names) | {LISTING}
    folders = {folder for name in taken for folder in _folders(name)}
    for name in others:
        if name in taken or name in folders or taken.intersection(_folders(name)):
            raise PublishError(
                f"{place} holds {name}, which was not published by this command and "
                "would be overwritten. Move it, or name another place."
            )
    return others


def _folders(name: str) -> list[str]:
    """Return the folders that a path lies in, from the outside in."""
    return [*accumulate(name.split("/")[:-1], "{}/{}".format)]
