"""Councils beside the illustrative partnership, with a saving that is planted.

What the founding councils really save is known here, so that a test can hold that the
comparison finds it, and that it cannot tell of half of it.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from example.savings_context import price_levels
from example.world import PARTNERS, World, named

TRUE_SAVING = 16.0
"""Pounds a head a year, in prices of the last year, that the founders really save."""

NOISE = 7.0
"""Standard deviation of a council's year, in pounds a head."""

FIRST = 2010
DONORS = 24
"""How many of the councils named below do not share; the rest do."""

PEOPLE = {"ashford-vale": 158_000, "brackenwell": 121_000, "castlemere": 83_000}
"""Residents of the partners in the first year."""

NAMES = (
    *("Alder", "Beacon", "Cresswell", "Dunmore", "Eastleigh", "Fernham", "Gresford"),
    *("Hallam", "Ivel", "Jervaulx", "Kelham", "Larkfield", "Marden", "Northgate"),
    *("Oakley", "Penrose", "Quarley", "Ravensden", "Stanmer", "Thornbury", "Upwell"),
    *(
        "Vernham",
        "Westbrook",
        "Yarrow",
        "Zelah",
        "Ashmead",
        "Bridgemont",
        "Coldharbour",
    ),
    "Deepdale",
)
"""Invented councils."""

LINES = (
    ("central-services", "Central services", "outcome", "£ thousand"),
    ("total-services", "All services", "whole", "£ thousand"),
    ("population", "Population, mid-year", "population", "people"),
)


def tables(world: World, saving: float = TRUE_SAVING) -> dict[str, pd.DataFrame]:
    """Return the tables of the comparison.

    Parameters
    ----------
    saving
        What the founding councils save, in pounds a head in prices of the last year.
    """
    return {
        "comparison_areas": pd.DataFrame(_areas()),
        "comparison_lines": pd.DataFrame(
            {
                "id": identifier,
                "name": name,
                "role": role,
                "unit": unit,
                "meaning": "As the invented return defines it.",
            }
            for identifier, name, role, unit in LINES
        ),
        "comparison_values": pd.DataFrame(_values(world, saving)),
        "sources": pd.DataFrame(
            {
                "id": _return_of(year)[0],
                "title": f"Returns of councils (invented), {year}",
                "publisher": "Office of Returns",
                "kind": "statistics",
                "published": _return_of(year)[1],
                "precision": "day",
                "reference": "invented for illustration",
            }
            for year in _years(world)
        ),
    }


def _years(world: World) -> list[str]:
    last = int(world.years[-1][:4])
    return [named(first) for first in range(FIRST, last + 1)]


def _return_of(year: str) -> tuple[str, str]:
    """Return the id of a year's return, and its day."""
    return f"returns-{year.replace('/', '-')}", f"{int(year[:4]) + 1}-06-20"


def _areas() -> Iterator[dict[str, str]]:
    for number, (area, (name, *_)) in enumerate(PARTNERS.items(), start=1):
        yield {"id": area, "name": name, "ons_code": f"X{number:08}"} | {
            "class": "Invented district",
            "role": "shares too",
        }
    for number, name in enumerate(NAMES, start=len(PARTNERS) + 1):
        shares = number > len(PARTNERS) + DONORS
        yield {"id": name.lower(), "name": name, "ons_code": f"X{number:08}"} | {
            "class": "Invented district",
            "role": "shares too" if shares else "donor",
        }


def _values(world: World, saving: float) -> Iterator[dict[str, Any]]:
    """Return central services, all services and residents of every council."""
    rng, years = world.rng("comparison"), _years(world)
    level = price_levels(world)
    common = np.cumsum(rng.normal(-1.0, 2.0, len(years)))
    founders = [p for p, (_, joined, *_) in PARTNERS.items() if joined < "2017"]
    for area in [*PARTNERS, *(name.lower() for name in NAMES)]:
        people = PEOPLE.get(area, int(rng.integers(80, 220)) * 1000)
        heads = rng.normal(95, 8) + common + rng.normal(0, NOISE, len(years))
        whole = rng.normal(1450, 60)
        for number, year in enumerate(years):
            residents = round(people * 1.007**number)
            saved = saving if area in founders and year >= world.years[0] else 0.0
            pounds = (heads[number] - saved) * level[year] * residents
            total = whole * level[year] * residents - saved * level[year] * residents
            source, published = _return_of(year)
            for line, value in (
                ("central-services", round(pounds / 1000)),
                ("total-services", round(total / 1000)),
                ("population", residents),
            ):
                yield {
                    "area": area,
                    "line": line,
                    "financial_year": year,
                    "value": value,
                    "published": published,
                    "source": source,
                }
