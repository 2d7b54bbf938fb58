"""Write the ledger extract of the illustrative partnership, with faults planted.

Years come as different systems and spreadsheets give them: Parquet, CSV in UTF-8, and
CSV in cp1252 with brackets, thousands separators and £ signs.
"""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from example import ledger
from example.world import World

SETTINGS = """
[ledger]   # how the extract in ledger/ is read; docs/ledger.md explains it
files = ["ledger/gl-*.parquet", "ledger/gl-*.csv"]
system = "oracle"
problems = "set apart"   # rows that cannot be read or placed are shown apart
close_days = 45
agency_premium_percent = 25.0

[ledger.control_totals]   # as the finance system gives them
"gl-2023-24.csv" = "{total}"
"""

HEADINGS = {
    "date": "Accounting Date",
    "posted": "Posted Date",
    "account": "Account",
    "cost_centre": "Cost Centre",
    "amount": "Amount",
    "supplier": "Vendor Name",
    "reference": "Invoice Number",
    "kind": "Category",
    "quantity": "Quantity",
}

PARTS = {
    "employees": 1,
    "agency and interim": 2,
    "premises": 2,
    "transport": 1,
    "supplies and services": 3,
    "third-party payments": 2,
    "income": 2,
}
"""Entries a month, by subjective group."""


def entries(world: World) -> pd.DataFrame:
    """Return every entry of every year, without faults, as the plan has them."""
    rng = world.rng("ledger entries")
    rows: list[dict[str, Any]] = []
    plan: list[Any] = list(ledger.plan(world).itertuples())
    for planned in plan:
        if planned.year == ledger.LAST and planned.month > ledger.MONTHS_OPEN:
            continue
        rows += _entries(rng, planned, len(rows))
    return pd.DataFrame([*rows, *_accruals(world), *_orders(world)])


def _entries(
    rng: np.random.Generator, planned: Any, first: int
) -> list[dict[str, Any]]:
    parts = PARTS[planned.group]
    cuts = np.sort(rng.integers(1, 100, parts - 1)) / 100
    edges = [0, *(round(planned.actual * cut) for cut in cuts), planned.actual]
    price = ledger.COUNTED.get((planned.service, planned.group))
    payroll = planned.group == "employees"
    rows = []
    for n in range(parts):
        pence = edges[n + 1] - edges[n]
        day = _day(
            planned.year, planned.month, 25 if payroll else int(rng.integers(1, 29))
        )
        supplier = "Payroll" if payroll else f"Supplier {rng.integers(100, 400)}"
        unit = price and price * (1 + 0.02 * (int(planned.year[:4]) - 2016))
        rows.append(
            {
                "year": planned.year,
                "date": day,
                "posted": day + timedelta(int(rng.integers(1, 12))),
                "account": str(rng.choice(ledger.codes(planned.group))),
                "cost_centre": str(rng.choice(ledger.centres_of(planned.service))),
                "pence": pence,
                "supplier": supplier,
                "reference": f"INV{100_000 + first + n}",
                "kind": "Payables" if not payroll else "Payroll",
                "quantity": round(pence / 100 / unit, 1) if unit else None,
            }
        )
    return rows


def _accruals(world: World) -> list[dict[str, Any]]:
    """Return accruals of March, each reversed in April; one of 2022/23 never is."""
    rng = world.rng("accruals")
    rows = []
    for year in world.years:
        for n, service in enumerate(("ict", "property", "legal")):
            pence = int(rng.integers(8_000_000, 15_000_000))
            entry = {
                "account": ledger.codes("supplies and services")[n],
                "cost_centre": ledger.centres_of(service)[0],
                "supplier": f"Supplier {410 + n}",
                "reference": f"ACC{year[2:4]}-{n + 1}",
            }
            end, after = _day(year, 12, 31), _day(year, 13, 2)
            accrual = {"date": end, "posted": after, "pence": pence, "kind": "Accrual"}
            rows.append({"year": year, **entry, **accrual})
            if (year, service) != ("2022/23", "legal"):
                undone = {"date": after, "posted": after, "pence": -pence}
                later = f"{int(year[:4]) + 1}/{(int(year[:4]) + 2) % 100:02d}"
                undone |= {"kind": "Accrual Reversal", "year": later}
                rows.append({**entry, **undone})
    return rows


def _orders(world: World) -> list[dict[str, Any]]:
    """Return a contract a year and service: ordered in May, relieved month by month."""
    rng = world.rng("orders")
    planned = ledger.plan(world)
    bought = planned[planned["group"] == "third-party payments"]
    rows = []
    contracts: list[Any] = list(bought[bought["month"] == 1].itertuples())
    for contract in contracts:
        last = ledger.MONTHS_OPEN if contract.year == ledger.LAST else 12
        monthly = round(contract.budget * rng.uniform(0.74, 0.82) / 10)
        entry = {
            "year": contract.year,
            "account": ledger.codes("third-party payments")[0],
            "cost_centre": ledger.centres_of(contract.service)[0],
            "supplier": f"Supplier {rng.integers(420, 440)}",
            "reference": f"PO{contract.year[2:4]}-{contract.service}",
            "kind": "Encumbrance",
        }
        steps = [(2, 10 * monthly), *((month, -monthly) for month in range(3, 13))]
        for month, pence in steps:
            if month <= last:
                day = _day(contract.year, month, 15)
                rows.append({**entry, "date": day, "posted": day, "pence": pence})
    return rows


def _day(year: str, month: int, day: int) -> date:
    """Return a day of a month of a financial year; April is 1, next April 13."""
    calendar = int(year[:4]) + (month + 2) // 12
    return date(calendar, (month + 2) % 12 + 1, day)
