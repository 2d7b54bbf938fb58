"""Set the latest results of all councils beside each other, without ranking them."""

from typing import Any

import pandas as pd

from analysis.data import Partnership
from analysis.measures.satisfaction import latest, waves
from analysis.measures.variances import latest_outturns

COLUMNS = [
    "Council",
    "Shared budgets",
    "Year",
    "Non-shared budgets",
    "Year of these",
    "Satisfied",
    "Survey",
]


def side_by_side(record: Partnership) -> pd.DataFrame:
    """Return the latest outturn of each scope and the latest survey of each council.

    Parameters
    ----------
    record
        A partnership.

    Returns
    -------
    DataFrame
        One row a council, in the order of the record, with `COLUMNS` for headings:
        variances in pounds with their years, and per cent satisfied with the survey.
        Missing where nothing was published.
    """
    rows = []
    for partner, name in record.partners[["id", "name"]].itertuples(index=False):
        outturns = latest_outturns(record, partner).set_index("scope")
        last = latest(waves(record, partner))
        rows.append(
            (
                name,
                *_outturn(outturns, "shared"),
                *_outturn(outturns, "non-shared"),
                last["percent"],
                last["when"],
            )
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _outturn(outturns: pd.DataFrame, scope: str) -> tuple[Any, Any]:
    if scope not in outturns.index:
        return None, None
    row = outturns.loc[scope]
    return row["variance_gbp"], row["financial_year"]
