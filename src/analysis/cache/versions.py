"""The versions of what reports are made with, and of nothing else that is installed."""

import platform
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "shared-services-evaluation"
MISSING = "not installed"


def versions(more: Iterable[str] = ()) -> dict[str, str]:
    """Return the versions of Python and of the distributions that a result rests on.

    These are what this project declares to need, what each of those needs in turn, and
    so on; a distribution that merely lies beside them does not count.

    Parameters
    ----------
    more
        Distributions beside the project's own, such as those a notebook imports.
    """
    found = {"python": platform.python_version(), "platform": sys.platform}
    waiting = [PROJECT, *more]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found[name], needed = _installed(name)
            waiting += needed
    return found


@cache
def distributions_of(module: str) -> tuple[str, ...]:
    """Return the distributions that a module comes from; none for a user's own file.

    Parameters
    ----------
    module
        Its name, dotted or not.
    """
    name = module.partition(".")[0]
    if name in sys.stdlib_module_names:
        return ()
    return tuple(sorted(set(metadata.packages_distributions().get(name, ()))))


def _installed(name: str) -> tuple[str, list[str]]:
    """Return the version of a distribution, and what it needs here."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return MISSING, []
    requirements = [Requirement(text) for text in found.requires or ()]
    needed = [
        requirement.name
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    ]
    return found.version, needed
