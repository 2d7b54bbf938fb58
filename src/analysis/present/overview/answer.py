"""Answer the three topics, each in a figure and a sentence."""

from analysis.data import Partnership
from analysis.present import overspend, satisfaction, savings
from analysis.present.display import Text, paragraphs
from analysis.present.headlines import headlines


def answer(record: Partnership, partner: str) -> Text:
    """Show the headline figures: of the budgets every scope, the worst first."""
    return headlines(
        record,
        *overspend.scope_headlines(record, partner)[:2],
        savings.sum_headline(record, partner),
        satisfaction.headline(record, partner),
    )


def findings(record: Partnership, partner: str) -> Text:
    """Say in one sentence a topic what was found."""
    sentences = [
        ("Savings", savings.in_a_sentence(record)),
        ("Overspend", overspend.in_a_sentence(record, partner)),
        ("Satisfaction", satisfaction.in_a_sentence(record, partner)),
    ]
    found = [f"**{topic}.** {_plain(text.markdown)}" for topic, text in sentences]
    return paragraphs(*found, savings.not_twice(record).markdown)


def _plain(finding: str) -> str:
    """Take a sentence out of the block it is shown in."""
    return finding.split("\n", 1)[1].rsplit("\n", 1)[0]
