"""Show a savings register: by service, what slipped, and every line."""

import pandas as pd

from analysis.data import Partnership
from analysis.measures.register import by, lines, paid_back
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text
from analysis.present.rows import each
from analysis.present.savings.words import derived, shorthand
from analysis.present.tables import set_table


def register_heading(record: Partnership) -> Text:
    """Head the register with how much of the plan was delivered."""
    register = lines(record.savings, record.costs)
    if register.empty:
        return NOTHING
    level = register[register["basis"] == "run-rate"]
    part = level["delivered_gbp"].sum() / level["plan_gbp"].sum() * 100
    return Text(
        f"## The register has {len(register)} lines; of the recurrent plan, "
        f"{part:.0f}% was delivered"
    )


def register_text(record: Partnership) -> Text:
    """Say how many lines slipped, never came, and pay back late."""
    register = lines(record.savings, record.costs)
    if register.empty:
        return NOTHING
    late = register["slipped_years"] > 0
    missed = register["status"] == "not delivered"
    ahead = register["status"] == "projected"
    costly = int((register["cost_gbp"] > 0).sum())
    slow = paid_back(register)
    slow = slow[slow["payback_years"] > 1]
    return Text(
        f"{numbers.count(int(late.sum()), 'line').capitalize()} came later than "
        f"planned ({int(ahead.sum())} of them still lie ahead), and "
        f"{int(missed.sum())} never came. {numbers.count(costly, 'line')} had a "
        f"cost of change; {len(slow)} take more than a year to pay it back. Amounts of "
        "the table are of recurrent lines, a yearly level; one-off lines count among "
        "the lines only."
    )


def register_table(record: Partnership) -> Table | Text:
    """Set plan, delivery, slippage and cost of change by service."""
    register = lines(record.savings, record.costs)
    if register.empty:
        return NOTHING
    table = by(register, "service")
    shown = pd.DataFrame(
        {
            "Service": [record.name_of("services", s) for s in table["service"]],
            "Lines": table["lines"].astype(str),
            "Planned": table["plan_gbp"].map(derived),
            "Delivered": table["delivered_gbp"].map(derived),
            "Part": [f"{part * 100:.0f}%" for part in table["delivered_part"]],
            "Late": table["late"].astype(str),
            "Never": table["missed"].astype(str),
            "Cost of change": table["cost_gbp"].map(derived),
        }
    )
    return set_table(
        shown,
        "The register by service, run-rate basis",
        numbers=[*shown.columns[1:]],
    )


def lines_heading(record: Partnership) -> Text:
    """Head the list of every line."""
    register = lines(record.savings, record.costs)
    if register.empty:
        return NOTHING
    return Text(f"## The register: {numbers.count(len(register), 'line')}")


def lines_table(record: Partnership) -> Table | Text:
    """Set every line of the register."""
    register = lines(record.savings, record.costs)
    if register.empty:
        return NOTHING
    shown = pd.DataFrame(
        {
            "Line": register["line"],
            "Service": [record.name_of("services", s) for s in register["service"]],
            "What": register["title"],
            "Nature": register["nature"].str.capitalize(),
            "Basis": register["basis"].str.capitalize(),
            "Planned": [
                f"{numbers.pounds(row.plan_gbp)}, {row.planned_year}"
                for row in each(register)
            ],
            "Delivered": [_came(row) for row in each(register)],
            "Cost": register["cost_gbp"].map(numbers.pounds),
        }
    )
    return set_table(
        shown,
        "Every line of the savings register",
        numbers=["Planned", "Delivered", "Cost"],
        notes=[shorthand(shown)],
    )


def _came(row: object) -> str:
    status, year = str(row.status), row.delivered_year  # type: ignore[attr-defined]
    if status == "not delivered":
        return "never"
    if status == "projected":
        return f"[f] {year}"
    return f"{numbers.pounds(row.delivered_gbp)}, {year}"  # type: ignore[attr-defined]
