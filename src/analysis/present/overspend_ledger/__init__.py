"""Show what a council's own ledger says, where it has given an extract.

Every function takes the ledger of `analysis.data.open_ledger`, which may be None: then
it shows nothing.
"""

from analysis.present.overspend_ledger.answer import (
    answer,
    years_heading,
    years_table,
    years_words,
)
from analysis.present.overspend_ledger.control import control_heading, control_table
from analysis.present.overspend_ledger.faults import (
    accruals_table,
    duplicates_table,
    faults_heading,
    faults_table,
    late_table,
    virements_words,
)
from analysis.present.overspend_ledger.groups import (
    drivers_chart,
    drivers_heading,
    drivers_table,
    groups_table,
    partners_table,
    profile_chart,
    profile_heading,
    services_table,
)
from analysis.present.overspend_ledger.outlook import (
    outlook_chart,
    outlook_heading,
    outlook_table,
    outlook_words,
    tests_table,
)

__all__ = [
    "accruals_table",
    "answer",
    "control_heading",
    "control_table",
    "drivers_chart",
    "drivers_heading",
    "drivers_table",
    "duplicates_table",
    "faults_heading",
    "faults_table",
    "groups_table",
    "late_table",
    "outlook_chart",
    "outlook_heading",
    "outlook_table",
    "outlook_words",
    "partners_table",
    "profile_chart",
    "profile_heading",
    "services_table",
    "tests_table",
    "virements_words",
    "years_heading",
    "years_table",
    "years_words",
]
