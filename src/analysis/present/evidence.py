"""Lead from a figure to its document, say how firm it is, and put it on a card.

A fact is a row of a measure's table. `analysis.measures.evidence.graded` puts the
grade of the evidence beside each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.data import Partnership
from analysis.measures.evidence import GRADES
from analysis.present import links, stated
from analysis.present.dates import day
from analysis.present.display import Text
from analysis.present.markup import Markdown, marked
from analysis.present.phrases import moved, variance
from analysis.present.words import MONEY_COLUMNS, PERCENT_COLUMNS, money, percent
from analysis.present.words import is_fact as _is_fact
from analysis.present.words import value_of as _value_of
from analysis.protocol import (
    EVIDENCE,
    FACT,
    FACTS,
    HEADLINE,
    HEADLINES,
    NOTICE,
    SITE,
    SOURCES_PAGE,
)

LONGEST = 25
"""How many words a card may have; its evidence is not counted."""


def cite(fact: Any, words: str | None = None) -> Markdown | None:
    """Write the value of a fact as a link to the document that states it.

    Parameters
    ----------
    fact
        A row of a measure's table.
    words
        What is written; by default the fact's value.

    Examples
    --------
    >>> cite({"id": "S096", "percent": 83})
    '[83%](site:sources#fact-S096)'
    >>> cite({"id": "S031", "variance_gbp": -630_000})
    '[£630,000 underspend](site:sources#fact-S031)'
    """
    said = words if words is not None else _value(fact)
    return None if said is None else Markdown(links.to_fact(fact["id"], marked(said)))


def grade(fact: Any) -> Markdown | None:
    """Write the grade of the evidence behind a fact, and why it falls short.

    Parameters
    ----------
    fact
        A row of a table that `analysis.measures.evidence.graded` gave.

    Examples
    --------
    >>> print(grade({"id": "S096", "evidence": "partial", "document": "Report",
    ...     "reasons": "how many people answered was not published"}))
    Evidence: partial (how many people answered was not published). Source: \
[Report](site:sources#fact-S096)
    """
    given = fact.get("evidence")
    if not isinstance(given, str):
        return None
    reasons = fact.get("reasons")
    why = f" ({marked(reasons)})" if reasons else ""
    source = links.to_fact(fact["id"], marked(str(fact["document"])))
    return Markdown(f"Evidence: {given}{why}. Source: {source}")


def source(fact: Any) -> Markdown | None:
    """Write the title of the document that states a fact, as a link to it.

    Parameters
    ----------
    fact
        A row of a table that `analysis.measures.evidence.graded` gave.

    Examples
    --------
    >>> source({"source": "report-2018", "document": "Report of 2018"})
    '[Report of 2018](site:sources#report-2018)'
    """
    title = fact.get("document")
    if not isinstance(title, str):
        return None
    return Markdown(f"[{marked(title)}]({SITE}{SOURCES_PAGE}#{fact['source']})")


def bullets(items: Iterable[Any]) -> Text:
    """Show a list; without items nothing is shown.

    Parameters
    ----------
    items
        Texts; a pair stands for a text with something in brackets behind it, such
        as its source.

    Examples
    --------
    >>> source = Markdown("[a](site:sources)")
    >>> print(bullets(["One", ("Two", source)])._repr_markdown_())
    - One
    - Two ([a](site:sources))
    """
    lines = []
    for item in items:
        words, *behind = item if isinstance(item, tuple) else (item,)
        said = [marked(words), *(f"({marked(one)})" for one in behind if one)]
        lines.append(f"- {' '.join(said)}")
    return Text("\n".join(lines))


@dataclass(frozen=True)
class Card:
    """Hold one headline figure.

    Attributes
    ----------
    figure
        The figure as it is read.
    what
        What it is, with its period and status.
    against
        What it is set against, or how it moved.
    facts
        The facts behind it.
    """

    figure: str
    what: str
    against: str
    facts: tuple[Any, ...]

    @property
    def markdown(self) -> str:
        """Return the card as a block of its own."""
        lines = [f"**{marked(self.figure)}**", marked(self.what), marked(self.against)]
        body = "\n\n".join([*(line for line in lines if line), *self._firmness])
        return f"::: {{.{HEADLINE}}}\n{body}\n:::"

    @property
    def _firmness(self) -> list[str]:
        """Return the lowest grade of its facts, if they have one, and their sources."""
        if not self.facts:
            return []
        grades = [f["evidence"] for f in self.facts if f.get("evidence") in GRADES]
        worst = f"Evidence: {max(grades, key=GRADES.index)}. " if grades else ""
        where = [
            links.to_fact(f["id"], marked(str(f.get("document", "the document"))))
            for f in self.facts
        ]
        return [f"[{worst}Source: {'; '.join(where)}]{{.{EVIDENCE}}}"]


def card(
    figure: str | None, what: str, against: str | None = None, *, facts: Any = ()
) -> Card | None:
    """Make a card for one headline figure; None where there is no figure.

    Parameters
    ----------
    figure
        The figure as it is read, without a sign: "£0.630m underspend".
    what
        What it is, with its period and status.
    against
        What it is set against, or how it moved.
    facts
        The fact behind it, or several: rows of a measure's table.

    Raises
    ------
    ValueError
        If it has more than 25 words.

    Examples
    --------
    >>> card("83%", "satisfied in spring 2018", "target 80%").figure
    '83%'
    """
    if figure is None:
        return None
    words = " ".join([figure, what, against or ""]).split()
    if len(words) > LONGEST:
        msg = f"a card has at most {LONGEST} words, and this one {len(words)}: " + (
            " ".join(words)
        )
        raise ValueError(msg)
    return Card(figure, what, against or "", _as_facts(facts))


def cards(record: Partnership, *shown: Card | None) -> Text:
    """Show headline figures as cards beside each other, without those that are None.

    Parameters
    ----------
    record
        The partnership they are about: on paper, what is known of each fact stands
        at the end of the page.
    *shown
        The cards.

    Examples
    --------
    >>> from analysis.data import open_partnership
    >>> record = open_partnership("data/onesource", "2018-12-31")
    >>> print(cards(record, card("83%", "satisfied"), None)._repr_markdown_())
    :::: {.headlines}
    ::: {.headline}
    **83%**
    <BLANKLINE>
    satisfied
    :::
    ::::
    """
    known = [one for one in shown if one]
    if not known:
        return Text("")
    block = "\n\n".join(one.markdown for one in known)
    ids = [str(fact["id"]) for one in known for fact in one.facts]
    # A card may cite more than the facts that it rests on, such as its target.
    anchors = {links.fact_anchor(one) for one in ids}
    cited = links.TO_FACT.findall(block)
    ids += [one for one in cited if links.fact_anchor(one) not in anchors]
    notes = _notes(record, list(dict.fromkeys(ids)))
    return Text(f":::: {{.{HEADLINES}}}\n{block}\n::::{notes}")


def commentary(record: Partnership, partner: str, topic: str) -> Text:
    """Show what a council itself says of a page, set apart; often that is nothing.

    Parameters
    ----------
    record
        The partnership: it holds what had been said by its day.
    partner
        The council's id.
    topic
        The topic: the notebook's name.

    Examples
    --------
    >>> from analysis.data import open_partnership
    >>> record = open_partnership("data/onesource", "2018-12-31")
    >>> commentary(record, "newham", "satisfaction")
    Text(markdown='')
    """
    said = record.commentary(partner, topic)
    if said is None:
        return Text("")
    who = marked(f"{said.author}, {said.role}, {day(said.day)}")
    return Text(f"::: {{.{NOTICE} .commentary}}\n**{who}**\n\n{said.words}\n:::")


def _notes(record: Partnership, facts: Sequence[str]) -> str:
    said = stated.notes(record, facts)
    if not said:
        return ""
    blocks = [
        f'::: {{.{FACT} data-fact="{fact}"}}\n{note}\n:::'
        for fact, note in said.items()
    ]
    return f"\n\n:::: {{.{FACTS}}}\n" + "\n\n".join(blocks) + "\n::::"


def _as_facts(facts: Any) -> tuple[Any, ...]:
    if isinstance(facts, pd.DataFrame):
        return tuple(row for _, row in facts.iterrows())
    return (facts,) if _is_fact(facts) else tuple(facts)


def _value(fact: Any) -> str | None:
    """Write the value of a fact of any table."""
    if _value_of(fact, ("variance_gbp",)) is not None:
        return variance(fact)
    for columns, write in ((MONEY_COLUMNS, money), (PERCENT_COLUMNS, percent)):
        if _value_of(fact, columns) is not None:
            return write(fact)
    if _value_of(fact, ("change_points",)) is not None:
        return moved(fact)
    known = stated.value_of(pd.Series(fact))
    return None if known == "[x]" else known
