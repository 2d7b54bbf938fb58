"""Set councils beside their class: where each stands among all, without a ranking."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.measures.counterfactual.panel import Panel


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
