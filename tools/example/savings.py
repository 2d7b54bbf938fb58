"""Savings of the illustrative partnership: register, annual figures, costs, shares."""

from typing import Any

import pandas as pd

from example import savings_context
from example.facts import STATED, fact
from example.savings_lines import Line, lines
from example.world import World

HEADROOM = 0.9
"""The part of all plans that the yearly targets ask for: some lines will slip."""

LEANING = {"ashford-vale": 0.86, "brackenwell": 1.12, "castlemere": 1.3}
"""How savings lean away from shares of cost."""


def tables(world: World) -> dict[str, pd.DataFrame]:
    """Return the tables of the topic savings."""
    register = lines(world)
    levels = {year: _level(register, n) for n, year in enumerate(world.years)}
    goals = {year: _goal(register, n) for n, year in enumerate(world.years)}
    rows = [
        *_register(register, world),
        *_annual(levels, goals, world),
        *_by_partner(levels, world),
        *savings_context.claims(levels, goals, register, world),
    ]
    return {
        "savings": pd.DataFrame(rows).convert_dtypes(),
        "costs": _costs(register, world).convert_dtypes(),
        **savings_context.tables(levels, world),
    }


def _level(register: list[Line], year: int) -> int:
    """Return the yearly level of savings reached by a year, as it is reported."""
    return sum(
        line.came
        for line in register
        if line.recurrent and line.delivered is not None and line.delivered <= year
    )


def _goal(register: list[Line], year: int) -> int:
    plans = sum(s.plan for s in register if s.recurrent and s.planned <= year)
    return round(plans * HEADROOM / 10_000) * 10_000


def _register(register: list[Line], world: World) -> list[dict[str, Any]]:
    rows = []
    for line in register:
        own = {
            **STATED,
            "service": line.service,
            "basis": "run-rate" if line.recurrent else "one-off",
            "cashable": line.cashable,
            "recurrence": "recurrent" if line.recurrent else "one-off",
            "nature": line.nature,
            "line": line.name,
            "title": line.title,
        }
        year = world.years[line.planned]
        when = {"period_from": year, "period_to": year, "amount_gbp": line.plan}
        rows.append(
            fact(world, "budget", year, f"{line.name}.plan", **own, **when)
            | {"status": "target"}
        )
        if line.delivered is None:
            continue
        late = line.delivered >= len(world.years)
        year = world.years[-1] if late else world.years[line.delivered]
        came = f"{int(world.years[-1][:4]) + 1}/{world.years[-1][5:]}" if late else year
        if late:
            first = int(world.years[-1][:4]) + 1 + line.delivered - len(world.years)
            came = f"{first}/{(first + 1) % 100:02d}"
        when = {"period_from": came, "period_to": came}
        when["amount_gbp"] = line.plan if late else line.came
        rows.append(
            fact(world, "outturn", year, f"{line.name}.came", **own, **when)
            | {"status": "projected" if late else "achieved"}
        )
    return rows


def _annual(
    levels: dict[str, int], goals: dict[str, int], world: World
) -> list[dict[str, Any]]:
    rows = []
    for year in world.years:
        for status, amounts, report in (
            ("target", goals, "budget"),
            ("achieved", levels, "annual"),
        ):
            rows.append(
                fact(
                    world,
                    report,
                    year,
                    f"A{year[2:4]}.{status}",
                    **STATED,
                    period_from=year,
                    period_to=year,
                    status=status,
                    basis="run-rate",
                    cashable="not stated",
                    recurrence="recurrent",
                    amount_gbp=amounts[year],
                )
            )
    return rows


def _by_partner(levels: dict[str, int], world: World) -> list[dict[str, Any]]:
    rows = []
    for year in world.years:
        shares = savings_context.year_shares(year, world)
        weights = {p: share * LEANING[p] for p, share in shares.items()}
        left, whole = levels[year], sum(weights.values())
        for place, (partner, weight) in enumerate(weights.items(), start=1):
            last = place == len(weights)
            part = left if last else round(levels[year] * weight / whole / 1e3) * 1000
            left -= part
            rows.append(
                fact(
                    world,
                    "annual",
                    year,
                    f"A{year[2:4]}.{partner}",
                    **STATED,
                    partner=partner,
                    period_from=year,
                    period_to=year,
                    status="achieved",
                    basis="run-rate",
                    cashable="not stated",
                    recurrence="recurrent",
                    amount_gbp=part,
                )
            )
    return rows


def _costs(register: list[Line], world: World) -> pd.DataFrame:
    common = {"basis": "one-off", "qualifier": "exact"}
    rows = []
    for line in register:
        if not line.cost or line.delivered is None:
            continue
        year = world.years[line.planned]
        rows.append(
            fact(world, "outturn", year, f"{line.name}.cost", **common)
            | {
                "service": line.service,
                "kind": "change",
                "status": "spent",
                "financial_year": year,
                "line": line.name,
                "amount_gbp": line.cost,
            }
        )
    for identifier, report, at, values in savings_context.COSTS:
        year = world.years[at]
        rows.append(
            fact(world, report, year, identifier, financial_year=year, **common)
            | values
        )
    return pd.DataFrame(rows)
