"""Read a register of savings lines: plan, delivery, slippage and cost of each."""

import pandas as pd

from analysis.measures.facts import one_each
from analysis.measures.years import start

PLANNED = ["target", "programmed", "identified"]
"""Statuses of a line's plan, the firmest first."""

DELIVERED = ["achieved", "projected"]
"""Statuses of what came of a line, the firmest first."""

SUMS = [
    "lines",
    "plan_gbp",
    "delivered_gbp",
    "delivered_part",
    "late",
    "missed",
    "cost_gbp",
]

TRAITS = ["line", "service", "title", "nature", "cashable", "recurrence", "basis"]


def lines(savings: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """Return every line of the register, once.

    Parameters
    ----------
    savings, costs
        The tables of a partnership.

    Returns
    -------
    DataFrame
        One row a line: line, service, title, nature, cashable, recurrence, basis,
        planned_year, plan_gbp, delivered_year, delivered_gbp (of what was achieved;
        missing where nothing was), status (achieved, projected or not delivered),
        slipped_years, cost_gbp (missing where none was published).
    """
    rows = savings[savings["line"].notna()]
    plan = one_each(rows, ["line"], {"status": PLANNED}).set_index("line")
    came = one_each(rows, ["line"], {"status": DELIVERED}).set_index("line")
    table = plan.reset_index()[TRAITS].set_index("line")
    spent = costs[costs["line"].notna()].groupby("line")["amount_gbp"].sum()
    came = came.reindex(table.index)
    achieved = came["status"] == "achieved"
    table["planned_year"] = plan["period_to"]
    table["plan_gbp"] = plan["amount_gbp"]
    table["delivered_year"] = came["period_to"]
    table["delivered_gbp"] = came["amount_gbp"].where(achieved)
    table["status"] = came["status"].fillna("not delivered")
    table["slipped_years"] = came["period_to"].map(start, na_action="ignore").astype(
        "float64"
    ) - plan["period_to"].map(start).astype("float64")
    table["cost_gbp"] = spent.reindex(table.index)
    return table.reset_index()


def by(register: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return lines, plan, delivery, slippage and cost of each value of a column.

    Plans and deliveries of different basis are not added: only recurrent lines, whose
    basis is the yearly level, are counted in pounds.

    Returns
    -------
    DataFrame
        One row a value: the column, lines, plan_gbp, delivered_gbp, delivered_part
        (of the plan), late (lines that came later than planned), missed (lines not
        delivered), cost_gbp.
    """
    level = register[register["basis"] == "run-rate"]
    rows = []
    for value, group in register.groupby(column):
        counted = level[level[column] == value]
        plan, delivered = counted["plan_gbp"].sum(), counted["delivered_gbp"].sum()
        rows.append(
            {
                column: value,
                "lines": len(group),
                "plan_gbp": plan,
                "delivered_gbp": delivered,
                "delivered_part": delivered / plan if plan else float("nan"),
                "late": int((group["slipped_years"] > 0).sum()),
                "missed": int((group["status"] == "not delivered").sum()),
                "cost_gbp": group["cost_gbp"].sum(),
            }
        )
    return pd.DataFrame(rows, columns=[column, *SUMS])


def paid_back(register: pd.DataFrame) -> pd.DataFrame:
    """Return lines with a cost of change, and the years until each pays it back.

    Returns
    -------
    DataFrame
        Recurrent lines that were delivered at a cost, with payback_years: cost over
        the yearly level, not discounted; the longest first.
    """
    rows = register[
        (register["cost_gbp"] > 0)
        & (register["delivered_gbp"] > 0)
        & (register["basis"] == "run-rate")
    ]
    rows = rows.assign(payback_years=rows["cost_gbp"] / rows["delivered_gbp"])
    return rows.sort_values(
        "payback_years", ascending=False, kind="stable"
    ).reset_index(drop=True)
