"""Other councils' figures, to set the partnership's beside, and what research found."""

from analysis.data.columns import (
    choice,
    day,
    financial_year,
    identifier,
    number,
    reference,
    text,
)
from analysis.data.schemas.common import Table

COMPARISON_AREAS = Table(
    "comparison_areas",
    "a council of the panel, or a class of councils added up",
    {
        "id": identifier("Short lower-case name."),
        "name": text("Its name as readers know it.", required=True),
        "ons_code": text(
            "Nine-character code of the Office for National Statistics; a council of "
            "the partnership is found by it."
        ),
        "class": text("The class of council, such as London borough.", required=True),
        "role": choice(
            "What it is compared as: a donor did not share its back office, as far as "
            "is known; a class total is no council.",
            "donor",
            "shares too",
            "not comparable",
            "class total",
        ),
        "source": reference(
            "The document that tells of its sharing.", to="sources.id", required=False
        ),
        "note": text("What a reader must know; why it is no donor."),
    },
    key=("id",),
    facts=False,
)

COMPARISON_LINES = Table(
    "comparison_lines",
    "a line of the returns",
    {
        "id": identifier("Short lower-case name."),
        "name": text("Its name in the returns.", required=True),
        "role": choice(
            "What it serves as: the line in which a saving would show, the whole that "
            "shares are taken of, the population, or another line.",
            "outcome",
            "whole",
            "population",
            "other",
        ),
        "unit": choice("The unit of its values.", "£ thousand", "people", "councils"),
        "meaning": text("What it counts, and what it leaves out.", required=True),
        "breaks": text("Years in which its definition changed, and why."),
    },
    key=("id",),
    facts=False,
)

COMPARISON_VALUES = Table(
    "comparison_values",
    "one line of one council's return for one year",
    {
        "area": reference("The council or class.", to="comparison_areas.id"),
        "line": reference("The line.", to="comparison_lines.id"),
        "financial_year": financial_year(
            "The financial year; a mid-year population is that of its June.",
            required=True,
        ),
        "value": number("The figure.", unit="the line's unit", required=True),
        "published": day("The day it was published: its source's date."),
        "source": reference("The document that states it.", to="sources.id"),
    },
    key=("area", "line", "financial_year"),
    facts=False,
)

RESEARCH = Table(
    "research",
    "a study of whether sharing saves",
    {
        "id": identifier("Short name of the study."),
        "authors": text("Who wrote it.", required=True),
        "setting": text("Which councils, where and when.", required=True),
        "measured": text("What was measured.", required=True),
        "found": text("What was found, in our words.", required=True),
        "published": day("The day it was published: its source's date."),
        "source": reference("The publication.", to="sources.id"),
        "note": text("What a reader must know."),
    },
    key=("id",),
    facts=False,
)
