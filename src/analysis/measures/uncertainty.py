"""Value savings under assumptions, one at a time and many at once."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.prices import price_level
from analysis.measures.rows import each
from analysis.measures.years import start

Floats = npt.NDArray[np.float64]
Value = float | Floats
"""One number, or one a draw."""


@dataclass(frozen=True)
class Case:
    """Hold one set of assumptions; each is a number, or an array of one a draw.

    Attributes
    ----------
    rate
        Real discount rate a year.
    contested
        Where in the range of the documents the contested years lie: 0 the least
        figure, 1 the most; None: the figure that the register names.
    shortfall
        The part of projected savings that does not come.
    part_year
        The part of a year's new savings that falls in that year.
    inflation
        Added to the yearly rise of prices: 0.005 is half a point.
    doubled
        The part of what is counted twice that is taken out.
    """

    rate: Value
    contested: Value | None = None
    shortfall: Value = 0.0
    part_year: Value = 1.0
    inflation: Value = 0.0
    doubled: Value = 0.0


@dataclass(frozen=True)
class Terms:
    """Hold what a value is expressed in: prices and base year."""

    level: "pd.Series[float]" = field(repr=False)
    price_base: str
    base_year: str

    @classmethod
    def of(cls, deflator: pd.DataFrame, price_base: str, base_year: str) -> "Terms":
        """Make terms from a deflator, as `prices.price_level` reads it."""
        return cls(price_level(deflator, price_base), price_base, base_year)


def worth(cash_flow: pd.DataFrame, case: Case, terms: Terms) -> Value:
    """Return the net present value of savings under a set of assumptions.

    Parameters
    ----------
    cash_flow
        Savings and costs by year, as `cash_flow.cash_flow` gives them; where no cost of
        change was published, the value is before it.
    case
        The assumptions; arrays must be of one length.
    terms
        The prices and the base year of the result.

    Returns
    -------
    float or array
        Real pounds; an array where an assumption is one.
    """
    missing = [y for y in cash_flow["financial_year"] if y not in terms.level.index]
    if missing:
        msg = f"The deflator has no figure for {', '.join(missing)}."
        raise MeasureError(msg)
    total: Value = 0.0
    before: Value = 0.0
    for row in each(cash_flow):
        level = _level(row, case)
        saved = before + case.part_year * (level - before)
        cost = 0.0 if np.isnan(float(row.cost_gbp)) else row.cost_gbp
        total = total + (saved - cost) * _factor(str(row.financial_year), case, terms)
        before = level
    return total


def _level(row: Any, case: Case) -> Value:
    """Return the yearly level of savings of one year."""
    level: Value = row.saving_gbp
    if case.contested is not None:
        level = row.least_gbp + case.contested * (row.most_gbp - row.least_gbp)
    level = level - case.doubled * row.doubled_gbp
    return level if row.firm else level * (1 - case.shortfall)


def _factor(year: str, case: Case, terms: Terms) -> Value:
    """Return what £1 of a year is worth in the terms of the result."""
    to_base = start(terms.price_base) - start(year)
    prices = (1 + case.inflation) ** to_base / terms.level[year]
    value: Value = prices / (1 + case.rate) ** (start(year) - start(terms.base_year))
    return value


@dataclass(frozen=True)
class ParameterRange:
    """Hold one assumption and how far it may be off.

    Attributes
    ----------
    name
        The attribute of `Case`.
    low, high
        The ends of the range; one of them may be the central value.
    drawn
        How the simulation draws it: ``"uniform"``, ``"triangular"`` (most likely at
        the central value) or ``""`` where it is a choice and no chance.
    """

    name: str
    low: float
    high: float
    drawn: str = ""


def tornado(
    cash_flow: pd.DataFrame, central: Case, doubts: list[ParameterRange], terms: Terms
) -> pd.DataFrame:
    """Return how far each assumption alone moves the value, the furthest first.

    Returns
    -------
    DataFrame
        One row an assumption that moves it: name, low, high, at_low_gbp,
        at_high_gbp, swing_gbp.
    """
    rows = []
    for doubt in doubts:
        ends = [
            float(worth(cash_flow, replace(central, **{doubt.name: end}), terms))
            for end in (doubt.low, doubt.high)
        ]
        rows.append(
            {
                "name": doubt.name,
                "low": doubt.low,
                "high": doubt.high,
                "at_low_gbp": ends[0],
                "at_high_gbp": ends[1],
                "swing_gbp": abs(ends[1] - ends[0]),
            }
        )
    table = pd.DataFrame(rows)
    moving = table[table["swing_gbp"] >= 1]
    order = moving.sort_values("swing_gbp", ascending=False, kind="stable")
    return order.reset_index(drop=True)


@dataclass(frozen=True)
class Simulation:
    """Hold what many draws gave, and what it takes to draw them again.

    Attributes
    ----------
    worths
        Net present values, in real pounds, one a draw.
    seed, draws
        The seed of the generator and how many draws were made.
    """

    worths: Floats = field(repr=False)
    seed: int
    draws: int

    def quantile(self, part: float) -> float:
        """Return the value below which a part of the draws lies."""
        return float(np.quantile(self.worths, part))


def simulate(
    cash_flow: pd.DataFrame,
    central: Case,
    doubts: list[ParameterRange],
    terms: Terms,
    *,
    draws: int,
    seed: int,
) -> Simulation:
    """Draw the assumptions many times, independently, and value each draw.

    Parameters
    ----------
    doubts
        Those with a way to be drawn are; the others stay central.
    draws, seed
        How many draws, and the seed of numpy's PCG64 generator.
    """
    generator = np.random.default_rng(seed)
    drawn: dict[str, Any] = {}
    for doubt in doubts:
        if not doubt.drawn:
            continue
        if doubt.drawn == "uniform":
            drawn[doubt.name] = generator.uniform(doubt.low, doubt.high, draws)
        else:
            mode = float(getattr(central, doubt.name))
            drawn[doubt.name] = generator.triangular(doubt.low, mode, doubt.high, draws)
    worths = np.broadcast_to(
        worth(cash_flow, replace(central, **drawn), terms), (draws,)
    )
    return Simulation(worths, seed, draws)
