"""Measure indicators: the newest value, against a year before, target and benchmark."""

import re
from collections.abc import Hashable
from typing import Any

import pandas as pd

KEY = ["partner", "service", "indicator"]
"""What tells one series from another."""

QUARTER = re.compile(r"(\d{4})/(\d{2}) (Q[1-4])")

FACTS = ("actual", "change", "assumption")
"""Kinds of value that stand for themselves; the others are set against an actual."""


def latest(indicators: pd.DataFrame, partner: str) -> pd.DataFrame:
    """Return the newest value of each indicator of a partner, with its measures.

    Parameters
    ----------
    indicators
        The table of a partnership.
    partner
        A partner's id, or ``"partnership"``.

    Returns
    -------
    DataFrame
        Rows of the table with target, benchmark, benchmark_of and before (the value
        of the same period a year earlier, or the earlier value that the document
        gives), each in the indicator's unit and missing where not published; and
        direction: better, worse or level than before, by the indicator's polarity.
    """
    own = indicators[indicators["partner"] == partner]
    facts = own[own["kind"].isin(FACTS)].sort_values(["published", "period"])
    last = facts.drop_duplicates([*KEY, "kind"], keep="last")
    rows = [_measured(row, indicators) for row in last.to_dict("records")]
    columns = [*indicators.columns, *MEASURES]
    return pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(("target", "benchmark", "before"), float)
    )


MEASURES = ["target", "benchmark", "benchmark_of", "before", "direction"]


def _measured(
    row: dict[Hashable, Any], indicators: pd.DataFrame
) -> dict[Hashable, Any]:
    same = indicators[
        (indicators["indicator"] == row["indicator"])
        & indicators["partner"].isin([row["partner"], "partnership"])
        & indicators["service"].isin([row["service"], "all"])
    ]
    own = same[same["partner"] == row["partner"]]
    now = same[same["period"] == row["period"]]
    benchmark = now[now["kind"] == "benchmark"].tail(1)
    earlier = own[(own["kind"] == "actual") & (own["period"] == a_year_before(row))]
    previous = own[(own["kind"] == "previous") & (own["id"] == row["id"])]
    before = _value(earlier if len(earlier) else previous)
    measured: dict[Hashable, Any] = {
        "target": _value(now[now["kind"] == "target"]),
        "benchmark": _value(benchmark),
        "benchmark_of": next(iter(benchmark["compared_with"]), None),
        "before": before,
    }
    direction = direction_of(row["value"], before, row["polarity"])
    return {**row, **measured, "direction": direction}


def _value(rows: pd.DataFrame) -> float | None:
    return float(rows["value"].iloc[-1]) if len(rows) else None


def a_year_before(row: dict[Hashable, Any]) -> str:
    """Return the same quarter of the year before; empty where there is none."""
    quarter = QUARTER.fullmatch(row["period"])
    if quarter is None:
        return ""
    start = int(quarter[1]) - 1
    return f"{start}/{(start + 1) % 100:02d} {quarter[3]}"


def direction_of(value: float, before: float | None, polarity: str) -> str | None:
    """Say whether a value is better, worse or level; None where that is not known."""
    if before is None or pd.isna(before) or pd.isna(value) or polarity == "neither":
        return None
    if value == before:
        return "level"
    return "better" if (value > before) == (polarity == "higher is better") else "worse"


def meets(value: float, target: float, polarity: str) -> bool:
    """Tell whether a value reaches a target."""
    return value <= target if polarity == "lower is better" else value >= target


def series(indicators: pd.DataFrame, partner: str, periods: int = 4) -> pd.DataFrame:
    """Return the values over time of indicators that have several.

    Parameters
    ----------
    periods
        The fewest periods that make a series.

    Returns
    -------
    DataFrame
        Actual values of the partner, by indicator and period.
    """
    own = indicators[
        (indicators["partner"] == partner) & (indicators["kind"] == "actual")
    ]
    many = own.groupby(KEY)["period"].transform("nunique") >= periods
    return own[many].sort_values([*KEY, "period"]).reset_index(drop=True)
