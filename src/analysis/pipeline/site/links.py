"""Lead links between pages from wherever they stand.

A notebook does not know where its page will stand, so it writes a link to
another page as ``site:`` and the page's path: ``[Methods](site:methods)`` or
``[the survey](site:sources#S053)``.
"""

import re
from collections.abc import Collection, Iterable
from posixpath import dirname, relpath

from analysis.errors import NotebookError
from analysis.pipeline import nodes
from analysis.pipeline.nodes import NotebookNode
from analysis.protocol import SITE

LINK = re.compile(rf"""(?:(?<=\]\()|(?<=href=["'])){SITE}([^)\s"'#]*)(#[^)\s"']*)?""")


def resolve(
    cells: Iterable[NotebookNode], page: str, pages: Collection[str]
) -> list[NotebookNode]:
    """Return copies of cells whose links lead to other pages' HTML.

    Parameters
    ----------
    cells
        A page's cells.
    page
        The page they stand on.
    pages
        Every page of the partnership.

    Raises
    ------
    NotebookError
        If a link leads to a page that no notebook makes.
    """
    return [_resolved(nodes.copy(cell), page, pages) for cell in cells]


def _resolved(cell: NotebookNode, page: str, pages: Collection[str]) -> NotebookNode:
    def lead(link: re.Match[str]) -> str:
        if link[1] not in pages:
            raise NotebookError(
                f"a link leads to {SITE}{link[1]}, but no notebook makes that page"
            )
        return f"{relpath(link[1], dirname(page) or '.')}.html{link[2] or ''}"

    cell.source = LINK.sub(lead, cell.source)
    return cell
