"""Reach nbformat, which is only half typed, through typed functions."""

import sys
from pathlib import Path
from typing import Any

# nbformat checks notebooks with a library that loads whatever is installed to check
# addresses, dates and colours, and builds a grammar of web addresses. That takes longer
# than all else that a build with nothing to do takes, and no notebook needs it. All of
# the build reaches nbformat through here, so that nothing of it loads nbformat sooner.
_CHECKERS = (
    "fqdn",
    "isoduration",
    "jsonpointer",
    "rfc3339_validator",
    "rfc3986_validator",
    "rfc3987_syntax",
    "uri_template",
    "webcolors",
)
_absent = [name for name in _CHECKERS if name not in sys.modules]
sys.modules.update(dict.fromkeys(_absent))  # type: ignore[arg-type]

import nbformat  # noqa: E402
from nbformat import NotebookNode, ValidationError  # noqa: E402
from nbformat.warnings import MissingIDFieldWarning  # noqa: E402

for _name in _absent:
    del sys.modules[_name]

__all__ = ["MissingIDFieldWarning", "NotebookNode", "ValidationError"]

_nbformat: Any = nbformat


def read(path: Path) -> NotebookNode:
    """Return the notebook in a file.

    Parameters
    ----------
    path
        The file.
    """
    notebook: NotebookNode = _nbformat.read(path, as_version=4)
    return notebook


def loads(text: str) -> NotebookNode:
    """Return the notebook that some JSON holds.

    Parameters
    ----------
    text
        The JSON.
    """
    notebook: NotebookNode = _nbformat.reads(text, as_version=4)
    return notebook


def write(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook to a file.

    Parameters
    ----------
    notebook
        The notebook.
    path
        The file; its folder is made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _nbformat.write(notebook, path)


def copy(node: Any) -> NotebookNode:
    """Return a copy of a notebook, a cell or an output.

    Parameters
    ----------
    node
        What to copy, down to its innermost values.
    """
    duplicate: NotebookNode = _nbformat.from_dict(node)
    return duplicate


def new(kind: str, *values: Any, **fields: Any) -> NotebookNode:
    """Return a new node.

    Parameters
    ----------
    kind
        One of ``markdown_cell``, ``code_cell``, ``raw_cell``, ``output`` and
        ``notebook``.
    values, fields
        What `nbformat.v4` takes for it.
    """
    node: NotebookNode = getattr(_nbformat.v4, f"new_{kind}")(*values, **fields)
    return node
