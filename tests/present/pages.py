"""What the cells of the notebooks show, for any record, without a kernel."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

import analysis.data
from analysis.data import Partnership
from analysis.pipeline.execute.inline import fill
from analysis.present import drawing
from analysis.present.display import Chart, Text

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
"""What a page carries without showing it, such as the tables for download."""

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
ONCE = (
    *("accessibility", "changes", "home", "methods", "partnership"),
    *("partnership-savings", "sources"),
)
EACH = ("overview", "savings", "overspend", "satisfaction")


@dataclass(frozen=True)
class Cell:
    """What one cell shows, and where it stands."""

    call: str
    shown: Any

    @property
    def words(self) -> str:
        """Return what a reader reads: text, cells of a table, or alternative text."""
        if isinstance(self.shown, Text):
            return COMMENT.sub("", self.shown.markdown)
        if isinstance(self.shown, Chart):
            return self.shown.alt
        cells = self.shown.data.to_numpy().ravel()
        return "\n".join(str(cell) for cell in [*self.shown.data.columns, *cells])


def shown(topic: str, record: Partnership, partner: str | None = None) -> list[Cell]:
    """Run the code cells of a notebook on a record; return what they show.

    The call of a cell begins with its notebook, and with its partner if there is one:
    ``newham/savings: savings.annual_table(record)``.
    """
    names: dict[str, Any] = {}
    opened, shows = analysis.data.open_partnership, drawing._show
    analysis.data.open_partnership = lambda *_: record
    try:
        where = f"{partner}/{topic}" if partner else topic
        return [
            Cell(f"{where}: {call}", value)
            for call, value in _run(topic, names, partner)
        ]
    finally:
        analysis.data.open_partnership, drawing._show = opened, shows


def _run(
    topic: str, names: dict[str, Any], partner: str | None
) -> Iterator[tuple[str, Any]]:
    for cell in nbformat.read(NOTEBOOKS / f"{topic}.ipynb", as_version=4).cells:
        if cell.cell_type == "markdown":
            yield "words", Text(fill(cell.source, lambda asked: _values(asked, names)))
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        charts: list[Chart] = []
        drawing._show = charts.append
        exec(compile(tree, topic, "exec"), names)  # noqa: S102
        yield from (("chart", made) for made in charts)
        if "parameters" in cell.metadata.get("tags", []) and partner:
            names["partner"] = partner
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), topic, "eval"), names)  # noqa: S307
            yield ast.unparse(last.value), value


def _values(asked: Mapping[str, str], names: dict[str, Any]) -> dict[str, Any]:
    """Evaluate the expressions of some words as a kernel would."""
    return {key: _value(eval(asked[key], names)) for key in asked}  # noqa: S307


def _value(value: Any) -> dict[str, Any]:
    data = {"text/plain": repr(value)}
    if hasattr(value, "_repr_markdown_"):
        data["text/markdown"] = value._repr_markdown_()
    return {"status": "ok", "data": data}


def every_page(record: Partnership) -> Iterator[Cell]:
    """Return what all notebooks show, for every partner there is."""
    for topic in ONCE:
        yield from shown(topic, record)
    for partner in record.partners["id"]:
        for topic in EACH:
            yield from shown(topic, record, str(partner))
