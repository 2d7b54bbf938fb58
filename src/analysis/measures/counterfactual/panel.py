"""Put the returns of many councils into one panel: a ratio by council and year."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.prices import price_level

Array = NDArray[np.float64]

THOUSAND = 1000


@dataclass(frozen=True, eq=False)
class Panel:
    """Hold a ratio of two totals, such as pounds a head, by area and financial year.

    The two totals are kept apart, so that councils can be put together: the ratio of
    a group is its total over its total, never the mean of its members' ratios. What
    one member pays for another then cancels out.

    Attributes
    ----------
    part, whole
        Totals: a row an area, a column a financial year.
    unit
        What the ratio is in: ``"£ a head"`` or ``"per cent"``.
    """

    part: pd.DataFrame
    whole: pd.DataFrame
    unit: str

    @property
    def areas(self) -> list[str]:
        """Return the areas."""
        return list(self.part.index)

    @property
    def years(self) -> list[str]:
        """Return the financial years that every area has, the earliest first."""
        known = (self.part.notna() & self.whole.notna()).all()
        return sorted(known.index[known])

    def cells(self, areas: Sequence[str], years: Sequence[str]) -> tuple[Array, Array]:
        """Return both totals of some areas and years: a row an area."""
        rows = self.part.index.get_indexer(pd.Index(areas))
        columns = self.part.columns.get_indexer(pd.Index(years))
        if (rows < 0).any() or (columns < 0).any():
            msg = "The panel lacks an area or a year that was asked for."
            raise MeasureError(msg)
        chosen = np.ix_(rows, columns)
        part, whole = self.part.to_numpy(np.float64), self.whole.to_numpy(np.float64)
        return part[chosen], whole[chosen]

    def group(self, areas: Sequence[str], years: Sequence[str]) -> "pd.Series[float]":
        """Return the ratio of some areas put together, by year."""
        part, whole = self.cells(areas, years)
        ratio = part.sum(axis=0) / whole.sum(axis=0) * self.scale
        return pd.Series(ratio, index=list(years))

    def ratios(self, areas: Sequence[str], years: Sequence[str]) -> pd.DataFrame:
        """Return the ratio of each area, by year."""
        part, whole = self.cells(areas, years)
        return pd.DataFrame(
            part / whole * self.scale, index=list(areas), columns=list(years)
        )

    @property
    def scale(self) -> float:
        """Return what one is worth in the unit."""
        return 100.0 if self.unit == "per cent" else 1.0

    def of(self, areas: Sequence[str]) -> "Panel":
        """Return the panel of some of its areas, in the order given."""
        chosen = list(areas)
        return Panel(self.part.loc[chosen], self.whole.loc[chosen], self.unit)

    def plus(
        self, effect: float, areas: Sequence[str], years: Sequence[str]
    ) -> "Panel":
        """Return the panel with an effect, in its unit, on some areas and years."""
        part = self.part.copy()
        cells = list(areas), list(years)
        part.loc[cells] += self.whole.loc[cells] * effect / self.scale
        return Panel(part, self.whole, self.unit)


def totals(values: pd.DataFrame, line: str) -> pd.DataFrame:
    """Return one line of the returns: a row an area, a column a financial year.

    Parameters
    ----------
    values
        The table comparison_values of a partnership.
    line
        The id of a line.
    """
    rows = values[values["line"] == line]
    return rows.pivot_table(index="area", columns="financial_year", values="value")


def line_of(lines: pd.DataFrame, role: str) -> str | None:
    """Return the id of the first line of a role in comparison_lines, or none."""
    found = lines.loc[lines["role"] == role, "id"]
    return str(found.iloc[0]) if len(found) else None


def per_head(
    values: pd.DataFrame, lines: pd.DataFrame, deflator: pd.DataFrame, base: str
) -> Panel | None:
    """Return real pounds a head of the line in which a saving would show.

    Parameters
    ----------
    values, lines, deflator
        The tables comparison_values, comparison_lines and deflator.
    base
        The financial year whose prices are used.

    Returns
    -------
    Panel or None
        None without the line, a population, or the base year's price level.

    Notes
    -----
    Population is the mid-year estimate of the June in the financial year.
    """
    outcome, population = line_of(lines, "outcome"), line_of(lines, "population")
    if (
        outcome is None
        or population is None
        or base not in set(deflator["financial_year"])
    ):
        return None
    pounds = totals(values, outcome) * THOUSAND
    people = totals(values, population)
    level = price_level(deflator, base)
    years = [y for y in map(str, pounds) if y in people and y in level.index]
    areas = pounds.index.intersection(people.index)
    if not years or areas.empty:
        return None
    real = pounds.loc[areas, years] / level[years]
    return Panel(real, people.loc[areas, years], "£ a head")


def share(values: pd.DataFrame, lines: pd.DataFrame) -> Panel | None:
    """Return the line in which a saving would show in per cent of all spending.

    No deflator and no population is needed, so the series is longer.
    """
    outcome, whole = line_of(lines, "outcome"), line_of(lines, "whole")
    if outcome is None or whole is None:
        return None
    part, all_spending = totals(values, outcome), totals(values, whole)
    if part.empty or all_spending.empty:
        return None
    years = [y for y in map(str, part) if y in all_spending]
    areas = part.index.intersection(all_spending.index)
    return Panel(part.loc[areas, years], all_spending.loc[areas, years], "per cent")


def movement(panel: Panel, groups: Sequence[Sequence[str]]) -> float:
    """Return the median change from one year to the next, in size, of some groups."""
    years = panel.years
    series = np.array([panel.group(group, years) for group in groups])
    return float(np.median(np.abs(np.diff(series, axis=1))))
