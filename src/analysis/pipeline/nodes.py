"""Reach nbformat, which is half typed and slow to load, where it is needed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode
else:
    NotebookNode = dict

__all__ = ["NotebookNode"]


def _nbformat() -> Any:
    import nbformat

    return nbformat


def read(path: Path) -> NotebookNode:
    """Return the notebook in a file.

    Raises
    ------
    ValueError
        If it holds no notebook.
    """
    return loads(path.read_text(encoding="utf-8"))


def loads(text: str) -> NotebookNode:
    """Return the notebook that some JSON holds.

    Raises
    ------
    ValueError
        If it is no notebook.
    """
    nbformat = _nbformat()
    try:
        notebook: NotebookNode = nbformat.reads(text, as_version=4)
    except nbformat.ValidationError as error:
        raise ValueError(str(error)) from error
    return notebook


def write(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _nbformat().write(notebook, path)


def copy(node: Any) -> NotebookNode:
    """Return a copy of a notebook, a cell or an output.

    Parameters
    ----------
    node
        What to copy, down to its innermost values.
    """
    duplicate: NotebookNode = _nbformat().from_dict(node)
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
    node: NotebookNode = getattr(_nbformat().v4, f"new_{kind}")(*values, **fields)
    return node
