"""Invent what the committee was told of its budgets: forecasts, outturns, causes."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from example import ledger, savings
from example.facts import fact
from example.ledger_entries import entries
from example.world import PARTNERS, World

QUARTERS = {"q1": 3, "q2": 6, "q3": 9}
"""Months that the monitoring reports look back on."""

REASONS = {
    "employees": "Posts held vacant",
    "agency and interim": "Agency and interim staff in vacant posts",
    "premises": "Energy prices",
    "transport": "Less travel",
    "supplies and services": "Licences and hosting",
    "third-party payments": "Contract prices",
    "income": "Income below plan",
}
"""Causes as the outturn reports give them, by subjective group."""


def tables(world: World) -> dict[str, pd.DataFrame]:
    """Return the topic's tables."""
    planned = _spent(world)
    rng = world.rng("spending")
    spending: list[dict[str, Any]] = []
    causes: list[dict[str, Any]] = []
    shares = savings.tables(world)["shares"]
    for year, rows in planned.groupby("year"):
        over = _by_partner(rows, shares, world.members(str(year)))
        spending += _year(world, rng, str(year), rows, over)
        causes += _causes(world, str(year), rows)
    return {
        "spending": pd.DataFrame(spending),
        "causes": pd.DataFrame(causes),
        **ledger.registers(),
        "ledger_budgets": ledger.budgets(world),
    }


def _spent(world: World) -> pd.DataFrame:
    """Return the closed years' spending against budgets, by service, group and month.

    It is that of the ledger's entries before faults are planted: accruals are in it,
    and orders are not.
    """
    registers = ledger.registers()
    made = entries(world)
    made = made[(made["year"] != ledger.LAST) & (made["kind"] != "Encumbrance")]
    groups = registers["accounts"].set_index("account")["group"]
    services = registers["cost_centres"].set_index("cost_centre")["service"]
    made = made.assign(
        group=made["account"].map(groups),
        service=made["cost_centre"].map(services),
        month=[(day.month + 8) % 12 + 1 for day in made["date"]],
    )
    key = ["year", "service", "group", "month"]
    spent = made.groupby(key)["pence"].sum().rename("spent").reset_index()
    moved = ledger.virements(world)
    planned = ledger.plan(world).merge(spent, on=key)
    planned = planned.merge(moved, on=["year", "service", "group"], how="left")
    budget = planned["budget"] + planned["moved"].fillna(0)
    return planned.assign(over=planned["spent"] - budget / 12)


def _by_partner(
    rows: pd.DataFrame, shares: pd.DataFrame, members: list[str]
) -> dict[str, float]:
    """Return each partner's part of a year's variance, in thousands of pounds."""
    found = dict.fromkeys(members, 0.0)
    cells: list[Any] = list(rows.itertuples())
    for row in cells:
        first = (
            f"{int(row.year[:4]) + (row.month > 9)}-{(row.month + 2) % 12 + 1:02d}-01"
        )
        own = shares[shares["service"] == row.service]
        own = own if len(own) else shares[shares["service"] == "all"]
        now = own[own["applies_from"].astype(str) <= first]
        now = now[now["applies_from"] == now["applies_from"].max()]
        for partner, percent in zip(now["partner"], now["percent"], strict=True):
            found[partner] += row.over * percent / 100
    return {partner: round(pence / 100_000) for partner, pence in found.items()}


def _year(
    world: World,
    rng: np.random.Generator,
    year: str,
    rows: pd.DataFrame,
    over: dict[str, float],
) -> list[dict[str, Any]]:
    budget = rows.drop_duplicates(["service", "group"])["budget"].sum() / 100
    name = year.replace("/", "-")
    common = {"financial_year": year, "basis": "in-year", "qualifier": "exact"}
    shared = {**common, "scope": "shared"}
    made = [
        fact(
            world,
            "budget",
            year,
            f"B{name}",
            **shared,
            status="budget",
            budget_gbp=budget,
        )
    ]
    fear = rng.normal(1.9, 0.5) * abs(sum(over.values()))
    for report, month in QUARTERS.items():
        part = 1 - month / 13
        wrong = {p: round(k + part * fear / len(over)) for p, k in over.items()}
        made += _split(
            world,
            report,
            year,
            f"F{name}.{month}",
            wrong,
            {
                **shared,
                "status": "forecast",
                "monitoring_period": month,
            },
        )
    made += _split(
        world,
        "outturn",
        year,
        f"O{name}",
        over,
        {
            **shared,
            "status": "outturn",
        },
    )
    for partner in over:
        apart = round(rng.normal(0.2, 1.1) * 1000 * PARTNERS[partner][3] * 2)
        values = {**common, "scope": "non-shared", "status": "outturn"}
        made.append(
            fact(
                world,
                "outturn",
                year,
                f"N{name}.{partner}",
                **{**values, "partner": partner, "variance_gbp": apart * 1000.0},
            )
        )
    services = rows.groupby("service")["over"].sum() / 100
    made += [
        fact(
            world,
            "outturn",
            year,
            f"S{name}.{service}",
            **{
                **shared,
                "status": "outturn",
                "service": service,
                "variance_gbp": round(pounds, -3),
                "reason": _reason(rows[rows["service"] == service], pounds),
            },
        )
        for service, pounds in services.items()
    ]
    return made


def _reason(rows: pd.DataFrame, pounds: float) -> str:
    """Return the cause that weighed most on the side of a service's variance."""
    groups = rows.groupby("group")["over"].sum()
    return REASONS[str(groups.idxmax() if pounds > 0 else groups.idxmin())] + "."


def _split(
    world: World,
    report: str,
    year: str,
    identifier: str,
    over: Mapping[str, float],
    values: dict[str, Any],
) -> list[dict[str, Any]]:
    """Return a position of the whole and of each partner, which add up."""
    rows = [
        fact(
            world,
            report,
            year,
            identifier,
            **{**values, "variance_gbp": sum(over.values()) * 1000.0},
        )
    ]
    for partner, thousands in over.items():
        own = {**values, "partner": partner, "variance_gbp": thousands * 1000.0}
        if values["status"] == "outturn":
            own["treatment"] = (
                "Met from the council's general balances."
                if thousands > 0
                else "Moved to the council's reserve for shared services."
            )
        rows.append(fact(world, report, year, f"{identifier}.{partner}", **own))
    return rows


def _causes(world: World, year: str, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the causes of an outturn that its report gives amounts to."""
    name = year.replace("/", "-")
    groups = rows.groupby("group")["over"].sum() / 100
    weighty = groups[groups.abs() >= 150_000]
    return [
        fact(
            world,
            "outturn",
            year,
            f"C{name}.{n + 1}",
            variance=f"O{name}",
            cause=REASONS[str(group)],
            qualifier="exact",
            amount_gbp=round(pounds, -3),
        )
        for n, (group, pounds) in enumerate(weighty.items())
    ]
