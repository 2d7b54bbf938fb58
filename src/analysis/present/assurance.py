"""Show what the reports assume, how good the record is, and who checked it."""

import pandas as pd

from analysis.data import TABLES, Partnership
from analysis.measures.data_quality import completeness
from analysis.present import numbers
from analysis.present.display import Table, Text
from analysis.present.tables import set_table


def assumptions_table(record: Partnership) -> Table | Text:
    """Set the log of assumptions: what, why, and what if it does not hold."""
    rows = record.assumptions
    if rows.empty:
        return Text("No assumption is in the log.")
    return set_table(
        pd.DataFrame(
            {
                "Assumption": rows["assumption"],
                "Matters to": rows["topic"].str.capitalize(),
                "Why": rows["why"],
                "If it does not hold": rows["if_wrong"],
            }
        ),
        "Assumptions log",
    )


def quality_table(record: Partnership) -> Table:
    """Set the log of data quality, counted from the tables."""
    counted = completeness(record.tables)
    return set_table(
        pd.DataFrame(
            {
                "What": counted["what"],
                "How many": [f"{number:,}" for number in counted["some"]],
                "Of": [f"{number:,}" for number in counted["whole"]],
            }
        ),
        "Data-quality log",
        numbers=["How many", "Of"],
    )


def assurance_table(record: Partnership) -> Table | Text:
    """Set who checked what, as partnership.toml tells it."""
    checks = record.settings.assurance
    if not checks:
        return Text(
            "No check of this record has been noted in its settings, so no assurance "
            "is given beyond the automatic checks of every build."
        )
    return set_table(
        pd.DataFrame(
            {
                "What was checked": [check.what for check in checks],
                "By whom": [check.who for check in checks],
                "When": [numbers.day(check.on) for check in checks],
                "Found": [check.found for check in checks],
            }
        ),
        "Assurance statement",
    )


def cannot_say(record: Partnership) -> Text:
    """Say what the evaluation cannot tell, by what the record lacks."""
    points = []
    if record.tables["costs"].query("kind in ['set-up', 'change']").empty:
        points.append(
            "What the savings cost to achieve: no cost of change was published."
        )
    points.append(
        "What would have happened without sharing: the record compares with the years "
        "before, not with councils that did not share."
    )
    if record.satisfaction["respondents"].isna().any():
        points.append(
            "Whether a movement of satisfaction is more than chance, where the number "
            "of people who answered was not published."
        )
    if record.spending["budget_gbp"].isna().any():
        points.append(
            "How large a variance is beside its budget, where the budget was not "
            "published."
        )
    empty = [
        declared.row
        for name, declared in TABLES.items()
        if declared.facts and record.tables[name].empty and name in WANTED
    ]
    points += [
        f"Anything that rests on this, of which nothing is known: {row}."
        for row in empty
    ]
    return Text("\n".join(f"- {point}" for point in points))


WANTED = ("savings", "spending", "satisfaction", "shares", "indicators")
"""Tables of facts without which a part of the evaluation stays silent."""
