"""Value the savings that were achieved: real terms, present value and break-even."""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.data import Partnership
from analysis.errors import MeasureError
from analysis.measures import savings
from analysis.measures.appraisal import discount_factor, payback_years
from analysis.measures.cash_flow import cash_flow
from analysis.measures.double_counting import counted_twice
from analysis.measures.uncertainty import (
    Case,
    ParameterRange,
    Simulation,
    Terms,
    simulate,
    tornado,
    worth,
)
from analysis.measures.years import start

AS_REPORTED = "As reported"
LOWEST = "The lowest published figure wherever there is doubt"

NAMES = {
    "part_year": "How quickly savings begin",
    "contested": "Years on which documents differ",
    "doubled": "Lines counted twice",
    "inflation": "Inflation a year",
    "rate": "Discount rate",
}
"""What a reader calls each assumption, by its name in `uncertainty.Case`."""


@dataclass(frozen=True)
class Valuation:
    """Hold the savings that were achieved, and what they are valued with.

    Prices and present values are of one year, the first one of savings unless the
    settings name another. A projection is not in it.

    Attributes
    ----------
    cash_flow
        Savings and costs by year, as `cash_flow.cash_flow` gives them.
    terms
        Prices and base year, which are the same year.
    central
        The assumptions of the central value.
    ranges
        How far each assumption may be off.
    """

    cash_flow: pd.DataFrame = field(repr=False)
    terms: Terms
    central: Case
    ranges: tuple[ParameterRange, ...] = ()

    @property
    def base_year(self) -> str:
        """Return the year of prices and present values."""
        return self.terms.base_year

    @property
    def years(self) -> list[str]:
        """Return the financial years of the savings that are valued."""
        saved = self.cash_flow["saving_gbp"] > 0
        return [str(year) for year in self.cash_flow.loc[saved, "financial_year"]]

    @property
    def cost_gbp(self) -> float | None:
        """Return the cost of change in prices of the day; None: none was published."""
        known = self.cash_flow["cost_gbp"].dropna()
        return float(known.sum()) if len(known) else None

    @property
    def present_gbp(self) -> float:
        """Return the present value, net of the cost of change where it is known."""
        return float(worth(self.cash_flow, self.central, self.terms))

    @property
    def lowest_gbp(self) -> float:
        """Return the present value with the lowest published figure in every doubt."""
        lowest = {r.name: r.low for r in self.ranges if r.name in LOWERED}
        case = replace(self.central, **lowest, doubled=1.0)
        return float(worth(self.cash_flow, case, self.terms))


LOWERED = ("contested", "part_year")
"""Assumptions whose low end gives the lowest saving; prices and the rate are apart."""


def valuation(record: Partnership) -> Valuation | None:
    """Return the value of the savings that were achieved.

    Returns
    -------
    Valuation or None
        None without annual savings, with a gap between them, or without a deflator
        that covers them.
    """
    annual = savings.annual(record)
    try:
        flow = cash_flow(
            annual[annual["delivered_status"] == "achieved"],
            record.costs,
            counted_twice(record.savings),
        )
        base = record.settings.appraisal.present_value_year
        base = base or str(flow["financial_year"].iloc[0])
        terms = Terms.of(record.deflator, base, base)
        central = Case(rate=record.settings.money.discount_rate)
        worth(flow, central, terms)
    except MeasureError:
        return None
    return Valuation(flow, terms, central, _ranges(record))


def by_year(value: Valuation) -> pd.DataFrame:
    """Return savings and costs by year: as reported, in real terms, at present value.

    Returns
    -------
    DataFrame
        One row a financial year: financial_year, saving_gbp (prices of the day),
        real_gbp and real_cost_gbp (prices of the base year; the cost missing where
        none was published), present_gbp (net of the cost, at the base year).
    """
    flow = value.cash_flow
    level = flow["financial_year"].map(value.terms.level)
    rate, base = float(value.central.rate), start(value.base_year)
    factor = [
        discount_factor(start(year) - base, rate) for year in flow["financial_year"]
    ]
    saved, cost = flow["saving_gbp"] / level, flow["cost_gbp"] / level
    return pd.DataFrame(
        {
            "financial_year": flow["financial_year"],
            "saving_gbp": flow["saving_gbp"],
            "real_gbp": saved,
            "real_cost_gbp": cost,
            "present_gbp": (saved - cost.fillna(0)) * np.array(factor),
        }
    )


def break_even(value: Valuation) -> pd.DataFrame:
    """Return the most that the change could have cost before savings are wiped out.

    The cost is taken to be paid in the base year, in its prices: it equals the
    present value of the savings before any cost.

    Returns
    -------
    DataFrame
        One row a way to count: counted (in words), cost_gbp.
    """
    before = replace(value, cash_flow=value.cash_flow.assign(cost_gbp=float("nan")))
    rows = {AS_REPORTED: before.present_gbp, LOWEST: before.lowest_gbp}
    return pd.DataFrame({"counted": rows.keys(), "cost_gbp": rows.values()})


def payback(value: Valuation) -> float | None:
    """Return after how many years the savings had paid back the cost of change.

    In real terms, not discounted; None where they have not, or no cost is known.
    """
    if value.cost_gbp is None:
        return None
    table = by_year(value).set_index("financial_year")
    return payback_years(table["real_gbp"], table["real_cost_gbp"])


def sensitivity(value: Valuation) -> pd.DataFrame:
    """Return how far each assumption alone moves the present value, the furthest first.

    Returns
    -------
    DataFrame
        As `uncertainty.tornado` gives it, with assumption (its name in words),
        low_words and high_words (the ends of its range).
    """
    table = tornado(value.cash_flow, value.central, list(value.ranges), value.terms)
    return table.assign(
        assumption=table["name"].map(NAMES),
        low_words=[_end(n, v) for n, v in table[["name", "low"]].to_numpy()],
        high_words=[_end(n, v) for n, v in table[["name", "high"]].to_numpy()],
    )


def simulation(record: Partnership, value: Valuation) -> Simulation:
    """Vary all assumptions at once, as often as the settings say."""
    by = record.settings.appraisal
    return simulate(
        value.cash_flow,
        value.central,
        list(value.ranges),
        value.terms,
        draws=by.draws,
        seed=by.seed,
    )


def _ranges(record: Partnership) -> tuple[ParameterRange, ...]:
    rate, by = record.settings.money.discount_rate, record.settings.appraisal
    points, inflation = by.rate_points / 100, by.inflation_points / 100
    return (
        ParameterRange("contested", 0.0, 1.0, "uniform"),
        ParameterRange("part_year", by.part_year_percent / 100, 1.0, "triangular"),
        ParameterRange("inflation", -inflation, inflation, "uniform"),
        ParameterRange("doubled", 0.0, 1.0),
        ParameterRange("rate", max(0.0, rate - points), rate + points),
    )


def _end(name: str, value: float) -> str:
    """Write the end of an assumption's range."""
    if name == "contested":
        return "the lowest figure" if value == 0 else "the highest"
    if name == "doubled":
        return "kept" if value == 0 else "counted once"
    if name == "inflation":
        return f"{abs(value) * 100:g} points {'higher' if value > 0 else 'lower'}"
    if name == "part_year":
        return f"{value * 100:g}% in the first year"
    return f"{value * 100:g}%"
