"""Facts the others are read against: who shared what, what happened, who else did."""

from analysis.data.columns import (
    choice,
    day,
    identifier,
    number,
    partial_date,
    reference,
    text,
)
from analysis.data.schemas.common import MONEY_BASES, Table, fact, qualifier

MEMBERSHIP = Table(
    "membership",
    "a partner's use of a shared service over time",
    fact(
        shared_from=partial_date("When the partner began to share the service."),
        reduced=partial_date(
            "When it withdrew most of the service and kept a part shared; blank: never."
        ),
        end_decided=partial_date(
            "When it was decided that sharing ends, where no document says that it "
            "did: decided is not done."
        ),
        shared_to=partial_date(
            "When it stopped; blank while it is shared, and where no document says."
        ),
    ),
    key=("id", "partner", "service"),
)

ORGANISATION = Table(
    "organisation",
    "a count of staff, posts, services or councils",
    fact(
        measure=text("What is counted.", required=True),
        unit=text("The unit.", required=True),
        period=text("The date or period it is for.", required=True),
        qualifier=qualifier(),
        value=number("The count.", unit="the measure's unit"),
    ),
    key=("id", "partner", "service"),
)

EVENTS = Table(
    "events",
    "a dated happening",
    fact(
        date=partial_date("When it happened.", required=True),
        kind=choice(
            "What kind of happening.",
            "governance",
            "membership",
            "management",
            "system",
            "incident",
            "election",
            "audit",
        ),
        title=text("What happened, in a few words.", required=True),
        value=number("A number that belongs to it.", unit="as in the column unit"),
        unit=text("The number's unit."),
    ),
    key=("id", "partner", "service"),
)

STATEMENTS = Table(
    "statements",
    "a published statement that is not a figure, in the project's own words",
    fact(
        topic=choice(
            "The report it matters to.",
            "savings",
            "counterfactual",
            "overspend",
            "satisfaction",
            "indicators",
            "organisation",
            "method",
        ),
        statement=text("What the document says, in our words.", required=True),
        scrutiny=choice(
            "Whether it belongs on an overview, for members to ask about.",
            "yes",
            required=False,
        ),
    ),
    key=("id", "partner", "service"),
)

COMPARATORS = Table(
    "comparators",
    "a figure of another partnership or of the sector",
    {
        "id": identifier("The fact's id."),
        "comparator": text("Whose figure it is.", required=True),
        "measure": text("What is measured.", required=True),
        "value": number("The figure.", unit="as in the column unit"),
        "unit": text("The unit.", required=True),
        "basis": choice(
            "What an amount counts; not money: the figure is no amount.",
            *MONEY_BASES,
            "not money",
        ),
        "qualifier": qualifier(),
        "period": text("The period it covers.", required=True),
        "published": day("The day it was published: its source's date."),
        "source": reference("The document that states it.", to="sources.id"),
        "note": text("What a reader must know to use the figure."),
    },
    key=("id", "measure"),
)

ASSUMPTIONS = Table(
    "assumptions",
    "an assumption that reports make",
    {
        "id": identifier("Short name of the assumption."),
        "topic": choice(
            "The report it matters to.", "savings", "overspend", "satisfaction", "all"
        ),
        "assumption": text("What is assumed.", required=True),
        "why": text("Why it is reasonable.", required=True),
        "if_wrong": text("What would change if it did not hold.", required=True),
    },
    key=("id",),
    facts=False,
)

CONTRADICTIONS = Table(
    "contradictions",
    "two facts that disagree, or seem to",
    {
        "id": identifier("Short name of the contradiction."),
        "kind": choice(
            "Whether documents disagree, or the figures count different things and so "
            "cannot be set against each other. Figures that differ only because they "
            "were rounded do neither.",
            "disagreement",
            "different things",
        ),
        "about": text("What the two facts are about.", required=True),
        "first": reference("One fact.", to="facts"),
        "second": reference("The other fact.", to="facts"),
        "used": reference(
            "The fact that reports use; neither: both are shown.",
            to="facts",
            also=("neither",),
        ),
        "why": text("Why that one is used.", required=True),
    },
    key=("id",),
    facts=False,
)
