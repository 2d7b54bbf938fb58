"""The kit of the house: words for numbers, cards, charts and tables for notebooks.

``from analysis.present import money, chart, table`` is all that a notebook needs;
docs/kit.md shows every function with an example.
"""

from analysis.present.dates import day, period
from analysis.present.display import Chart, Table, Text
from analysis.present.drawing import chart
from analysis.present.evidence import (
    bullets,
    card,
    cards,
    cite,
    commentary,
    grade,
    source,
)
from analysis.present.grammar import (
    agree,
    met,
    only_if,
    out_of,
    possessive,
    sentence,
)
from analysis.present.house import word
from analysis.present.marks import (
    in_words,
    label_bars,
    label_points,
    mark_breaks,
    money_axis,
    percent_axis,
    target_line,
)
from analysis.present.markup import Markdown
from analysis.present.phrases import (
    against_budget,
    against_target,
    compared,
    moved,
    moves,
    rose,
    variance,
)
from analysis.present.series import breaks_in
from analysis.present.style import (
    DARK_BLUE,
    DARK_PINK,
    GREY,
    ORANGE,
    TURQUOISE,
    key,
)
from analysis.present.tabulate import table
from analysis.present.words import (
    count,
    listing,
    money,
    percent,
    points,
    quantity,
    spread,
)

WORDS = (
    *("money", "percent", "points", "quantity", "spread", "count", "listing"),
    *("day", "period"),
)
PHRASES = (
    "variance",
    "against_budget",
    "rose",
    "moved",
    "moves",
    "compared",
    "against_target",
    "out_of",
    "met",
    "only_if",
    "agree",
    "possessive",
    "sentence",
    "word",
)
EVIDENCE = (
    "cite",
    "source",
    "grade",
    "bullets",
    "card",
    "cards",
    "commentary",
    "breaks_in",
)
SHOWN = ("chart", "in_words", "table")
AXES = (
    "label_points",
    "label_bars",
    "target_line",
    "mark_breaks",
    "percent_axis",
    "money_axis",
    "key",
)

__all__ = [
    "DARK_BLUE",
    "DARK_PINK",
    "GREY",
    "ORANGE",
    "TURQUOISE",
    "Chart",
    "Markdown",
    "Table",
    "Text",
    "against_budget",
    "against_target",
    "agree",
    "breaks_in",
    "bullets",
    "card",
    "cards",
    "chart",
    "cite",
    "commentary",
    "compared",
    "count",
    "day",
    "grade",
    "in_words",
    "key",
    "label_bars",
    "label_points",
    "listing",
    "mark_breaks",
    "met",
    "money",
    "money_axis",
    "moved",
    "moves",
    "only_if",
    "out_of",
    "percent",
    "percent_axis",
    "period",
    "points",
    "possessive",
    "quantity",
    "rose",
    "sentence",
    "source",
    "spread",
    "table",
    "target_line",
    "variance",
    "word",
]
