"""Let two folders change places in one step, where the system can do that."""

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def exchange(one: Path, other: Path) -> bool:
    """Let two files or folders of one file system change places.

    Nobody sees one of the two names without anything behind it.

    Parameters
    ----------
    one, other
        Both have to exist.

    Returns
    -------
    bool
        Whether it was done; if not, nothing has changed. Linux can do it on most
        file systems, other systems cannot.
    """
    rename = _renameat2()
    if rename is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    done = rename(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE)
    return bool(done == 0)


@cache
def _renameat2() -> Any:
    """Return the C library's function, or None: Python has none of its own."""
    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, TypeError, AttributeError):
        return None
    number, text = ctypes.c_int, ctypes.c_char_p
    function.argtypes = [number, text, number, text, ctypes.c_uint]
    function.restype = number
    return function
