"""Build in a fresh process each time, where processes cannot be forked."""

import pickle
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from multiprocessing import get_context
from traceback import format_exception

from analysis.pipeline.preview.made import Made, Make


class FreshBuilder:
    """Have a site built again and again, each time with the code as it is then.

    Parameters
    ----------
    make
        Builds it as the files stand at that moment; it can be pickled.
    """

    def __init__(self, make: Make) -> None:
        self._task = pickle.dumps(make)

    def build(self) -> Made:
        """Build once, in a process that ends with it."""
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            try:
                return pool.submit(build_once, self._task).result()
            except BrokenExecutor as error:
                return Made(refused=f"The site cannot be built: {error}")

    def discard(self, *, libraries: bool = False) -> None:
        """Do nothing: no code stays loaded."""

    def close(self) -> None:
        """Do nothing: no process stays."""


def build_once(task: bytes) -> Made:
    """Build in this process.

    Parameters
    ----------
    task
        What builds, pickled.
    """
    try:
        # Only here: this module has to load even while other code does not.
        from analysis.pipeline.execute.pool import local

        make: Make = pickle.loads(task)  # noqa: S301 - from our own parent
    except Exception as error:  # of code that is just being written
        return Made(refused="".join(format_exception(error)))
    return make(local)
