"""The answer at the top of a page: two or three figures, each with its measure."""

from dataclasses import dataclass

from analysis.measures.evidence import REASONS, Evidence
from analysis.present.display import Text
from analysis.present.links import to_contradiction, to_fact


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
        The grade of the evidence behind it, if it has one.
    """

    figure: str
    what: str
    against: str = ""
    evidence: Evidence | None = None

    @property
    def markdown(self) -> str:
        """Return the headline as a block of its own."""
        lines = [
            f"**{self.figure}**",
            self.what,
            self.against,
            grade_line(self.evidence),
        ]
        body = "\n\n".join(line for line in lines if line)
        return f"::: {{.headline}}\n{body}\n:::"


def grade_line(evidence: Evidence | None) -> str:
    """Return the grade of the evidence, why it falls short, and the source.

    The source is a link to the fact in the list of sources; a contradiction is one
    to the register.
    """
    if evidence is None:
        return ""
    reasons = "; ".join(_reason(name, evidence) for name in evidence.unmet)
    said = f"Evidence: {evidence.grade}" + (f": {reasons}" if reasons else "")
    if not evidence.fact:
        return f"[{said}]{{.evidence}}"
    source = to_fact(evidence.fact, evidence.document)
    return f"[{said}. Source: {source}]{{.evidence}}"


def _reason(name: str, evidence: Evidence) -> str:
    if name == "undisputed" and evidence.fact:
        return to_contradiction(evidence.fact, REASONS[name])
    return REASONS[name]


def headlines(*shown: Headline | None) -> Text:
    """Return the headline figures as one block, without those that are None."""
    blocks = "\n\n".join(headline.markdown for headline in shown if headline)
    return Text(f":::: {{.headlines}}\n{blocks}\n::::" if blocks else "")


def finding(sentence: str) -> Text:
    """Return the one sentence that a reader could read out."""
    return Text(f"::: {{.finding}}\n{sentence}\n:::")
