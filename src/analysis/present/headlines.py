"""The answer at the top of a page: two or three figures, each with its measure."""

from dataclasses import dataclass

from analysis.measures.evidence import Evidence
from analysis.present.display import Text


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
    """Return the grade of the evidence, with the reason where it falls short."""
    if evidence is None:
        return ""
    reasons = f": {'; '.join(evidence.reasons)}" if evidence.reasons else ""
    return f"[Evidence: {evidence.grade}{reasons}]{{.evidence}}"


def headlines(*shown: Headline | None) -> Text:
    """Return the headline figures as one block, without those that are None."""
    blocks = "\n\n".join(headline.markdown for headline in shown if headline)
    return Text(f":::: {{.headlines}}\n{blocks}\n::::" if blocks else "")


def finding(sentence: str) -> Text:
    """Return the one sentence that a reader could read out."""
    return Text(f"::: {{.finding}}\n{sentence}\n:::")
