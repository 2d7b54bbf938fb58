"""Who shares what in the illustrative partnership, its staff, trade and events."""

from typing import Any

import pandas as pd

from example.facts import fact
from example.world import PARTNERS, SERVICES, World

LATE = {("castlemere", "legal"): "2019-04", ("castlemere", "ict"): "2020-04"}
"""Services that a council joined after it had become a partner."""

STAFF = (612, 598, 655, 641, 622, 615, 604, 596)
CUSTOMERS = (0, 1, 1, 3, 4, 6, 6, 7)
"""Staff of the partnership, and customers outside it, at the end of each year."""

EVENTS = (
    (
        "EV.start",
        "2016-04",
        "governance",
        "Two councils begin to share eight services",
        "all",
        "budget",
        "2016/17",
    ),
    (
        "EV.join",
        "2018-10",
        "membership",
        "Castlemere joins",
        "all",
        "q3",
        "2018/19",
    ),
    (
        "EV.plan",
        "2019-07",
        "governance",
        "Joint Committee adopts an improvement plan",
        "all",
        "annual",
        "2018/19",
    ),
    (
        "EV.pay",
        "2020-09",
        "incident",
        "Some 140 salaries paid a day late",
        "hr",
        "q3",
        "2020/21",
    ),
    (
        "EV.election",
        "2021-05",
        "election",
        "Local elections change members of the Joint Committee",
        "all",
        "outturn",
        "2020/21",
    ),
    (
        "EV.system",
        "2021-09",
        "system",
        "One finance system goes live",
        "finance",
        "q3",
        "2021/22",
    ),
    (
        "EV.audit",
        "2022-11",
        "audit",
        "Internal audit finds controls of purchasing sound",
        "procurement",
        "q3",
        "2022/23",
    ),
    (
        "EV.head",
        "2023-02",
        "management",
        "A new managing director starts",
        "all",
        "q3",
        "2022/23",
    ),
)


def tables(world: World) -> dict[str, pd.DataFrame]:
    """Return membership, counts of staff and customers, and events."""
    return {
        "membership": pd.DataFrame(_membership(world)),
        "organisation": pd.DataFrame(_counts(world)),
        "events": pd.DataFrame(
            [
                fact(
                    world,
                    report,
                    year,
                    identifier,
                    service=service,
                    date=when,
                    kind=kind,
                    title=title,
                )
                for identifier, when, kind, title, service, report, year in EVENTS
            ]
        ),
    }


def _membership(world: World) -> list[dict[str, Any]]:
    rows = []
    for partner, (_, joined, *_) in PARTNERS.items():
        for service in SERVICES:
            begin = LATE.get((partner, service), joined)
            start = int(begin[:4]) - (begin[5:] < "04")
            year = f"{start}/{(start + 1) % 100:02d}"
            rows.append(
                fact(
                    world,
                    "budget" if begin == joined and start == 2016 else "annual",
                    year,
                    f"ME.{partner}.{service}",
                    partner=partner,
                    service=service,
                    shared_from=begin,
                )
            )
    return rows


def _counts(world: World) -> list[dict[str, Any]]:
    rows = []
    for year, staff, customers in zip(world.years, STAFF, CUSTOMERS, strict=True):
        for letter, measure, unit, value in (
            ("S", "Staff covered", "staff", staff),
            ("C", "Customers outside the partnership", "organisations", customers),
        ):
            rows.append(
                fact(
                    world,
                    "annual",
                    year,
                    f"OR.{letter}.{year.replace('/', '-')}",
                    measure=measure,
                    unit=unit,
                    period=year,
                    qualifier="exact",
                    value=value,
                )
            )
    return rows
