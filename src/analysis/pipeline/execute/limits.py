"""Hold a report to the memory it may use."""

import contextlib
import sys

MEGABYTE = 2**20


def limit_memory(megabytes: int | None) -> None:
    """Let this process, and those it starts, ask for so much memory and no more.

    What asks for more gets a `MemoryError`, which fails that report only. Where
    the system cannot do this (Windows, macOS), nothing is limited.

    Parameters
    ----------
    megabytes
        The ceiling, or none.
    """
    if megabytes is None or sys.platform != "linux":
        return
    import resource

    # Not the address space, of which threads and libraries reserve gigabytes
    # that they never touch.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with contextlib.suppress(ValueError, OSError):  # a lower one is set already
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MEGABYTE, hard))
