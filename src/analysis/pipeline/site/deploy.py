"""Put a site in place whole, under a lock, and lose nothing that stood there before."""

import contextlib
import ctypes
import json
import os
import shutil
import socket
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from analysis.errors import BuildError, BusyError
from analysis.pipeline.files import RECORD as MANIFEST

AT_FDCWD = -100
RENAME_EXCHANGE = 2


@contextlib.contextmanager
def lock(out: Path, *, shared: bool = False) -> Iterator[None]:
    """Keep other builds off a folder, and recover what a killed one left.

    Parameters
    ----------
    out
        The site's folder.
    shared
        Whether other files than a site's may stand there.

    Raises
    ------
    BusyError
        If another build holds the lock; the message says which.
    BuildError
        If something stands there that no build has made.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        held = FileLock(_beside(out, "lock"), blocking=False)
        held.acquire()
    except Timeout as error:
        raise BusyError(
            f"{out} is being built already, by {_holder(out)}. "
            "Wait for it to end, or name another folder with --out."
        ) from error
    except OSError as error:
        raise BuildError(f"{out} cannot be written: {error.strerror}.") from error
    holder = _beside(out, "holder")
    try:
        who = {"pid": os.getpid(), "host": socket.gethostname()}
        holder.write_text(json.dumps(who), encoding="utf-8")
        _recover(out)
        if not shared:
            _refuse_foreign(out)
        yield
    finally:
        holder.unlink(missing_ok=True)
        held.release()


def deploy(new: Path, out: Path) -> None:
    """Replace a site by a new one.

    The new site is first brought beside the old one. Where the system can exchange two
    folders, readers always see one of the two; elsewhere the old one is renamed, then
    the new one, and the next build recovers from a kill between the two steps.

    Parameters
    ----------
    new
        The whole new site; it is moved.
    out
        Where it shall stand.

    Raises
    ------
    BuildError
        If it cannot be put there; the old site is in place again.
    """
    beside, old = _beside(out, "new"), _beside(out, "old")
    try:
        shutil.move(new, beside)
        if not out.exists():
            beside.rename(out)
        elif exchange(beside, out):
            old = beside
        else:
            out.rename(old)
            beside.rename(out)
    except OSError as error:
        if old.exists() and not out.exists():
            old.rename(out)
        raise BuildError(
            f"The new site could not be put in place at {out}: {error}. "
            "What stood there is unchanged."
        ) from error
    shutil.rmtree(old, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two existing folders in one step; return whether that was possible.

    Linux can do it on most file systems, other systems cannot.
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


def _beside(out: Path, word: str) -> Path:
    return out.with_name(f".{out.name}.{word}")


def _holder(out: Path) -> str:
    try:
        who = json.loads(_beside(out, "holder").read_text(encoding="utf-8"))
        return f"process {who['pid']} on {who['host']}"
    except (OSError, ValueError, KeyError):
        return "another process"


def _recover(out: Path) -> None:
    """Bring back a site that a killed build had set aside."""
    old = _beside(out, "old")
    if old.exists() and not out.exists():
        old.rename(out)
    for word in ("old", "new"):
        shutil.rmtree(_beside(out, word), ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    """Refuse to replace a folder that holds anything but a built site."""
    if not out.exists() and not out.is_symlink():
        return
    if out.is_symlink() or not out.is_dir():
        raise BuildError(f"{out} is not a folder, so no site can be put there.")
    if any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise BuildError(
            f"{out} holds files, but no {MANIFEST}: it is not a site that a build "
            "made, and it would be replaced. Empty it, or name another folder with "
            "--out."
        )
