"""What stands around the savings of the illustrative partnership: claims, shares."""

from datetime import date
from typing import Any

import pandas as pd

from example.facts import STATED, fact
from example.savings_lines import Line
from example.world import World, named

FORMULAS = (
    ("2016-04-01", "2018-09-30", {"ashford-vale": 56, "brackenwell": 44}),
    (
        "2018-10-01",
        "2021-03-31",
        {"ashford-vale": 45, "brackenwell": 35, "castlemere": 20},
    ),
    ("2021-04-01", None, {"ashford-vale": 44, "brackenwell": 34, "castlemere": 22}),
)
"""First day, last day and shares of cost; the second begins within a year."""

GROWTH = (1.9, 1.4, 2.1, 2.3, 4.8, 0.6, 6.4, 5.1)
"""Invented rise of prices on the year before, in per cent."""

EARLIER_GROWTH = (1.8, 2.1, 1.9, 2.0, 1.5, 0.7)
"""Growth of prices in the years before the partnership, in per cent."""

COSTS: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    (
        "C.set-up-1",
        "outturn",
        0,
        {"kind": "set-up", "status": "spent", "amount_gbp": 2_400_000},
    ),
    (
        "C.set-up-2",
        "outturn",
        1,
        {"kind": "set-up", "status": "spent", "amount_gbp": 900_000},
    ),
    (
        "C.joining",
        "outturn",
        2,
        {
            "partner": "castlemere",
            "kind": "joining",
            "status": "spent",
            "amount_gbp": 350_000,
        },
    ),
    (
        "C.exit",
        "annual",
        7,
        {
            "partner": "brackenwell",
            "service": "procurement",
            "kind": "exit",
            "status": "set aside",
            "amount_gbp": 240_000,
            "note": "For taking procurement back; set aside is not spent.",
        },
    ),
)
"""Id, report, year and values of the costs that no line of the register has."""

OTHERS = (
    ("Two Moors (invented)", "Savings in the year", 2_300_000, "in-year", "2021/22"),
    ("Two Moors (invented)", "Savings a year", 3_100_000, "run-rate", "2022/23"),
    ("Five Wolds (invented)", "Savings so far", 11_500_000, "cumulative", "five years"),
    ("Five Wolds (invented)", "Costs", 4_200_000, "cumulative", "five years"),
)

STATEMENTS = (
    (
        "counterfactual",
        "Three options were appraised before the partnership began: to stay apart, to "
        "share, and to buy the services; to stay apart was the baseline.",
    ),
    (
        "savings",
        "Costs are divided by one formula for all services, which is worked out afresh "
        "when a partner joins.",
    ),
)

PRICES = ("prices-2024", "2024-06-28")
ELSEWHERE = ("others-2023", "2023-11-15")


def year_shares(year: str, world: World) -> dict[str, float]:
    """Return the share of cost of each member at the end of a year, in per cent."""
    end = f"{int(year[:4]) + 1}-03-31"
    known = [shares for begin, _, shares in FORMULAS if begin <= end]
    return {partner: known[-1][partner] for partner in world.members(year)}


def claims(
    levels: dict[str, int], goals: dict[str, int], register: list[Line], world: World
) -> list[dict[str, Any]]:
    """Return what was stated beside the register and the annual figures."""
    first, last, third = world.years[0], world.years[-1], world.years[2]
    other = {**STATED, "cashable": "not stated", "recurrence": "not stated"}
    case = round(sum(goals.values()) * 1.08 / 100_000) * 100_000

    def said(
        report: str,
        year: str,
        name: str,
        period: tuple[str | None, str | None],
        status: str,
        basis: str,
        pounds: int,
        **values: Any,
    ) -> dict[str, Any]:
        when = {"period_from": period[0], "period_to": period[1]}
        what = {"status": status, "basis": basis, "amount_gbp": pounds}
        return fact(world, report, year, name, **other, **when, **what) | values

    programme = _programme(register)
    rival = world.years[4]
    return [
        said("budget", first, "B.case", (first, last), "target", "cumulative", case),
        said("budget", first, "B.course", (first, first), "projected", "run-rate",
             goals[first]),
        said("budget", first, "B.found", (first, last), "identified", "cumulative",
             round(case * 0.71 / 10_000) * 10_000),
        said("annual", third, "A.three", (first, third), "achieved", "cumulative",
             sum(levels[year] for year in world.years[:3])),
        said("annual", third, "A.programme", (first, third), "achieved", "cumulative",
             programme, service="property", title="Property programme, three years"),
        said("outturn", rival, "O.rival", (rival, rival), "achieved", "run-rate",
             round(levels[rival] * 0.94 / 1000) * 1000),
        *(
            said("budget", third, f"J.{partner}", (world.years[3], world.years[3]),
                 "projected", "run-rate", pounds, partner=partner, occasion="joining",
                 title="Castlemere joins", qualifier=qualifier)
            for partner, pounds, qualifier in (
                ("castlemere", 380_000, "approximate"),
                ("ashford-vale", 120_000, "minimum"),
                ("brackenwell", 95_000, "minimum"),
            )
        ),
        *(
            said("annual", last, f"S.{partner}", (None, None), "sought", "run-rate",
                 pounds, partner=partner)
            for partner, pounds in (
                ("ashford-vale", 300_000),
                ("brackenwell", 900_000),
                ("castlemere", 150_000),
            )
        ),
    ]  # fmt: skip


def _programme(register: list[Line]) -> int:
    """Return the sum of one property line of each of the first three years."""
    chosen = []
    for year in range(3):
        came = [
            line.came
            for line in register
            if line.service == "property" and line.delivered == year
        ]
        chosen.append(came[0])
    return sum(chosen)


def tables(levels: dict[str, int], world: World) -> dict[str, pd.DataFrame]:
    """Return the tables that savings are read with."""
    rival = world.years[4]
    used = f"A{rival[2:4]}.achieved"
    return {
        "shares": pd.DataFrame(_shares(world)),
        "budget_changes": pd.DataFrame(_changes(levels, world)),
        "deflator": pd.DataFrame(_deflator(world)),
        "comparators": pd.DataFrame(_comparators()),
        "statements": pd.DataFrame(
            fact(world, "budget", world.years[0], f"T.{n}", topic=topic)
            | {"statement": statement}
            for n, (topic, statement) in enumerate(STATEMENTS, start=1)
        ),
        "contradictions": pd.DataFrame(
            [
                {
                    "id": f"savings-{rival.replace('/', '-')}",
                    "kind": "disagreement",
                    "about": f"Savings of {rival}, in the outturn and annual reports",
                    "first": used,
                    "second": "O.rival",
                    "used": used,
                    "why": "The annual report is the later of the two.",
                }
            ]
        ),
        "sources": pd.DataFrame(
            {
                "id": identifier,
                "title": title,
                "publisher": publisher,
                "kind": kind,
                "published": published,
                "precision": "day",
                "reference": "invented for illustration",
            }
            for (identifier, published), title, publisher, kind in (
                (PRICES, "Price index (invented)", "Office of Prices", "statistics"),
                (ELSEWHERE, "Other partnerships (invented)", "The Ledger", "news"),
            )
        ),
    }


def _shares(world: World) -> list[dict[str, Any]]:
    rows = []
    for begin, end, shares in FORMULAS:
        day = date.fromisoformat(begin)
        year = world.years[day.year - int(world.years[0][:4])]
        for service, shift in (("all", 0), ("finance", 3)):
            members = list(shares)
            for partner in members:
                moved = {members[0]: shift, members[1]: -shift}.get(partner, 0)
                rows.append(
                    fact(
                        world,
                        "budget",
                        year,
                        f"F{begin[:4]}.{service}",
                        partner=partner,
                    )
                    | {
                        "service": service,
                        "applies_from": begin,
                        "applies_to": end,
                        "percent": shares[partner] + moved,
                    }
                )
    return rows


def _changes(levels: dict[str, int], world: World) -> list[dict[str, Any]]:
    rng = world.rng("budget changes")
    rows, before = [], 0
    for year in world.years:
        growth = int(rng.integers(150, 600)) * 1000
        for kind, pounds in (("reduction", before - levels[year]), ("growth", growth)):
            rows.append(
                fact(world, "outturn", year, f"G{year[2:4]}.{kind}")
                | {
                    "financial_year": year,
                    "scope": "shared",
                    "kind": kind,
                    "basis": "in-year",
                    "qualifier": "exact",
                    "amount_gbp": pounds,
                }
            )
        before = levels[year]
    return rows


def price_levels(world: World) -> dict[str, float]:
    """Return each year's price level as a part of the last year's, in order."""
    growth = (*EARLIER_GROWTH, *GROWTH)
    level, levels = 1.0, {}
    last = int(world.years[-1][:4])
    for first in range(last, last - len(growth), -1):
        levels[named(first)] = level
        level /= 1 + growth[first - last - 1] / 100
    return dict(reversed(levels.items()))


def _deflator(world: World) -> list[dict[str, Any]]:
    return [
        {
            "financial_year": year,
            "index": round(100 * level, 4),
            "growth_percent": growth,
            "status": "outturn",
            "published": PRICES[1],
            "source": PRICES[0],
        }
        for (year, level), growth in zip(
            price_levels(world).items(), (*EARLIER_GROWTH, *GROWTH), strict=True
        )
    ]


def _comparators() -> list[dict[str, Any]]:
    return [
        {
            "id": f"O.{n}",
            "comparator": who,
            "measure": measure,
            "value": value,
            "unit": "pounds",
            "basis": basis,
            "qualifier": "exact",
            "period": period,
            "published": ELSEWHERE[1],
            "source": ELSEWHERE[0],
        }
        for n, (who, measure, value, basis, period) in enumerate(OTHERS, start=1)
    ]
