"""Put a site in place whole, and lose nothing that stood there before."""

import contextlib
import json
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.errors import BuildError, BusyError
from analysis.pipeline.files import RECORD
from analysis.pipeline.site.exchange import exchange


def _aside(out: Path, word: str) -> Path:
    return out.with_name(f".{out.name}.{word}")


@contextlib.contextmanager
def hold(out: Path, *, shared: bool = False) -> Iterator[None]:
    """Keep other builds off an output folder, and mend what a broken one left.

    Parameters
    ----------
    out
        The site's folder.
    shared
        Whether other files may stand there as well.

    Raises
    ------
    BusyError
        If another build holds it; the message says which.
    BuildError
        If something stands there that no build has made.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(_aside(out, "lock"), blocking=False)
        lock.acquire()
    except Timeout as error:
        raise BusyError(
            f"{out} is being built already, by {_holder(out)}. "
            "Wait for it to end, or name another folder with --out."
        ) from error
    except OSError as error:
        raise BuildError(f"{out} cannot be written: {error.strerror}.") from error
    holder = _aside(out, "holder")
    try:
        holder.write_text(
            json.dumps({"pid": os.getpid(), "host": socket.gethostname()}),
            encoding="utf-8",
        )
        _recover(out)
        if not shared:
            _refuse_foreign(out)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _holder(out: Path) -> str:
    try:
        who = json.loads(_aside(out, "holder").read_text(encoding="utf-8"))
        return f"process {who['pid']} on {who['host']}"
    except (OSError, ValueError, KeyError):
        return "another process"


def _recover(out: Path) -> None:
    """Bring back a site that a killed build had set aside."""
    old = _aside(out, "old")
    if old.exists() and not out.exists():
        old.rename(out)
    for word in ("old", "new"):
        shutil.rmtree(_aside(out, word), ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    """Refuse to replace a folder that holds anything but a built site."""
    if not out.exists() and not out.is_symlink():
        return
    if out.is_symlink() or not out.is_dir():
        raise BuildError(f"{out} is not a folder, so no site can be put there.")
    if any(out.iterdir()) and not (out / RECORD).is_file():
        raise BuildError(
            f"{out} holds files, but no {RECORD}: it is not a site that a build made, "
            "and it would be replaced. Empty it, or name another folder with --out."
        )


def swap(new: Path, out: Path) -> None:
    """Replace a site by a new one.

    The new site is first brought beside the old one. Where the system can let two
    folders change places, readers always see one of the two; elsewhere the old one
    is renamed, then the new one, and a build that is killed between the two steps
    is mended by the next.

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
    beside, old = _aside(out, "new"), _aside(out, "old")
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
