"""Plan the ledger of the illustrative partnership: what each service spends on what.

The plan is in pence by year, service, subjective group and month; the extract, the
budgets and the published positions are all made from it, so that they agree but for
the faults that are planted in the extract.
"""

from typing import Any

import numpy as np
import pandas as pd

from example.world import SERVICES, World

NET = {
    "finance": 6.1, "hr": 3.2, "ict": 8.4, "legal": 4.3,
    "procurement": 1.3, "exchequer": 5.2, "revenues": 6.4, "property": 8.8,
}  # fmt: skip
"""Net budget of the first year in millions of pounds, by service."""

MIX = {
    "employees": 0.62,
    "agency and interim": 0.05,
    "premises": 0.06,
    "transport": 0.02,
    "supplies and services": 0.21,
    "third-party payments": 0.16,
    "income": -0.12,
}
"""Parts of the net budget, by subjective group."""

LEAN = {
    "employees": (-0.030, 0.008),
    "agency and interim": (0.34, 0.12),
    "premises": (0.01, 0.02),
    "transport": (-0.05, 0.04),
    "supplies and services": (0.015, 0.02),
    "third-party payments": (0.01, 0.02),
    "income": (-0.05, 0.04),
}
"""Mean and spread of the variance in parts of the budget; posts stand vacant and
agency staff fill some of them; income falls short."""

PROFILE = {
    "supplies and services": (6, 6, 7, 7, 7, 7, 8, 8, 8, 9, 10, 17),
    "third-party payments": (4, 7, 8, 8, 8, 8, 8, 9, 9, 9, 9, 13),
    "income": (5, 7, 9, 8, 8, 9, 8, 8, 9, 9, 9, 11),
}
"""Parts of a year by month, April first; other groups are spent evenly."""

COUNTED = {
    ("ict", "supplies and services"): 310.0,
    ("exchequer", "third-party payments"): 4.2,
}
"""Price of a unit in pounds, where the ledger counts what is bought."""

LAST = "2024/25"
"""The year that is under way when the extract is made, up to June."""

MONTHS_OPEN = 3


def years(world: World) -> list[str]:
    """Return the closed years, and the one under way."""
    return [*world.years, LAST]


def plan(world: World) -> pd.DataFrame:
    """Return the plan.

    Returns
    -------
    DataFrame
        year, service, group, month (1 is April), budget (of the whole year) and actual
        (of the month), both in pence; spending positive. The year under way is planned
        to its end, though the extract stops in June.
    """
    rng = world.rng("ledger")
    rows = []
    for number, year in enumerate(years(world)):
        for service, millions in NET.items():
            growth = 1.02**number * (1.10 if number > 2 else 1.0)
            for group, part in MIX.items():
                budget = round(millions * part * growth * 1e6, -2)
                mean, spread = LEAN[group]
                lean = rng.normal(mean, spread)
                weights = np.array(PROFILE.get(group, (1,) * 12), dtype=float)
                weights *= rng.normal(1, 0.05, 12)
                months = budget * (1 + lean) * weights / weights.sum()
                rows += [
                    (year, service, group, n + 1, int(budget * 100), round(m * 100))
                    for n, m in enumerate(months)
                ]
    columns = ["year", "service", "group", "month", "budget", "actual"]
    return pd.DataFrame(rows, columns=columns)


def registers() -> dict[str, pd.DataFrame]:
    """Return the accounts and the cost centres."""
    accounts = [
        {"account": code, "name": f"{group.capitalize()} {n + 1}", "group": group}
        for group in MIX
        for n, code in enumerate(codes(group))
    ]
    centres = [
        {
            "cost_centre": code,
            "name": f"{SERVICES[service][0]} {n + 1}",
            "service": service,
        }
        for service in SERVICES
        for n, code in enumerate(centres_of(service))
    ]
    return {"accounts": pd.DataFrame(accounts), "cost_centres": pd.DataFrame(centres)}


def codes(group: str) -> list[str]:
    """Return the accounts of a group."""
    first = 10000 * (1 + list(MIX).index(group))
    return [str(first + 10 * n) for n in range(4)]


def centres_of(service: str) -> list[str]:
    """Return the cost centres of a service."""
    first = 100 * (1 + list(SERVICES).index(service))
    return [f"TR{first + n}" for n in (1, 2)]


def budgets(world: World) -> pd.DataFrame:
    """Return the budgets as set, and one virement a year between two services."""
    planned = plan(world).drop_duplicates(["year", "service", "group"])
    lines: list[Any] = list(planned.itertuples())
    rows: list[dict[str, Any]] = [
        {
            "financial_year": row.year,
            "service": row.service,
            "group": row.group,
            "kind": "original",
            "amount_gbp": row.budget / 100,
            "quantity": _quantity(row.service, row.group, row.budget / 100),
        }
        for row in lines
    ]
    for move in virements(world).itertuples():
        year = str(move.year)
        rows.append(
            {
                "financial_year": year,
                "service": move.service,
                "group": move.group,
                "kind": "virement",
                "moved": f"{year[:4]}-06-14",
                "reference": f"V{year[2:4]}-01",
                "amount_gbp": float(str(move.moved)) / 100,
                "note": "Hosting moves from buildings to ICT.",
            }
        )
    return pd.DataFrame(rows)


def virements(world: World) -> pd.DataFrame:
    """Return what a virement a year moves between two services, in pence."""
    rows = [
        (year, service, "supplies and services", sign * (4_000_000 + 500_000 * number))
        for number, year in enumerate(years(world))
        for service, sign in (("property", -1), ("ict", 1))
    ]
    return pd.DataFrame(rows, columns=["year", "service", "group", "moved"])


def _quantity(service: str, group: str, pounds: float) -> float | None:
    price = COUNTED.get((service, group))
    return round(pounds / price) if price else None
