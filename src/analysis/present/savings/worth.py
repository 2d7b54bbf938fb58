"""Show savings in real terms, at present value, and against the cost of change."""

from dataclasses import replace

import pandas as pd

from analysis.data import Partnership
from analysis.measures.appraisal import break_even_cost, payback_years, present_value
from analysis.measures.prices import real
from analysis.measures.uncertainty import worth
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text, paragraphs
from analysis.present.savings.case import Valuation, doubts, valuation
from analysis.present.savings.words import derived
from analysis.present.tables import set_table

AS_PUBLISHED = "All years as published"
AT_LEAST = "Every doubtful figure at its least"


def worth_heading(record: Partnership) -> Text:
    """Head the value of savings with what they are worth at present value."""
    made = valuation(record)
    if made is None:
        return Text("## What the savings are worth cannot be worked out")
    before = "after" if made.costs_known else "before"
    return Text(
        f"## As published, the savings are worth {derived(made.value)} at present "
        f"value, {before} the cost of change"
    )


def worth_text(record: Partnership) -> Text:
    """Say in what prices and to what year savings are valued."""
    made = valuation(record)
    if made is None:
        return Text(
            "A value needs annual savings without a gap, and the rise of prices in "
            "each of their years; the record as at this date does not hold both."
        )
    money = record.settings.money
    first, last = made.years
    projected = made.stream.loc[~made.stream["firm"], "financial_year"]
    held = (
        f" The figure for {numbers.listing(list(projected))} is a projection."
        if len(projected)
        else ""
    )
    return Text(
        f"Savings of {first} to {last} are put in the prices of "
        f"{made.terms.price_base} with the GDP deflator, then discounted to "
        f"{made.terms.base_year} at {numbers.percent(money.discount_rate * 100)} a "
        f"year ({money.discount_rate_source}). Each year's level is taken as saved in "
        f"full in that year, and nothing after {last} is counted.{held}"
    )


def worth_table(record: Partnership) -> Table | Text:
    """Set nominal, real and present values of savings, and the cost of change."""
    made = valuation(record)
    if made is None:
        return NOTHING
    table = _by_year(made, record)
    rows = pd.DataFrame(
        {
            "Financial year": table["financial_year"],
            "Nominal": table["saving_gbp"].map(numbers.pounds),
            f"Prices of {made.terms.price_base}": table["real_gbp"].map(derived),
        }
    )
    if made.costs_known:
        rows["Cost of change"] = table["real_cost_gbp"].map(derived)
    rows[f"Present value, {made.terms.base_year}"] = table["present_gbp"].map(derived)
    sums = [
        "All years",
        numbers.pounds(table["saving_gbp"].sum()),
        derived(table["real_gbp"].sum()),
    ]
    if made.costs_known:
        sums.append(derived(table["real_cost_gbp"].sum()))
    rows.loc[len(rows)] = [*sums, derived(table["present_gbp"].sum())]
    cost = " Present values are net of the cost of change." if made.costs_known else ""
    return set_table(
        rows,
        "Savings of the whole partnership, nominal, real and at present value",
        numbers=[*rows.columns[1:]],
        notes=[f"Values worked out are rounded; sums are of unrounded values.{cost}"],
    )


def cost_text(record: Partnership) -> Text:
    """Say what the change cost, or the most that it may have cost."""
    made = valuation(record)
    if made is None:
        return NOTHING
    return _paid_back(made, record) if made.costs_known else _break_even(made, record)


def cost_table(record: Partnership) -> Table | Text:
    """Set the largest cost of change that pays, from the most to the least cautious."""
    made = valuation(record)
    if made is None or made.costs_known:
        return NOTHING
    base = made.terms.base_year
    rows = pd.DataFrame(
        [
            {
                "What is counted": words,
                f"Prices of {made.terms.price_base}": derived(value),
                f"Prices of {base}": derived(value * made.terms.level[base]),
            }
            for words, value in _limits(made, record)
        ]
    )
    return set_table(
        rows,
        f"The largest cost of change, paid in {base}, at which the savings pay for it",
        numbers=[*rows.columns[1:]],
    )


def _by_year(made: Valuation, record: Partnership) -> pd.DataFrame:
    stream = made.stream.set_index("financial_year")
    saved = real(stream["saving_gbp"], record.deflator, made.terms.price_base)
    cost = real(stream["cost_gbp"].fillna(0), record.deflator, made.terms.price_base)
    rate, base = float(made.central.rate), made.terms.base_year
    present = [
        present_value((saved - cost).loc[[year]], rate, base) for year in saved.index
    ]
    return made.stream.assign(
        real_gbp=saved.to_numpy(), real_cost_gbp=cost.to_numpy(), present_gbp=present
    )


def _paid_back(made: Valuation, record: Partnership) -> Text:
    table = _by_year(made, record).set_index("financial_year")
    years = payback_years(table["real_gbp"], table["real_cost_gbp"])
    spent = derived(table["real_cost_gbp"].sum())
    when = (
        "and the savings have not paid it back"
        if years is None
        else f"and was paid back after {years:.1f} years"
    )
    return paragraphs(
        "### What the change cost",
        f"Setting up, joining and changing services cost {spent} in the prices of "
        f"{made.terms.price_base}, each cost in the year in which it was incurred, "
        f"{when} (not discounted, within a year evenly). Net of it, the savings are "
        f"worth {derived(made.value)} at present value.",
    )


def _break_even(made: Valuation, record: Partnership) -> Text:
    limits = dict(_limits(made, record))
    most, least = limits[AS_PUBLISHED], limits[AT_LEAST]
    return paragraphs(
        "### What the change may have cost",
        "The true cost of setting up and changing the services is unknown: none was "
        "published. What can be said is how large it may have been before the "
        f"programme stops paying: {derived(most)} if every figure holds, "
        f"{derived(least)} with every doubtful one at its least, in the prices of "
        f"{made.terms.price_base}. Redundancy, pension strain, the programme team, ICT "
        "and double running would all count towards it.",
    )


def _limits(made: Valuation, record: Partnership) -> list[tuple[str, float]]:
    """Return the break-even cost by what is counted, in real pounds."""
    table = _by_year(made, record).set_index("financial_year")
    base, rate = made.terms.base_year, float(made.central.rate)
    savings = table["real_gbp"]
    found = [
        (AS_PUBLISHED, break_even_cost(savings, rate, base, base)),
    ]
    firm = savings[table["firm"].astype(bool)]
    if len(firm) < len(savings):
        words = "Achieved years only, no projection"
        found.append((words, break_even_cost(firm, rate, base, base)))
    worst = cautious(made, record)
    found.append((AT_LEAST, worst))
    return found


def cautious(made: Valuation, record: Partnership) -> float:
    """Return the value with every doubtful assumption at its least, the rate apart."""
    by = {doubt.name: doubt for doubt in doubts(record)}
    case = replace(
        made.central,
        contested=by["contested"].low,
        shortfall=by["shortfall"].high,
        part_year=by["part_year"].low,
        doubled=by["doubled"].high,
    )
    return float(worth(made.stream, case, made.terms))


def claims_of_cost(record: Partnership) -> str:
    """Say in a sentence what savings are worth, and what is known of their cost."""
    made = valuation(record)
    if made is None:
        return ""
    firm = bool(made.stream["firm"].all())
    terms = f"prices of {made.terms.price_base}" + (
        "" if firm else ", projections included"
    )
    if made.costs_known:
        total = float(made.stream["cost_gbp"].sum())
        return (
            f"The change cost {numbers.pounds(total)} over the years; net of it the "
            f"savings are worth {derived(made.value)} at present value ({terms})."
        )
    least = cautious(made, record)
    careful = (
        f", {derived(least)} with every doubtful one at its least"
        if derived(least) != derived(made.value)
        else ""
    )
    return (
        "The cost of change was not published. The savings are worth "
        f"{derived(made.value)} at present value if every figure holds ({terms})"
        f"{careful}: the programme pays if the change cost less."
    )
