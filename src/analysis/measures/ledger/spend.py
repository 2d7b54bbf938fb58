"""Set what was spent against budgets with their virements."""

import pandas as pd

SPENDING = ("actual", "accrual", "reversal")
"""Kinds of entry that are spending; a commitment is none yet."""

CELL = ["service", "group"]


def year_name(start: int) -> str:
    """Return a financial year by the calendar year it starts in: 2023 as 2023/24."""
    return f"{start}/{(start + 1) % 100:02d}"


def placed(cube: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of entries that could be read and placed, spending only.

    Parameters
    ----------
    cube
        The cube of a `LedgerExtract`: pence by file, year, period, group, service …

    Returns
    -------
    DataFrame
        The same columns, and financial_year.
    """
    good = cube[cube["problem"].isna() & cube["kind"].isin(SPENDING)]
    return good.assign(financial_year=good["year"].astype(int).map(year_name))


def committed(cube: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of orders: raised positive, negative when they are paid."""
    good = cube[cube["problem"].isna() & (cube["kind"] == "commitment")]
    return good.assign(financial_year=good["year"].astype(int).map(year_name))


def budgets(ledger_budgets: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return budgets as set, virements and the budget after them, in pence.

    Parameters
    ----------
    ledger_budgets
        The table of a partnership.
    by
        Columns to add up by, such as financial_year and service.
    """
    pence = (ledger_budgets["amount_gbp"] * 100).round().astype("int64")
    rows = ledger_budgets.assign(pence=pence)
    wide = rows.pivot_table(
        index=by, columns="kind", values="pence", aggfunc="sum", fill_value=0
    )
    wide = wide.reindex(columns=["original", "virement"], fill_value=0)
    wide["budget"] = wide["original"] + wide["virement"]
    return wide.rename_axis(columns=None).reset_index()


def unbalanced_virements(ledger_budgets: pd.DataFrame) -> pd.DataFrame:
    """Return virements that change the total, which a virement must not.

    Returns
    -------
    DataFrame
        financial_year, reference, pence (what is over or missing).
    """
    moved = ledger_budgets[ledger_budgets["kind"] == "virement"]
    pence = (moved["amount_gbp"] * 100).round().astype("int64")
    by = ["financial_year", "reference"]
    sums = moved.assign(pence=pence).groupby(by, dropna=False)["pence"].sum()
    return sums[sums != 0].reset_index()


def against_budgets(
    cube: pd.DataFrame, ledger_budgets: pd.DataFrame, by: list[str]
) -> pd.DataFrame:
    """Set spending beside its budget.

    Parameters
    ----------
    by
        Columns to add up by; financial_year is one of them.

    Returns
    -------
    DataFrame
        `by`, original, virement, budget, actual, variance (actual less budget;
        positive is an overspend, adverse) in pence, and percent of the budget. In a
        year with budgets, spending outside them has a budget of nothing and no per
        cent; of a year without any, budget and variance are missing: missing is not
        zero.
    """
    spent = placed(cube).groupby(by)["pence"].sum().rename("actual").reset_index()
    table = budgets(ledger_budgets, by).merge(spent, on=by, how="outer")
    table["actual"] = table["actual"].fillna(0).astype("int64")
    amounts = ["original", "virement", "budget"]
    table[amounts] = table[amounts].astype("Int64").fillna(0)
    budgeted = table["financial_year"].isin(set(ledger_budgets["financial_year"]))
    table.loc[~budgeted, amounts] = pd.NA
    table["variance"] = table["actual"] - table["budget"]
    size = table["budget"].abs().where(table["budget"] != 0)
    table["percent"] = (100 * table["variance"] / size).astype("float64")
    return table.sort_values(by).reset_index(drop=True)


def closed_years(cube: pd.DataFrame) -> list[str]:
    """Return the financial years with spending in all twelve periods."""
    periods = placed(cube).groupby("financial_year")["period"].nunique()
    return sorted(str(year) for year in periods[periods == 12].index)


def year_under_way(cube: pd.DataFrame) -> tuple[str, int] | None:
    """Return the newest year and its last period with spending, if it is not over."""
    good = placed(cube)
    if good.empty:
        return None
    year = good["financial_year"].max()
    period = int(good.loc[good["financial_year"] == year, "period"].max())
    return (str(year), period) if period < 12 else None


def profile(cube: pd.DataFrame) -> pd.DataFrame:
    """Return the part of each closed year's spending that each period had.

    Returns
    -------
    DataFrame
        A row a financial year, a column a period from 1 to 12, in per cent.
    """
    good = placed(cube)
    good = good[good["financial_year"].isin(closed_years(cube))]
    wide = good.pivot_table(
        index="financial_year", columns="period", values="pence", aggfunc="sum"
    )
    return 100 * wide.div(wide.sum(axis=1), axis=0)
