"""Grade the evidence behind a result, by rules that are printed beside it.

The three grades are those of the National Audit Office for reported savings:
sufficient, partial and insufficient. Five questions are asked of a result: all five
yes is sufficient, one no is partial, two or more are insufficient. Targets, forecasts
and intentions are not graded: a target is good evidence of a target.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.measures.facts import contested

GRADES = ("sufficient", "partial", "insufficient")

NOT_GRADED = "not graded"
"""What is said of a figure that is no result."""

OFFICIAL = (
    "minutes",
    "committee report",
    "decision",
    "annual report",
    "statistics",
    "audit report",
)
"""Kinds of document for which a council or an auditor answers."""

INDEPENDENT = ("audit report",)
"""Kinds of document whose author is neither a council nor the provider."""

FINAL = ("outturn", "achieved", "applied")
"""Statuses after which a figure does not change any more."""

RESULTS = (*FINAL, "actual", "previous", "change", "spent")
"""Statuses and kinds of a figure that says what came about."""

QUESTIONS = {
    "official": "Did a council or an auditor publish it?",
    "independent": "Has somebody independent of the councils and the provider checked "
    "it?",
    "exact": "Is it an exact figure?",
    "defined": "Does the document state what it counts: the basis of an amount, or "
    "how many people answered a survey?",
    "undisputed": "Does no other document contradict it?",
}
"""What is asked of every result, by the name of the test."""

REASONS = {
    "official": "not published by a council or an auditor",
    "independent": "nobody independent has checked it",
    "exact": "not an exact figure",
    "defined": "the source does not say what was counted",
    "undisputed": "another document contradicts it",
    "counted": "how many people answered was not published",
}
"""What is said when a test is not met."""


@dataclass(frozen=True)
class Evidence:
    """Hold a grade, the tests that were not met, and whose grade it is.

    Attributes
    ----------
    grade
        One of `GRADES`, or `NOT_GRADED`.
    unmet
        The names of the tests that were not met.
    fact
        The id of the fact that was graded.
    document
        The title of the document that states it.
    """

    grade: str
    unmet: tuple[str, ...]
    fact: str = field(default="", compare=False)
    document: str = field(default="", compare=False)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return why the grade is not sufficient, in words."""
        return tuple(REASONS[name] for name in self.unmet)


def grade(
    fact: pd.Series, sources: pd.DataFrame, contradictions: pd.DataFrame
) -> Evidence:
    """Grade the evidence behind one fact.

    Parameters
    ----------
    fact
        A row of a table of facts. A column it does not have asks no question.
    sources, contradictions
        The tables of a partnership.

    Notes
    -----
    After the National Audit Office's grades of evidence for reported savings; the
    tests and the thresholds are this package's own.
    """
    (evidence,) = _graded([fact.to_dict()], sources, contradictions)
    return evidence


def grades(
    facts: pd.DataFrame, sources: pd.DataFrame, contradictions: pd.DataFrame
) -> list[Evidence]:
    """Grade the evidence behind each fact of a table, as `grade` does for one.

    Parameters
    ----------
    facts
        A table of facts.
    sources, contradictions
        The tables of a partnership.
    """
    return list(_graded(facts.to_dict("records"), sources, contradictions))


def graded(
    facts: pd.DataFrame, sources: pd.DataFrame, contradictions: pd.DataFrame
) -> pd.DataFrame:
    """Put the grade of its evidence beside each fact of a table.

    Parameters
    ----------
    facts
        A table of facts.
    sources, contradictions
        The tables of a partnership.

    Returns
    -------
    DataFrame
        The facts with evidence (one of `GRADES`, or `NOT_GRADED`), reasons (why it
        falls short, in words) and document (the title of the document that states it).
    """
    found = grades(facts, sources, contradictions)
    columns = {
        "evidence": [one.grade for one in found],
        "reasons": ["; ".join(one.reasons) for one in found],
        "document": [one.document for one in found],
    }
    return facts.assign(**pd.DataFrame(columns, index=facts.index, dtype=object))


def _graded(
    facts: Iterable[Mapping[Any, Any]],
    sources: pd.DataFrame,
    contradictions: pd.DataFrame,
) -> Iterator[Evidence]:
    kinds = dict(zip(sources["id"], sources["kind"], strict=True))
    checked = {i for i, kind in kinds.items() if kind in INDEPENDENT}
    if "checked_by" in sources:
        checked |= set(sources.loc[sources["checked_by"].notna(), "id"])
    named = sources["title"] if "title" in sources else sources["id"]
    titles = dict(zip(sources["id"], named, strict=True))
    disputed = contested(contradictions)
    for fact in facts:
        source = fact["source"]
        title = str(titles.get(source, source))
        if not is_result(fact):
            yield Evidence(NOT_GRADED, (), str(fact["id"]), title)
            continue
        tests = {
            "official": kinds.get(source) in OFFICIAL,
            "independent": source in checked,
            "exact": fact.get("qualifier", "exact") == "exact",
            "defined": _is_defined(fact),
            "undisputed": fact["id"] not in disputed,
        }
        unmet = tuple(
            "counted" if name == "defined" and "respondents" in fact else name
            for name, met in tests.items()
            if not met
        )
        yield Evidence(GRADES[min(len(unmet), 2)], unmet, str(fact["id"]), title)


def is_result(fact: Mapping[Any, Any]) -> bool:
    """Tell whether a fact says what came about, not what was meant or expected."""
    if "indicator" in fact:
        return fact.get("kind") in RESULTS
    return fact.get("status", RESULTS[0]) in RESULTS and "target" not in fact


def _is_defined(fact: Mapping[Any, Any]) -> bool:
    if "respondents" in fact:
        return bool(pd.notna(fact["respondents"]))
    if fact.get("basis_evidence") == "inferred":
        return False
    return bool(fact.get("basis", "in-year") != "not stated")
