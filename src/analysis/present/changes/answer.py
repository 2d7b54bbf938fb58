"""Say in a sentence what changed, count it by topic, and tell of other editions."""

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures.dates import documents
from analysis.present import numbers
from analysis.present.changes.compared import OTHERS, TOPIC, TOPICS, Compared, compared
from analysis.present.display import NOTHING, Table, Text, paragraphs
from analysis.present.links import to_page, to_source
from analysis.present.rows import each
from analysis.present.tables import set_table
from analysis.protocol import CHANGES_PAGE, EDITIONS_LIST

if TYPE_CHECKING:
    from analysis.measures.changes import Change

NEWEST = 3
"""How many documents the front page names."""

RULE = (
    "A figure is revised where its value, status or basis is another, and where a "
    "later document gives another value for the same council, service, period, scope "
    "and basis. What is compared is what each edition published, in its data: a result "
    "of single answers that either edition keeps confidential is shown for neither."
)
WORDY = ("event, statement or date", "events, statements and dates")
ALONE = "This is the first edition kept here: there is nothing to compare it with yet."


def answer(record: Partnership) -> Text:
    """Say how much is new, revised and withdrawn since the edition before."""
    before = record.editions.before(record.as_at)
    found = compared(record)
    if before is None:
        return _finding(ALONE)
    if found is None:
        return _finding(
            f"The edition as at {numbers.day(before.as_at)} carries no data, so that "
            "nothing can be compared with it."
        )
    said = f"Since {numbers.day(found.since)}: {_sentence(found)}."
    more = found.words("new", "revised", "withdrawn")
    if more:
        said += (
            f" {numbers.count(len(more), *WORDY).capitalize()} without a figure "
            f"{'is' if len(more) == 1 else 'are'} new or changed as well."
        )
    return paragraphs(_finding(said).markdown, RULE)


def by_topic_heading(record: Partnership) -> Text:
    """Head the counts with the topic that changed most."""
    found = compared(record)
    figures = found.figures("new", "revised", "withdrawn") if found else []
    if not figures:
        return NOTHING
    counted = pd.Series([TOPIC[fact.table] for fact in figures]).value_counts()
    most = counted.index[0]
    return Text(
        f"## Most of what changed is about {str(most).lower()}"
        if counted.iloc[0] > len(figures) / 2
        else "## What changed, by topic and council"
    )


def by_topic(record: Partnership) -> Table | Text:
    """Count what is new, revised and withdrawn, by topic and council."""
    found = compared(record)
    if found is None or not found.figures("new", "revised", "withdrawn"):
        return NOTHING
    rows = [row for topic in TOPICS if (row := _counted(found, topic)) is not None]
    return set_table(
        pd.DataFrame(rows),
        f"Figures that changed since {numbers.day(found.since)}, by topic and council",
        numbers=["New", "Revised", "Withdrawn"],
    )


def editions(record: Partnership) -> Text:
    """Tell of the editions that are kept; a build puts their list, with links, here."""
    days = [edition.as_at for edition in record.editions.all]
    days = sorted({*days, record.as_at}, reverse=True)
    listed = "\n".join(
        f"- As at {numbers.day(day)}{' (this one)' if day == record.as_at else ''}"
        for day in days
    )
    start, end = EDITIONS_LIST
    return Text(
        "Each edition shows what had been published by its date, whole and as it was "
        "built. It keeps its address, and says so where a newer one is there.\n\n"
        f"{start}\n\n{listed}\n\n{end}"
    )


def whats_new(record: Partnership) -> Text:
    """Name the newest documents, and what changed since the edition before."""
    found = compared(record)
    papers = documents(record.sources)
    papers = papers.sort_values(["published", "title"], ascending=[False, True])
    if found is not None:
        papers = papers[papers["published"] > pd.Timestamp(found.since)]
    newest = papers.head(NEWEST)
    listed = "\n".join(
        f"- {row.date_words}: {to_source(row.id, record.sources)}"
        for row in each(newest)
    )
    changed = to_page(CHANGES_PAGE, "What changed, and all editions")
    if found is None:
        return paragraphs("The newest documents in the record:", listed, changed + ".")
    return paragraphs(
        f"Since the edition as at {numbers.day(found.since)}: {_sentence(found)}. "
        f"{changed}.",
        f"{numbers.count(len(papers), 'document')} came in since"
        + (f"; the newest {len(newest)}:" if len(papers) > NEWEST else ":")
        if len(papers)
        else "",
        listed,
    )


def _finding(text: str) -> Text:
    return Text(f"::: {{.finding}}\n{text}\n:::")


def _sentence(found: Compared) -> str:
    new, revised = len(found.figures("new")), len(found.figures("revised"))
    withdrawn = len(found.figures("withdrawn"))
    return (
        f"{numbers.count(new, 'new figure')}, {revised or 'none'} revised, "
        f"{withdrawn or 'none'} withdrawn"
    )


def _counted(found: Compared, topic: str) -> dict[str, str] | None:
    kinds: dict[str, Change] = {
        "New": "new",
        "Revised": "revised",
        "Withdrawn": "withdrawn",
    }
    ours = [f for f in found.facts if f.is_figure and TOPIC[f.table] == topic]
    if not ours:
        return None
    counted = Counter(fact.change for fact in ours)
    about = Counter(fact.row.get("partner", WHOLE) for fact in ours)
    whom = [
        f"{found.names.partners[who]} {about[who]}"
        for who in found.names.partners
        if who in about
    ]
    return {
        "Topic": topic,
        **{word: str(counted[change]) for word, change in kinds.items()},
        "About whom": ", ".join(whom) if topic != OTHERS else "other partnerships",
    }
