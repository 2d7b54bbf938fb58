"""The tables of a partnership: every column, declared once.

The checks of `evaluation check` and the data dictionary in docs/data.md both
come from the declarations in this package.
"""

from analysis.data.schemas.common import (
    ALL_SERVICES,
    MONEY_BASES,
    QUALIFIERS,
    WHOLE,
    Table,
)
from analysis.data.schemas.comparison import (
    COMPARISON_AREAS,
    COMPARISON_LINES,
    COMPARISON_VALUES,
    RESEARCH,
)
from analysis.data.schemas.context import (
    ASSUMPTIONS,
    COMPARATORS,
    CONTRADICTIONS,
    EVENTS,
    MEMBERSHIP,
    ORGANISATION,
    STATEMENTS,
)
from analysis.data.schemas.ledger import ACCOUNTS, COST_CENTRES, LEDGER_BUDGETS
from analysis.data.schemas.money import (
    BUDGET_CHANGES,
    CAUSES,
    COSTS,
    SAVINGS,
    SHARES,
    SPENDING,
)
from analysis.data.schemas.quality import (
    INDICATORS,
    INVITED,
    MILESTONES,
    SATISFACTION,
    SATISFACTION_CHANGES,
    TARGETS,
)
from analysis.data.schemas.registers import DEFLATOR, PARTNERS, SERVICES, SOURCES, WAVES

__all__ = ["ALL_SERVICES", "MONEY_BASES", "QUALIFIERS", "TABLES", "WHOLE", "Table"]

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        PARTNERS,
        SERVICES,
        SOURCES,
        MEMBERSHIP,
        SAVINGS,
        SPENDING,
        CAUSES,
        BUDGET_CHANGES,
        SHARES,
        WAVES,
        INVITED,
        SATISFACTION,
        SATISFACTION_CHANGES,
        TARGETS,
        INDICATORS,
        MILESTONES,
        COSTS,
        ORGANISATION,
        EVENTS,
        STATEMENTS,
        COMPARATORS,
        ASSUMPTIONS,
        CONTRADICTIONS,
        DEFLATOR,
        COMPARISON_AREAS,
        COMPARISON_LINES,
        COMPARISON_VALUES,
        RESEARCH,
        ACCOUNTS,
        COST_CENTRES,
        LEDGER_BUDGETS,
    )
}
"""Every table a partnership may have, by name."""
