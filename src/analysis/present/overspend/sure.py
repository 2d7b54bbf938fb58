"""How sure the overspend figures are, and what they cannot tell."""

from analysis.data import Partnership
from analysis.measures import against_budget
from analysis.measures import spending as measure
from analysis.present import numbers
from analysis.present.display import Text
from analysis.present.rows import each


def how_sure(record: Partnership, partner: str) -> Text:
    """Say what the overspend figures cannot tell."""
    closed = measure.outturns(record.spending, partner, record.contradictions)
    latest = measure.latest(record.spending, partner, record.contradictions)
    open_years = latest[latest["status"] == "forecast"]
    points = []
    if len(open_years):
        years = numbers.listing(sorted({*open_years["financial_year"]}))
        points.append(
            f"Only forecasts were published for {years}: how these closed is not known."
        )
    closed = against_budget.with_budgets(closed, record.spending)
    budgets = closed["budget_gbp"].notna()
    if not budgets.any():
        points.append(
            "The budgets behind these variances were not published for "
            f"{record.name_of('partners', partner)}, so no percentage of the budget is "
            "given."
        )
    wide = closed[closed["scope"] == "both"]
    points += [
        f"The figure for {row.financial_year} covers shared and non-shared budgets "
        "together and cannot be set beside years that keep them apart."
        for row in each(wide)
    ]
    return Text("\n".join(f"- {point}" for point in points))
