"""Run reports on the machines of a dask.distributed cluster."""

import os
import socket
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from analysis.errors import BuildError
from analysis.pipeline.execute.notebook import Job
from analysis.pipeline.execute.outcome import Failure, Outcome
from analysis.pipeline.execute.warm import Crew, WarmExecutor, can_fork

P = ParamSpec("P")
T = TypeVar("T")

CONNECT_SECONDS = 30


class ClusterExecutor(Executor):
    """Run each call on a cluster, in a process of its own on one of its machines.

    A worker that dies takes nothing with it: the scheduler gives what it had to
    another one.

    Parameters
    ----------
    address
        The scheduler's, such as ``tcp://10.0.0.5:8786``.
    crew
        What each machine's processes start with.
    seconds
        How long to wait for an answer.

    Raises
    ------
    BuildError
        If dask.distributed is not installed, or nobody answers at the address.
    """

    def __init__(
        self, address: str, crew: Crew, seconds: float = CONNECT_SECONDS
    ) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError as error:
            raise BuildError(
                "--scheduler needs dask.distributed, which is not installed: "
                "pip install 'shared-services-evaluation[cluster]'."
            ) from error
        try:
            self._client = distributed.Client(
                address, timeout=seconds, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise BuildError(f"No scheduler answers at {address}: {error}") from error
        self._pool: Executor = self._client.get_executor(pure=False, retries=1)
        self._crew = crew

    def submit(
        self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> "Future[T]":
        """Run a function somewhere on the cluster.

        Parameters
        ----------
        fn
            The function.
        args, kwargs
            Its arguments.
        """
        task = partial(fn, *args, **kwargs)
        future: Future[T] = self._pool.submit(apart, self._crew, task)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which goes on without us.

        Parameters
        ----------
        wait
            Whether to wait for what runs.
        cancel_futures
            Whether to cancel what waits.
        """
        self._pool.shutdown(wait=wait and not cancel_futures)
        self._client.close()

    def __exit__(self, kind: object, *_: object) -> None:
        """Leave; at once when an exception is on its way."""
        self.shutdown(wait=kind is None, cancel_futures=kind is not None)


def on_cluster(
    address: str, seconds: float = CONNECT_SECONDS
) -> Callable[[Crew], Executor]:
    """Return what makes the executor of a cluster.

    Parameters
    ----------
    address
        The scheduler's.
    seconds
        How long to wait for an answer.
    """
    return partial(ClusterExecutor, address, seconds=seconds)


def apart(crew: Crew, task: Callable[[], Any]) -> Any:
    """Run a task on this worker, in a process forked from its warm one.

    Parameters
    ----------
    crew
        What the warm process starts with.
    task
        The call of `analysis.pipeline.execute.notebook.run`.
    """
    for job in task.args if isinstance(task, partial) else ():
        if isinstance(job, Job) and not job.notebook.is_file():
            return _unseen(job)
    if not can_fork():
        return task()
    return _warm(_frozen(crew)).submit(task).result()


def _unseen(job: Job) -> Outcome:
    where = socket.gethostname()
    message = f"the worker on {where} does not see {job.notebook.name}"
    hint = "all machines need the project at the same path of a shared file system"
    return Outcome(job.page, 0.0, Failure("FileNotFoundError", f"{message}; {hint}"))


Frozen = tuple[int, str, tuple[tuple[str, str], ...], tuple[str, ...], float]


def _frozen(crew: Crew) -> Frozen:
    environment = tuple(sorted(crew.environment.items()))
    return crew.jobs, str(crew.log), environment, tuple(crew.modules), crew.seconds


@cache
def _warm(crew: Frozen) -> WarmExecutor:
    """Return this worker's warm process, which ends with the worker."""
    jobs, log, environment, modules, seconds = crew
    own = Path(log).with_name(f"worker-{socket.gethostname()}-{os.getpid()}.log")
    return WarmExecutor(Crew(jobs, own, dict(environment), modules, seconds))
