"""Show the partnership as a whole: councils side by side, breaks in scope, others."""

from typing import Any

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import breaks as breaks_measure
from analysis.measures import membership
from analysis.measures import satisfaction as satisfaction_measure
from analysis.measures import spending as spending_measure
from analysis.measures.dates import stated
from analysis.present import numbers, overspend, satisfaction, savings, series
from analysis.present.display import NOTHING, Table, Text
from analysis.present.headlines import headlines
from analysis.present.links import to_page, to_source
from analysis.present.numbers import quantity
from analysis.present.rows import each
from analysis.present.tables import set_table
from analysis.present.words import QUALIFIED
from analysis.protocol import COUNCIL, COUNCILS


def introduction(record: Partnership) -> Text:
    """Say what the partnership is and what the reports answer."""
    settings = record.settings
    return Text(
        f"{settings.description}{_services_now(record)}\n\nThese reports bring "
        f"together what has been published about {settings.name}: what was saved, what "
        "was overspent, and whether the people served were satisfied. Every figure "
        "leads to the document it comes from."
    )


def _services_now(record: Partnership) -> str:
    """Say how many services are shared, and how many are to be taken back."""
    rows = membership.by_service(record.membership, record.partners)
    back = rows[rows["status"] == membership.TO_END]
    if back.empty:
        return ""
    kept = int((rows["status"] == membership.SHARED).sum())
    when = numbers.listing(list(dict.fromkeys(back["since_words"])))
    return (
        f" In {when} it was decided to take {numbers.count(len(back), 'service')} back "
        f"and to keep {kept} shared; no document says when they returned."
    )


def answer(record: Partnership) -> Text:
    """Show one headline figure a topic for the whole partnership."""
    return headlines(
        record,
        savings.sum_headline(record),
        overspend.newest_headline(record, WHOLE),
        satisfaction.headline(record, WHOLE),
    )


def side_by_side(record: Partnership) -> Table | Text:
    """Set the newest closing and the newest survey of each partner side by side."""
    rows = [
        {
            "Council": str(partner.name),
            "Shared budgets": _closing(record, str(partner.id), "shared"),
            "Non-shared budgets": _closing(record, str(partner.id), "non-shared"),
            "Satisfied": _level(record, str(partner.id)),
            "Partner": _time(partner),
        }
        for partner in each(record.partners)
    ]
    if not rows:
        return NOTHING
    return set_table(
        pd.DataFrame(rows),
        "The newest published closing and survey of each council",
        notes=[
            "Councils are in the order of the record, not ranked: they share different "
            "services, and each chose its own targets. A positive variance is an "
            "overspend, which is adverse."
        ],
    )


def councils(record: Partnership) -> Text:
    """List the councils with links to their reports."""
    blocks = []
    for partner in each(record.partners):
        links = " · ".join(
            to_page(f"{partner.id}/{page}", words)
            for page, words in (
                ("index", "Overview"),
                ("savings", "Savings"),
                ("overspend", "Overspend"),
                ("satisfaction", "Satisfaction"),
            )
        )
        blocks.append(
            f"::: {{.{COUNCIL}}}\n"
            f"### {to_page(f'{partner.id}/index', partner.name)}\n\n"
            f"{_time(partner)}\n\n{links}\n:::"
        )
    return Text(f":::: {{.{COUNCILS}}}\n" + "\n\n".join(blocks) + "\n::::")


def breaks_heading(record: Partnership) -> Text:
    """Head the breaks in scope with their number."""
    rows = series.scope_breaks(record)
    if rows.empty:
        return Text("## No break in scope is on the record")
    count = numbers.count(len(breaks_measure.scope_changes(rows)), "time")
    return Text(
        f"## The partnership's scope changed {count}, so figures before and after are "
        "not comparable"
    )


def breaks_table(record: Partnership) -> Table | Text:
    """Set when the scope changed: figures on either side are not like with like."""
    rows = series.scope_breaks(record)
    if rows.empty:
        return Text("No council joined or left, and no service came or went.")
    return set_table(
        pd.DataFrame(
            {
                "When": [
                    stated(day, inferred=inferred).words
                    for day, inferred in rows[["date", "inferred"]].to_numpy()
                ],
                "What changed": [
                    numbers.listing(series.what_changed(rows.loc[[at]], record))
                    for at in rows.index
                ],
                "Series": "[b]",
                "Source": [
                    to_source(s, record.sources)
                    if isinstance(s, str)
                    else numbers.MISSING
                    for s in rows["source"]
                ],
            }
        ),
        "Breaks in scope",
        links=["Source"],
        notes=[
            f"[b] {numbers.SHORTHAND['[b]']}. It holds for savings, variances, "
            "satisfaction and counts of staff alike.",
            *[f"[i] {numbers.SHORTHAND['[i]']}."] * bool(rows["inferred"].any()),
        ],
    )


def comparators_table(record: Partnership) -> Table | Text:
    """Set the figures of other partnerships, each on its own basis."""
    rows = record.comparators
    if rows.empty:
        return Text("No figure of another partnership is in the record.")
    return set_table(
        pd.DataFrame(
            {
                "Whose figure": rows["comparator"],
                "What": rows["measure"],
                "Figure": [
                    QUALIFIED.get(row.qualifier, "") + quantity(row.value, row.unit)
                    for row in each(rows)
                ],
                "Period": rows["period"],
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        "Published figures of other partnerships",
        numbers=["Figure"],
        links=["Source"],
    )


def _time(partner: Any) -> str:
    joined = numbers.partial_day(partner.joined)
    if isinstance(partner.left, str):
        return f"Partner from {joined} to {numbers.partial_day(partner.left)}"
    return f"Partner since {joined}"


def _closing(record: Partnership, partner: str, scope: str) -> str:
    closed = spending_measure.outturns(record.spending, partner, record.contradictions)
    closed = closed[closed["scope"] == scope]
    if closed.empty:
        return numbers.MISSING
    last = closed.iloc[-1]
    return f"{numbers.variance(last['variance_gbp'])} ({last['financial_year']})"


def _level(record: Partnership, partner: str) -> str:
    rows = satisfaction_measure.levels(record.satisfaction, record.waves, partner)
    if rows.empty:
        return numbers.MISSING
    last = rows.iloc[-1]
    return f"{numbers.percent(last['percent'])} ({last['wave_name'].lower()})"
