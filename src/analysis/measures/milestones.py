"""Measure progress of an improvement plan: when a theme was due, and when it comes."""

from datetime import date

import pandas as pd

KEY = ["reference", "title", "service"]


def themes(milestones: pd.DataFrame) -> pd.DataFrame:
    """Return each theme of a plan with what the newest report says of it.

    Rows that several councils share are one theme.

    Returns
    -------
    DataFrame
        reference, title, service; partners (a tuple); due (or, where no due date was
        published, the first forecast), newest (the date done, else the newest
        forecast), is_done, reports (how many dates were published), months (from
        *due* to *newest*; missing where the two are one statement), source, note;
        by due date.
    """
    rows = milestones.sort_values("published", kind="stable")
    found = []
    for key, own in rows.groupby(KEY, dropna=False, sort=False):
        last = own.iloc[-1]
        dates = [d for d in (last["done"], last["forecast"]) if isinstance(d, str)]
        stated = [
            d
            for column in ("due", "forecast")
            for d in own[column].dropna().head(1)
            if isinstance(d, str)
        ]
        first = stated[0] if stated else None
        newest = dates[0] if dates else None
        reports = own["published"].nunique()
        apart = own["due"].notna().any() or reports > 1
        found.append(
            {
                **dict(zip(KEY, key, strict=True)),
                "partners": tuple(dict.fromkeys(own["partner"])),
                "due": first,
                "newest": newest,
                "is_done": isinstance(last["done"], str),
                "reports": reports,
                "months": months_between(first, newest) if apart else None,
                "source": last["source"],
                "note": last["note"],
            }
        )
    columns = [*KEY, "partners", "due", "newest", "is_done", "reports", "months"]
    table = pd.DataFrame(found, columns=[*columns, "source", "note"])
    table["months"] = table["months"].astype(float)
    order = table["due"].fillna(table["newest"])
    return table.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def path(milestones: pd.DataFrame) -> pd.DataFrame:
    """Return how each theme's date moved from report to report.

    Returns
    -------
    DataFrame
        reference, title, service, published, expected (forecast, or the date done),
        late (months after the due date, or after the first forecast); themes with two
        reports or more.
    """
    rows = milestones.sort_values("published", kind="stable").drop_duplicates(
        [*KEY, "published"], keep="first"
    )
    expected = rows["done"].fillna(rows["forecast"])
    rows = rows.assign(expected=expected).dropna(subset=["expected"])
    groups = rows.groupby(KEY, dropna=False)
    first = (
        groups["due"].transform("first").fillna(groups["expected"].transform("first"))
    )
    rows["late"] = [
        months_between(a, b) for a, b in zip(first, rows["expected"], strict=True)
    ]
    rows = rows[groups["published"].transform("nunique") > 1]
    return rows[[*KEY, "published", "expected", "late", "done"]].reset_index(drop=True)


def months_between(first: str | None, second: str | None) -> float | None:
    """Return the whole months from one partial date to another.

    Examples
    --------
    >>> months_between("2020-06", "2020-10")
    4.0
    """
    if not isinstance(first, str) or not isinstance(second, str):
        return None
    one, two = (date.fromisoformat(d + "2000-01-01"[len(d) :]) for d in (first, second))
    return float((two.year - one.year) * 12 + two.month - one.month)
