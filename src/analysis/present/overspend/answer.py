"""The answer: how the newest year closed, and in how many years it was over."""

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import spending as measure
from analysis.measures.evidence import grade
from analysis.present import numbers
from analysis.present.display import Text
from analysis.present.headlines import Headline, finding, headlines
from analysis.present.links import to_fact
from analysis.present.overspend.words import SCOPES, SIGN_RULE, stage


def answer(record: Partnership, partner: str) -> Text:
    """Show the newest closing of a partner, by scope."""
    closed = measure.outturns(record.spending, partner, record.contradictions)
    shown = [
        _headline(closed[closed["scope"] == scope], record)
        for scope in SCOPES
        if (closed["scope"] == scope).any()
    ]
    return headlines(record, *shown[:3])


def shared_headline(record: Partnership, partner: str) -> Headline | None:
    """Return the newest closing of a partner's part of the shared budgets."""
    closed = measure.outturns(record.spending, partner, record.contradictions)
    shared = closed[closed["scope"] == "shared"]
    return None if shared.empty else _headline(shared, record)


def newest_headline(record: Partnership, partner: str) -> Headline | None:
    """Return the newest closing of a partner, whatever its scope."""
    closed = measure.outturns(record.spending, partner, record.contradictions)
    if closed.empty:
        return None
    last = closed.sort_values("financial_year", kind="stable")["scope"].iloc[-1]
    return _headline(closed[closed["scope"] == last], record)


def in_a_sentence(record: Partnership, partner: str) -> Text:
    """Say in how many years a partner's shared budgets closed over."""
    name = record.name_of("partners", partner)
    closed = measure.outturns(record.spending, partner, record.contradictions)
    shared = closed[closed["scope"] == "shared"]
    if shared.empty:
        return finding(
            f"No outturn of the shared budgets had been published for {name}."
        )
    over = shared[shared["variance_gbp"] > 0]
    years = numbers.count(len(shared), "year")
    whose = (
        f"{name}'s part of the shared budgets"
        if partner != WHOLE
        else "The shared budgets"
    )
    always = len(over) == len(shared) > 1
    often = "each of" if always else f"{len(over) or 'none'} of"
    said = f"{whose} closed over budget in {often} the {years} with a published outturn"
    if 0 < len(over) < len(shared):
        said += f" ({numbers.listing(list(over['financial_year']))})"
    last = shared.iloc[-1]
    word = measure.direction(last["variance_gbp"])
    return finding(
        f"{said}; the newest, {last['financial_year']}, closed "
        f"{_closed_words(last['variance_gbp'], word)}."
    )


def sign_rule() -> Text:
    """Say what the sign of a variance means."""
    return Text(SIGN_RULE)


def _headline(closed: pd.DataFrame, record: Partnership) -> Headline:
    last = closed.iloc[-1]
    return Headline(
        numbers.variance(last["variance_gbp"]),
        f"{measure.direction(last['variance_gbp'])} on {SCOPES[last['scope']]}, "
        f"{last['financial_year']}, {stage(last).lower()}",
        _against(closed),
        grade(last, record.sources, record.contradictions),
    )


def _against(closed: pd.DataFrame) -> str:
    if len(closed) < 2:
        return "no earlier outturn of this scope was published"
    before = closed.iloc[-2]
    said = numbers.variance(before["variance_gbp"])
    return f"{before['financial_year']} closed at {to_fact(str(before['id']), said)}"


def _closed_words(variance_gbp: float, word: str) -> str:
    if not variance_gbp:
        return word
    return f"with an {word} of {numbers.variance(abs(variance_gbp)).lstrip('+')}"
