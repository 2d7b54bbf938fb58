"""Count what stands in the way of reading more from the returns."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.counterfactual.panel import THOUSAND, line_of, totals


@dataclass(frozen=True)
class Cautions:
    """Hold the figures behind the reasons why the comparison may not be read as more.

    Attributes
    ----------
    net_gbp, budget_gbp, budget_id
        The group's figure in the returns for the first year, and the partnership's
        published budget of that year, with its id; none where none was published.
    movement, whole_movement
        Median change from year to year of a council, of the line and of all spending,
        as a part.
    negative, council_years
        How many councils' years are negative, of how many.
    sharing, councils
        How many councils are known to share, of how many in the class.
    breaks, whole_breaks
        In which years the definition changed, and why: of the line, of all spending.
    """

    net_gbp: float | None = None
    budget_gbp: float | None = None
    budget_id: str | None = None
    movement: float | None = None
    whole_movement: float | None = None
    negative: int | None = None
    council_years: int | None = None
    sharing: int | None = None
    councils: int | None = None
    breaks: str | None = None
    whole_breaks: str | None = None

    @property
    def covered(self) -> float | None:
        """Return the part of the partnership's budget that the returns can hold."""
        if self.net_gbp is None or self.budget_gbp is None:
            return None
        return self.net_gbp / self.budget_gbp


def cautions(
    values: pd.DataFrame,
    lines: pd.DataFrame,
    areas: pd.DataFrame,
    spending: pd.DataFrame,
    group: tuple[str, ...],
    year: str,
) -> Cautions:
    """Count what stands in the way, for a group and the year of its change.

    Parameters
    ----------
    values, lines, areas, spending
        The tables comparison_values, comparison_lines, comparison_areas, spending.
    group
        The areas that changed.
    year
        The financial year of the change.

    Returns
    -------
    Cautions
        Without figures where the line in which a saving would show is missing.
    """
    outcome, whole = line_of(lines, "outcome"), line_of(lines, "whole")
    if outcome is None or whole is None:
        return Cautions()
    councils = areas[areas["role"] != "class total"]
    line = totals(values, outcome).reindex(councils["id"]).dropna(how="all")
    everything = totals(values, whole).reindex(line.index)
    budgets = spending[
        (spending["financial_year"] == year)
        & (spending["status"] == "budget")
        & (spending["partner"] == "partnership")
        & (spending["service"] == "all")
    ].dropna(subset=["budget_gbp"])
    known = year in line and line.loc[list(group), year].notna().all()
    return Cautions(
        net_gbp=float(line.loc[list(group), year].sum()) * THOUSAND if known else None,
        budget_gbp=float(budgets["budget_gbp"].iloc[0]) if len(budgets) else None,
        budget_id=str(budgets["id"].iloc[0]) if len(budgets) else None,
        movement=_movement(line),
        whole_movement=_movement(everything),
        negative=int((line < 0).sum().sum()),
        council_years=int(line.notna().sum().sum()),
        sharing=int((councils["role"] == "shares too").sum()),
        councils=len(councils),
        breaks=_breaks(lines, outcome),
        whole_breaks=_breaks(lines, whole),
    )


def _movement(line: pd.DataFrame) -> float:
    """Return the median change from one year to the next, as a part of the first."""
    cells = line.to_numpy(dtype=np.float64)
    return float(np.nanmedian(np.abs(np.diff(cells, axis=1) / cells[:, :-1])))


def _breaks(lines: pd.DataFrame, line: str) -> str | None:
    """Return in which years a line's definition changed."""
    said = lines.loc[lines["id"] == line, "breaks"].dropna()
    return str(said.iloc[0]) if len(said) else None
