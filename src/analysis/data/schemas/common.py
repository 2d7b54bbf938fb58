"""What every table declares, and the columns that every fact has."""

from dataclasses import dataclass, field

from analysis.data.columns import (
    Column,
    choice,
    day,
    identifier,
    names,
    printed,
    reference,
    text,
)

WHOLE = "partnership"
"""The word in a column `partner` for all partners together."""

ALL_SERVICES = "all"
"""The word in a column `service` for all services together."""

MONEY_BASES = (
    "run-rate",
    "in-year",
    "cumulative",
    "one-off",
    "not stated",
)
"""What an amount counts: a yearly level, one year, several years, once, or unknown."""

QUALIFIERS = ("exact", "approximate", "minimum", "maximum", "not quantified")


@dataclass(frozen=True)
class Table:
    """Declare one table.

    Attributes
    ----------
    name
        The file's name without its suffix.
    row
        What one row is.
    columns
        The declarations of its columns by name.
    key
        Columns whose values together may appear once only.
    required
        Whether a partnership must have the table.
    facts
        Whether rows are published facts: they have an id, a date and a source.
    """

    name: str
    row: str
    columns: dict[str, Column]
    key: tuple[str, ...]
    required: bool = False
    facts: bool = field(default=True)


def fact(**own: Column) -> dict[str, Column]:
    """Put the columns that every fact has around a table's own."""
    return {
        "id": identifier("The fact's id, the same wherever the fact is used."),
        "partner": reference(
            "The council the fact is about; partnership: all of them together.",
            to="partners.id",
            also=(WHOLE,),
        ),
        "service": reference(
            "The service the fact is about; all: every service in the scope.",
            to="services.id",
            also=(ALL_SERVICES,),
        ),
        **own,
        "inferred": inferred(*own),
        "published": day("The day the fact was published: its source's date."),
        "source": reference("The document that states it.", to="sources.id"),
        "note": text("What a reader must know to use the figure."),
    }


def inferred(*columns: str) -> Column:
    """Declare a column that names those whose value no document states itself."""
    return names(
        "The columns whose value follows from other evidence, which the note gives; "
        "the document does not state it itself. Reports mark it [i].",
        *columns,
    )


def as_printed(*figures: str) -> Column:
    """Declare a column that keeps the precision with which a figure was published."""
    return printed(
        "The figure as the document prints it, without its sign, where the number "
        "alone does not tell its precision: £0.630m, where 630000 could be £0.63m.",
        *figures,
    )


def scope(description: str) -> Column:
    """Declare a column that tells which budgets a figure is about."""
    return choice(description, "shared", "non-shared", "both", "not stated")


def basis(description: str) -> Column:
    """Declare a column that tells what an amount counts."""
    return choice(description, *MONEY_BASES)


def qualifier() -> Column:
    """Declare a column that tells how exact a figure is."""
    return choice("How exact the figure is, as published.", *QUALIFIERS)
