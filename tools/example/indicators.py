"""Indicators by quarter and the improvement plan of the illustrative partnership."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from example.facts import fact
from example.world import PARTNERS, World

YEARS = ("2019/20", "2020/21", "2021/22", "2022/23", "2023/24")
QUARTERS = ("q1", "q2", "q3", "outturn")
"""The report that gives each quarter's figures."""

PEERS = "median of similar councils"


@dataclass(frozen=True)
class Kind:
    """Hold how an indicator is made up.

    Attributes
    ----------
    by_quarter
        Its usual level in each quarter of a year.
    better
        How far it moves in a year, the sign being that of the good direction.
    targets
        The year's target of each council, which chose its own.
    """

    name: str
    service: str
    unit: str
    polarity: str
    by_quarter: tuple[float, float, float, float]
    better: float
    noise: float
    targets: tuple[float, float, float]
    benchmark: float


HIGH, LOW = "higher is better", "lower is better"
KINDS = (
    Kind(
        "Council tax collected in the year so far",
        "revenues",
        "per cent",
        HIGH,
        (29.2, 57.4, 84.6, 96.3),
        0.15,
        0.25,
        (97.0, 96.0, 96.5),
        96.9,
    ),
    Kind(
        "Business rates collected in the year so far",
        "revenues",
        "per cent",
        HIGH,
        (30.1, 58.2, 85.3, 97.4),
        0.12,
        0.3,
        (98.0, 97.0, 97.5),
        97.8,
    ),
    Kind(
        "Invoices paid within 30 days",
        "exchequer",
        "per cent",
        HIGH,
        (91.0, 91.5, 92.0, 92.5),
        0.9,
        0.8,
        (95.0, 95.0, 93.0),
        94.0,
    ),
    Kind(
        "Posts vacant",
        "hr",
        "per cent",
        LOW,
        (11.5, 11.2, 11.0, 11.3),
        -0.5,
        0.5,
        (9.0, 10.0, 9.5),
        10.4,
    ),
    Kind(
        "Time to fill a post",
        "hr",
        "days",
        LOW,
        (62.0, 60.0, 64.0, 61.0),
        -2.0,
        2.5,
        (50.0, 55.0, 50.0),
        56.0,
    ),
    Kind(
        "Sickness absence over twelve months",
        "hr",
        "days per employee",
        LOW,
        (8.4, 8.5, 8.7, 8.6),
        0.2,
        0.25,
        (8.0, 8.5, 8.0),
        9.1,
    ),
    Kind(
        "Staff who know the service's aims",
        "hr",
        "per cent",
        HIGH,
        (68.0, 69.0, 70.0, 71.0),
        2.5,
        1.2,
        (75.0, 75.0, 75.0),
        72.0,
    ),
)

THEMES = (
    ("IP1", "One finance system", "finance", "2021-06", (0, 3, 4), 2),
    ("IP2", "One payroll system", "hr", "2021-09", (0, 2, 5), 2),
    ("IP3", "One set of ways to buy", "procurement", "2020-12", (0, 0), 1),
    ("IP4", "Self-service for managers", "hr", "2022-03", (0, 4, 9, 18, 33), None),
    ("IP5", "Service standards agreed", "legal", "2021-03", (0, 1), 1),
    ("IP6", "One service desk", "ict", "2023-03", (0, 0, 2, 6, 7), 4),
    ("IP7", "Electronic invoices only", "exchequer", "2025-03", (0,) * 5, None),
)
"""Reference, title, service, due, months late as each annual report forecasts it, and
the place of the report that says it is done."""


def tables(world: World) -> dict[str, pd.DataFrame]:
    """Return the indicators and the improvement plan."""
    return {
        "indicators": pd.DataFrame(_indicators(world)),
        "milestones": pd.DataFrame(_milestones(world)),
    }


def _indicators(world: World) -> Iterator[dict[str, Any]]:
    rng = world.rng("indicators")
    for number, kind in enumerate(KINDS, start=1):
        for year_place, year in enumerate(YEARS):
            for quarter, report in enumerate(QUARTERS):
                for place, partner in enumerate(PARTNERS):
                    level = kind.by_quarter[quarter] + (place - 1) * kind.noise
                    level += year_place * kind.better + rng.normal(0, kind.noise)
                    aim = kind.targets[place]
                    aim -= kind.by_quarter[3] - kind.by_quarter[quarter]
                    period = f"{year} Q{quarter + 1}"
                    row = {
                        "partner": partner,
                        "service": kind.service,
                        "indicator": kind.name,
                        "unit": kind.unit,
                        "polarity": kind.polarity,
                        "period": period,
                        "qualifier": "exact",
                    }
                    code = f"K{number}.{year[2:4]}{quarter + 1}.{place + 1}"
                    for letter, what, value in (
                        ("A", "actual", level),
                        (
                            "T",
                            "target",
                            aim if _cumulative(kind) else kind.targets[place],
                        ),
                    ):
                        yield fact(
                            world,
                            report,
                            year,
                            f"{code}.{letter}",
                            **row,
                            kind=what,
                            value=round(value, 1),
                        )
            yield fact(
                world,
                "outturn",
                year,
                f"K{number}.{year[2:4]}.B",
                service=kind.service,
                indicator=kind.name,
                unit=kind.unit,
                polarity=kind.polarity,
                period=f"{year} Q4",
                kind="benchmark",
                compared_with=PEERS,
                qualifier="exact",
                value=round(kind.benchmark + rng.normal(0, kind.noise / 3), 1),
            )


def _cumulative(kind: Kind) -> bool:
    return kind.name.endswith("in the year so far")


def _milestones(world: World) -> Iterator[dict[str, Any]]:
    for reference, title, service, due, late, done in THEMES:
        for place, (year, months) in enumerate(zip(YEARS, late, strict=False)):
            finished = done == place
            when = _later(due, months)
            yield fact(
                world,
                "annual",
                year,
                f"{reference}.{year[2:4]}",
                service=service,
                reference=reference,
                title=title,
                due=due,
                forecast=None if finished else when,
                done=when if finished else None,
            )


def _later(month: str, months: int) -> str:
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + months
    return f"{count // 12}-{count % 12 + 1:02d}"
