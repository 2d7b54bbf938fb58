"""Know every number there is: in the tables, in the settings, among the measures."""

import ast
import dataclasses
import math
import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from numbers import Real
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

import analysis.data
from analysis.data import Partnership

MEASURES = str(Path(analysis.data.__file__).parents[1] / "measures")
LONGEST = 2_000
"""Rows of a measure's result; longer ones are draws of a simulation."""

TOKEN = re.compile(
    r"(?P<pound>£)?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?"
    r"(?P<unit>bn|m|k)?(?P<percent>\s?%)?(?![\w])"
)
SCALES = {"bn": 1e9, "m": 1e6, "k": 1e3, None: 1.0}


@dataclasses.dataclass(frozen=True)
class Number:
    """A number as it is written, and what it may stand for."""

    written: str
    value: float
    step: float
    is_figure: bool

    def comes_from(self, known: list[float]) -> bool:
        """Tell whether one of some sorted values, rounded, is written like this."""
        scales = (1.0, 0.01, 1e6) if self.in_millions else (1.0, 0.01)
        for scale in scales:
            value, half = self.value * scale, self.step * scale * 0.5000001
            place = bisect_left(known, value - half)
            if place < len(known) and known[place] <= value + half:
                return True
        return False

    @property
    def in_millions(self) -> bool:
        """Tell whether it may be a term of a sum in millions, such as 0.239 + 0.433."""
        return bool(re.fullmatch(r"\d+\.\d{3}", self.written))


def written(text: str) -> Iterator[Number]:
    """Find every number in a text."""
    for found in TOKEN.finditer(text):
        scale = SCALES[found["unit"]]
        digits = found["digits"].replace(",", "")
        rest = found["rest"] or ""
        yield Number(
            found[0].strip(),
            float(digits + rest) * scale,
            10.0 ** -max(len(rest) - 1, 0) * scale,
            bool(found["pound"] or found["percent"] or rest),
        )


def of_record(record: Partnership) -> tuple[list[float], set[str]]:
    """Return the figures of a record's tables, and the numbers in their words."""
    figures: set[float] = set()
    words: list[str] = [str(record.settings), str(record.as_at)]
    for table in record.tables.values():
        for column in table:
            if pd.api.types.is_numeric_dtype(table[column]):
                figures |= {abs(float(v)) for v in table[column].dropna()}
            else:
                words += [str(v) for v in table[column].dropna()]
    spelt = {number.written for text in words for number in written(text)}
    figures |= {number.value for number in written(str(record.settings))}
    return sorted(figures), spelt


@contextmanager
def measured() -> Iterator[set[float]]:
    """Collect every number that a function of the measures returns."""
    found: set[float] = set()

    def note(frame: Any, event: str, result: Any) -> None:
        if event == "return" and frame.f_code.co_filename.startswith(MEASURES):
            found.update(n for n in _numbers(result) if math.isfinite(n))

    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(None)


def _numbers(result: Any) -> Iterator[float]:
    if isinstance(result, bool) or result is None or isinstance(result, str):
        return
    if isinstance(result, Real):
        yield abs(float(result))
    elif isinstance(result, pd.DataFrame | pd.Series) and len(result) <= LONGEST:
        yield from _of_frame(pd.DataFrame(result))
    elif dataclasses.is_dataclass(result):
        for field in dataclasses.fields(result):
            yield from _numbers(getattr(result, field.name))
    elif isinstance(result, tuple | list) and len(result) <= LONGEST:
        for item in result:
            yield from _numbers(item)
    elif isinstance(result, dict):
        yield from _numbers(list(result.values()))


def _of_frame(frame: pd.DataFrame) -> Iterator[float]:
    yield float(len(frame))
    for column in frame:
        values = frame[column]
        if isinstance(values, pd.Series) and pd.api.types.is_numeric_dtype(values):
            kept = values.dropna().astype(float)
            yield from kept.abs()
            yield abs(float(kept.sum()))


def run(notebook: Path, record: Partnership, partner: str | None) -> None:
    """Run the code cells of a notebook on a record."""
    names: dict[str, Any] = {}
    opened = analysis.data.open_partnership
    analysis.data.open_partnership = lambda *_: record
    try:
        for cell in nbformat.read(notebook, as_version=4).cells:
            if cell.cell_type == "code":
                exec(compile(ast.parse(cell.source), notebook.name, "exec"), names)  # noqa: S102
                if partner and "parameters" in cell.metadata.get("tags", []):
                    names["partner"] = partner
    finally:
        analysis.data.open_partnership = opened
