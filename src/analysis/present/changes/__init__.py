"""Show what changed since the edition before: new, revised and withdrawn figures."""

from analysis.present.changes.answer import (
    answer,
    by_topic,
    by_topic_heading,
    editions,
    whats_new,
)
from analysis.present.changes.listed import (
    new,
    new_heading,
    revised,
    revised_heading,
    withdrawn,
    withdrawn_heading,
)

__all__ = [
    "answer",
    "by_topic",
    "by_topic_heading",
    "editions",
    "new",
    "new_heading",
    "revised",
    "revised_heading",
    "whats_new",
    "withdrawn",
    "withdrawn_heading",
]
