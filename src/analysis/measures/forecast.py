"""Measure how forecasts moved to the outturn, and whether they lean one way."""

from dataclasses import dataclass
from math import comb, sqrt

import pandas as pd

from analysis.measures.spending import FINAL, path

T_95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""Student's t for a two-sided 95% interval, for 1 to 30 degrees of freedom."""


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
    low_gbp, high_gbp
        95% confidence interval of the mean; None with fewer than two years.
    high
        In how many years the forecast was too high.
    chance
        Probability that at least so many years lean one way, either way, if each
        year were as likely to lean either way.
    """

    years: int
    mean_gbp: float
    low_gbp: float | None
    high_gbp: float | None
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


def bias(errors_gbp: "pd.Series[float]") -> Bias | None:
    """Return the mean error of forecasts, and how sure one can be of it.

    Parameters
    ----------
    errors_gbp
        Forecast less closing, one a year; of one scope.

    Returns
    -------
    Bias or None
        None where there is no year.

    Notes
    -----
    The interval is Student's, mean ± t·s/√n, which takes the years for independent
    draws of one process; the chance is that of the two-sided sign test (Arbuthnot
    1710; Dixon and Mood 1946). Years of no error count for neither side.
    """
    errors = errors_gbp.dropna()
    if errors.empty:
        return None
    count, mean = len(errors), float(errors.mean())
    low, high = t_interval(mean, float(errors.std()), count)
    over = int((errors > 0).sum())
    decided = int((errors != 0).sum())
    return Bias(count, mean, low, high, over, sign_test(over, decided))


def t_interval(
    mean: float, deviation: float, count: int
) -> tuple[float | None, float | None]:
    """Return Student's 95% confidence interval of a mean; None of a single value."""
    if count < 2:
        return None, None
    half = T_95[min(count - 1, len(T_95)) - 1] * deviation / sqrt(count)
    return mean - half, mean + half


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
