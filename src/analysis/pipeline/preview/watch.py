"""Follow which files are saved, and build again when one is."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from analysis.pipeline.preview.server import State
from analysis.pipeline.preview.worker import Builder

PACKAGE = Path(__file__).parents[2]
QUIET = 30
"""Milliseconds without a change after which a build begins."""

TURN = 50
"""Milliseconds after which other files are looked at."""

IGNORED = (*DefaultFilter.ignore_dirs, ".ipynb_checkpoints", "reports")


class Watcher:
    """Watch files, and all files in folders, from the moment that it is made.

    Parameters
    ----------
    places
        The files and folders; those that are not there are left out.
    """

    def __init__(self, places: Iterable[Path]) -> None:
        there = {place.resolve() for place in places if place.exists()}
        self._folders = {place for place in there if place.is_dir()}
        self._files = there - self._folders
        # Many editors put a new file in the place of the old one. Who watches the file
        # itself then watches what is gone, so its folder is watched.
        homes = {file.parent for file in self._files}
        self._usual = DefaultFilter(ignore_dirs=IGNORED)
        self._watches = [
            watch(
                *folders,
                watch_filter=self._counts,
                recursive=recursive,
                debounce=1_000,
                step=QUIET,
                rust_timeout=TURN,
                yield_on_timeout=True,
            )
            for folders, recursive in ((self._folders, True), (homes, False))
            if folders
        ]
        # Each begins to watch when it is first asked.
        self._early = self._look()

    def wait(self) -> set[Path]:
        """Return what has been saved since the last time, as soon as anything is.

        Raises
        ------
        KeyboardInterrupt
            If the user ends it.
        """
        found, self._early = self._early, set()
        while not found:
            found = self._look()
        return found

    def _look(self) -> set[Path]:
        return {Path(path) for watched in self._watches for _, path in next(watched)}

    def _counts(self, change: Change, path: str) -> bool:
        """Tell what counts by its place in a folder, wherever that folder lies."""
        place = Path(path)
        inside = (place.relative_to(f) for f in self._folders if f in place.parents)
        return place in self._files or any(self._usual(change, str(p)) for p in inside)


def build_on_save(
    builder: Builder,
    state: State,
    places: Collection[Path],
    *,
    say: Callable[[str], object],
    ready: Callable[[], object],
) -> None:
    """Build, then build again after every change, until the user ends it.

    Parameters
    ----------
    builder
        Builds the site; it is started anew when code has changed.
    state
        What open pages are told.
    places
        Files and folders to watch, beside this package.
    say
        Tells the terminal.
    ready
        Called when the site has been built for the first time.
    """
    try:
        # From before the first build: what is saved during it is not lost.
        watcher = Watcher([*places, PACKAGE])
        _build(builder, state, say)
        ready()
        while True:
            saved = watcher.wait()
            say(_named(saved))
            # What lies beside the modules counts as code: it may be read only once.
            if any(p.suffix == ".py" or p.is_relative_to(PACKAGE) for p in saved):
                builder.stop()
            _build(builder, state, say)
    except KeyboardInterrupt:
        return


def _build(builder: Builder, state: State, say: Callable[[str], object]) -> None:
    """Build the site, and tell pages and terminal how it went."""
    result = builder.build()
    if result.failed or result.refused:
        say(result.failed or result.refused)
    if result.refused:
        state.refused(result.refused)
    else:
        state.rebuilt()


def _named(paths: Iterable[Path]) -> str:
    names = sorted({path.name for path in paths})
    return f"changed: {', '.join(names[:3])}" + (" and more" if names[3:] else "")
