"""Measure satisfaction: levels by wave against the target, and changes."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from analysis.data import ALL_SERVICES
from analysis.measures.facts import about, one_each
from analysis.measures.intervals import Proportion, newcombe, wilson
from analysis.measures.survey import as_proportion, asked_for

GROUPS = ("customers", "provider staff", "all")


def levels(
    satisfaction: pd.DataFrame,
    waves: pd.DataFrame,
    partner: str,
    customer_group: str = "customers",
) -> pd.DataFrame:
    """Return the satisfaction of one group by wave, in the order of fieldwork.

    Where several documents give one wave's result, the one published first is
    used, since later ones repeat it.

    Returns
    -------
    DataFrame
        Rows of the table satisfaction with wave_name and fieldwork.
    """
    rows = about(satisfaction, partner)
    rows = rows[rows["customer_group"] == customer_group]
    rows = rows.sort_values(["published", "id"]).drop_duplicates("wave")
    named = waves.rename(columns={"id": "wave", "name": "wave_name"})
    rows = rows.merge(named[["wave", "wave_name", "fieldwork"]], on="wave")
    return rows.sort_values("fieldwork", kind="stable").reset_index(drop=True)


def changes(
    levels_by_wave: pd.DataFrame, satisfaction_changes: pd.DataFrame
) -> pd.DataFrame:
    """Put the published change beside each wave.

    A change is what was published. It is never taken from the levels, which were
    rounded before they were published: 83 less 89 is not the change that was
    printed.

    Parameters
    ----------
    levels_by_wave
        Levels of one group, as `levels` gives them.
    satisfaction_changes
        The table of a partnership.

    Returns
    -------
    DataFrame
        The levels with change_points, direction and change_id; missing where no
        change on the wave before was published.
    """
    rows = levels_by_wave.assign(from_wave=levels_by_wave["wave"].shift())
    published = satisfaction_changes.rename(
        columns={"to_wave": "wave", "id": "change_id", "source": "change_source"}
    )
    key = ["partner", "service", "customer_group", "from_wave", "wave"]
    columns = [*key, "change_points", "direction", "change_id", "change_source"]
    return rows.merge(published[columns], on=key, how="left")


def with_intervals(
    levels_by_wave: pd.DataFrame, invited: pd.DataFrame, answers: pd.DataFrame
) -> pd.DataFrame:
    """Put the interval beside each level whose base is known.

    Parameters
    ----------
    levels_by_wave
        Levels of one group, as `levels` or `changes` gives them.
    invited
        The table of a partnership: a census is corrected for.
    answers
        Results of single answers, as `analysis.measures.survey.results` gives them;
        where there are some for a level they are used, since they know the weights.

    Returns
    -------
    DataFrame
        The levels with unrounded, low, high, change_low and change_high (per cent and
        percentage points; 95%), missing where no base was published.
    """
    found = [
        _interval(row, invited, answers) for row in levels_by_wave.to_dict("records")
    ]
    moved = [
        newcombe(before, after) if before and after else (None, None)
        for before, after in zip([None, *found], found, strict=False)
    ]
    columns = {
        "unrounded": [p.value if p else None for p in found],
        "low": [p.low if p else None for p in found],
        "high": [p.high if p else None for p in found],
        "change_low": [low for low, _ in moved],
        "change_high": [high for _, high in moved],
    }
    percents = pd.DataFrame(columns, index=levels_by_wave.index, dtype=float) * 100
    return levels_by_wave.join(percents)


def _interval(
    row: dict[Hashable, Any], invited: pd.DataFrame, answers: pd.DataFrame
) -> Proportion | None:
    if pd.isna(row["respondents"]) or pd.isna(row["percent"]):
        return None
    key = ["wave", "customer_group", "partner", "service"]
    same = (answers[key] == [row[column] for column in key]).all(axis=1)
    known = answers[same & ~answers["hidden"].astype(bool)]
    if len(known):
        return as_proportion(known.iloc[0])
    asked, census = asked_for(
        invited, row["wave"], row["customer_group"], row["partner"], row["service"]
    )
    base = int(row["respondents"])
    satisfied = row["percent"] / 100 * base
    return wilson(satisfied, base, population=asked if census else None)


def target(targets: pd.DataFrame, partner: str) -> pd.Series | None:
    """Return the newest satisfaction target that applies to a partner.

    Returns
    -------
    Series or None
        A row of the table targets: the partner's own, else the partnership's;
        None when none was published.
    """
    for whose in (partner, "partnership"):
        rows = about(targets[targets["measure"] == "satisfaction"], whose)
        if len(rows):
            return rows.sort_values("published", kind="stable").iloc[-1]
    return None


def by_service(satisfaction: pd.DataFrame, waves: pd.DataFrame) -> pd.DataFrame:
    """Return the results published for single services, newest wave first.

    Returns
    -------
    DataFrame
        Rows of the table satisfaction with wave_name, highest first in a wave.
    """
    rows = satisfaction[satisfaction["service"] != ALL_SERVICES]
    rows = one_each(rows, ["wave", "service", "partner", "customer_group"])
    named = waves.rename(columns={"id": "wave", "name": "wave_name"})
    rows = rows.merge(named[["wave", "wave_name", "fieldwork"]], on="wave")
    order = ["fieldwork", "percent", "service"]
    rows = rows.sort_values(order, ascending=[False, False, True])
    return rows.reset_index(drop=True)
