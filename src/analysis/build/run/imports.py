"""Find what notebooks import, so that it can be imported before they run."""

import ast
import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.build import nodes

# What running any notebook takes.
ALWAYS = (
    "analysis.build.execute",
    "analysis.build.run.engine",
    "matplotlib_inline.backend_inline",
    "papermill",
)


def imported_by(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """Return the modules that notebooks import, in order, after those of any run.

    Parameters
    ----------
    notebooks
        The files; a cell that is not plain Python is passed over.
    """
    found = dict.fromkeys(ALWAYS)
    for path in notebooks:
        for cell in nodes.read(path).cells:
            if cell.cell_type == "code":
                with contextlib.suppress(SyntaxError):
                    found |= dict.fromkeys(_imports(ast.parse(cell.source)))
    return tuple(found)


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            # A name may be a module: what is none cannot be imported, and is not.
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
