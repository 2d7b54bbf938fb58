"""Registers that a ledger is read by: accounts, cost centres, budgets."""

from analysis.data.columns import choice, day, financial_year, number, reference, text
from analysis.data.schemas.common import Table

GROUPS = (
    "employees",
    "agency and interim",
    "premises",
    "transport",
    "supplies and services",
    "third-party payments",
    "income",
)
"""Standard subjective groups, with agency and interim staff apart from employees."""

ACCOUNTS = Table(
    "accounts",
    "an account of the ledger",
    {
        "account": text("Its code, as the ledger writes it.", required=True),
        "name": text("Its name."),
        "group": choice("The subjective group that it is reported in.", *GROUPS),
        "note": text("What a reader must know."),
    },
    key=("account",),
    facts=False,
)

COST_CENTRES = Table(
    "cost_centres",
    "a cost centre of the ledger",
    {
        "cost_centre": text("Its code, as the ledger writes it.", required=True),
        "name": text("Its name."),
        "service": reference("The service that it belongs to.", to="services.id"),
        "note": text("What a reader must know."),
    },
    key=("cost_centre",),
    facts=False,
)

LEDGER_BUDGETS = Table(
    "ledger_budgets",
    "a budget, or a part of a budget that was moved",
    {
        "financial_year": financial_year("The financial year.", required=True),
        "service": reference("The service.", to="services.id"),
        "group": choice("The subjective group.", *GROUPS),
        "kind": choice(
            "The budget as set, or a virement: moved without changing the total.",
            "original",
            "virement",
        ),
        "moved": day("Day of the virement.", required=False),
        "reference": text("The virement's number: its rows add up to nothing."),
        "amount_gbp": number(
            "The amount; income is negative, as in the ledger.",
            unit="pounds",
            required=True,
        ),
        "quantity": number("How much the budget was to buy.", unit="as it is counted"),
        "note": text("What a reader must know."),
    },
    key=("financial_year", "service", "group", "kind", "reference"),
    facts=False,
)
