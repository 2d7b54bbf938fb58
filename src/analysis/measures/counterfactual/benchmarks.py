"""Set councils beside their class: where each stands among all, without a ranking."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.measures.counterfactual.panel import Panel, line_of, totals
from analysis.measures.rows import each


def distribution(
    panel: Panel, periods: Mapping[str, Sequence[str]], partners: Sequence[str]
) -> pd.DataFrame:
    """Return each council's mean ratio in some periods, and where it stands.

    A mean of several years is used, because single years move with accounting.

    Parameters
    ----------
    panel
        A ratio by area and year, of one class of council.
    periods
        Financial years by the name of a period.
    partners
        The areas to be told from the rest.

    Returns
    -------
    DataFrame
        One row an area and period: period, area, value, partner, and below, the share
        of the other councils with a smaller value.
    """
    found = []
    for period, years in periods.items():
        value = panel.ratios(panel.areas, years).mean(axis=1)
        below = (value.rank(method="min") - 1) / (len(value) - 1)
        found.append(
            pd.DataFrame(
                {
                    "period": period,
                    "area": value.index,
                    "value": value.to_numpy(),
                    "partner": value.index.isin(list(partners)),
                    "below": below.to_numpy(),
                }
            )
        )
    return pd.concat(found, ignore_index=True)


def classes(
    values: pd.DataFrame, lines: pd.DataFrame, areas: pd.DataFrame
) -> pd.DataFrame:
    """Return the share of spending of other classes of council, in the latest year.

    Parameters
    ----------
    values, lines, areas
        The tables comparison_values, comparison_lines and comparison_areas.

    Returns
    -------
    DataFrame
        One row a class: class, financial_year, share_percent and councils, how many
        reported.
    """
    outcome, whole = line_of(lines, "outcome"), line_of(lines, "whole")
    counted = lines.loc[lines["unit"] == "councils", "id"]
    columns = ["class", "financial_year", "share_percent", "councils"]
    found = areas[areas["role"] == "class total"]
    if outcome is None or whole is None or counted.empty or found.empty:
        return pd.DataFrame(columns=columns)
    share = totals(values, outcome) / totals(values, whole) * 100
    councils = totals(values, str(counted.iloc[0]))
    rows = []
    for area in each(found):
        year = share.loc[area.id].dropna().index[-1]
        part = share.loc[area.id, year]
        rows.append((area.name, year, part, councils.loc[area.id, year]))
    return pd.DataFrame(rows, columns=columns)
