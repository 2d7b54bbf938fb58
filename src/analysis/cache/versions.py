"""The versions of what reports are made with, and of nothing else that is installed."""

import platform
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "shared-services-evaluation"
MISSING = "not installed"


def versions(modules: Iterable[str] = ()) -> dict[str, str]:
    """Return the versions of Python and of the distributions that a result rests on.

    These are what this project declares to need, what each of those needs in turn, and
    so on; a distribution that merely lies beside them does not count. What is installed
    is looked at once in a process.

    Parameters
    ----------
    modules
        What a notebook imports: the distributions that it comes from count as well.
    """
    found = {"python": platform.python_version(), "platform": sys.platform}
    _add([PROJECT], found)
    names = {module.partition(".")[0] for module in modules}
    others = [n for n in sorted(names) if canonicalize_name(n) not in found]
    _add([d for name in others for d in distributions_of(name)], found)
    return found


def distributions_of(module: str) -> list[str]:
    """Return the distributions that a module comes from; none for a user's own file.

    Parameters
    ----------
    module
        Its name, without those of modules below it.
    """
    if module in sys.stdlib_module_names or module == __name__.partition(".")[0]:
        return []
    return sorted(set(_distributions(tuple(sys.path)).get(module, ())))


def _add(names: list[str], found: dict[str, str]) -> None:
    while names:
        name = canonicalize_name(names.pop())
        if name not in found:
            found[name], needed = _installed(name, tuple(sys.path))
            names += needed


@cache
def _distributions(_: tuple[str, ...]) -> Mapping[str, list[str]]:
    return metadata.packages_distributions()


@cache
def _installed(name: str, _: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the version of a distribution, and what it needs here."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return MISSING, ()
    requirements = [Requirement(text) for text in found.requires or ()]
    needed = [
        requirement.name
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    ]
    return found.version, tuple(needed)
