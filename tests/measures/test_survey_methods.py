"""The table of docs/methods/satisfaction.md, each row worked out again."""

import re
from pathlib import Path

import pytest

from analysis.measures.intervals import newcombe, wilson

ROOT = Path(__file__).parents[2]
COUNTS = re.compile(r"(\d+) of (\d+)")
ENDS = re.compile(r"(−?[\d.]+) to (−?[\d.]+)")


def rows() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "methods" / "satisfaction.md").read_text("utf-8")
    table = text.split("### Numbers reproduced")[1].split("\n## ")[0]
    cells = [line.split("|") for line in table.splitlines() if line.startswith("|")]
    return [(c[2], c[3]) for c in cells if COUNTS.search(c[2])]


def test_the_table_has_its_nine_rows() -> None:
    assert len(rows()) == 9


@pytest.mark.parametrize(("example", "published"), rows())
def test_a_published_interval_is_reproduced(example: str, published: str) -> None:
    proportions = [wilson(int(x), int(n)) for x, n in COUNTS.findall(example)]
    if len(proportions) == 1:
        found = (proportions[0].low, proportions[0].high)
    else:
        found = newcombe(proportions[1], proportions[0])
    ends = ENDS.search(published.replace("−", "-").replace("-", "−"))
    assert ends
    expected = tuple(float(end.replace("−", "-")) for end in ends.groups())
    assert found == pytest.approx(expected, abs=5e-5)
