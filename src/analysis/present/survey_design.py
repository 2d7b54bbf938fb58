"""Say how a survey of satisfaction is made and read, so that its figures hold."""

from analysis.data import Partnership
from analysis.measures.intervals import ALPHA, CONFIDENCE
from analysis.present.display import Text

CHECKLIST = (
    "Ask front-line and senior staff, as well as managers, and say how many of each "
    "were asked and answered.",
    "Do not ask online only: offer the telephone or paper to those who have no desk, "
    "and do not compare waves whose ways of asking differ without saying so.",
    "Publish, for every wave and council, how many were asked and how many answered.",
    "Ask the same question with the same scale in every wave, and publish its words.",
    "Say how the overall figure weights councils and services, and keep those weights.",
    "Keep staff who rate their own service apart from customers.",
    "Publish all services, not only the best, and why respondents are critical.",
    "Give changes in percentage points, taken before rounding, with an interval.",
    "Do not show groups that are too small, nor what gives one away.",
)
"""What a survey needs for its results to stand as evidence."""


def checklist() -> Text:
    """List what a survey needs for its results to stand as evidence."""
    return Text("\n".join(f"- {point}" for point in CHECKLIST))


def method_notes(record: Partnership) -> Text:
    """Say how intervals, changes and protection of respondents are made."""
    group = record.settings.disclosure.minimum_group
    return Text(
        f"- **Intervals** are Wilson's ({CONFIDENCE:.0%}), with the effective number "
        "of answers where they are weighted (Kish) and a finite population correction "
        "where every customer was asked.\n"
        "- **Changes** between two waves carry Newcombe's interval. Of many services "
        "compared at once, a change is called more than chance only after Holm's "
        f"correction, at {ALPHA:.0%} over all of them.\n"
        "- **Totals are pooled** from the answers, never averaged from averages, and "
        "rounding comes last.\n"
        f"- **Groups of fewer than {group}** who gave a rating are not shown, nor any "
        "figure from which one could be worked out, be it from totals or from an "
        "earlier edition. No single answer, id or comment leaves the computer's memory "
        "while the counts are made.\n"
        "- **Where no base was published** there is no interval, and a movement is not "
        "called a trend."
    )
