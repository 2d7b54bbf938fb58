"""Put together what the savings of a partnership are valued with."""

from dataclasses import dataclass, field

import pandas as pd

from analysis.data import Partnership
from analysis.errors import MeasureError
from analysis.measures import savings as measure
from analysis.measures.cash_flow import cash_flow
from analysis.measures.double_counting import counted_twice
from analysis.measures.uncertainty import Case, ParameterRange, Terms, worth
from analysis.present.remembered import remembered


@dataclass(frozen=True)
class Valuation:
    """Hold savings and costs by year, and the terms they are valued in.

    Attributes
    ----------
    stream
        Savings and costs by year, as `measures.cash_flow` gives them.
    terms
        Prices and base year.
    central
        The assumptions of the central value.
    """

    stream: pd.DataFrame = field(repr=False)
    terms: Terms
    central: Case

    @property
    def costs_known(self) -> bool:
        """Tell whether a cost of change was published."""
        return bool(self.stream["cost_gbp"].notna().any())

    @property
    def value(self) -> float:
        """Return the central net present value, in real pounds."""
        return float(worth(self.stream, self.central, self.terms))

    @property
    def years(self) -> tuple[str, str]:
        """Return the first and the last financial year valued."""
        years = self.stream["financial_year"]
        return str(years.iloc[0]), str(years.iloc[-1])


@remembered
def annual(record: Partnership) -> pd.DataFrame:
    """Return the annual savings of the whole partnership against their targets."""
    return measure.annual(record)


@remembered
def valuation(record: Partnership) -> Valuation | None:
    """Return what savings are valued with, or None where the record does not allow it.

    It does not without annual savings, with a gap between them, or without a
    deflator that covers them.
    """
    money, appraisal = record.settings.money, record.settings.appraisal
    try:
        by_year = cash_flow(
            annual(record),
            record.costs,
            counted_twice(record.savings),
        )
        first = str(by_year["financial_year"].iloc[0])
        base_year = appraisal.present_value_year or first
        terms = Terms.of(record.deflator, money.price_base, base_year)
        made = Valuation(by_year, terms, Case(rate=money.discount_rate))
        worth(by_year, made.central, terms)
    except MeasureError:
        return None
    return made


def doubts(record: Partnership) -> list[ParameterRange]:
    """Return how far each assumption may be off, by the partnership's settings."""
    rate, by = record.settings.money.discount_rate, record.settings.appraisal
    points, inflation = by.rate_points / 100, by.inflation_points / 100
    return [
        ParameterRange("contested", 0.0, 1.0, "uniform"),
        ParameterRange("shortfall", 0.0, by.shortfall_percent / 100, "triangular"),
        ParameterRange("part_year", by.part_year_percent / 100, 1.0, "triangular"),
        ParameterRange("inflation", -inflation, inflation, "uniform"),
        ParameterRange("doubled", 0.0, 1.0),
        ParameterRange("rate", max(0.0, rate - points), rate + points),
    ]
