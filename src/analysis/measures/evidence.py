"""Grade the evidence behind a figure, by rules that are printed beside it.

The three grades are those of the National Audit Office for reported savings:
sufficient, partial and insufficient. Five questions are asked of a figure; none
answered no is sufficient, one is partial, more are insufficient.
"""

from dataclasses import dataclass, field

import pandas as pd

from analysis.measures.facts import contested

GRADES = ("sufficient", "partial", "insufficient")

OFFICIAL = (
    "minutes",
    "committee report",
    "decision",
    "annual report",
    "statistics",
    "audit report",
)
"""Kinds of document for which a council or an auditor answers."""

FINAL = ("outturn", "achieved", "applied")
"""Statuses after which a figure does not change any more."""

QUESTIONS = {
    "official": "Did a council or an auditor publish it?",
    "exact": "Is it an exact figure?",
    "final": "Is it an outcome, not a forecast, an intention or a provisional figure?",
    "defined": "Does the document state what it counts: the basis of an amount, or "
    "how many people answered a survey?",
    "undisputed": "Does no other document contradict it?",
}
"""What is asked of every figure, by the name of the test."""

REASONS = {
    "official": "not published by a council or an auditor",
    "exact": "not an exact figure",
    "final": "not an outcome",
    "defined": "what it counts was not stated",
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
        One of `GRADES`.
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
    kinds = sources.set_index("id")["kind"]
    tests = {
        "official": kinds.get(fact["source"]) in OFFICIAL,
        "exact": fact.get("qualifier", "exact") == "exact",
        "final": fact.get("status", "outturn") in FINAL,
        "defined": _is_defined(fact),
        "undisputed": fact["id"] not in contested(contradictions),
    }
    unmet = tuple(
        "counted" if name == "defined" and "respondents" in fact else name
        for name, met in tests.items()
        if not met
    )
    return Evidence(
        GRADES[min(len(unmet), 2)],
        unmet,
        fact=str(fact["id"]),
        document=_title(fact["source"], sources),
    )


def _title(source: str, sources: pd.DataFrame) -> str:
    if "title" not in sources or source not in set(sources["id"]):
        return source
    return str(sources.set_index("id").loc[source, "title"])


def _is_defined(fact: pd.Series) -> bool:
    if "respondents" in fact:
        return bool(pd.notna(fact["respondents"]))
    if fact.get("basis_evidence") == "inferred":
        return False
    return bool(fact.get("basis", "in-year") != "not stated")
