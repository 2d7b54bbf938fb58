"""The kit of the house: words for numbers, cards, charts and tables for notebooks.

``from analysis.present import money, chart, table`` is all that a notebook needs;
docs/kit.md shows every function with an example.
"""

from analysis.present.display import Chart, Table, Text
from analysis.present.drawing import (
    DARK_BLUE,
    DARK_PINK,
    GREY,
    ORANGE,
    TURQUOISE,
    chart,
    key,
    label_bars,
    label_points,
    mark_breaks,
    money_axis,
    percent_axis,
    target_line,
)
from analysis.present.evidence import card, cards, cite, grade
from analysis.present.markup import Markdown
from analysis.present.phrases import (
    against_budget,
    against_target,
    agree,
    compared,
    moved,
    only_if,
    out_of,
    possessive,
    rose,
    sentence,
    variance,
    word,
)
from analysis.present.series import breaks_in
from analysis.present.tabulate import table
from analysis.present.words import (
    count,
    day,
    listing,
    money,
    percent,
    period,
    points,
    spread,
)

WORDS = ("money", "percent", "points", "spread", "count", "listing", "day", "period")
PHRASES = (
    "variance",
    "against_budget",
    "rose",
    "moved",
    "compared",
    "against_target",
    "out_of",
    "agree",
    "only_if",
    "possessive",
    "sentence",
    "word",
)
EVIDENCE = ("cite", "grade", "card", "cards", "breaks_in")
SHOWN = ("chart", "table")
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
    "card",
    "cards",
    "chart",
    "cite",
    "compared",
    "count",
    "day",
    "grade",
    "key",
    "label_bars",
    "label_points",
    "listing",
    "mark_breaks",
    "money",
    "money_axis",
    "moved",
    "only_if",
    "out_of",
    "percent",
    "percent_axis",
    "period",
    "points",
    "possessive",
    "rose",
    "sentence",
    "spread",
    "table",
    "target_line",
    "variance",
    "word",
]
