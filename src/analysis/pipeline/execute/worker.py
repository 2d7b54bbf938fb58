"""What a worker process does when it starts, and when it is stopped."""

import ctypes
import os
import signal
import sys
import tempfile
from collections.abc import Mapping

from analysis.pipeline.execute.preload import print_to

PR_SET_PDEATHSIG = 1


def start(log: str, environment: Mapping[str, str]) -> None:
    """Begin a worker process: nothing that it starts outlives it or its parent.

    Parameters
    ----------
    log
        The file that it prints to.
    environment
        Variables that it has.
    """
    print_to(log)
    os.environ.update(environment)
    tempfile.tempdir = None  # found anew, as a variable may name another
    if sys.platform != "win32":
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
