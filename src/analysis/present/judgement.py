"""Judge value for money by the four questions: economy, efficiency and the others.

Economy is spending less, efficiency spending well, effectiveness spending wisely (as
the National Audit Office puts it), equity spending fairly. Each is answered from the
record, with the reason, or it is said why it cannot be.
"""

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import cost_shares
from analysis.measures import indicators as indicator_measure
from analysis.measures import satisfaction as satisfaction_measure
from analysis.measures import savings as savings_measure
from analysis.measures import spending as spending_measure
from analysis.measures.targets import ABOUT, MET, verdict
from analysis.present import numbers, satisfaction
from analysis.present.display import Table
from analysis.present.tables import set_table

FEWEST = 2
"""The fewest indicators of which it can be said how many are better."""

Answer = tuple[str, str]
"""What the record shows, and what is not known."""


def four_questions(record: Partnership, partner: str) -> Table:
    """Set economy, efficiency, effectiveness and equity with their reasons."""
    answers = {
        "Economy: was less spent?": _economy(record, partner),
        "Efficiency: was as much done for it?": _efficiency(record, partner),
        "Effectiveness: did it serve?": _effectiveness(record, partner),
        "Equity: was it fair?": _equity(record, partner),
    }
    return set_table(
        pd.DataFrame(
            {
                "Question": list(answers),
                "What the record shows": [shown for shown, _ in answers.values()],
                "What is not known": [unknown for _, unknown in answers.values()],
            }
        ),
        "Value for money, by four questions",
    )


def _economy(record: Partnership, partner: str) -> Answer:
    annual = savings_measure.annual(record)
    sums = savings_measure.sum_of_years(annual)
    closed = spending_measure.outturns(record.spending, partner, record.contradictions)
    closed = closed[closed["scope"] != "non-shared"]
    shown = []
    if sums is not None:
        period = numbers.period(sums.first_year, sums.last_year)
        saved = numbers.pounds(sums.delivered.pounds)
        shown.append(f"The partnership stated savings of {saved} over {period}.")
    if len(closed):
        last = closed.iloc[-1]
        word = spending_measure.direction(last["variance_gbp"])
        shown.append(
            f"Newest closing: {numbers.variance(last['variance_gbp'])}, {word}, "
            f"{last['financial_year']}."
        )
    unknown = "What the councils would have spent apart: nobody published an estimate."
    return " ".join(shown) or "Nothing was published.", unknown


def _efficiency(record: Partnership, partner: str) -> Answer:
    rows = indicator_measure.latest(record.indicators, partner)
    known = rows.dropna(subset=["direction"])
    if len(known) < FEWEST:
        return (
            "No measure of what was done was published beside its cost.",
            "Cuts in service cannot be told from doing the same for less.",
        )
    better = int((known["direction"] == "better").sum())
    shown = (
        f"{better or 'None'} of {numbers.count(len(known), 'indicator')} "
        f"{'is' if better == 1 else 'are'} better than before."
    )
    return shown, "What each service did, in units that a cost could be set against."


def _effectiveness(record: Partnership, partner: str) -> Answer:
    rows = satisfaction.waves(record, partner)
    target = satisfaction_measure.target(record.targets, partner)
    if rows.empty:
        return "No survey result was published.", "Whether customers were satisfied."
    last = rows.iloc[-1]
    shown = (
        f"{numbers.percent(last['percent'])} of those who answered were satisfied in "
        f"{last['wave_name'].lower()}"
    )
    if target is not None:
        found = verdict(
            last["percent"], target["target"], low=last["low"], high=last["high"]
        )
        aim = numbers.percent(target["target"])
        shown += {
            ABOUT: f", about the target of {aim}",
            MET: f"; the target of {aim} was met",
        }.get(found, f"; the target of {aim} was not met")
    unknown = "What those who did not answer think."
    if rows["respondents"].isna().all():
        unknown = "How many answered, so whether a movement is more than chance."
    return f"{shown}.", unknown


def _equity(record: Partnership, partner: str) -> Answer:
    year, shares = cost_shares.latest_closed(record)
    if year is None:
        return (
            "No council's share of the whole cost was published.",
            "Whether the councils' shares of the savings follow their shares of cost.",
        )
    own = shares.get(partner)
    shown = (
        f"{record.name_of('partners', partner)} bore {numbers.percent(float(own))} of "
        f"the cost in {year}."
        if own is not None and partner != WHOLE
        else f"Shares of the cost were published up to {year}."
    )
    return shown, "How customers of different kinds fared: no result is split by them."
