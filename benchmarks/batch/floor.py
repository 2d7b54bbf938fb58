"""The floor: the code of the notebooks as plain Python, in one warm process."""

import argparse
import ast
import json
import os
import time
from pathlib import Path

import nbformat


def main() -> None:
    """Run every notebook's code for every council, and print the CPU seconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("notebooks", type=Path)
    parser.add_argument("data")
    parser.add_argument("as_at")
    parser.add_argument("partners", nargs="+")
    given = parser.parse_args()
    os.chdir(given.notebooks)
    books = [cells_of(path) for path in sorted(given.notebooks.glob("*.ipynb"))]
    books = [book for book in books if book]
    run(books, given.partners[0], given)  # loads the libraries
    cpu, wall = time.process_time(), time.perf_counter()
    for partner in given.partners:
        run(books, partner, given)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    count = len(books) * len(given.partners)
    print(json.dumps({"reports": count, "cpu": cpu, "wall": wall}))


def cells_of(path: Path) -> list[object]:
    """Return the compiled cells of a notebook that runs once a council."""
    notebook = nbformat.read(path, as_version=4)
    if "{partner}" not in notebook.cells[0].source:
        return []
    sources = [c.source for c in notebook.cells if c.cell_type == "code"]
    # What a cell ends with is what it shows; showing it makes its text.
    return [compile(source, path.name, "exec") for source in map(shown, sources)]


def shown(source: str) -> str:
    """Return a cell's source with what it ends with turned into its outputs."""
    tree = ast.parse(source)
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.unparse(tree.body[-1].value)
        head = ast.unparse(ast.Module(tree.body[:-1], []))
        return f"{head}\nshow({last})"
    return source


def show(value: object) -> None:
    """Make what a kernel would be asked for."""
    for name in ("_repr_mimebundle_", "_repr_html_", "_repr_markdown_"):
        method = getattr(value, name, None)
        if method is not None:
            method()
            return


def run(books: list[list[object]], partner: str, given: argparse.Namespace) -> None:
    """Run every notebook for one council, each with names of its own."""
    for book in books:
        names = {"show": show}
        for number, cell in enumerate(book):
            exec(cell, names)  # noqa: S102 - the project's own notebooks
            if number == 0:  # the cell of parameters
                names |= {"partner": partner, "as_at": given.as_at, "data": given.data}


if __name__ == "__main__":
    main()
