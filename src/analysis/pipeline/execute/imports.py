"""Find what notebooks import, so that it can be imported before they run."""

import ast
import contextlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

# What running any notebook takes.
ALWAYS = (
    "analysis.pipeline.execute.notebook",
    "analysis.pipeline.execute.engine",
    "matplotlib_inline.backend_inline",
    "papermill",
)


def imported_by(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """Return the modules that notebooks import, in order, after those of any run.

    Parameters
    ----------
    notebooks
        The files; what is no notebook, or not plain Python, is passed over.
    """
    found = dict.fromkeys(ALWAYS)
    for path in notebooks:
        for source in _code(path):
            with contextlib.suppress(SyntaxError):
                found |= dict.fromkeys(_imports(ast.parse(source)))
    return tuple(found)


def _code(notebook: Path) -> Iterator[str]:
    # As plain JSON: what reads and checks notebooks takes longer to load than this.
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield "".join(cell["source"])


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            # A name may be a module: what is none cannot be imported, and is not.
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
