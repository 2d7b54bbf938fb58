"""Build anew when a file that the site is made of is saved."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from analysis.build.preview.server import State
from analysis.build.preview.standby import Standby
from analysis.errors import EvaluationError

WATCHED = ("notebooks", "src", "assets", "_quarto.yml", "_brand.yml")
QUIET = 150
"""Milliseconds without a change after which a build begins."""

Build = Callable[[Standby], str]


class Loop:
    """Build once, then again after every change, until it is stopped.

    Parameters
    ----------
    build
        Builds the site with what runs notebooks; returns what failed, or nothing.
    state
        What open pages are told.
    say
        Tells the terminal.
    """

    def __init__(
        self, build: Build, state: State, say: Callable[[str], object]
    ) -> None:
        self._build, self._state, self._say = build, state, say
        self._standby = Standby()
        self.stop = threading.Event()

    def once(self) -> None:
        """Build the site, and tell pages and terminal how it went."""
        try:
            failed = self._build(self._standby)
        except EvaluationError as error:
            self._say(str(error))
            self._state.refused(str(error))
        else:
            if failed:
                self._say(failed)
            self._state.rebuilt()
        self._standby.prepare()

    def run(self, folders: Iterable[Path]) -> None:
        """Watch files and build after every change.

        Parameters
        ----------
        folders
            Folders and files to watch; those that are not there are left out.
        """
        there = [folder for folder in folders if folder.exists()]
        try:
            for changes in watch(
                *there,
                watch_filter=DefaultFilter(ignore_dirs=_ignored()),
                debounce=QUIET,
                step=50,
                stop_event=self.stop,
                raise_interrupt=False,
            ):
                self._say(_named(changes))
                if any(path.endswith(".py") for _, path in changes):
                    self._standby.discard()
                self.once()
        finally:
            self._standby.discard()


def _ignored() -> tuple[str, ...]:
    return (*DefaultFilter.ignore_dirs, ".ipynb_checkpoints", "reports")


def _named(changes: set[tuple[Change, str]]) -> str:
    names = sorted({Path(path).name for _, path in changes})
    return f"changed: {', '.join(names[:3])}" + (" and more" if names[3:] else "")
