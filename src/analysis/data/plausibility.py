"""Find values that can be read, and cannot be meant.

Nothing here looks at cells that are wrong in themselves: `analysis.data.checking` names
those first.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from analysis.data.problems import Problem
from analysis.data.schemas import Table

NEVER = "9999-12-31"
"""Stands for the end of a share that has none."""

ROUNDING = 0.05
"""By how many percentage points shares may miss 100, as they are rounded."""


def parts_of_one(file: str, frame: pd.DataFrame, table: Table) -> Iterator[Problem]:
    """Find columns of percentages in which all are parts of one: 0.745 for 74.5.

    Spreadsheets keep a percentage so, whatever they show.
    """
    for name, column in table.columns.items():
        if column.unit != "per cent" or column.high is None or name not in frame:
            continue
        values = frame[name].dropna()
        numbers = [float(value) for value in values]
        broken = [place for place, number in enumerate(numbers) if number % 1]
        if broken and max(numbers) <= 1:
            first = broken[0]
            expected = (
                f"a percentage such as {numbers[first] * 100:g}: all {len(numbers)} "
                "values of this column are parts of one"
            )
            row = int(values.index[first])
            yield Problem(file, row, name, str(values.iloc[first]), expected)


def shares_apart(file: str, frame: pd.DataFrame) -> Iterator[tuple[Problem, float]]:
    """Find days from which the shares of a service do not add up to 100 per cent.

    Parameters
    ----------
    file, frame
        The table of shares, without other problems, as text.

    Yields
    ------
    tuple
        The problem, at the last row that takes effect that day, and the sum.
    """
    columns = ["service", "partner", "percent", "applies_from", "applies_to"]
    shares = frame.reindex(columns=columns).assign(row=frame.index)
    shares["applies_to"] = shares["applies_to"].astype("object").fillna(NEVER)
    for service, rows in shares.groupby("service", sort=False):
        ends = {*rows["applies_to"]} - {NEVER}
        after = {str(date.fromisoformat(end) + timedelta(1)) for end in ends}
        for day in sorted({*rows["applies_from"], *after}):
            known = rows[(rows["applies_from"] <= day)]
            known = known[known["applies_to"] >= day]
            known = known.sort_values("applies_from", kind="stable")
            known = known.drop_duplicates("partner", keep="last")
            total = known["percent"].astype("float64").sum()
            if len(known) and abs(total - 100) > ROUNDING:
                parts = zip(known["partner"], known["percent"], strict=True)
                said = " + ".join(f"{partner} {percent}" for partner, percent in parts)
                expected = (
                    f"shares of {service} that add up to 100 per cent from {day} on, "
                    f"not {total:g}"
                )
                last = int(known["row"].iloc[-1])
                yield Problem(file, last, "percent", said, expected), float(total)
