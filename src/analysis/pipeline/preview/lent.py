"""Keep what runs notebooks warm from build to build."""

from concurrent.futures import Executor
from dataclasses import replace

from analysis.pipeline.execute.pool import local
from analysis.pipeline.execute.warm import Crew, WarmExecutor

_kept: list[Executor] = []


class _Lent(Executor):
    def __init__(self, executor: Executor) -> None:
        self.submit = executor.submit  # type: ignore[method-assign]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave it warm."""


def keep_warm(crew: Crew, jobs: int) -> Executor:
    """Return what runs notebooks, which stays when the build has ended.

    Parameters
    ----------
    crew
        What it starts with.
    jobs
        How many run at the same time.
    """
    kept = _kept[0] if _kept else None
    if not isinstance(kept, WarmExecutor) or kept.closed:
        _kept[:] = [local(replace(crew, jobs=jobs))]
        return _Lent(_kept[0])
    kept.prepare(crew.first)
    return _Lent(kept)
