"""Facts about quality: satisfaction, targets, indicators, the improvement plan."""

from analysis.data.columns import (
    choice,
    number,
    partial_date,
    reference,
    text,
    whole_number,
)
from analysis.data.schemas.common import Table, as_printed, fact, qualifier

_GROUP = choice(
    "Who answered. Staff of the provider rate their own service: kept apart.",
    "customers",
    "provider staff",
    "all",
)

SATISFACTION = Table(
    "satisfaction",
    "a survey result",
    fact(
        customer_group=_GROUP,
        wave=reference("The round of the survey.", to="waves.id"),
        percent=number("Satisfied respondents.", unit="per cent", low=0, high=100),
        respondents=whole_number(
            "Answers counted (the base); blank: not published.",
            unit="respondents",
            low=0,
            high=100_000_000,
        ),
        selective=choice(
            "Whether only some results of its kind were published.", "yes", "no"
        ),
    ),
    key=("partner", "service", "customer_group", "wave", "source"),
)

SATISFACTION_CHANGES = Table(
    "satisfaction_changes",
    "a change between two waves, as published",
    fact(
        customer_group=_GROUP,
        from_wave=reference("The earlier wave.", to="waves.id"),
        to_wave=reference("The later wave.", to="waves.id"),
        change_points=number(
            "The change as published; blank: only its direction was published.",
            unit="percentage points",
            low=-100,
            high=100,
        ),
        direction=choice("The direction as published.", "up", "down", "level"),
    ),
    key=("partner", "service", "customer_group", "from_wave", "to_wave"),
)

INVITED = Table(
    "invited",
    "how many were asked in a round of the survey",
    fact(
        customer_group=_GROUP,
        wave=reference("The round of the survey.", to="waves.id"),
        invited=whole_number(
            "People asked to answer.",
            unit="people",
            low=0,
            high=100_000_000,
            required=True,
        ),
        census=choice(
            "Whether everybody of the group was asked: then the group is no larger.",
            "yes",
            "no",
        ),
    ),
    key=("partner", "service", "customer_group", "wave"),
)

TARGETS = Table(
    "targets",
    "a target that a partner or the partnership set",
    fact(
        measure=text("What is measured: satisfaction, or an indicator.", required=True),
        target=number("The target.", unit="the measure's unit", required=True),
        unit=text("The measure's unit.", required=True),
    ),
    key=("id", "partner", "service"),
)

INDICATORS = Table(
    "indicators",
    "a value of a performance indicator",
    fact(
        indicator=text("What is measured.", required=True),
        unit=text("The unit.", required=True),
        polarity=choice(
            "Which direction is good.",
            "higher is better",
            "lower is better",
            "neither",
        ),
        period=text("The period it covers.", required=True),
        kind=choice(
            "What the value is.",
            "actual",
            "previous",
            "target",
            "benchmark",
            "assumption",
            "change",
        ),
        compared_with=text("Whose value a benchmark is."),
        qualifier=qualifier(),
        value=number("The value.", unit="the indicator's unit"),
        printed=as_printed("value"),
    ),
    key=("id", "partner", "service", "indicator", "kind", "period"),
)

MILESTONES = Table(
    "milestones",
    "a theme of the improvement plan, as one report gives it",
    fact(
        reference=text("The plan's own reference."),
        title=text("What is to be done.", required=True),
        due=partial_date("When it was first due."),
        forecast=partial_date("When the report expects it."),
        done=partial_date("When it was done."),
    ),
    key=("id", "partner", "service"),
)
