"""Say what a partnership saved, for the pages that sum up other pages."""

from analysis.data import WHOLE, Partnership
from analysis.measures import reconciliation, savings, savings_total, spending
from analysis.measures.belonging import while_member
from analysis.measures.evidence import grade
from analysis.present.dates import period
from analysis.present.display import NOTHING, Text
from analysis.present.headlines import Headline, finding
from analysis.present.phrases import against_target
from analysis.present.words import count, money


def sum_headline(record: Partnership, partner: str = WHOLE) -> Headline | None:
    """Return the cumulative saving that a document gives, or the latest yearly one.

    Savings begun before a council joined head no page of that council.
    """
    total = savings_total.cumulative(record)
    if total.achieved.empty:
        return _latest_headline(record)
    claim = total.achieved.to_frame().T
    if not while_member(claim, record.partners, partner).all():
        return None
    return Headline(
        str(money(total.achieved)),
        f"reported by the whole partnership over {period(total.achieved)}, the total "
        "of yearly rates",
        f"target {money(total.target)}",
        grade(total.achieved, record.sources, record.contradictions),
    )


def in_a_sentence(record: Partnership) -> Text:
    """Say what the partnership saved against its target, in a sentence or two."""
    total = savings_total.cumulative(record)
    provider = record.settings.provider
    if not total.achieved.empty:
        return finding(
            f"{provider} reported {money(total.achieved)} of savings over "
            f"{count(len(total.years), 'year')}, {against_target(total.difference)} "
            f"its target of {money(total.target)}. Each year’s figure is the yearly "
            "rate reached, so the total is a guide only."
        )
    latest = savings.latest(savings.annual(record))
    if latest.empty:
        return finding("No annual savings had been published.")
    beside = against_target(latest["difference_gbp"])
    target = f", {beside} its target" if beside else ""
    return finding(
        f"In {latest['financial_year']}, the latest year reported, savings of "
        f"{provider} ran at {money(latest['delivered_gbp'])} a year{target}."
    )


def not_twice(record: Partnership) -> Text:
    """Warn that savings above target are the underspend of the same years."""
    outturns = spending.outturns(record.spending, WHOLE, record.contradictions)
    same = reconciliation.equal_to_underspend(savings.annual(record), outturns)
    if same.empty:
        return NOTHING
    return Text(
        f"**Do not add these together.** In {period(same['financial_year'])} the "
        "savings above target equal the underspend of the shared budgets, to rounding, "
        "so the same money is counted in both."
    )


def _latest_headline(record: Partnership) -> Headline | None:
    latest = savings.latest(savings.annual(record))
    if latest.empty:
        return None
    rows = record.savings[record.savings["id"] == latest["delivered_id"]]
    fact = rows.iloc[0]
    beside = against_target(latest["difference_gbp"])
    return Headline(
        str(money(fact)),
        f"a year, reported by the whole partnership for {latest['financial_year']}",
        f"{beside} its target" if beside else "no target for the year was published",
        grade(fact, record.sources, record.contradictions),
    )
