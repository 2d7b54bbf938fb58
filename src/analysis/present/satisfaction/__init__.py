"""Show satisfaction: levels by wave against the target, changes, single services."""

from analysis.present.satisfaction.answer import answer, headline, in_a_sentence
from analysis.present.satisfaction.answers import (
    answers_chart,
    answers_heading,
    answers_table,
    response_heading,
    response_table,
)
from analysis.present.satisfaction.funnel import funnel_chart, funnel_heading
from analysis.present.satisfaction.services import services_heading, services_table
from analysis.present.satisfaction.sure import concerns, how_sure
from analysis.present.satisfaction.waves import (
    chart,
    chart_heading,
    staff_heading,
    staff_table,
    table,
)
from analysis.present.satisfaction.words import moved, waves

__all__ = [
    "answer",
    "answers_chart",
    "answers_heading",
    "answers_table",
    "chart",
    "chart_heading",
    "concerns",
    "funnel_chart",
    "funnel_heading",
    "headline",
    "how_sure",
    "in_a_sentence",
    "moved",
    "response_heading",
    "response_table",
    "services_heading",
    "services_table",
    "staff_heading",
    "staff_table",
    "table",
    "waves",
]
