"""A warm process: it imports what notebooks need and forks one child a task.

It starts fresh and has one thread, so that no fork copies a lock that someone
holds. It is started by `analysis.pipeline.execute.warm` and ends with whoever did so.

What a child had to import of the libraries, its parent then imports as well: the
next child has it. Nothing of this package comes that way, so that a process which
is to outlive a change to it can have libraries only.

Messages to it: ``(number, seconds, task)``, where a task is a function and its
arguments, pickled. A task of the number `HERE` it does itself before the next child is
forked: what that leaves in memory every later child has, and its errors are nobody's.

Messages from it: ``(number, word, value)``, where the word is ``started``, ``done``
with the result, ``raised`` with the exception, or ``lost`` with a `Lost`.
"""

import contextlib
import ctypes
import gc
import importlib
import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, NoReturn

PR_SET_PDEATHSIG = 1

HERE = 0
"""The number of a task that the warm process does itself."""

# In a child: where its notes go. Nowhere else.
_way_out: list[Connection] = []
# In a child: what was imported when it began, or told since.
_had: set[str] = set()


@dataclass(frozen=True)
class Lost:
    """Say how a child ended that gave no result.

    Parameters
    ----------
    how
        What happened, as a sentence about it goes on: "it ended by itself".
    late
        Whether it was stopped because its time was over.
    note
        The last it said of what it was doing.
    """

    how: str
    late: bool = False
    note: Any = None


def forked() -> bool:
    """Return whether this process was forked from a warm one, for one task."""
    return bool(_way_out)


def say(note: object) -> None:
    """Note what is being done, in case it is the last that is heard.

    Parameters
    ----------
    note
        What can be pickled.
    """
    if _way_out:
        _way_out[0].send(("note", note))


def share_imports() -> None:
    """Tell the parent which libraries have been imported here, for those to come."""
    new = [name for name in sys.modules if name not in _had]
    _had.update(new)
    libraries = [name for name in new if _is_library(name)]
    if _way_out and libraries:
        _way_out[0].send(("imported", libraries))


def _is_library(name: str) -> bool:
    spec = getattr(sys.modules.get(name), "__spec__", None)
    origin = str(getattr(spec, "origin", None))
    ours = name.partition(".")[0] in (__name__.partition(".")[0], "__main__")
    return not ours and origin.startswith((sys.prefix, sys.base_prefix))


def serve(commands: Connection, modules: Sequence[str], most: int) -> None:
    """Import modules, then fork children until nobody is there to ask for more.

    Parameters
    ----------
    commands
        Where tasks come from, and results go to.
    modules
        What to import; what cannot be imported is left to the tasks.
    most
        How many children there are at a time.
    """
    _load(modules)
    with contextlib.suppress(EOFError, OSError):
        _Nursery(commands, most).run()


def _load(modules: Sequence[str]) -> None:
    # Of what is loaded next to nothing is garbage: looking for it takes a tenth of
    # the time.
    gc.disable()
    for name in modules:
        if name not in sys.modules:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    _keep()


def _keep() -> None:
    """Keep for good what is there now: no child is to look for garbage in it.

    That would copy every page of it.
    """
    gc.freeze()
    gc.enable()


def _do(task: bytes) -> Any:
    function: Callable[..., Any]
    function, arguments = pickle.loads(task)  # noqa: S301 - from our own parent
    return function(*arguments)


@dataclass
class _Child:
    number: int
    pid: int
    way_in: Connection
    deadline: float
    note: Any = None
    late: bool = False


class _Nursery:
    def __init__(self, commands: Connection, most: int) -> None:
        self.commands, self.most = commands, most
        self.waiting: deque[tuple[int, float, bytes]] = deque()
        self.children: dict[Connection, _Child] = {}

    def run(self) -> None:
        """Go on until the commands end; then end all children."""
        try:
            while True:
                self._start_children()
                ends = [c.deadline for c in self.children.values() if not c.late]
                pause = max(0.0, min(ends) - time.monotonic()) if ends else None
                for ready in wait([self.commands, *self.children], pause):
                    if ready is self.commands:
                        self._take(*self.commands.recv())
                    else:
                        self._hear(self.children[ready])  # type: ignore[index]
                self._stop_late()
        finally:
            for child in self.children.values():
                _kill(child.pid)

    def _take(self, number: int, seconds: float, task: bytes) -> None:
        if number != HERE:
            self.waiting.append((number, seconds, task))
            return
        with contextlib.suppress(Exception):  # a child will meet it, and tell
            _do(task)
        _keep()

    def _start_children(self) -> None:
        while self.waiting and len(self.children) < self.most:
            number, seconds, task = self.waiting.popleft()
            way_in, way_out = Pipe(duplex=False)
            pid = os.fork()
            if pid == 0:
                _live(way_out, task)
            way_out.close()
            self.children[way_in] = _Child(
                number, pid, way_in, time.monotonic() + seconds
            )
            self.commands.send((number, "started", None))

    def _hear(self, child: _Child) -> None:
        try:
            word, value = child.way_in.recv()
        except (EOFError, OSError):
            word, value = "lost", None
        if word == "note":
            child.note = value
            return
        if word == "imported":
            _load(value)
            return
        del self.children[child.way_in]
        child.way_in.close()
        _kill(child.pid)  # what it may have started itself
        _, status = os.waitpid(child.pid, 0)
        if word == "lost":
            value = Lost(_how(status, child), child.late, child.note)
        self.commands.send((child.number, word, value))

    def _stop_late(self) -> None:
        for child in self.children.values():
            if time.monotonic() >= child.deadline and not child.late:
                child.late = True
                _kill(child.pid)


def _how(status: int, child: _Child) -> str:
    if child.late:
        return "it was stopped"
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        return f"its process was killed ({signal.Signals(-code).name})"
    return f"its process ended by itself, with status {code}"


def _kill(pid: int) -> None:
    """Kill a child and all in its group, which it leads."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _live(way_out: Connection, task: bytes) -> NoReturn:
    """Do one task in a fresh child, and end."""
    status = 1
    try:
        os.setpgid(0, 0)
        _die_with_parent()
        _way_out[:] = [way_out]
        _had.update(sys.modules)
        try:
            answer = ("done", _do(task))
        except BaseException as error:  # told to the one who asked
            answer = ("raised", error)
        share_imports()
        way_out.send(answer)
        status = 0
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(status)


def serve_here(commands: Connection, modules: Sequence[str], most: int) -> NoReturn:
    """Serve in a process that was just forked, and end with it.

    Parameters
    ----------
    commands, modules, most
        What `serve` takes.
    """
    status = 1
    try:
        _die_with_parent()
        _way_out.clear()
        serve(commands, modules, most)
        status = 0
    finally:
        os._exit(status)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    """Serve on the file that the first argument names."""
    number, most, *modules = sys.argv[1:]
    serve(Connection(int(number)), modules, int(most))


if __name__ == "__main__":
    # The module that children know, not a second copy under another name.
    from analysis.pipeline.execute import nursery

    nursery.main()
