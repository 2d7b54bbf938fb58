"""Classify savings: cash-releasing or not, recurrent or once, efficiency or cut."""

from dataclasses import dataclass

import pandas as pd

from analysis.measures.register import by, lines
from analysis.measures.years import span

QUESTIONS = {
    "budget": "Was a budget reduced by it?",
    "recurrence": "Does it come every year, or once?",
    "output": "Was as much delivered as before, for less?",
}
"""What decides the class of a saving, by the name of the question."""


BY_CLASS = ["class", "lines", "recurrent_gbp", "once_gbp", "cost_gbp"]


@dataclass(frozen=True)
class Benefit:
    """Hold the class of a saving, and the questions that the record leaves open."""

    kind: str
    open: tuple[str, ...]


def classify(fact: pd.Series) -> Benefit:
    """Return the class of a saving by the Government Efficiency Framework.

    Parameters
    ----------
    fact
        A row of the table savings.

    Notes
    -----
    HM Treasury, Government Efficiency Framework (2025): an efficiency gives the same
    or more output for less; it is cash-releasing where a budget is reduced, and
    non-cash-releasing where the gain can only be valued. A reduction of output is a
    saving, but no efficiency. Avoided cost releases no cash. Where the record does
    not answer a question, the saving is not classified.
    """
    nature, cashable = fact.get("nature"), fact["cashable"]
    nature = "not stated" if pd.isna(nature) else nature
    open_questions = tuple(
        name
        for name, known in {
            "budget": cashable != "not stated",
            "recurrence": fact["recurrence"] != "not stated",
            "output": nature != "not stated",
        }.items()
        if not known
    )
    return Benefit(_kind(str(nature), str(cashable)), open_questions)


def _kind(nature: str, cashable: str) -> str:
    if nature == "reduced output":
        return "saving by reduced output, no efficiency"
    if nature == "income":
        return "additional income"
    if nature == "cost avoided" or (nature == "efficiency" and cashable == "no"):
        return "non-cash-releasing"
    if nature == "efficiency" and cashable == "yes":
        return "cash-releasing efficiency"
    if cashable == "yes":
        return "cash-releasing, efficiency or not unknown"
    return "not classified"


def yearly(fact: pd.Series, years: int) -> float:
    """Return a cumulative amount spread evenly over its years, in pounds a year.

    A flat average is no run-rate: it says how large the saving is, not how it grew.
    """
    return float(fact["amount_gbp"]) / years


def cases(savings: pd.DataFrame) -> pd.DataFrame:
    """Return single savings with their class, the largest first.

    They are the delivered lines of a register, or else every saving that has a title
    of its own and was not said of a council's joining.

    Parameters
    ----------
    savings
        The table of a partnership.

    Returns
    -------
    DataFrame
        Rows of the table savings with class and yearly_gbp (a cumulative amount
        spread evenly over its years; missing for others).
    """
    rows = savings[savings["title"].notna() & savings["occasion"].isna()]
    if rows["line"].notna().any():
        rows = rows[rows["line"].notna() & (rows["status"] == "achieved")]
    rows = rows.sort_values("amount_gbp", ascending=False, kind="stable")
    return rows.reset_index(drop=True).assign(
        **{"class": [classify(row).kind for _, row in rows.iterrows()]},
        yearly_gbp=[_spread(row) for _, row in rows.iterrows()],
    )


def by_class(savings: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """Return the delivered lines of a register by class.

    Returns
    -------
    DataFrame
        One row a class: class, lines, recurrent_gbp (a year), once_gbp (one-off
        savings) and cost_gbp (the cost of change). Recurrent and one-off amounts are
        of different basis and are never added.
    """
    register = lines(savings, costs)
    if register.empty:
        return pd.DataFrame(columns=BY_CLASS)
    register["class"] = [classify(row).kind for _, row in register.iterrows()]
    table = by(register, "class")
    once = register[register["basis"] == "one-off"].groupby("class")["delivered_gbp"]
    columns = {"delivered_gbp": "recurrent_gbp"}
    table = table.rename(columns=columns)[
        ["class", "lines", "recurrent_gbp", "cost_gbp"]
    ]
    table.insert(3, "once_gbp", table["class"].map(once.sum()).fillna(0.0))
    return table


def _spread(fact: pd.Series) -> float:
    known = pd.notna(fact["period_from"]) and pd.notna(fact["period_to"])
    if fact["basis"] != "cumulative" or not known:
        return float("nan")
    return yearly(fact, len(span(fact["period_from"], fact["period_to"])))
