"""Show the partnership as a whole: councils side by side, breaks in scope, others."""

from typing import Any

import pandas as pd

from analysis.data import Partnership
from analysis.measures import breaks as breaks_measure
from analysis.measures.dates import stated
from analysis.present import numbers, series
from analysis.present.display import Table, Text
from analysis.present.links import to_page, to_source
from analysis.present.numbers import quantity
from analysis.present.rows import each
from analysis.present.tables import set_table
from analysis.present.words import QUALIFIED
from analysis.protocol import COUNCIL, COUNCILS


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
