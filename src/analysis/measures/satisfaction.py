"""Measure satisfaction: levels by wave against the target, and changes."""

import pandas as pd

from analysis.data import ALL_SERVICES
from analysis.measures.facts import about, one_each

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
    return rows.sort_values("fieldwork").reset_index(drop=True)


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
            return rows.sort_values("published").iloc[-1]
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
