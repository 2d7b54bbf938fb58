"""Build anew when a file that the site is made of is saved."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

from watchfiles import Change, DefaultFilter, watch

from analysis.pipeline.cache.keys import PACKAGE
from analysis.pipeline.preview.made import Builds
from analysis.pipeline.preview.server import State

WATCHED = ("notebooks", "assets", "_quarto.yml", "_brand.yml")
QUIET = 30
"""Milliseconds without a change after which a build begins."""

Changes = set[tuple[Change, str]]
Saved = SimpleQueue[Changes | Exception]

RUN = PACKAGE / "pipeline" / "execute"
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

    def _once(self) -> None:
        """Build the site, and tell pages and terminal how it went."""
        made = self._builder.build()
        if made.failed or made.refused:
            self._say(made.failed or made.refused)
        if made.refused:
            self._state.refused(made.refused)
        else:
            self._state.rebuilt()

    def run(self, places: Iterable[Path], ready: Callable[[], object]) -> None:
        """Build, then watch files and build after every change, until Ctrl-C.

        Parameters
        ----------
        places
            Folders and files to watch.
        ready
            Called when the site has been built for the first time.
        """
        try:
            # From before the first build: what is saved during it is not lost.
            with _following(places) as saved:
                self._once()
                ready()
                while True:
                    changes = _next(saved)
                    self._say(_named(changes))
                    self._discard({Path(path) for _, path in changes})
                    self._once()
        except KeyboardInterrupt:
            return

    def _discard(self, paths: Iterable[Path]) -> None:
        """Have what was loaded go, where it has been saved anew."""
        # Not only modules: what lies beside them counts as code, and is read once.
        code = [p for p in paths if p.suffix == ".py" or p.is_relative_to(PACKAGE)]
        if code:
            libraries = any(path.is_relative_to(RUN) for path in code)
            self._builder.discard(libraries=libraries)


@contextmanager
def _following(places: Iterable[Path]) -> Iterator[Saved]:
    """Give what is saved below folders, and to files, from the beginning."""
    there = {place.resolve() for place in places}
    folders = {place for place in there if place.is_dir()} | {PACKAGE}
    files = {str(place) for place in there - folders}
    # Many editors put a new file in the place of the old one. Who watches the file
    # itself then watches what is gone, so its folder is watched.
    homes = {home for file in files if (home := Path(file).parent).is_dir()}
    usual = DefaultFilter(ignore_dirs=_ignored())

    def below(change: Change, path: str) -> bool:
        """Tell what counts by its place in a folder, wherever that folder lies."""
        inside = (Path(path).relative_to(f) for f in folders if f in Path(path).parents)
        return any(usual(change, str(place)) for place in inside)

    saved, stop = Saved(), threading.Event()

    def follow(
        watched: set[Path],
        chosen: Callable[[Change, str], bool],
        begun: threading.Event,
    ) -> None:
        try:
            for changes in watch(
                *watched,
                watch_filter=chosen,
                recursive=chosen is below,
                debounce=1_000,
                step=QUIET,
                stop_event=stop,
                raise_interrupt=False,
                # Else nothing would tell that it is watching.
                rust_timeout=100,
                yield_on_timeout=True,
            ):
                if changes:
                    saved.put(changes)
                begun.set()
        except Exception as error:  # for who waits
            saved.put(error)
        finally:
            begun.set()

    kinds = [(folders, below), (homes, lambda _, path: path in files)]
    begun = [(*kind, threading.Event()) for kind in kinds if kind[0]]
    followers = [threading.Thread(target=follow, args=kind) for kind in begun]
    for follower in followers:
        follower.start()
    for *_, event in begun:
        event.wait()
    try:
        yield saved
    finally:
        stop.set()
        for follower in followers:
            follower.join()


def _next(saved: Saved) -> Changes:
    """Wait for changes, and return all that there are by then."""
    found: Changes = set()
    while not found or not saved.empty():
        try:
            # With an end to it, so that Ctrl-C is heard on every system.
            changes = saved.get(timeout=1)
        except Empty:
            continue
        if isinstance(changes, Exception):
            raise changes
        found |= changes
    return found


def _ignored() -> tuple[str, ...]:
    return (*DefaultFilter.ignore_dirs, ".ipynb_checkpoints", "reports")


def _named(changes: set[tuple[Change, str]]) -> str:
    names = sorted({Path(path).name for _, path in changes})
    return f"changed: {', '.join(names[:3])}" + (" and more" if names[3:] else "")
