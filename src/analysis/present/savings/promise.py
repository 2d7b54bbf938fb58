"""Show what a cumulative target needed, and how far annual savings go towards it."""

from typing import Any

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import cumulative_target as measure
from analysis.measures import reconciliation
from analysis.measures import spending as spending_measure
from analysis.measures.years import span
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text, paragraphs
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.savings.case import annual
from analysis.present.savings.words import PROJECTED, derived, shorthand, spread
from analysis.present.tables import set_table


def promise_heading(record: Partnership) -> Text:
    """Head the cumulative target with how far annual figures go towards it."""
    promised, needed = _needed(record)
    if promised is None:
        return NOTHING
    target = numbers.pounds(promised.amount.pounds)
    firm = needed[needed["status"] == "achieved"] if len(needed) else needed
    if firm.empty:
        return Text(f"## No annual figure shows how far the {target} was reached")
    last = firm.iloc[-1]
    part = last["so_far_gbp"] / promised.amount.pounds * 100
    return Text(
        f"## Added up, annual savings to {last['financial_year']} come to "
        f"{part:.0f}% of the {target}"
    )


def promise_text(record: Partnership) -> Text:
    """Say what the cumulative target is, and why a sum of years may not meet it."""
    promised, needed = _needed(record)
    if promised is None:
        return NOTHING
    target = numbers.pounds(promised.amount.pounds)
    flat = promised.amount.pounds / len(promised.years)
    first = (
        f"The target of {target} is cumulative, from {promised.first_year} to "
        f"{promised.last_year}: spread evenly, {derived(flat)} a year "
        f"({to_source(promised.source, record.sources)})."
    )
    if needed.empty:
        return Text(first)
    doubts = [
        "no document says that the target was meant so",
        "the scope of the partnership changed",
        "a level reached at the end of a year did not save all of it in that year",
    ]
    if (needed["status"] == "projected").any():
        doubts.append("a projection is no delivery")
    why = (
        "The annual figures are yearly levels. They are added here on one assumption, "
        f"that {measure.COUNTED}. It may not hold: {numbers.listing(doubts)}."
    )
    return paragraphs(first, why, _level_against_sum(record, promised))


def promise_table(record: Partnership) -> Table | Text:
    """Set year by year what the cumulative target still needed."""
    promised, needed = _needed(record)
    if promised is None or needed.empty:
        return NOTHING
    rows = pd.DataFrame(
        {
            "After": needed["financial_year"],
            "Saved in the year": [
                numbers.pounds(row.saved_gbp)
                + (f" {PROJECTED}" if row.status == "projected" else "")
                for row in each(needed)
            ],
            "Sum so far": needed["so_far_gbp"].map(numbers.pounds),
            "Range of the sum": [
                _range(row.so_far_least_gbp, row.so_far_most_gbp)
                for row in each(needed)
            ],
            "Left": [_left(row.left_gbp) for row in each(needed)],
            "Needed a year": [
                derived(max(row.needed_gbp, 0)) if row.years_left else "[z]"
                for row in each(needed)
            ],
        }
    )
    return set_table(
        rows,
        f"What the {numbers.pounds(promised.amount.pounds)} still needed after each "
        "year, were annual levels added up",
        numbers=[*rows.columns[1:]],
        notes=[shorthand(rows)],
    )


def gap_text(record: Partnership) -> Text:
    """Say how much of the target had no saving identified, and what it is not."""
    found = measure.gap(record.savings)
    if found.open is None:
        return NOTHING
    sentence = (
        f"Of the {numbers.pounds(found.target)}, {numbers.pounds(found.open)} had no "
        f"saving identified for it in {found.identified_id}: "
        f"{numbers.pounds(found.on_course)} was on course and "
        f"{numbers.pounds(found.identified)} identified, on the assumption that "
        f"{found.assumption}."
    )
    same = measure.same_figure(record.savings, found)
    others = [
        f"The {numbers.pounds(row.amount_gbp)} said to be {row.status} in "
        f"{to_source(row.source, record.sources)} is another thing: what had been "
        "delivered, not what was missing. That the two are equal is chance."
        for row in each(same)
    ]
    return paragraphs(
        "### The part that nobody had found", " ".join([sentence, *others])
    )


def rule_heading(record: Partnership) -> Text:
    """Head the test of the annual figures with how many the rule explains."""
    rows = _ruled(record)
    if rows.empty:
        return NOTHING
    explained = int(rows["explained"].sum())
    if not explained:
        return Text("## Savings achieved cannot be worked out from the budgets")
    years = numbers.count(len(rows), "year")
    return Text(
        f"## In {explained} of {years}, savings achieved are those planned plus the "
        "underspend"
    )


def rule_text(record: Partnership) -> Text:
    """Say what it means when savings achieved follow from the variance."""
    rows = _ruled(record)
    if rows.empty:
        return NOTHING
    rule = f"The minutes use a rule: *{reconciliation.RULE}*."
    if not rows["explained"].any():
        return Text(
            f"Where minutes use a rule, it is: *{reconciliation.RULE}*. The annual "
            "figures here do not follow from it, so they were counted in another way."
        )
    odd = rows[~rows["explained"].astype(bool)]
    unexplained = [
        f"For {row.financial_year} the rule gives {derived(row.ruled_gbp)}; the "
        f"{derived(abs(row.unexplained_gbp))} between it and what was reported is "
        "not explained."
        for row in each(odd)
    ]
    return Text(
        f"{rule} By it, what was saved beyond the plan is the underspend of the year, "
        "which may have other causes: posts left vacant, income, spending that "
        "slipped. It is not a separate count of what changed, and the same pounds "
        "stand in the reports on overspend as an underspend: they must "
        f"not be added to it. {' '.join(unexplained)}".strip()
    )


def not_twice(record: Partnership) -> Text:
    """Warn that savings above target are the underspend of the same years."""
    closings = spending_measure.outturns(record.spending, WHOLE, record.contradictions)
    rows = reconciliation.equal_to_underspend(annual(record), closings)
    if rows.empty:
        return NOTHING
    years = list(rows["financial_year"])
    when = numbers.period(years[0], years[-1])
    if span(years[0], years[-1]) != years:
        when = numbers.listing(years)
    return Text(
        f"**Do not add these together.** In {when} the savings above target equal the "
        "underspend of the shared budgets, to rounding, so the same money is counted "
        "in both."
    )


def rule_table(record: Partnership) -> Table | Text:
    """Set savings achieved beside those that the committee's rule gives."""
    rows = _ruled(record)
    if rows.empty:
        return NOTHING
    shown = pd.DataFrame(
        {
            "Financial year": rows["financial_year"],
            "Planned": [
                f"{numbers.pounds(row.planned_gbp)} ({row.planned_status})"
                for row in each(rows)
            ],
            "Variance": rows["variance_gbp"].map(numbers.variance),
            "By the rule": rows["ruled_gbp"].map(numbers.pounds),
            "Reported": rows["delivered_gbp"].map(numbers.pounds),
            "Not explained": [_unexplained(row) for row in each(rows)],
        }
    )
    return set_table(
        shown,
        "Savings by the rule of the minutes, beside those reported; a negative "
        "variance is an underspend",
        numbers=[*shown.columns[1:]],
    )


def _needed(
    record: Partnership,
) -> tuple[measure.CumulativeTarget | None, pd.DataFrame]:
    promised = measure.cumulative_target(record)
    if promised is None:
        return None, pd.DataFrame()
    ranged = annual(record)
    return promised, measure.still_needed(ranged, promised)


def _ruled(record: Partnership) -> pd.DataFrame:
    closings = spending_measure.outturns(record.spending, WHOLE, record.contradictions)
    return reconciliation.by_the_rule(annual(record), record.savings, closings)


def _unexplained(row: Any) -> str:
    if row.unexplained_gbp == 0:
        return "nothing"
    return "rounding" if row.explained else numbers.pounds(row.unexplained_gbp)


def _range(low: float, high: float) -> str:
    if low == high:
        return "one figure"
    return f"{numbers.pounds(low)} to {numbers.pounds(high)}"


def _left(pounds: float) -> str:
    if pounds >= 0:
        return numbers.pounds(pounds)
    return f"none: {numbers.pounds(-pounds)} beyond"


def _level_against_sum(record: Partnership, promised: measure.CumulativeTarget) -> str:
    """Say what the cumulative target leaves for a year without a target."""
    targets = annual(record).dropna(subset=["target_gbp"])
    inside = targets[targets["financial_year"].isin(promised.years)]
    without = [y for y in promised.years if y not in set(inside["financial_year"])]
    if len(without) != 1 or inside.empty:
        return ""
    known = float(inside["target_gbp"].sum())
    left = promised.amount.pounds - known
    return (
        f"The yearly targets that were published add up to {numbers.pounds(known)}; "
        f"the cumulative target leaves {spread(left, left)} for {without[0]}, for "
        "which none was published."
    )
