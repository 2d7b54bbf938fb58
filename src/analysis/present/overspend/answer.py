"""The answer: the latest outturn of every scope, the largest overspend first."""

import pandas as pd

from analysis.data import Partnership
from analysis.measures import spending as measure
from analysis.measures import variances
from analysis.measures.evidence import grade
from analysis.present import numbers
from analysis.present.display import Text
from analysis.present.headlines import Headline, finding, headlines
from analysis.present.links import to_fact
from analysis.present.overspend.words import SCOPES, SIGN_RULE, stage
from analysis.present.phrases import variance


def answer(record: Partnership, partner: str) -> Text:
    """Show the latest outturn of every scope, the largest overspend first."""
    return headlines(record, *scope_headlines(record, partner)[:3])


def scope_headlines(record: Partnership, partner: str) -> list[Headline]:
    """Return the latest outturn of every scope, the largest overspend first."""
    closed = measure.outturns(record.spending, partner, record.contradictions)
    scopes = variances.latest_outturns(record, partner)["scope"]
    return [_headline(closed[closed["scope"] == scope], record) for scope in scopes]


def newest_headline(record: Partnership, partner: str) -> Headline | None:
    """Return the newest closing of a partner, whatever its scope."""
    closed = measure.outturns(record.spending, partner, record.contradictions)
    if closed.empty:
        return None
    last = closed.sort_values("financial_year", kind="stable")["scope"].iloc[-1]
    return _headline(closed[closed["scope"] == last], record)


def in_a_sentence(record: Partnership, partner: str) -> Text:
    """Say how the latest year closed, every scope, the largest overspend first."""
    name = record.name_of("partners", partner)
    rows = variances.latest_outturns(record, partner)
    if rows.empty:
        return finding(f"No outturn had been published for {name}.")
    said = [
        f"{variance(row)} on {SCOPES[row['scope']]} ({row['financial_year']})"
        for _, row in rows.iterrows()
    ]
    return finding(f"The latest outturn of {name}: {numbers.listing(said)}.")


def sign_rule() -> Text:
    """Say what the sign of a variance means."""
    return Text(SIGN_RULE)


def _headline(closed: pd.DataFrame, record: Partnership) -> Headline:
    last = closed.iloc[-1]
    return Headline(
        variance(last) or numbers.MISSING,
        f"{SCOPES[last['scope']]}, {last['financial_year']} {stage(last).lower()}",
        _against(closed),
        grade(last, record.sources, record.contradictions),
    )


def _against(closed: pd.DataFrame) -> str:
    if len(closed) < 2:
        return "no earlier figure covers the same budgets"
    before = closed.iloc[-2]
    said = to_fact(str(before["id"]), variance(before) or numbers.MISSING)
    return f"{before['financial_year']}: {said}"
