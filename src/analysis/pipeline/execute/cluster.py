"""Run reports on the machines of a dask.distributed cluster."""

import os
import socket
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import cache, partial
from importlib import import_module
from multiprocessing import current_process
from typing import Any, ParamSpec, TypeVar

from analysis.errors import BuildError
from analysis.pipeline.execute.notebook import Job
from analysis.pipeline.execute.outcome import Failure, Outcome
from analysis.pipeline.execute.pool import Pool, Workers

P = ParamSpec("P")
T = TypeVar("T")

CONNECT_SECONDS = 30


class Cluster(Executor):
    """Run each call on a cluster, in a process of its own on one of its machines.

    A dask worker that dies takes nothing with it: the scheduler gives what it had to
    another one.

    Parameters
    ----------
    address
        The scheduler's, such as ``tcp://10.0.0.5:8786``.
    workers
        The processes of each dask worker.
    seconds
        How long to wait for an answer.

    Raises
    ------
    BuildError
        If dask.distributed is not installed, or nobody answers at the address.
    """

    def __init__(
        self, address: str, workers: Workers, seconds: float = CONNECT_SECONDS
    ) -> None:
        try:
            distributed: Any = import_module("distributed")
            self._client = distributed.Client(
                address, timeout=seconds, set_as_default=False
            )
        except ImportError as error:
            raise BuildError(
                "--scheduler needs dask.distributed, which is not installed: "
                "pip install 'shared-services-evaluation[cluster]'."
            ) from error
        except (OSError, ValueError) as error:
            raise BuildError(f"No scheduler answers at {address}: {error}") from error
        self._pool: Executor = self._client.get_executor(pure=False)
        self._workers = workers

    def submit(
        self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> "Future[T]":
        """Run a function somewhere on the cluster."""
        call = partial(fn, *args, **kwargs)
        future: Future[T] = self._pool.submit(run_there, self._workers, call)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which goes on without us."""
        self._pool.shutdown(wait=wait and not cancel_futures)
        self._client.close()

    def __exit__(self, kind: object, *_: object) -> None:
        """Leave; at once when an exception is on its way."""
        self.shutdown(wait=kind is None, cancel_futures=kind is not None)


def on_cluster(
    address: str, seconds: float = CONNECT_SECONDS
) -> Callable[[Workers], Executor]:
    """Return what makes the executor of a cluster."""
    return partial(Cluster, address, seconds=seconds)


def run_there(workers: Workers, call: "partial[Any]") -> Any:
    """Run a call in a process of its own, on the machine of this dask worker."""
    for job in call.args:
        if isinstance(job, Job) and not job.notebook.is_file():
            return _not_here(job, f"does not see {job.notebook.name}", SHARED)
        if isinstance(job, Job) and current_process().daemon:
            return _not_here(job, "may not start processes", NANNY)
    log = workers.log.with_name(f"worker-{socket.gethostname()}-{os.getpid()}.log")
    environment = tuple(sorted(workers.environment.items()))
    modules = tuple(workers.modules)
    pool = _pool(workers.jobs, str(log), environment, modules, workers.seconds)
    return pool.submit(call).result()


SHARED = "all machines need the project at the same path of a shared file system"
NANNY = "start it as `dask worker ADDRESS --no-nanny`"


def _not_here(job: Job, what: str, hint: str) -> Outcome:
    message = f"the worker on {socket.gethostname()} {what}; {hint}"
    return Outcome(job.page, 0.0, Failure("ClusterError", message))


@cache
def _pool(
    jobs: int,
    log: str,
    environment: tuple[tuple[str, str], ...],
    modules: tuple[str, ...],
    seconds: float,
) -> Pool:
    """Return this dask worker's pool, which ends with it."""
    from pathlib import Path

    return Pool(Workers(jobs, Path(log), dict(environment), modules, seconds))
