"""Show overspend: how years closed, how forecasts moved, what the ledger says."""

from analysis.present.overspend.answer import (
    answer,
    in_a_sentence,
    newest_headline,
    scope_headlines,
    sign_rule,
)
from analysis.present.overspend.causes import bridge_chart, bridge_heading, bridge_table
from analysis.present.overspend.claim import claim_heading, claim_table, claim_words
from analysis.present.overspend.drift import (
    bias_words,
    drift_table,
    path_chart,
    path_heading,
    path_key,
)
from analysis.present.overspend.services import (
    reserves_heading,
    reserves_table,
    services_heading,
    services_table,
    services_words,
    splits_heading,
    splits_table,
)
from analysis.present.overspend.sure import how_sure
from analysis.present.overspend.words import SCOPES, SIGN_RULE, stage
from analysis.present.overspend.years import years_chart, years_heading, years_table

__all__ = [
    "SCOPES",
    "SIGN_RULE",
    "answer",
    "bias_words",
    "bridge_chart",
    "bridge_heading",
    "bridge_table",
    "claim_heading",
    "claim_table",
    "claim_words",
    "drift_table",
    "how_sure",
    "in_a_sentence",
    "newest_headline",
    "path_chart",
    "path_heading",
    "path_key",
    "reserves_heading",
    "reserves_table",
    "scope_headlines",
    "services_heading",
    "services_table",
    "services_words",
    "sign_rule",
    "splits_heading",
    "splits_table",
    "stage",
    "years_chart",
    "years_heading",
    "years_table",
]
