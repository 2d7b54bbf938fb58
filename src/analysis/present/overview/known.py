"""Set what the record holds of a partner, and what it does not."""

import pandas as pd

from analysis.data import Partnership
from analysis.measures import savings as savings_measure
from analysis.measures import spending as spending_measure
from analysis.present import numbers, satisfaction
from analysis.present.display import Table
from analysis.present.rows import each
from analysis.present.tables import set_table
from analysis.present.words import money


def known(record: Partnership, partner: str) -> Table:
    """Set what the record holds of a partner, and what it does not."""
    closed = spending_measure.outturns(record.spending, partner, record.contradictions)
    rows = [
        _row("Savings stated for the council alone", _own_savings(record, partner)),
        _row("Years with an outturn of the shared budgets", _years(closed, "shared")),
        _row(
            "Years with an outturn of non-shared budgets", _years(closed, "non-shared")
        ),
        _row("Waves of the satisfaction survey", _waves(record, partner)),
        _row("Cost shares by service", _shares(record, partner)),
    ]
    name = record.name_of("partners", partner)
    return set_table(
        pd.DataFrame(rows),
        f"What has been published about {name}",
        notes=[f"{numbers.MISSING} {numbers.SHORTHAND[numbers.MISSING]}."]
        * any(row["Which"] == numbers.MISSING for row in rows),
    )


def _row(what: str, found: list[str]) -> dict[str, str]:
    return {
        "What": what,
        "How many": str(len(found)) if found else numbers.MISSING,
        "Which": numbers.listing(found) if found else numbers.MISSING,
    }


def _own_savings(record: Partnership, partner: str) -> list[str]:
    stated = savings_measure.stated(record.savings, partner)
    return [f"{money(row)} {row['status']}" for _, row in stated.iterrows()]


def _years(closed: pd.DataFrame, scope: str) -> list[str]:
    return list(closed.loc[closed["scope"] == scope, "financial_year"])


def _waves(record: Partnership, partner: str) -> list[str]:
    return [
        str(name).lower() for name in satisfaction.waves(record, partner)["wave_name"]
    ]


def _shares(record: Partnership, partner: str) -> list[str]:
    rows = record.shares[record.shares["partner"] == partner]
    return [
        f"{record.name_of('services', row.service)} {numbers.percent(row.percent)}"
        for row in each(rows)
    ]
