"""Turn links to pages of the site into links relative to the page they are on."""

import posixpath
import re

from nbformat import NotebookNode

LINK = re.compile(r"\bsite:([\w./-]+)")
"""A link such as ``site:newham/savings``; an anchor after it stays as it is."""


def relative(text: str, page: str) -> str:
    """Return Markdown or HTML with its links to pages made relative.

    Parameters
    ----------
    text
        What may hold links such as ``site:sources#some-document``.
    page
        The path of the page it is on, without suffix.

    Examples
    --------
    >>> relative("[Sources](site:sources#a)", "newham/savings")
    '[Sources](../sources.html#a)'
    """
    folder = posixpath.dirname(page) or "."

    def replace(match: re.Match[str]) -> str:
        return posixpath.relpath(match[1], folder) + ".html"

    return LINK.sub(replace, text)


def with_relative_links(cell: NotebookNode, page: str) -> NotebookNode:
    """Return a prepared cell with its links to pages made relative.

    Parameters
    ----------
    cell
        A Markdown cell, or one with an output; it is changed in place.
    page
        The path of the page it is on, without suffix.
    """
    if cell.cell_type == "markdown":
        cell.source = relative(cell.source, page)
    for output in cell.get("outputs", []):
        if "text/html" in output.data:
            output.data["text/html"] = relative(output.data["text/html"], page)
    return cell
