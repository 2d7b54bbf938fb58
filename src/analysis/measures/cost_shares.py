"""Compare what each partner saved with what each partner bears of the cost."""

from collections.abc import Mapping

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE, Partnership
from analysis.errors import MeasureError
from analysis.measures.facts import one_each
from analysis.measures.years import closed, days, named, span

TOLERANCE_PERCENT = 0.05
"""By how much published shares may miss 100, as they are rounded."""

PENCE = 100

COMPARED = [
    *("partner", "saved_gbp", "saved_percent", "cost_percent", "even_gbp"),
    *("beyond_gbp", "source"),
]


def shares_on(
    shares: pd.DataFrame, day: pd.Timestamp, service: str = ALL_SERVICES
) -> "pd.Series[float]":
    """Return the share of each partner in force on a day.

    Parameters
    ----------
    shares
        The table of a partnership; a share applies from a day to a day, or until
        it is replaced.

    Returns
    -------
    Series
        Per cent by partner; empty when the share of every partner was not known for
        the day: shares of less than 100 per cent lack some, which `evaluation check`
        names.

    Raises
    ------
    MeasureError
        When the shares of the day come to more than 100.
    """
    rows = shares[(shares["service"] == service) & (shares["applies_from"] <= day)]
    rows = rows[rows["applies_to"].isna() | (rows["applies_to"] >= day)]
    newest = rows.sort_values("applies_from", kind="stable").drop_duplicates(
        "partner", keep="last"
    )
    found = newest.set_index("partner")["percent"].astype(float)
    if found.sum() < 100 - TOLERANCE_PERCENT:
        return found[:0]
    if found.sum() > 100 + TOLERANCE_PERCENT:
        msg = (
            f"The shares of {service} on {day:%Y-%m-%d} add up to {found.sum():g} "
            "per cent, not 100."
        )
        raise MeasureError(msg)
    return found


def shares_in(
    shares: pd.DataFrame, year: str, service: str = ALL_SERVICES
) -> "pd.Series[float]":
    """Return the share of each partner in a financial year, weighted by days.

    A formula that changes within the year counts for the days it was in force.

    Returns
    -------
    Series
        Per cent by partner, adding up to 100; empty when no share was known for
        some day of the year.
    """
    rows = shares[shares["service"] == service]
    changes = {*rows["applies_from"], *(rows["applies_to"] + pd.Timedelta(days=1))}
    every = days(year)
    cuts = sorted({every[0], *(day for day in changes if day in every)})
    ends = [*cuts[1:], every[-1] + pd.Timedelta(days=1)]
    total = pd.Series(dtype=float)
    for begin, end in zip(cuts, ends, strict=True):
        found = shares_on(shares, begin, service)
        if found.empty:
            return found
        total = total.add(found * (end - begin).days, fill_value=0)
    return total / len(every)


def allocate(pounds: float, shares: Mapping[str, float]) -> dict[str, float]:
    """Divide an amount by shares, so that the parts add up to it to the penny.

    Pence left over by rounding down go to the largest remainders, the first partner
    first among equals.

    Parameters
    ----------
    pounds
        The amount.
    shares
        Share by partner, in any unit; not negative, and not all nil.

    Raises
    ------
    MeasureError
        When there is no share to divide by, or one is negative.
    """
    whole = sum(shares.values())
    if whole <= 0 or min(shares.values()) < 0:
        msg = "An amount is divided by shares that are not negative and not all nil."
        raise MeasureError(msg)
    pence = round(abs(pounds) * PENCE)
    exact = {partner: pence * share / whole for partner, share in shares.items()}
    parts = {partner: int(part) for partner, part in exact.items()}
    order = sorted(exact, key=lambda partner: parts[partner] - exact[partner])
    for partner in order[: pence - sum(parts.values())]:
        parts[partner] += 1
    sign = -1 if pounds < 0 else 1
    return {partner: sign * part / PENCE for partner, part in parts.items()}


def against_cost(
    saved: Mapping[str, float], shares: Mapping[str, float]
) -> pd.DataFrame:
    """Set the savings of each partner beside its share of the cost.

    Parameters
    ----------
    saved
        Pounds by partner, of one basis and one period.
    shares
        Per cent of the cost by partner, of the same partners.

    Returns
    -------
    DataFrame
        One row a partner: partner, saved_gbp, saved_percent, cost_percent, even_gbp
        (what its share of the cost would give it), beyond_gbp (what it has beyond
        that; negative: it subsidises others). The column beyond_gbp adds up to nil.

    Raises
    ------
    MeasureError
        When the partners differ, or nothing was saved.
    """
    if set(saved) != set(shares):
        msg = "Savings and shares are of different partners."
        raise MeasureError(msg)
    whole = sum(saved.values())
    if whole <= 0:
        msg = "There are no savings to compare with shares."
        raise MeasureError(msg)
    even = allocate(whole, shares)
    return pd.DataFrame(
        {
            "partner": list(saved),
            "saved_gbp": [saved[p] for p in saved],
            "saved_percent": [saved[p] / whole * 100 for p in saved],
            "cost_percent": [shares[p] for p in saved],
            "even_gbp": [even[p] for p in saved],
            "beyond_gbp": [round(saved[p] - even[p], 2) for p in saved],
        }
    )


def savings_by_council(record: Partnership) -> pd.DataFrame:
    """Return the savings that each council is said to have achieved, year by year.

    Only savings over all services, of the run-rate basis and of one financial year,
    count; a later publication replaces an earlier one.

    Returns
    -------
    DataFrame
        Rows of the table savings, one a financial year and council.
    """
    rows = record.savings
    rows = rows[
        (rows["partner"] != WHOLE)
        & (rows["service"] == ALL_SERVICES)
        & (rows["basis"] == "run-rate")
        & (rows["period_from"] == rows["period_to"])
    ]
    rows = rows.rename(columns={"period_to": "financial_year"})
    return one_each(rows, ["financial_year", "partner"], {"status": ["achieved"]})


def savings_and_cost(record: Partnership) -> pd.DataFrame:
    """Set each council's savings beside its share of the cost, year by year.

    Returns
    -------
    DataFrame
        Rows as `against_cost` gives them, with financial_year, council (its name) and
        source (of the savings); of years in which the savings and the cost share of
        every council are known.
    """
    tables = []
    for year, group in savings_by_council(record).groupby("financial_year"):
        shares = shares_in(record.shares, str(year))
        saved = dict(zip(group["partner"], group["amount_gbp"], strict=True))
        if len(shares) and set(shares.index) == set(saved):
            cost = {partner: float(shares[partner]) for partner in saved}
            table = against_cost(saved, cost).assign(source=group["source"].to_numpy())
            table.insert(0, "financial_year", str(year))
            table["council"] = [record.name_of("partners", p) for p in table["partner"]]
            tables.append(table)
    if not tables:
        return pd.DataFrame(columns=["financial_year", "council", *COMPARED])
    return pd.concat(tables, ignore_index=True)


def most_beyond(savings_and_cost: pd.DataFrame) -> pd.Series:
    """Return the council with most beyond its share of the cost, in the latest year.

    Parameters
    ----------
    savings_and_cost
        As `savings_and_cost` gives it; without rows, a row without a value is returned.
    """
    years = savings_and_cost["financial_year"]
    last = savings_and_cost[years == years.max()]
    last = last.sort_values("beyond_gbp", kind="stable")
    return pd.Series(dtype=object) if last.empty else last.iloc[-1]


def latest_shares(record: Partnership, partners: list[str]) -> tuple[pd.Series, str]:
    """Return the latest known cost shares of some councils, and the service they cover.

    Returns
    -------
    tuple
        Per cent by partner, adding up to 100, and the service's id; equal parts and
        an empty text where no service has a share of each of them.
    """
    rows = record.shares[record.shares["partner"].isin(partners)]
    for service in [ALL_SERVICES, *rows["service"].unique()]:
        part = rows[rows["service"] == service]
        last = part.sort_values("applies_from", kind="stable")
        last = last.drop_duplicates("partner", keep="last").set_index("partner")
        if set(last.index) == set(partners):
            known = last["percent"].astype(float).reindex(partners)
            return known / known.sum() * 100, str(service)
    return pd.Series(100 / len(partners), index=partners), ""


def latest_closed(record: Partnership) -> tuple[str | None, pd.Series]:
    """Return the latest financial year that is over, with each council's share in it.

    A year to come has a target, perhaps, but no cost that anybody bore.

    Returns
    -------
    tuple
        The year and per cent by partner; None and no share where none is known of a
        year that was over by the date of the report.
    """
    known = record.shares["applies_from"].dt.date
    if known.empty:
        return None, pd.Series(dtype=float)
    first = min(known)
    begin = first.year - ((first.month, first.day) < (4, 1))
    years = span(named(begin), named(record.as_at.year))
    for year in reversed([year for year in years if closed(year, record.as_at)]):
        shares = shares_in(record.shares, year)
        if len(shares):
            return year, shares
    return None, pd.Series(dtype=float)


def published(record: Partnership) -> pd.DataFrame:
    """Return every published split of the cost of a service.

    Returns
    -------
    DataFrame
        One row a service and time: service_name, applies_from, applies_to (missing
        while it applies) and parts (the name and the per cent of each council, the
        largest first).
    """
    rows = record.shares.sort_values("percent", ascending=False, kind="stable")
    by = ["service", "applies_from", "applies_to"]
    found = []
    for _, split in rows.groupby(by, dropna=False):
        first = split.iloc[0]
        names = [record.name_of("partners", partner) for partner in split["partner"]]
        found.append(
            {
                "service_name": record.name_of("services", first["service"]),
                "applies_from": first["applies_from"],
                "applies_to": first["applies_to"],
                "parts": tuple(zip(names, split["percent"], strict=True)),
            }
        )
    columns = ["service_name", "applies_from", "applies_to", "parts"]
    return pd.DataFrame(found, columns=columns)
