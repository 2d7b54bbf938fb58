"""Write rows of facts of the illustrative partnership."""

from typing import Any

from example.world import World

STATED = {"scope": "shared", "basis_evidence": "stated", "qualifier": "exact"}
"""What every invented saving has in common."""


def fact(
    world: World, report: str, year: str, identifier: str, **values: Any
) -> dict[str, Any]:
    """Return a row of a table of facts, dated by its document."""
    source, published = world.document(report, year)
    whole = {"partner": "partnership", "service": "all"}
    return {
        "id": identifier,
        **whole,
        **values,
        "published": published,
        "source": source,
    }
