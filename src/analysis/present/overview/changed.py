"""Set the newest figures beside those before them."""

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures.savings import annual as annual_savings
from analysis.present import numbers, satisfaction, series
from analysis.present.display import Table, Text
from analysis.present.overview.closed import closings
from analysis.present.rows import each
from analysis.present.tables import set_table


def changed(record: Partnership, partner: str) -> Table | Text:
    """Set what moved since the figure before: savings, shared budgets, satisfaction."""
    rows = [
        row
        for row in (
            _savings_moved(record),
            _variance_moved(record, partner),
            _satisfaction_moved(record, partner),
        )
        if row
    ]
    notes = [row.pop("Note") for row in rows]
    if not rows:
        return Text("No figure has one before it to be compared with.")
    return set_table(
        pd.DataFrame(rows),
        "The newest figures and those before them",
        notes=[
            "A positive variance is an overspend, which is adverse. Changes in "
            "satisfaction are as published.",
            *dict.fromkeys(note for note in notes if note),
        ],
    )


def _savings_moved(record: Partnership) -> dict[str, str] | None:
    annual = annual_savings(record)
    known = annual[annual["delivered_status"] == "achieved"]
    if len(known) < 2:
        return None
    before, now = (row for row in each(known[-2:]))
    breaks = series.of_periods(
        record, WHOLE, [before.financial_year, now.financial_year]
    )
    moved = now.delivered_gbp - before.delivered_gbp
    return {
        "What": "Savings of the partnership, yearly level",
        "Before": f"{numbers.pounds(before.delivered_gbp)} ({before.financial_year})",
        "Newest": f"{numbers.pounds(now.delivered_gbp)} ({now.financial_year})"
        + breaks.mark,
        "Moved": _by(moved, numbers.pounds(abs(moved))),
        "Note": " ".join(filter(None, [breaks.note, _differ(known[-2:])])),
    }


def _differ(years: pd.DataFrame) -> str:
    """Say for which years another document gives another figure."""
    found = years.loc[years["contested"], "financial_year"]
    if found.empty:
        return ""
    return (
        f"Documents differ on the savings of {numbers.listing(list(found))}: see "
        "[the register of contradictions](site:sources#contradictions)."
    )


def _variance_moved(record: Partnership, partner: str) -> dict[str, str] | None:
    closed = closings(record, partner)
    if len(closed) < 2:
        return None
    before, now = (row for row in each(closed[-2:]))
    years = [before.financial_year, now.financial_year]
    breaks = series.of_periods(record, partner, years, shared=True)
    moved = now.variance_gbp - before.variance_gbp
    return {
        "What": "Variance of the shared budgets",
        "Before": f"{numbers.variance(before.variance_gbp)} ({before.financial_year})",
        "Newest": f"{numbers.variance(now.variance_gbp)} ({now.financial_year})"
        + breaks.mark,
        "Moved": _by(moved, numbers.variance(abs(moved)).lstrip("+")),
        "Note": breaks.note,
    }


def _satisfaction_moved(record: Partnership, partner: str) -> dict[str, str] | None:
    rows = satisfaction.waves(record, partner)
    if len(rows) < 2:
        return None
    before, now = rows.iloc[-2], rows.iloc[-1]
    breaks = series.of_waves(record, partner, rows[-2:])
    return {
        "What": "Satisfied customers",
        "Before": _wave(before),
        "Newest": _wave(now) + breaks.mark,
        "Moved": satisfaction.moved(now).capitalize() or numbers.MISSING,
        "Note": breaks.note,
    }


def _wave(row: pd.Series) -> str:
    return f"{numbers.percent(row['percent'])} ({row['wave_name'].lower()})"


def _by(moved: float, size: str) -> str:
    if not moved:
        return "Level"
    return f"{'Up' if moved > 0 else 'Down'} by {size}"
