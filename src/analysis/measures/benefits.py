"""Classify savings: cash-releasing or not, recurrent or once, efficiency or cut."""

from dataclasses import dataclass

import pandas as pd

QUESTIONS = {
    "budget": "Was a budget reduced by it?",
    "recurrence": "Does it come every year, or once?",
    "output": "Was as much delivered as before, for less?",
}
"""What decides the class of a saving, by the name of the question."""


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
