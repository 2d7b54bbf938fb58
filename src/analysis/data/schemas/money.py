"""Facts about money: savings, spending, shares, costs."""

from analysis.data.columns import (
    choice,
    day,
    financial_year,
    identifier,
    number,
    reference,
    text,
    whole_number,
)
from analysis.data.schemas.common import (
    Table,
    as_printed,
    basis,
    fact,
    qualifier,
    scope,
)

SAVINGS = Table(
    "savings",
    "a stated saving",
    fact(
        scope=scope("Which budgets the saving came from."),
        period_from=financial_year("First financial year it covers; blank: not said."),
        period_to=financial_year("Last financial year it covers; blank: not said."),
        status=choice(
            "How far the saving had come when it was stated.",
            "target",
            "identified",
            "programmed",
            "applied",
            "achieved",
            "projected",
            "sought",
        ),
        basis=basis("What the amount counts; amounts of different basis never mix."),
        basis_evidence=choice(
            "Whether the document states the basis or it was inferred.",
            "stated",
            "inferred",
        ),
        cashable=choice(
            "Whether a budget was reduced by it.", "yes", "no", "not stated"
        ),
        recurrence=choice(
            "Whether it comes every year.", "recurrent", "one-off", "not stated"
        ),
        nature=choice(
            "Where it comes from: an efficiency gives the same or more for less.",
            "efficiency",
            "reduced output",
            "income",
            "cost avoided",
            "not stated",
            required=False,
        ),
        occasion=choice(
            "Whether it comes of a partner's joining or leaving.",
            "joining",
            "leaving",
            required=False,
        ),
        line=identifier(
            "The line of a savings register: the facts of one line are its plan and "
            "what came of it.",
            required=False,
        ),
        title=text("What the saving is, in a few words."),
        qualifier=qualifier(),
        amount_gbp=number("The amount; a saving is positive.", unit="pounds"),
        printed=as_printed("amount_gbp"),
        part_of=reference(
            "The fact of which this one is a part, so that neither is counted twice.",
            to="facts",
            required=False,
        ),
    ),
    key=("id", "partner", "service"),
)

SPENDING = Table(
    "spending",
    "a budget position: a forecast or an outturn against its budget",
    fact(
        financial_year=financial_year("The financial year.", required=True),
        scope=scope("Which budgets: those shared by the partners, or their own."),
        status=choice(
            "What the position is.", "budget", "forecast", "provisional", "outturn"
        ),
        monitoring_period=whole_number(
            "Month of the financial year a forecast was made at, April = 1.",
            unit="month",
            low=1,
            high=12,
        ),
        basis=basis("What the amounts count."),
        budget_gbp=number("The budget.", unit="pounds", low=0),
        variance_gbp=number(
            "Outturn or forecast less budget; positive is an overspend, adverse.",
            unit="pounds",
        ),
        direction=choice(
            "The direction, where it was published without an amount.",
            "adverse",
            "favourable",
            required=False,
        ),
        qualifier=qualifier(),
        printed=as_printed("variance_gbp", "budget_gbp"),
        reason=text("The reason that the document gives."),
        treatment=text("What was done with it, such as a move to a reserve."),
    ),
    key=("id", "partner", "service"),
)

CAUSES = Table(
    "causes",
    "a cause of a variance, with the amount that the document gives to it",
    fact(
        variance=reference("The budget position that it is a part of.", to="facts"),
        cause=text("The cause, in a few words.", required=True),
        qualifier=qualifier(),
        amount_gbp=number(
            "Its part of the variance; positive is adverse.",
            unit="pounds",
            required=True,
        ),
        printed=as_printed("amount_gbp"),
    ),
    key=("id", "variance", "cause"),
)

BUDGET_CHANGES = Table(
    "budget_changes",
    "a change to a budget",
    fact(
        financial_year=financial_year("The financial year.", required=True),
        scope=scope("Which budgets."),
        kind=choice("What was done.", "reduction", "growth", "virement"),
        basis=basis("What the amount counts."),
        qualifier=qualifier(),
        amount_gbp=number("The change; growth is positive.", unit="pounds"),
        printed=as_printed("amount_gbp"),
    ),
    key=("id", "partner", "service"),
)

SHARES = Table(
    "shares",
    "the part of a cost that a partner bears",
    fact(
        applies_from=day("First day the share applies."),
        applies_to=day("Last day; blank: until replaced.", required=False),
        percent=number("The share.", unit="per cent", low=0, high=100, required=True),
    ),
    key=("partner", "service", "applies_from"),
)

COSTS = Table(
    "costs",
    "a cost of change: of setting up, joining or leaving",
    fact(
        kind=choice(
            "What it pays for.", "set-up", "change", "joining", "exit", "compensation"
        ),
        status=choice(
            "How far it had come when it was stated.",
            "set aside",
            "estimated",
            "spent",
            "exempt from publication",
        ),
        financial_year=financial_year("The financial year; blank: not said."),
        line=identifier("The line of the savings register it is for.", required=False),
        basis=basis("What the amount counts."),
        qualifier=qualifier(),
        amount_gbp=number("The amount; blank: not published.", unit="pounds", low=0),
        printed=as_printed("amount_gbp"),
    ),
    key=("id", "partner", "service"),
)
