"""See which files a report reads, so that it runs again when one has changed.

Python tells an audit hook of each file that is opened and each folder that is
listed. Two kinds of code say more, by events of their own:

- A reader that goes through a whole folder, of which a report then uses a part,
  raises ``analysis.browse`` with True before and with False after. Files opened in
  between count only once they are used.
- ``analysis.use`` with a path says that a file is used now, or read by a library
  that opens files on its own. A path without a suffix stands for the file of that
  name with any suffix.
"""

import os
import sys
import sysconfig
from collections.abc import Iterable
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

from analysis.protocol import BROWSE_EVENT, USE_EVENT


class Trace:
    """Collect the paths that this process reads, from now until it ends.

    Parameters
    ----------
    ignored
        Folders whose files do not count: caches, and the report's own output.
    searched
        Folders that are listed to find modules; what they hold does not count.
    """

    def __init__(
        self, ignored: Iterable[Path] = (), searched: Iterable[Path] = ()
    ) -> None:
        self._paths: set[str] = set()
        self._written: set[str] = set()
        # Python lists these by itself to find modules.
        # Not resolved: the events name folders as they were asked for.
        here = Path.cwd()
        folders = [*sys.path, *map(str, searched)]
        self._searched = {str(here / folder) for folder in folders}
        self._browsing = 0
        self._ignored = tuple(
            n for p in [*_system(), *map(str, ignored)] for n in _names(p)
        )
        self._on = True
        sys.addaudithook(self._hear)

    def stop(self) -> list[str]:
        """Stop, and return the paths in order."""
        self._on = False
        return sorted(self._paths - self._written)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._on:
            return
        if event == "open":
            self._opened(*arguments)
        elif event in ("os.listdir", "os.scandir"):
            self._add(arguments[0] if arguments[0] is not None else ".", os.sep)
        elif event == BROWSE_EVENT:
            self._browsing += 1 if arguments[0] else -1
        elif event == USE_EVENT:
            self._paths.add(os.path.abspath(arguments[0]))  # noqa: PTH100 - fast

    def _opened(self, path: Any, mode: str | None, flags: int) -> None:
        if isinstance(path, int):
            return
        writes = mode is not None and any(letter in mode for letter in "wax")
        if writes or (mode is None and flags & (os.O_WRONLY | os.O_RDWR)):
            self._written.add(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100
        else:
            self._add(path, "")

    def _add(self, path: Any, end: str) -> None:
        if self._browsing or isinstance(path, int):
            return
        name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
        if name.startswith(self._ignored) or (end and name in self._searched):
            return
        if name.endswith(".pyc") and not end:
            try:
                name = source_from_cache(name)
            except ValueError:
                return
        self._paths.add(name + end)


def _names(name: str) -> tuple[str, str]:
    """Return a folder with a slash at the end, as it is and behind its links."""
    return os.path.join(name, ""), os.path.join(os.path.realpath(name), "")  # noqa: PTH118


def _system() -> list[str]:
    """Return where Python and its libraries, and what is no file at all, live."""
    places = [sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()]
    # The folder of this package, whose code counts as a whole.
    package = Path(__file__).parents[2]
    own = ["/proc", "/dev", "/sys", "/etc", "/usr/share", "/run"]
    home = str(Path.home() / ".cache")
    return [*places, str(package), *own, home]
