"""What the fork server does once, before it forks any worker process.

multiprocessing imports this module into the server. What the server has loaded, read
and drawn, each worker that is forked from it has as well.
"""

import contextlib
import gc
import importlib
import os
import pickle
from collections.abc import Callable, Sequence

VARIABLE = "EVALUATION_PRELOAD"
"""Environment variable that hands over what is to be done, pickled."""

Preload = tuple[str, Sequence[str], Callable[[], object] | None]


def pack(log: str, modules: Sequence[str], first: Callable[[], object] | None) -> str:
    """Return what the environment variable has to hold.

    Parameters
    ----------
    log
        The file that the server and its workers print to.
    modules
        What is imported; what cannot be imported is left to the workers.
    first
        What is called then; its errors are left to the workers as well.
    """
    todo: Preload = (log, tuple(modules), first)
    return pickle.dumps(todo).hex()


def preload(packed: str) -> None:
    """Load what workers need, and keep it out of the garbage collector's way."""
    todo: Preload = pickle.loads(bytes.fromhex(packed))  # noqa: S301 - our parent's
    log, modules, first = todo
    print_to(log)
    gc.disable()  # of what is loaded next to nothing is garbage
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    if first:
        with contextlib.suppress(Exception):
            first()
    # A collection in a worker would copy every page of memory that it looks at.
    gc.freeze()
    gc.enable()


def print_to(log: str) -> None:
    """Send what this process and those it starts print to a file."""
    with open(log, "ab") as file:  # noqa: PTH123 - as early as can be
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)


if packed := os.environ.pop(VARIABLE, ""):
    preload(packed)
