"""Difference in differences, with exact inference over every possible choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import comb

import numpy as np

from analysis.measures.counterfactual.panel import Array, Panel

MOST = 20_000
"""Most choices of councils that are gone through; beyond, as many drawn at random."""

ROUNDING = 1e-9
"""How far apart two figures may be that are the same but for the order of adding."""


@dataclass(frozen=True, eq=False)
class Differences:
    """Hold a difference in differences and what chance could have made of it.

    Attributes
    ----------
    estimate
        Change of the group less the mean change of the donors, in the panel's unit.
    group_change, donor_change
        The two.
    statistics
        The same difference for every choice of as many councils, the group first.
    exposures
        By how much each of them would move if the group's effect were one.
    group, donors
        The areas they are chosen from.
    """

    estimate: float
    group_change: float
    donor_change: float
    statistics: Array
    exposures: Array
    group: tuple[str, ...]
    donors: tuple[str, ...]

    @property
    def placebos(self) -> Array:
        """Return the differences of choices that hold no council of the group."""
        picks = choices(len(self.group) + len(self.donors), len(self.group))
        found: Array = self.statistics[picks.min(axis=1) >= len(self.group)]
        return found

    @property
    def placebo_groups(self) -> list[tuple[str, ...]]:
        """Return the councils of each placebo."""
        size = len(self.group)
        picks = choices(size + len(self.donors), size)
        return [
            tuple(self.donors[number - size] for number in pick)
            for pick in picks[picks.min(axis=1) >= size]
        ]

    @property
    def p(self) -> float:
        """Return the share of choices with a difference as large, either way."""
        return self.p_of(0.0)

    def p_of(self, effect: float) -> float:
        """Return the same share for the hypothesis that there is an effect of a size.

        The effect is taken off the group wherever it stands, among the donors of
        another choice too.
        """
        without = np.abs(self.statistics - effect * self.exposures)
        return float((without >= without[0] - ROUNDING).mean())

    @property
    def smallest_p(self) -> float:
        """Return the smallest p that so many choices allow."""
        return 1 / len(self.statistics)


def differences(
    panel: Panel,
    group: Sequence[str],
    donors: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
) -> Differences:
    """Compare a group's change with that of donors, and with every other choice.

    Parameters
    ----------
    panel
        A ratio by area and year.
    group
        The councils that changed, taken together.
    donors
        The councils that did not.
    before, after
        The financial years compared.

    Returns
    -------
    Differences
        Its p is exact if, without the effect, each choice of councils was equally
        likely to be the one that changed; it makes no use of any distribution.

    Notes
    -----
    Card and Krueger (1994), American Economic Review 84(4), for the estimate; Fisher
    (1935), The Design of Experiments, and Conley and Taber (2011), Review of Economics
    and Statistics 93(1), for the inference. Choices that hold a council of the group
    count too. Ranking the group among the donors' choices alone would find too much:
    a council that moves a great deal is in many choices when it is a donor, and in a
    single one when it is in the group.
    """
    size, count = len(group), len(group) + len(donors)
    years = [*before, *after]
    part, whole = panel.cells([*group, *donors], years)
    picks = choices(count, size)

    def changes(rows: Array) -> Array:
        """Return how the mean of each row moved."""
        first = len(before)
        moved: Array = rows[:, first:].mean(axis=1) - rows[:, :first].mean(axis=1)
        return moved

    def compared(together: Array, alone: Array) -> Array:
        """Take off each choice's change the mean change of the rest."""
        rest: Array = (alone.sum() - alone[picks].sum(axis=1)) / (count - size)
        return together - rest

    together = part[picks].sum(axis=1) / whole[picks].sum(axis=1) * panel.scale
    alone = part / whole * panel.scale
    statistics = compared(changes(together), changes(alone))
    hit = np.zeros_like(whole)
    hit[:size, len(before) :] = 1.0
    weighed = (hit * whole)[picks].sum(axis=1) / whole[picks].sum(axis=1)
    return Differences(
        estimate=float(statistics[0]),
        group_change=float(changes(together)[0]),
        donor_change=float(changes(alone)[size:].mean()),
        statistics=statistics,
        exposures=compared(changes(weighed), changes(hit)),
        group=tuple(group),
        donors=tuple(donors),
    )


@cache
def choices(areas: int, size: int) -> "np.ndarray[tuple[int, int], np.dtype[np.intp]]":
    """Return every choice of some of the areas, by number; the first ones first."""
    if comb(areas, size) <= MOST:
        return np.array(list(combinations(range(areas), size)), dtype=np.intp)
    rng = np.random.default_rng(1)
    drawn = [rng.choice(areas, size, replace=False) for _ in range(MOST - 1)]
    return np.array([range(size), *drawn], dtype=np.intp)


def interval(found: Differences, level: float = 0.05) -> tuple[float, float] | None:
    """Return the effects that the data do not rule out, from the lowest to the highest.

    Returns
    -------
    tuple or None
        None where there are too few choices to rule out any effect.

    Notes
    -----
    Rosenbaum (2002), Observational Studies, chapter 2: inversion of the test. Each
    effect is tested as no effect is; those with p above the level stay.
    """
    if found.smallest_p > level:
        return None
    reach = 10 * float(np.abs(found.statistics).max()) + ROUNDING
    ends = []
    for side in (-1.0, 1.0):
        near, far = found.estimate, found.estimate + side * reach
        if found.p_of(far) > level:
            return None
        while abs(far - near) > reach * 1e-6:
            middle = (near + far) / 2
            out = found.p_of(middle) <= level
            near, far = (near, middle) if out else (middle, far)
        ends.append((near + far) / 2)
    return ends[0], ends[1]
