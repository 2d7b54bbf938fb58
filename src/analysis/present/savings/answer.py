"""Answer first: what was saved, against what, and how far it can be believed."""

from collections.abc import Sequence

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import savings as measure
from analysis.measures.belonging import while_member
from analysis.measures.dates import of_document
from analysis.measures.evidence import grade
from analysis.measures.facts import about
from analysis.present import numbers
from analysis.present.display import Text
from analysis.present.headlines import Headline, finding, headlines
from analysis.present.links import to_fact
from analysis.present.savings import case
from analysis.present.savings.words import BASIS


def answer(record: Partnership, partner: str) -> Text:
    """Show the headline savings of the partnership, and the newest of a partner."""
    annual = case.annual(record)
    return headlines(
        record,
        sum_headline(record, partner),
        _newest_headline(annual, record),
        _own_headline(record, partner) if partner != WHOLE else None,
    )


def in_a_sentence(record: Partnership) -> Text:
    """Say what the partnership saved against its target, in one sentence."""
    annual = case.annual(record)
    both = measure.sum_of_years(annual)
    if both is None:
        return finding(
            f"No year has both a saving that {record.settings.provider} achieved and a "
            "target for it, so the record does not show whether targets were met."
        )
    word = "more" if both.difference.pounds >= 0 else "less"
    return finding(
        f"From {both.first_year} to {both.last_year}, "
        f"{record.settings.provider} reported savings of "
        f"{numbers.pounds(both.delivered.pounds)}, "
        f"{numbers.pounds(abs(both.difference.pounds))} {word} than the "
        f"{numbers.pounds(both.target.pounds)} it had set itself, as sums of annual "
        "figures, each of which is a yearly level of savings (run-rate)."
    )


def sum_headline(record: Partnership, partner: str = WHOLE) -> Headline | None:
    """Return the partnership's savings over the years that have a target too.

    Savings begun before a council joined head no page of that council.
    """
    annual = case.annual(record)
    both = measure.sum_of_years(annual)
    if both is None:
        return None
    word = "above" if both.difference.pounds >= 0 else "below"
    facts = record.savings[record.savings["id"].isin(both.delivered.ids)]
    if not while_member(facts, record.partners, partner).all():
        return None
    grades = [
        grade(row, record.sources, record.contradictions) for _, row in facts.iterrows()
    ]
    return Headline(
        numbers.pounds(both.delivered.pounds),
        f"reported by the whole partnership for {both.first_year} to "
        f"{both.last_year}: a sum of annual figures (run-rate)",
        f"against a target of {numbers.pounds(both.target.pounds)}, made of "
        f"{numbers.listing(_linked(record.savings, both.target.ids))}; "
        f"{numbers.pounds(abs(both.difference.pounds))} {word}",
        max(grades, key=lambda evidence: len(evidence.unmet)),
        made_of=tuple(_linked(record.savings, both.delivered.ids)),
    )


def _linked(savings: pd.DataFrame, ids: Sequence[str]) -> list[str]:
    """Return the amounts of some facts, each as a link to it."""
    amounts = savings.drop_duplicates("id").set_index("id")["amount_gbp"]
    return [to_fact(i, numbers.pounds(amounts[i])) for i in ids]


def _newest_headline(annual: pd.DataFrame, record: Partnership) -> Headline | None:
    known = annual.dropna(subset=["delivered_gbp"])
    if known.empty:
        return None
    last = known.iloc[-1]
    fact = record.savings.set_index("id", drop=False).loc[last["delivered_id"]]
    against = f"as published {of_document(record.sources, fact['source']).by}"
    if pd.isna(last["target_gbp"]):
        against += "; no target for the year was published"
    return Headline(
        numbers.pounds(last["delivered_gbp"]),
        f"{last['delivered_status']} for {last['financial_year']}, the newest year "
        "reported: whole partnership, run-rate",
        against,
        grade(fact, record.sources, record.contradictions),
    )


def _own_headline(record: Partnership, partner: str) -> Headline | None:
    stated = about(record.savings, partner).dropna(subset=["amount_gbp"])
    stated = stated[stated["scope"] != "non-shared"]
    name = record.name_of("partners", partner)
    if stated.empty:
        return Headline(
            numbers.MISSING, f"no saving was published for {name} alone", ""
        )
    fact = stated.sort_values("published", kind="stable").iloc[-1]
    return Headline(
        numbers.pounds(fact["amount_gbp"]),
        f"{fact['status']} for {name}, published "
        f"{of_document(record.sources, fact['source']).by}",
        f"{BASIS[fact['basis']]}; period "
        f"{numbers.period(fact['period_from'], fact['period_to'])}",
        grade(fact, record.sources, record.contradictions),
    )
