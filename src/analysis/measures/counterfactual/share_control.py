"""Set the group's share of spending against a weighted group of donors."""

from dataclasses import dataclass

import pandas as pd

from analysis.measures.counterfactual.comparison import Setting
from analysis.measures.counterfactual.interventions import Intervention
from analysis.measures.counterfactual.synthetic import (
    in_time_placebo,
    leave_one_out,
    rank,
    synthetic_control,
)

EARLY = 2
"""Years before the change that a made-up change is taken to have come early."""


@dataclass(frozen=True)
class Control:
    """Hold the figures of the synthetic control, in percentage points of spending."""

    effect: float | None = None
    error: float | None = None
    fit: float | None = None
    rank: int | None = None
    choices: int | None = None
    least: float | None = None
    most: float | None = None
    early: float | None = None
    before: tuple[str, ...] = ()


def share_control(
    kept: Setting, change: Intervention
) -> tuple[pd.DataFrame, pd.DataFrame, Control]:
    """Return a synthetic control of the share of spending, matched on all years.

    Parameters
    ----------
    kept
        The panel and the donors.
    change
        The change that is judged.

    Returns
    -------
    tuple
        The series of the group and its control by year, the donors' weights, and the
        figures of the page.
    """
    before = [year for year in kept.shares.years if year < change.year]
    asked = (kept.shares, change.areas, kept.strict, before)
    found = synthetic_control(*asked, change.after)
    place, choices = rank(*asked, change.after)
    without = leave_one_out(*asked, change.after)
    series = pd.DataFrame({"actual": found.actual, "control": found.control})
    weights = found.weights[found.weights > 1e-3].sort_values(ascending=False)
    figures = Control(
        effect=found.effect,
        error=found.error_before,
        fit=found.error_before / float(found.actual[before].mean()),
        rank=place,
        choices=choices,
        least=float(without.min()),
        most=float(without.max()),
        early=in_time_placebo(*asked, EARLY).effect,
        before=tuple(before),
    )
    return (
        series.rename_axis("financial_year").reset_index(),
        weights.rename_axis("area").reset_index(name="weight"),
        figures,
    )
