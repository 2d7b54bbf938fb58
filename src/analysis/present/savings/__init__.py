"""Show savings: what was stated, what can be believed, for whom and at what cost."""

from analysis.present.savings.annual import annual_chart, annual_heading, annual_table
from analysis.present.savings.answer import answer, in_a_sentence, sum_headline
from analysis.present.savings.doubt import (
    doubt_chart,
    doubt_heading,
    simulation_chart,
    simulation_text,
)
from analysis.present.savings.fair import (
    fair_chart,
    fair_heading,
    fair_range,
    fair_table,
    fair_text,
    sought_text,
)
from analysis.present.savings.kinds import kinds_heading, kinds_table, kinds_text
from analysis.present.savings.ledger import (
    doubles_heading,
    doubles_table,
    grades_table,
    ledger_heading,
    own_heading,
    stated_table,
)
from analysis.present.savings.lines import (
    lines_heading,
    lines_table,
    register_heading,
    register_table,
    register_text,
)
from analysis.present.savings.moving import (
    joining_table,
    joining_text,
    leaving_table,
    leaving_text,
    moving_heading,
)
from analysis.present.savings.others import (
    attribution_heading,
    attribution_text,
    comparators_table,
)
from analysis.present.savings.promise import (
    gap_text,
    not_twice,
    promise_heading,
    promise_table,
    promise_text,
    rule_heading,
    rule_table,
    rule_text,
)
from analysis.present.savings.sure import how_sure, in_two_minutes
from analysis.present.savings.words import (
    BASIS,
    QUALIFIER,
    SHORT_BASIS,
    amount,
)
from analysis.present.savings.worth import (
    cost_table,
    cost_text,
    worth_heading,
    worth_table,
    worth_text,
)

__all__ = [
    "BASIS",
    "QUALIFIER",
    "SHORT_BASIS",
    "amount",
    "annual_chart",
    "annual_heading",
    "annual_table",
    "answer",
    "attribution_heading",
    "attribution_text",
    "comparators_table",
    "cost_table",
    "cost_text",
    "doubles_heading",
    "doubles_table",
    "doubt_chart",
    "doubt_heading",
    "fair_chart",
    "fair_heading",
    "fair_range",
    "fair_table",
    "fair_text",
    "gap_text",
    "grades_table",
    "how_sure",
    "in_a_sentence",
    "in_two_minutes",
    "joining_table",
    "joining_text",
    "kinds_heading",
    "kinds_table",
    "kinds_text",
    "leaving_table",
    "leaving_text",
    "ledger_heading",
    "lines_heading",
    "lines_table",
    "moving_heading",
    "not_twice",
    "own_heading",
    "promise_heading",
    "promise_table",
    "promise_text",
    "register_heading",
    "register_table",
    "register_text",
    "rule_heading",
    "rule_table",
    "rule_text",
    "simulation_chart",
    "simulation_text",
    "sought_text",
    "stated_table",
    "sum_headline",
    "worth_heading",
    "worth_table",
    "worth_text",
]
