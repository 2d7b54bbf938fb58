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

NONE = float("nan")
"""A cost that was not published."""

FLOW = ["financial_year", "saving_gbp", "cost_gbp"]

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
    def base_year(self) -> str | None:
        """Return the year of prices and present values."""
        return None if self.cash_flow.empty else self.terms.base_year

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
    def present_gbp(self) -> float | None:
        """Return the present value, net of the cost of change where it is known."""
        if self.cash_flow.empty:
            return None
        return float(worth(self.cash_flow, self.central, self.terms))

    @property
    def before_cost_gbp(self) -> float | None:
        """Return the present value before the cost of change: the break-even cost."""
        return replace(self, cash_flow=self.cash_flow.assign(cost_gbp=NONE)).present_gbp

    @property
    def lowest_gbp(self) -> float | None:
        """Return the same with the lowest published figure wherever there is doubt."""
        if self.cash_flow.empty:
            return None
        lowest = {r.name: r.low for r in self.ranges if r.name in LOWERED}
        case = replace(self.central, **lowest, doubled=1.0)
        before_cost = self.cash_flow.assign(cost_gbp=NONE)
        return float(worth(before_cost, case, self.terms))


LOWERED = ("contested", "part_year")
"""Assumptions whose low end gives the lowest saving; prices and the rate are apart."""


def valuation(record: Partnership) -> Valuation:
    """Return the value of the savings that were achieved.

    Without annual savings, with a gap between them, or without a deflator that covers
    them there is no value: the valuation has no year in it.

    Parameters
    ----------
    record
        A partnership.
    """
    annual = savings.annual(record)
    rate = record.settings.money.discount_rate
    try:
        flow = cash_flow(
            annual[annual["delivered_status"] == "achieved"],
            record.costs,
            counted_twice(record.savings),
        )
        base = record.settings.appraisal.present_value_year
        base = base or str(flow["financial_year"].iloc[0])
        terms = Terms.of(record.deflator, base, base)
        worth(flow, Case(rate), terms)
    except MeasureError:
        flow, terms = pd.DataFrame(columns=FLOW), Terms(pd.Series(dtype=float), "", "")
    return Valuation(flow, terms, Case(rate), _ranges(record))


def by_year(value: Valuation) -> pd.DataFrame:
    """Return savings and costs by year: as reported, in real terms, at present value.

    Returns
    -------
    DataFrame
        One row a financial year: financial_year, saving_gbp (prices of the day),
        real_gbp and real_cost_gbp (prices of the base year; the cost missing where
        none was published), present_gbp (net of the cost, at the base year).
    """
    flow, base = value.cash_flow, value.terms.base_year
    level = flow["financial_year"].map(value.terms.level)
    factor = [
        discount_factor(start(year) - start(base), float(value.central.rate))
        for year in flow["financial_year"]
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


def with_total(table: pd.DataFrame, name: str = "All years") -> pd.DataFrame:
    """Add a row of sums to a table by year; a table without rows stays as it is."""
    if table.empty:
        return table
    sums = table.iloc[:, 1:].sum(min_count=1)
    last = pd.DataFrame([[name, *sums]], columns=table.columns)
    return pd.concat([table, last], ignore_index=True)


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
    if value.cash_flow.empty:
        return pd.DataFrame(columns=["assumption", "swing_gbp"])
    table = tornado(value.cash_flow, value.central, list(value.ranges), value.terms)
    return table.assign(
        assumption=table["name"].map(NAMES),
        low_words=[_end(n, v) for n, v in table[["name", "low"]].to_numpy()],
        high_words=[_end(n, v) for n, v in table[["name", "high"]].to_numpy()],
    )


def simulated_range(
    record: Partnership, value: Valuation, part: float = 0.8
) -> tuple[float | None, float | None]:
    """Return between what the value lies in a part of the results, all varied at once.

    Parameters
    ----------
    record
        A partnership, whose settings say how often, and from which seed.
    value
        What is valued.
    part
        The part of the results that lies between the two ends.
    """
    if value.cash_flow.empty:
        return None, None
    drawn = _simulated(record, value)
    return drawn.quantile((1 - part) / 2), drawn.quantile((1 + part) / 2)


def _simulated(record: Partnership, value: Valuation) -> Simulation:
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
