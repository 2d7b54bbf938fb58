"""Registers that facts refer to: partners, services, documents, waves."""

from analysis.data.columns import (
    choice,
    day,
    financial_year,
    identifier,
    number,
    partial_date,
    reference,
    text,
)
from analysis.data.schemas.common import WHOLE, Table, inferred

TAKEN = (WHOLE, "assets", "downloads", "editions", "site_libs")
"""Folders of a site that hold no council's pages."""

PARTNERS = Table(
    "partners",
    "a council of the partnership",
    {
        "id": identifier(
            "Short lower-case name; also the folder of its pages.", taken=TAKEN
        ),
        "name": text("The council's name as readers know it.", required=True),
        "ons_code": text("Nine-character code of the Office for National Statistics."),
        "joined": partial_date("When it joined.", required=True),
        "left": partial_date("When it left; blank while it is a partner."),
        "inferred": inferred("joined", "left"),
        "source": reference("The document that states the dates.", to="sources.id"),
        "note": text("What a reader must know."),
    },
    key=("id",),
    required=True,
    facts=False,
)

SERVICES = Table(
    "services",
    "a service that is or was shared, or that a figure is about",
    {
        "id": identifier("Short lower-case name."),
        "name": text("The service's name as readers know it.", required=True),
        "group": text("The group it is reported in."),
        "note": text("What a reader must know."),
    },
    key=("id",),
    required=True,
    facts=False,
)

SOURCES = Table(
    "sources",
    "a document",
    {
        "id": identifier("Short name of the document."),
        "title": text("Title of the document.", required=True),
        "publisher": text("Who published it.", required=True),
        "kind": choice(
            "What kind of document it is.",
            "minutes",
            "committee report",
            "decision",
            "annual report",
            "award submission",
            "news",
            "web page",
            "statistics",
            "research",
            "audit report",
        ),
        "published": day(
            "The day it was published; where only a month or a year is known, "
            "its last day, so that nothing is shown before it was public."
        ),
        "precision": choice(
            "How well the date is known.", "day", "month", "year", "inferred"
        ),
        "checked_by": text(
            "Who outside the councils and the provider checked its figures, such as "
            "the external auditor; blank: nobody is known to."
        ),
        "reference": text("Where it can be read: an address or a file.", required=True),
        "note": text("What a reader must know."),
    },
    key=("id",),
    required=True,
    facts=False,
)

WAVES = Table(
    "waves",
    "a round of the satisfaction survey",
    {
        "id": identifier("Short name of the wave."),
        "name": text("The wave's name as readers know it.", required=True),
        "fieldwork": partial_date("When answers were collected.", required=True),
        "mode": text("How answers were collected."),
        "note": text("What a reader must know."),
    },
    key=("id",),
    facts=False,
)

DEFLATOR = Table(
    "deflator",
    "the price level of one financial year",
    {
        "financial_year": financial_year("The financial year.", required=True),
        "index": number("Price level.", unit="index", low=0, required=True),
        "growth_percent": number("Change on the year before.", unit="per cent"),
        "status": choice("Whether the year is over.", "outturn", "forecast"),
        "published": day("The day it was published: its source's date."),
        "source": reference("The document that states it.", to="sources.id"),
    },
    key=("financial_year",),
    facts=False,
)
