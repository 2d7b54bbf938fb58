"""The settings of extracts of single answers: [survey] of partnership.toml."""

from typing import Literal

from pydantic import Field, model_validator

from analysis.data.settings_section import Section

SATISFIED_AT = {4: 3, 5: 4, 7: 5, 10: 7}
"""The lowest satisfied point of each scale, unless the settings give another."""

DONT_KNOW = 0
"""The score of those who answered that they do not know."""


class Columns(Section):
    """Hold what the columns of an extract are called; all others are dropped."""

    wave: str = Field(default="wave", description="Column of the wave.")
    partner: str = Field(default="partner", description="Column of the council.")
    service: str = Field(
        default="service", description="Column of the service; blank: no such column."
    )
    customer_group: str = Field(
        default="customer_group",
        description="Column of who answered; blank: no such column, all customers.",
    )
    score: str = Field(default="score", description="Column of the rating.")
    weight: str = Field(
        default="", description="Column of the weight; blank: no weights."
    )


class Survey(Section):
    """Hold how extracts of single answers, files named responses…, are read."""

    columns: Columns = Field(default_factory=Columns)
    scale: Literal[4, 5, 7, 10] = Field(
        default=5, description="Points of the scale; the highest is the best."
    )
    satisfied_from: int | None = Field(
        default=None,
        ge=1,
        description="Lowest satisfied point; none: 3 of 4, 4 of 5, 5 of 7, 7 of 10.",
    )
    labels: dict[str, int] = Field(
        default={}, description="Points by word, such as 'Very satisfied' = 5."
    )
    dont_know: list[str] = Field(
        default=[], description="Answers that are no rating, such as don't know."
    )
    words: dict[str, dict[str, str]] = Field(
        default={},
        description="By column, the words of an extract and the ids they stand for.",
    )

    @model_validator(mode="after")
    def _on_the_scale(self) -> "Survey":
        if (self.satisfied_from or 1) > self.scale:
            msg = f"satisfied_from on the scale of {self.scale} points"
            raise ValueError(msg)
        if any(not 1 <= point <= self.scale for point in self.labels.values()):
            msg = f"labels with points from 1 to {self.scale}"
            raise ValueError(msg)
        return self

    @property
    def satisfied_at(self) -> int:
        """Return the lowest point that counts as satisfied."""
        return self.satisfied_from or SATISFIED_AT[self.scale]

    def default(self, column: str) -> str:
        """Return what stands for a column that the extract does not have."""
        return {"service": "all", "customer_group": "customers"}.get(column, "")

    def score_of(self, answer: object) -> float | None:
        """Return the points of an answer; 0 for don't know, None where unreadable."""
        if not isinstance(answer, str):
            return None
        if answer in self.labels:
            return float(self.labels[answer])
        if answer.casefold() in {word.casefold() for word in self.dont_know}:
            return float(DONT_KNOW)
        rated = answer.isdecimal() and 1 <= int(answer) <= self.scale
        return float(int(answer)) if rated else None
