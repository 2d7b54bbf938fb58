"""Build anew when a file that the site is made of is saved."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from analysis.build.keys import PACKAGE
from analysis.build.preview.made import Builds
from analysis.build.preview.server import State

WATCHED = ("notebooks", "assets", "_quarto.yml", "_brand.yml")
QUIET = 30
"""Milliseconds without a change after which a build begins."""

RUN = PACKAGE / "build" / "run"
"""Code that the process with libraries has loaded too."""


class Loop:
    """Build once, then again after every change, until it is stopped.

    Parameters
    ----------
    builder
        Builds the site.
    state
        What open pages are told.
    say
        Tells the terminal.
    """

    def __init__(
        self, builder: Builds, state: State, say: Callable[[str], object]
    ) -> None:
        self._builder, self._state, self._say = builder, state, say
        self.stop = threading.Event()

    def once(self) -> None:
        """Build the site, and tell pages and terminal how it went."""
        made = self._builder.build()
        if made.failed or made.refused:
            self._say(made.failed or made.refused)
        if made.refused:
            self._state.refused(made.refused)
        else:
            self._state.rebuilt()

    def run(self, folders: Iterable[Path]) -> None:
        """Watch files and build after every change.

        Parameters
        ----------
        folders
            Folders and files to watch; those that are not there are left out.
        """
        there = {folder.resolve() for folder in folders if folder.exists()}
        for changes in watch(
            *there,
            PACKAGE,
            watch_filter=DefaultFilter(ignore_dirs=_ignored()),
            debounce=1_000,
            step=QUIET,
            stop_event=self.stop,
            raise_interrupt=False,
        ):
            self._say(_named(changes))
            code = [Path(path) for _, path in changes if path.endswith(".py")]
            if code:
                libraries = any(path.is_relative_to(RUN) for path in code)
                self._builder.discard(libraries=libraries)
            self.once()


def _ignored() -> tuple[str, ...]:
    return (*DefaultFilter.ignore_dirs, ".ipynb_checkpoints", "reports")


def _named(changes: set[tuple[Change, str]]) -> str:
    names = sorted({Path(path).name for _, path in changes})
    return f"changed: {', '.join(names[:3])}" + (" and more" if names[3:] else "")
