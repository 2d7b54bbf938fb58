"""An IPython shell in this very process, as a kernel would have set it up."""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session

INLINE = "module://matplotlib_inline.backend_inline"

Message = dict[str, Any]
Send = Callable[[Message], None]


class Direct(Session):
    """Hand over the messages of a shell, where a kernel would send them."""

    receive: Send

    def send(
        self,
        stream: object,  # noqa: ARG002 - part of the protocol
        msg_or_type: Message | str,
        content: dict[str, Any] | None = None,
        *_: object,
        **__: object,
    ) -> None:
        """Hand one message over.

        Parameters
        ----------
        stream
            Where a kernel would send it.
        msg_or_type
            The message, or its type.
        content
            What it holds, where only its type is given.
        """
        if isinstance(msg_or_type, str):
            msg_or_type = self.msg(msg_or_type, content)
        self.receive(msg_or_type)


class Stream(io.TextIOBase):
    """Collect what a cell prints, until something else is shown."""

    def __init__(self, name: str, session: Direct) -> None:
        self.name, self._session = name, session
        self._parts: list[str] = []

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep some text."""
        self._parts.append(text)
        return len(text)

    def flush(self) -> None:
        """Hand over what has come together."""
        text, self._parts = "".join(self._parts), []
        if text:
            self._session.send(None, "stream", {"name": self.name, "text": text})


@contextlib.contextmanager
def shell(receive: Send) -> Iterator[ZMQInteractiveShell]:
    """Give a fresh shell, whose every output is handed over as a message.

    It is the shell of ordinary kernels with another way out, so that what is
    shown is the same. There is one at a time in a process.
    """
    # A shell sets variables, such as one that asks every program for colours.
    before = dict(os.environ)
    # matplotlib asks for it when it is imported, as it does in a kernel.
    os.environ.setdefault("MPLBACKEND", INLINE)
    session = Direct()
    session.receive = receive
    main, streams = sys.modules["__main__"], (sys.stdout, sys.stderr)
    sys.path.insert(0, "")  # a notebook may import what lies beside it
    made: Any = ZMQInteractiveShell.instance(user_module=ModuleType("__main__"))
    made.history_manager.enabled = False
    for part in (made.displayhook, made.display_pub):
        part.session = session
    sys.stdout, sys.stderr = (Stream(n, session) for n in ("stdout", "stderr"))
    _show_figures()
    try:
        yield made
    finally:
        sys.path.remove("")
        sys.stdout, sys.stderr = streams
        sys.modules["__main__"] = main
        ZMQInteractiveShell.clear_instance()
        os.environ.clear()
        os.environ.update(before)


def _show_figures() -> None:
    """Let figures show by themselves, be matplotlib imported already or not yet.

    What has been imported before, in this process or in one that it was forked from,
    may have been for another backend, or too early: without this, charts vanish
    unseen.
    """
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is not None:
        matplotlib.use(os.environ["MPLBACKEND"])
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    if inline is not None:
        # Else a second shell in one process would keep the first one's formats.
        vars(inline.configure_inline_support).pop("current_backend", None)
        inline._enable_matplotlib_integration()
