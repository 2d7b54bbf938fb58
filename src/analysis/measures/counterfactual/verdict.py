"""Say by rule what a comparison shows: a saving, none, or that it cannot tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.measures.counterfactual.differences import Differences, differences
from analysis.measures.counterfactual.panel import Panel
from analysis.measures.counterfactual.power import smallest_visible
from analysis.measures.counterfactual.synthetic import synthetic_control

Word = Literal["shows a saving", "shows none", "cannot tell"]

LEVEL = 0.05
"""How often chance may pass for an effect, and how small p must be."""

POWER = 0.8
"""In which share of cases the smallest visible saving is found."""

FIT = 0.10
"""Largest error of a synthetic control in years that it was not matched on, before the
change, as a part of the level. (In the years it is matched on it is nearly nothing as
soon as there are more donors than years.)"""

TREND = 0.10
"""Smallest p of a change made up in the middle of the years before: below it the
group was moving away from the donors already."""


@dataclass(frozen=True)
class Evidence:
    """Hold what the verdict rests on.

    Attributes
    ----------
    estimate
        The effect found; a saving is negative.
    p
        Exact p that there is no effect.
    smallest_p
        The smallest p that the number of councils allows.
    visible
        The smallest saving found in most cases, as a positive amount.
    fit
        Error of a synthetic control that was matched on the first half of the years
        before the change in the second half of them, as a part of the level.
    trend
        Exact p of a change made up in the middle of the years before.
    together
        Whether the group is the whole partnership.
    claimed
        The saving that was claimed, as a positive amount; none where there is none.
    p_of_claim
        Exact p that the effect is the saving claimed.
    """

    estimate: float
    p: float
    smallest_p: float
    visible: float
    fit: float
    trend: float
    together: bool
    claimed: float | None = None
    p_of_claim: float | None = None

    @property
    def readable(self) -> dict[str, bool]:
        """Return what must hold before anything is read from the estimate."""
        return {
            "together": self.together,
            "fit": self.fit <= FIT,
            "trend": self.trend > TREND,
            "choices": self.smallest_p <= LEVEL,
        }

    @property
    def unmet(self) -> list[str]:
        """Return what fails: a part of `readable`, ``"rank"`` or ``"power"``."""
        failed = [name for name, met in self.readable.items() if not met]
        if self.p > LEVEL:
            failed.append("rank")
        if max(-self.estimate, self.claimed or 0.0) < self.visible:
            failed.append("power")
        return failed


def verdict(evidence: Evidence) -> Word:
    """Return what the evidence shows.

    Notes
    -----
    A saving: all of `Evidence.readable` holds, the effect is a saving, p is at most
    `LEVEL`, and the effect is at least the smallest visible one. (A smaller one that
    passes for an effect is likely to be exaggerated: Gelman and Carlin, 2014,
    Perspectives on Psychological Science 9(6).)

    None: all of `Evidence.readable` holds, p is above `LEVEL`, the saving claimed is at
    least the smallest visible one, and it is ruled out at `LEVEL` as too large.

    Else the comparison cannot tell.
    """
    if not all(evidence.readable.values()):
        return "cannot tell"
    if evidence.p <= LEVEL:
        found = -evidence.estimate >= evidence.visible
        return "shows a saving" if found else "cannot tell"
    claimed, p_of_claim = evidence.claimed, evidence.p_of_claim
    if claimed is None or p_of_claim is None or claimed < evidence.visible:
        return "cannot tell"
    too_large = evidence.estimate > -claimed and p_of_claim <= LEVEL
    return "shows none" if too_large else "cannot tell"


def weigh(
    panel: Panel,
    group: Sequence[str],
    donors: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
    claimed: float | None = None,
    *,
    together: bool = True,
) -> tuple[Evidence, Differences]:
    """Measure all that the verdict on a group of councils rests on.

    Parameters
    ----------
    panel
        A ratio by area and year.
    group, donors
        The councils that changed, and those they are compared with.
    before, after
        The financial years compared.
    claimed
        The saving claimed, a year, in the panel's unit.
    together
        Whether the group is the whole partnership.
    """
    found = differences(panel, group, donors, before, after)
    half = len(before) // 2
    early, late = before[:half], before[half:]
    control = synthetic_control(panel, group, donors, early, late)
    level = abs(float(control.actual.mean()))
    evidence = Evidence(
        estimate=found.estimate,
        p=found.p,
        smallest_p=found.smallest_p,
        visible=smallest_visible(found, POWER, LEVEL),
        fit=control.error_after / level if level else float("inf"),
        trend=differences(panel, group, donors, early, late).p,
        together=together,
        claimed=claimed,
        p_of_claim=found.p_of(-claimed) if claimed is not None else None,
    )
    return evidence, found
