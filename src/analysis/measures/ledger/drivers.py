"""Find what drives a variance: price, volume, agency staff, income, the rest."""

import pandas as pd

from analysis.measures.ledger.spend import against_budgets, placed

SMALL = 500_000
"""Pence below which drivers are put together."""

STAFF = ("employees", "agency and interim")


def drivers(
    cube: pd.DataFrame,
    ledger_budgets: pd.DataFrame,
    year: str,
    agency_premium_percent: float,
) -> pd.DataFrame:
    """Part a year's variance into what drives it.

    Parameters
    ----------
    cube, ledger_budgets
        What was spent, and the budgets after virements.
    agency_premium_percent
        What agency staff cost above a post's own cost: an assumption.

    Returns
    -------
    DataFrame
        driver, pence (positive is adverse); they add up to the variance of the year,
        and are none where the year has no budgets.

    Notes
    -----
    Price and volume are those of standard costing: (actual price − budget price) ×
    actual quantity, and (actual quantity − budget quantity) × budget price. They are
    worked out where both the budget and the ledger count what is bought. The premium
    is p/(100 + p) of all that agency staff cost.
    """
    by = ["financial_year", "service", "group"]
    table = against_budgets(cube, ledger_budgets, by)
    table = table[table["financial_year"] == year].dropna(subset=["variance"])
    if table.empty:
        return pd.DataFrame({"driver": pd.Series(dtype="str"), "pence": []})
    counted = price_and_volume(cube, ledger_budgets, year)
    total = table.groupby("group")["variance"].sum()
    agency = int(table.loc[table["group"] == STAFF[1], "actual"].sum())
    premium = round(agency * agency_premium_percent / (100 + agency_premium_percent))
    staff = sum(int(total.get(group, 0)) for group in STAFF)
    rows = [
        ("Agency staff: the premium over own staff", premium),
        ("Staff: vacant posts, less the cover for them", staff - premium),
        ("Price of what is counted", int(counted["price"].sum())),
        ("Volume of what is counted", int(counted["volume"].sum())),
        ("Income below plan", int(total.get("income", 0))),
    ]
    inside = counted.groupby("group")[["price", "volume"]].sum().sum(axis=1)
    rows += [
        (
            f"{str(group).capitalize()}{', otherwise' if group in inside else ''}",
            int(pence - inside.get(group, 0)),
        )
        for group, pence in total.items()
        if group not in (*STAFF, "income")
    ]
    found = pd.DataFrame(rows, columns=["driver", "pence"])
    found.loc[
        found["driver"].eq("Income below plan") & (found["pence"] < 0), "driver"
    ] = "Income above plan"
    small = found["pence"].abs() < SMALL
    found.loc[small, "driver"] = "Small amounts"
    found = found.groupby("driver", sort=False)["pence"].sum().reset_index()
    return found[found["pence"] != 0].reset_index(drop=True)


def price_and_volume(
    cube: pd.DataFrame, ledger_budgets: pd.DataFrame, year: str
) -> pd.DataFrame:
    """Part the variance of what is counted into price and volume.

    Returns
    -------
    DataFrame
        service, group, budget and actual (pence), planned and bought (quantities),
        price and volume (pence; they add up to actual less budget).
    """
    by = ["service", "group"]
    planned = ledger_budgets[ledger_budgets["financial_year"] == year]
    quantities = planned.groupby(by)["quantity"].sum(min_count=1).rename("planned")
    spent = placed(cube)
    spent = spent[spent["financial_year"] == year]
    bought = spent.groupby(by)["quantity"].sum(min_count=1).rename("bought")
    money = against_budgets(cube, ledger_budgets, ["financial_year", *by])
    money = money[money["financial_year"] == year]
    table = money.merge(quantities, on=by).merge(bought, on=by)
    table = table[(table["planned"] > 0) & (table["bought"] > 0)]
    volume = (table["bought"] - table["planned"]) * table["budget"] / table["planned"]
    table["volume"] = volume.round().astype("int64")
    table["price"] = table["actual"] - table["budget"] - table["volume"]
    return table[[*by, "budget", "actual", "planned", "bought", "price", "volume"]]
