"""Plant faults in the invented ledger, and write it as finance systems would."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from example import ledger
from example.ledger_entries import HEADINGS, SETTINGS, entries
from example.world import World

DRESSED = "2022/23"
"""The year written in cp1252, with brackets, separators and £ signs."""

FAULTY = "2023/24"
"""The year that faults are planted in."""

LATE = date(2024, 6, 28)
"""Day on which a late accrual is made: after the outturn was reported."""


def write(folder: Path, world: World) -> str:
    """Write the extract into the folder ledger/, and return the settings for it."""
    target = folder / "ledger"
    target.mkdir(exist_ok=True)
    table = entries(world).sort_values(["year", "date", "reference"], kind="stable")
    total = Decimal(0)
    for key, rows in table.groupby("year"):
        year = str(key)
        name = f"gl-{year.replace('/', '-')}"
        if year == FAULTY:
            rows = with_faults(rows)
            total = Decimal(int(rows["pence"].sum())) / 100
            _csv(_columns(rows, _plain), target / f"{name}.csv", spoiled=True)
        elif year == DRESSED:
            _csv(_columns(rows, _dressed), target / f"{name}.csv", encoding="cp1252")
        elif year == ledger.LAST:
            _csv(_columns(rows, _plain), target / f"{name}.csv")
        else:
            _parquet(rows, target / f"{name}.parquet")
    return SETTINGS.replace("{total}", f"{total:.2f}")


def with_faults(rows: pd.DataFrame) -> pd.DataFrame:
    """Plant what the reports are to find.

    Two accounts that no register has, one unknown cost centre, four invoices paid
    twice and an accrual made after the outturn was reported.
    """
    invoices = rows[(rows["kind"] == "Payables") & (rows["pence"] > 500_000)]
    paid_twice = invoices.iloc[[40, 180, 333, 512]]
    strange = rows.index.isin(invoices.iloc[[20, 90, 150, 290, 430]].index)
    lost = rows.index.isin(invoices.iloc[[60, 210]].index)
    nowhere = rows.index.isin(invoices.iloc[[75, 260, 401]].index)
    rows = rows.assign(
        account=rows["account"].mask(strange, "48190").mask(lost, "48200"),
        cost_centre=rows["cost_centre"].mask(nowhere, "TR999"),
    )
    late = {
        "year": FAULTY,
        "date": date(2024, 3, 31),
        "posted": LATE,
        "account": ledger.codes("third-party payments")[1],
        "cost_centre": ledger.centres_of("revenues")[0],
        "pence": 18_640_000,
        "supplier": "Supplier 433",
        "reference": "ACC23-LATE",
        "kind": "Accrual",
    }
    return pd.concat([rows, paid_twice, pd.DataFrame([late])], ignore_index=True)


def _columns(rows: pd.DataFrame, amount: Callable[[int], str]) -> pd.DataFrame:
    """Return rows as text under the system's headings."""
    text = {
        "date": [f"{day:%d/%m/%Y}" for day in rows["date"]],
        "posted": [f"{day:%d/%m/%Y}" for day in rows["posted"]],
        "account": rows["account"],
        "cost_centre": rows["cost_centre"],
        "amount": [amount(int(pence)) for pence in rows["pence"]],
        "supplier": rows["supplier"],
        "reference": rows["reference"],
        "kind": rows["kind"],
        "quantity": rows["quantity"],
    }
    return pd.DataFrame(text).rename(columns=HEADINGS)


def _plain(pence: int) -> str:
    return f"{Decimal(pence) / 100:.2f}"


def _dressed(pence: int) -> str:
    size = f"£{Decimal(abs(pence)) / 100:,.2f}"
    return f"({size})" if pence < 0 else size


def _csv(
    text: pd.DataFrame, path: Path, *, encoding: str = "utf-8", spoiled: bool = False
) -> None:
    if spoiled:
        text = text.reset_index(drop=True)
        text.loc[100, "Accounting Date"] = "31/02/2024"
        text.loc[200, "Amount"] = "see invoice"
    text.to_csv(path, index=False, encoding=encoding, lineterminator="\n")


def _parquet(rows: pd.DataFrame, path: Path) -> None:
    amounts = [Decimal(int(pence)) / 100 for pence in rows["pence"]]
    columns = {
        "date": pa.array(rows["date"], pa.date32()),
        "posted": pa.array(rows["posted"], pa.date32()),
        "account": pa.array(rows["account"], pa.string()),
        "cost_centre": pa.array(rows["cost_centre"], pa.string()),
        "amount": pa.array(amounts, pa.decimal128(18, 2)),
        "supplier": pa.array(rows["supplier"], pa.string()),
        "reference": pa.array(rows["reference"], pa.string()),
        "kind": pa.array(rows["kind"], pa.string()),
        "quantity": pa.array(rows["quantity"], pa.float64(), from_pandas=True),
    }
    named = {HEADINGS[name]: values for name, values in columns.items()}
    pq.write_table(pa.table(named), path, compression="zstd", version="2.6")
