"""The answer at the top of a page: two or three figures, each with its measure."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.data import Partnership
from analysis.measures.evidence import NOT_GRADED, REASONS, Evidence
from analysis.present import numbers, stated
from analysis.present.display import Text
from analysis.present.links import TO_FACT, to_contradiction, to_fact
from analysis.protocol import EVIDENCE, FACT, FACTS, FINDING, HEADLINE, HEADLINES


@dataclass(frozen=True)
class Headline:
    """Hold one headline figure.

    Attributes
    ----------
    figure
        The figure as it is read, such as ``"−£0.630m"``.
    what
        What it is, with its period, basis and status.
    against
        What it is measured against, or how it moved.
    evidence
        The grade of the evidence behind it, if it has one; of a sum, the lowest.
    made_of
        What a sum adds up, as links to the facts.
    """

    figure: str
    what: str
    against: str = ""
    evidence: Evidence | None = None
    made_of: tuple[str, ...] = ()

    @property
    def markdown(self) -> str:
        """Return the headline as a block of its own."""
        lines = [
            f"**{self.figure}**",
            self.what,
            f"made of {numbers.listing([*self.made_of])}" if self.made_of else "",
            self.against,
            grade_line(self.evidence),
        ]
        body = "\n\n".join(line for line in lines if line)
        return f"::: {{.{HEADLINE}}}\n{body}\n:::"


def grade_line(evidence: Evidence | None) -> str:
    """Return the grade of the evidence, why it falls short, and the source.

    The source is a link to the fact in the list of sources; a contradiction is one
    to the register.
    """
    if evidence is None or evidence.grade == NOT_GRADED:
        return _source_only(evidence)
    reasons = "; ".join(_reason(name, evidence) for name in evidence.unmet)
    said = f"Evidence: {evidence.grade}" + (f": {reasons}" if reasons else "")
    if not evidence.fact:
        return f"[{said}]{{.{EVIDENCE}}}"
    source = to_fact(evidence.fact, evidence.document)
    return f"[{said}. Source: {source}]{{.{EVIDENCE}}}"


def _source_only(evidence: Evidence | None) -> str:
    """Return the source of a figure whose evidence is not graded."""
    if evidence is None or not evidence.fact:
        return ""
    return f"[Source: {to_fact(evidence.fact, evidence.document)}]{{.{EVIDENCE}}}"


def _reason(name: str, evidence: Evidence) -> str:
    if name == "undisputed" and evidence.fact:
        return to_contradiction(evidence.fact, REASONS[name])
    return REASONS[name]


def headlines(record: Partnership, *shown: Headline | None) -> Text:
    """Return the headline figures as one block, without those that are None.

    What is known of each fact that they lead to stands below them, for paper: there
    a link leads nowhere.

    Parameters
    ----------
    record
        The partnership that they are about.
    *shown
        The headlines.
    """
    blocks = [headline.markdown for headline in shown if headline]
    if not blocks:
        return Text("")
    block = "\n\n".join(blocks)
    notes = _notes(record, list(dict.fromkeys(TO_FACT.findall(block))))
    return Text(f":::: {{.{HEADLINES}}}\n{block}\n::::{notes}")


def _notes(record: Partnership, facts: Sequence[str]) -> str:
    said = stated.notes(record, facts)
    if not said:
        return ""
    blocks = [
        f'::: {{.{FACT} data-fact="{i}"}}\n{note}\n:::' for i, note in said.items()
    ]
    return f"\n\n:::: {{.{FACTS}}}\n" + "\n\n".join(blocks) + "\n::::"


def finding(sentence: str) -> Text:
    """Return the one sentence that a reader could read out."""
    return Text(f"::: {{.{FINDING}}}\n{sentence}\n:::")
