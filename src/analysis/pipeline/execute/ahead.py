"""Have what runs notebooks load its libraries while a build is still planned."""

import os
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, ParamSpec, Self, TypeVar

from analysis.pipeline.execute.warm import Crew, WarmExecutor, can_fork

P = ParamSpec("P")
T = TypeVar("T")


class Ahead:
    """Start a warm process ahead of its time, and lend it to the build.

    Libraries take longer to load than all else that a build of one page does. Where
    processes cannot be forked, nothing is started ahead.

    Parameters
    ----------
    crew
        How notebooks will be run.
    needed
        Whether it is to be expected that any notebook runs.
    """

    def __init__(self, crew: Crew, *, needed: bool) -> None:
        self._crew = crew
        self._started = WarmExecutor(crew) if needed and can_fork() else None

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function in a process of its own, where there can be one.

        What it loads and holds goes with that process.

        Parameters
        ----------
        function
            The function.
        args, kwargs
            Its arguments.
        """
        if not can_fork():
            return function(*args, **kwargs)
        if self._started is not None:
            return self._started.submit(function, *args, **kwargs).result()
        with WarmExecutor(Crew(1, Path(os.devnull))) as once:
            return once.submit(function, *args, **kwargs).result()

    def __call__(self, crew: Crew) -> Executor:
        """Return what runs notebooks: what was started, if it has the surroundings.

        Parameters
        ----------
        crew
            How notebooks are run.
        """
        from analysis.pipeline.execute.pool import local

        started, self._started = self._started, None
        if started is None:
            return local(crew)
        if started.closed or crew.environment != self._crew.environment:
            started.shutdown(cancel_futures=True)
            return local(crew)
        return started

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: Any) -> None:
        """End what has been started and not been lent."""
        if self._started:
            self._started.shutdown(cancel_futures=True)
