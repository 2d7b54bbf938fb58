"""The parts of a variance: by service, by partner, and what became of it."""

from typing import Any

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import spending as measure
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text
from analysis.present.links import to_source
from analysis.present.overspend.words import meaning, stage
from analysis.present.rows import each
from analysis.present.tables import set_table


def services_table(record: Partnership) -> Table | Text:
    """Set what was published for single services in the newest year that has any."""
    year = _newest_year(record)
    if year is None:
        return Text("No variance had been published for a single service.")
    rows = measure.by_service(record.spending, year)
    return set_table(
        pd.DataFrame(
            {
                "Service": [record.name_of("services", s) for s in rows["service"]],
                "Variance": rows["variance_gbp"].map(numbers.variance),
                "Meaning": [meaning(row) for _, row in rows.iterrows()],
                "Reason given": rows["reason"].fillna(numbers.MISSING),
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        f"Variance by service, {year}, where it was published",
        numbers=["Variance"],
        links=["Source"],
        notes=[f"{numbers.MISSING} {numbers.SHORTHAND[numbers.MISSING]}."]
        if rows[["variance_gbp", "reason"]].isna().any(axis=None)
        else [],
    )


def services_heading(record: Partnership) -> Text:
    """Head the services with the one that was furthest over."""
    year = _newest_year(record)
    if year is None:
        return NOTHING
    rows = measure.by_service(record.spending, year)
    rows = rows[(rows["partner"] == WHOLE)].dropna(subset=["variance_gbp"])
    over = rows[rows["variance_gbp"] > 0]
    if over.empty:
        return Text(f"## No service with a figure was over budget in {year}")
    worst = over.iloc[0]
    return Text(
        f"## {record.name_of('services', worst['service'])} was "
        f"{numbers.variance(worst['variance_gbp']).lstrip('+')} over budget in {year}"
    )


def services_words(record: Partnership) -> Text:
    """Say what the services without a figure come to, all together."""
    year = _newest_year(record)
    if year is None:
        return NOTHING
    rest = measure.others(record.spending, year)
    single = measure.by_service(record.spending, year)
    unnamed = single[single["variance_gbp"].isna()]
    if rest.empty or unnamed.empty:
        return NOTHING
    row = rest.iloc[-1]
    names = numbers.listing([record.name_of("services", s) for s in row["named"]])
    sides = [
        f"{record.name_of('services', s)} {WAYS[way]}"
        for s, way in zip(unnamed["service"], unnamed["direction"], strict=True)
    ]
    return Text(
        f"The whole closed at {numbers.variance(row['whole_gbp'])} and {names} at "
        f"{numbers.variance(row['named_gbp'])}, so that all others together come to "
        f"**{numbers.variance(row['others_gbp'])}**, worked out here and net of each "
        f"other: {numbers.listing(sides)}, without a figure."
    )


WAYS = {"adverse": "over", "favourable": "under"}


def reserves_heading(record: Partnership, partner: str) -> Text:
    """Head what became of the variances, where anything was published of it."""
    rows = _treated(record, partner)
    if rows.empty:
        return NOTHING
    years = numbers.count(rows["financial_year"].nunique(), "year")
    return Text(f"## What became of the variances of {years} was published")


def reserves_table(record: Partnership, partner: str) -> Table | Text:
    """Set what each council did with its share of a variance."""
    rows = _treated(record, partner)
    if rows.empty:
        return NOTHING
    order = ["financial_year", "published", "partner"]
    rows = rows.sort_values(order, ascending=[False, False, True])
    return set_table(
        pd.DataFrame(
            {
                "Financial year": rows["financial_year"],
                "Of": [record.name_of("partners", p) for p in rows["partner"]],
                "Stage": [stage(row) for _, row in rows.iterrows()],
                "Variance": rows["variance_gbp"].map(numbers.variance),
                "What was done with it": rows["treatment"],
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        "What became of a variance, where it was published",
        numbers=["Variance"],
        links=["Source"],
    )


def splits_heading(record: Partnership) -> Text:
    """Head the splits with how many of them add up."""
    splits = measure.reconciled(record.spending)
    if splits.empty:
        return NOTHING
    good = int(splits["agrees"].sum())
    which = "All" if good == len(splits) else str(good)
    of = f"{len(splits)}" if good == len(splits) else f"of {len(splits)}"
    return Text(f"## {which} {of} published splits by council add up to their total")


def _treated(record: Partnership, partner: str) -> pd.DataFrame:
    """Return positions with a word on what was done: of a council and the whole."""
    rows = record.spending.dropna(subset=["treatment"])
    return rows if partner == WHOLE else rows[rows["partner"].isin([partner, WHOLE])]


def _newest_year(record: Partnership) -> str | None:
    single = record.spending[record.spending["service"] != "all"]
    single = single[single["partner"] == WHOLE]
    return None if single.empty else str(single["financial_year"].max())


ROOM = 20
"""Splits up to which all are listed."""


def splits_table(record: Partnership) -> Table | Text:
    """Set each published total beside the sum of its split by partner."""
    splits = measure.reconciled(record.spending)
    if splits.empty:
        return Text("No split of a variance by partner had been published.")
    notes = [
        "A total and its parts agree where their difference is no larger than "
        "rounding can make it, at the precision printed."
    ]
    if len(splits) > ROOM:
        notes.append("Forecasts that reconcile are counted above, and not listed.")
        splits = splits[~splits["agrees"] | (splits["status"] != "forecast")]
    splits = splits.sort_values("financial_year", ascending=False, kind="stable")
    return set_table(
        pd.DataFrame(
            {
                "Financial year": splits["financial_year"],
                "Scope": splits["scope"].str.capitalize(),
                "Stage": [stage(row) for _, row in splits.iterrows()],
                "Total": splits["whole_gbp"].map(numbers.variance),
                "Parts": [_parts(row, record) for row in each(splits)],
                "Sum of parts": splits["parts_gbp"].map(numbers.variance),
                "Difference": splits["difference_gbp"].map(numbers.variance),
                "Reconciles": splits["agrees"].map({True: "Yes", False: "No"}),
            }
        ),
        "Published totals against the sum of their split by partner",
        numbers=["Total", "Sum of parts", "Difference"],
        notes=notes,
    )


def _parts(split: Any, record: Partnership) -> str:
    """Write the parts of a split as a sum: −0.195 + 0.045 + 0.070."""
    rows = record.spending
    same = (
        (rows["financial_year"] == split.financial_year)
        & (rows["scope"] == split.scope)
        & (rows["status"] == split.status)
        & (rows["source"] == split.source)
        & (rows["service"] == "all")
        & (rows["partner"] != WHOLE)
    )
    if pd.notna(split.monitoring_period):
        same &= rows["monitoring_period"] == split.monitoring_period
    amounts = rows.loc[same, "variance_gbp"].dropna() / numbers.MILLION
    written = "".join(
        f" {'+' if a >= 0 else numbers.MINUS} {abs(a):.3f}" for a in amounts
    )
    first = written.lstrip(" +")
    return (
        first.replace(f"{numbers.MINUS} ", numbers.MINUS, 1)
        if (first.startswith(numbers.MINUS))
        else first
    )
