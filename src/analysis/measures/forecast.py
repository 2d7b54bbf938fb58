"""Measure how forecasts moved to the outturn, and whether they lean one way."""

from dataclasses import dataclass
from math import comb

import pandas as pd

from analysis.measures.spending import FINAL, path


@dataclass(frozen=True)
class Bias:
    """Hold how far forecasts lay from outturns, on average.

    Attributes
    ----------
    years
        How many years are in it.
    mean_gbp
        Mean of first forecast less closing; positive: forecasts were too high, and
        years closed better than was forecast.
    months
        The months of the financial year at which the forecasts were made.
    high
        In how many years the forecast was too high.
    chance
        Probability that at least so many years lean one way, either way, if each
        year were as likely to lean either way.
    """

    years: int
    mean_gbp: float
    months: tuple[int, ...]
    high: int
    chance: float

    @property
    def one_way(self) -> bool:
        """Tell whether every year leans the same way."""
        return self.years > 0 and self.high in (0, self.years)


def forecast_errors(spending: pd.DataFrame, partner: str, scope: str) -> pd.DataFrame:
    """Return for each year how far the closing lay from the first forecast.

    Returns
    -------
    DataFrame
        One row a financial year that has both: financial_year, scope, first_gbp,
        first_month, closing_gbp, status (of the closing), forecasts (how many),
        error_gbp (first forecast less closing; positive: forecast too high).
    """
    steps = path(spending, partner, scope)
    rows = []
    for year, moves in steps.groupby("financial_year"):
        first, last = moves.iloc[0], moves.iloc[-1]
        if first["status"] == "forecast" and last["status"] in FINAL:
            rows.append(
                {
                    "financial_year": year,
                    "scope": scope,
                    "first_gbp": first["variance_gbp"],
                    "first_month": first["monitoring_period"],
                    "closing_gbp": last["variance_gbp"],
                    "status": last["status"],
                    "forecasts": int((moves["status"] == "forecast").sum()),
                    "error_gbp": first["variance_gbp"] - last["variance_gbp"],
                }
            )
    columns = ["financial_year", "scope", "first_gbp", "first_month", "closing_gbp"]
    return pd.DataFrame(rows, columns=[*columns, "status", "forecasts", "error_gbp"])


def bias(drifts: pd.DataFrame) -> Bias | None:
    """Return the mean error of first forecasts, and whether they lean one way.

    Parameters
    ----------
    drifts
        First forecasts against outturns, as `forecast_errors` gives them; of one scope.

    Returns
    -------
    Bias or None
        None where there is no year.

    Notes
    -----
    The chance is that of the two-sided sign test (Arbuthnot 1710; Dixon and Mood
    1946). Years of no error count for neither side. There is no interval of the mean:
    first forecasts were made at different months, so their errors are not draws of
    one process.
    """
    rows = drifts.dropna(subset=["error_gbp"])
    if rows.empty:
        return None
    errors = rows["error_gbp"]
    over = int((errors > 0).sum())
    decided = int((errors != 0).sum())
    months = tuple(sorted({int(month) for month in rows["first_month"].dropna()}))
    mean = float(errors.mean())
    return Bias(len(errors), mean, months, over, sign_test(over, decided))


def sign_test(over: int, decided: int) -> float:
    """Return the two-sided probability of so lopsided a split by chance.

    Examples
    --------
    >>> sign_test(3, 3), sign_test(4, 4)
    (0.25, 0.125)
    """
    fewer = min(over, decided - over)
    ways = sum(comb(decided, k) for k in range(fewer + 1))
    return min(1.0, 2 * ways / float(2**decided))
