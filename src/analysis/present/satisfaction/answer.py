"""Answer how satisfied customers were, in a figure and in a sentence."""

from analysis.data import WHOLE, Partnership
from analysis.measures import satisfaction as measure
from analysis.measures.evidence import grade
from analysis.present import numbers
from analysis.present.display import Text
from analysis.present.headlines import Headline, finding, headlines
from analysis.present.links import to_fact
from analysis.present.satisfaction.words import against_target, moved, of_whom, waves


def answer(record: Partnership, partner: str) -> Text:
    """Show the newest level of a partner's customers, and of all who answered."""
    whose = [partner] if partner == WHOLE else [partner, WHOLE]
    return headlines(record, *(headline(record, one) for one in whose))


def headline(record: Partnership, partner: str) -> Headline | None:
    """Return the newest level of a partner's customers with its change."""
    target = measure.target(record.targets, partner)
    rows = waves(record, partner)
    if rows.empty:
        return None
    last = rows.iloc[-1]
    against = [
        to_fact(str(target["id"]), f"target {numbers.percent(target['target'])}")
        if target is not None
        else "",
        moved(last),
    ]
    return Headline(
        numbers.percent(last["percent"]),
        f"satisfied in {last['wave_name'].lower()}: {of_whom(record, partner)}",
        "; ".join(part for part in against if part),
        grade(last, record.sources, record.contradictions),
    )


def in_a_sentence(record: Partnership, partner: str) -> Text:
    """Say how satisfied customers were, against the target, and how that moved."""
    name = record.name_of("partners", partner)
    rows = waves(record, partner)
    if rows.empty:
        return finding(f"No survey result had been published for {name}.")
    last = rows.iloc[-1]
    said = (
        f"In {last['wave_name'].lower()}, {numbers.percent(last['percent'])} of "
        f"{name}'s customers who answered were satisfied"
    )
    target = measure.target(record.targets, partner)
    if target is not None:
        said += f", {against_target(last['percent'], target['target'])}"
    change = moved(last)
    return finding(f"{said}; {change}." if change else f"{said}.")
