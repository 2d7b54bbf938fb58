"""What surrounds a worker process: its variables, its limits, and how it ends."""

import contextlib
import ctypes
import os
import signal
import sys
import tempfile
from collections.abc import Mapping

from analysis.pipeline.config import Places
from analysis.pipeline.execute.preload import print_to
from analysis.protocol import CACHE_VARIABLE, EDITIONS_VARIABLE

PR_SET_PDEATHSIG = 1
MEGABYTE = 2**20


def environment(places: Places) -> dict[str, str]:
    """Return the variables that every process has which runs notebooks."""
    return {
        # A cold matplotlib folder costs each process half a second.
        "MPLCONFIGDIR": str(places.cache / "matplotlib"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # Nobody's own kernels, profile or start-up files take part.
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(places.cache / "ipython"),
        EDITIONS_VARIABLE: str(places.others),
        CACHE_VARIABLE: str(places.cache),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        # The same inputs give the same bytes.
        "PYTHONHASHSEED": "0",
        # Reports run side by side; each with threads of its own would be slower.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def start(log: str, environment: Mapping[str, str]) -> None:
    """Begin a worker process: nothing that it starts outlives it or its parent."""
    print_to(log)
    os.environ.update(environment)
    tempfile.tempdir = None  # found anew, as a variable may name another
    if sys.platform != "win32":
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def limit_memory(megabytes: int | None) -> None:
    """Let this process, and those it starts, ask for so much memory and no more.

    What asks for more gets a `MemoryError`, which fails that report only. Where
    the system cannot do this (Windows, macOS), nothing is limited.
    """
    if megabytes is None or sys.platform != "linux":
        return
    import resource

    # Not the address space, of which threads and libraries reserve gigabytes
    # that they never touch.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with contextlib.suppress(ValueError, OSError):  # a lower one is set already
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, hard))
