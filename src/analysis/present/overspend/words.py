"""Words that several parts of the overspend pages share."""

import pandas as pd

from analysis.measures.spending import direction
from analysis.present import numbers

SIGN_RULE = (
    "A variance is the outturn or forecast less the budget. **Positive is an "
    "overspend, which is adverse; negative is an underspend, which is favourable.**"
)

SCOPES = {
    "shared": "shared budgets",
    "non-shared": "non-shared budgets",
    "both": "shared and non-shared budgets",
    "not stated": "budgets whose scope was not stated",
}
"""Scopes in words."""


def stage(position: pd.Series) -> str:
    """Return the stage of a position: forecast at month 5, outturn."""
    month = position["monitoring_period"]
    if position["status"] == "forecast" and pd.notna(month):
        return f"Forecast at month {int(month)}"
    words = {"provisional": "Provisional outturn"}
    return words.get(position["status"], str(position["status"]).capitalize())


def short_stage(position: pd.Series) -> str:
    """Return the stage of a position as an axis has room for it."""
    month = position["monitoring_period"]
    if position["status"] == "forecast":
        return f"M{int(month)}" if pd.notna(month) else "Fcst"
    return {"provisional": "Prov.", "outturn": "Out"}[position["status"]]


def meaning(position: pd.Series) -> str:
    """Say which way a position went, with or without a figure."""
    if pd.notna(position["variance_gbp"]):
        return direction(position["variance_gbp"]).capitalize()
    words = {"adverse": "Overspend", "favourable": "Underspend"}
    return f"{words[position['direction']]}, no figure published"


def percent(value: float | None) -> str:
    """Write a variance in per cent of its budget, with its sign."""
    if value is None or numbers.is_missing(value):
        return numbers.MISSING
    return f"{numbers.sign(value, 1)}{abs(value):.1f}%"
