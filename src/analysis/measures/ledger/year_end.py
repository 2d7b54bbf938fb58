"""Forecast the year end three ways, each tried on past years first."""

from dataclasses import dataclass
from math import sqrt

import pandas as pd

from analysis.measures.ledger.spend import closed_years, committed, placed

METHODS = {
    "run-rate": "Straight line: spending so far, at the same rate to the end",
    "profile": "Last year's profile: as much done by now as last year",
    "committed": "Committed plus run-rate: what is ordered, or the rate if more",
}
"""Ways of forecasting, by name."""

FEWEST = 3
"""Past years without which no interval is given."""


@dataclass(frozen=True)
class Outlook:
    """Hold a forecast of the year end, in pence.

    Attributes
    ----------
    method
        A key of `METHODS`.
    forecast
        The forecast.
    low, high
        95% prediction interval around the forecast, from how the method did on past
        years; None with fewer than three of them.
    error_percent
        Mean size of the method's errors on past years, in per cent of the outturn.
    years
        How many past years it was tried on.
    best
        Whether no other method's errors were smaller.
    """

    method: str
    forecast: int
    low: int | None
    high: int | None
    error_percent: float | None
    years: int
    best: bool


def forecasts(cube: pd.DataFrame, year: str, period: int) -> dict[str, int]:
    """Forecast a year's spending from its first periods, in pence.

    Every subjective group is forecast by itself, and the groups are added.

    Returns
    -------
    dict
        Pence by method; a method that the data do not allow is left out: the profile
        needs the year before, the commitments need orders.
    """
    spent = _cumulative(placed(cube))
    now = _so_far(spent, year, period)
    rate = {group: pence * 12 / period for group, pence in now.items()}
    made = {"run-rate": round(sum(rate.values()))}
    before = f"{int(year[:4]) - 1}/{year[2:4]}"
    last, then = _so_far(spent, before, 12), _so_far(spent, before, period)
    if last:
        made["profile"] = round(
            sum(
                pence * last[group] / then[group]
                if then.get(group) and last.get(group)
                else rate[group]
                for group, pence in now.items()
            )
        )
    orders = _so_far(_cumulative(committed(cube)), year, period)
    if orders:
        made["committed"] = round(
            sum(
                pence + max(rate[group] - pence, orders.get(group, 0))
                if group != "income"
                else rate[group]
                for group, pence in now.items()
            )
        )
    return made


def back_tests(cube: pd.DataFrame, period: int) -> pd.DataFrame:
    """Try every method on every closed year, as if only its first periods were known.

    Returns
    -------
    DataFrame
        financial_year, method, forecast, outturn, error (forecast less outturn) in
        pence, percent (error in per cent of the outturn).
    """
    outturns = placed(cube).groupby("financial_year")["pence"].sum()
    rows = [
        (year, method, pence, int(outturns[year]), pence - int(outturns[year]))
        for year in closed_years(cube)
        for method, pence in forecasts(cube, year, period).items()
    ]
    columns = ["financial_year", "method", "forecast", "outturn", "error"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(percent=100 * table["error"] / table["outturn"].abs())


def outlooks(cube: pd.DataFrame, year: str, period: int) -> list[Outlook]:
    """Forecast a year's end by every method, with its interval, the best one first.

    The best has the smallest mean error, in size, over the years that every method
    was tried on.

    Notes
    -----
    The interval is the forecast times 1 ± t·r·√(1 + 1/n), where r is the root mean
    square of how far outturns lay from the method's forecast at the same month of n
    past years, in parts of the forecast, and t is Student's for n degrees of freedom.
    A method that was always too low has a wider interval, which still holds its own
    forecast. Past years are taken for independent draws of one process.
    """
    tests = back_tests(cube, period)
    tests = tests[tests["financial_year"] < year]
    made = forecasts(cube, year, period)
    per_year = tests.groupby("financial_year")["method"].nunique()
    fair = tests[tests["financial_year"].isin(per_year[per_year == len(made)].index)]
    sizes = fair.assign(size=fair["percent"].abs()).groupby("method")["size"].mean()
    best = str(sizes.idxmin()) if len(sizes) else ""
    found = []
    for method, pence in made.items():
        past = tests[tests["method"] == method]
        low, high = _interval(pence, past["outturn"] / past["forecast"])
        error = float(sizes[method]) if method in sizes else None
        found.append(
            Outlook(method, pence, low, high, error, len(past), method == best)
        )
    return sorted(found, key=lambda o: (not o.best, o.method))


def _interval(pence: int, ratios: "pd.Series[float]") -> tuple[int | None, int | None]:
    count = len(ratios)
    if count < FEWEST:
        return None, None
    from scipy.stats import t  # slow to load, and seldom needed

    off = float(((ratios - 1) ** 2).mean()) ** 0.5
    half = abs(pence) * float(t.ppf(0.975, count)) * off * sqrt(1 + 1 / count)
    return round(pence - half), round(pence + half)


def _cumulative(cells: pd.DataFrame) -> "pd.Series[int]":
    return cells.groupby(["financial_year", "group", "period"])["pence"].sum()


def _so_far(sums: "pd.Series[int]", year: str, period: int) -> dict[str, int]:
    """Return the pence of a year's first periods by group."""
    rows = sums.reset_index()
    rows = rows[(rows["financial_year"] == year) & (rows["period"] <= period)]
    return {
        str(group): int(pence)
        for group, pence in rows.groupby("group")["pence"].sum().items()
    }
