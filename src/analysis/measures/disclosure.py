"""Keep small groups of respondents from being shown, or worked out.

A group below the threshold is hidden. What is left is then attacked as a reader with a
pencil would: from every figure that is shown, now or in any other edition, which
numbers of answers may a hidden group have? While the answer gives a group away, one
more figure is hidden. The attack is exact (linear programming), so that it finds
differences of differences too.
"""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from analysis.measures.cube import Cells, Cube
from analysis.measures.differencing import Interpretation, Shown, interpretations

TOLERANCE = 1e-6


class Attack:
    """Work out how many answers a group may have, from the groups that are shown."""

    def __init__(self, cube: Cube, shown: set[Hashable]) -> None:
        self._cube = cube
        self._order = list(dict.fromkeys(c for g in cube.groups.values() for c in g))
        seen = [g for g in cube.groups if g in shown]
        self._matrix = np.array([self._marks(g) for g in seen], float)
        self._sizes = np.array([cube.sizes[g] for g in seen], float)
        self._thought: list[np.ndarray[Any, Any]] = []

    def follows(self, groups: list[Hashable]) -> list[Hashable]:
        """Return the groups whose size sums and differences of those shown give."""
        if not groups or not len(self._matrix):
            return []
        free = _null_space(self._matrix)
        marks = np.array([self._marks(group) for group in groups])
        moves = np.abs(marks @ free).max(axis=1, initial=0)
        return [g for g, move in zip(groups, moves, strict=True) if move <= TOLERANCE]

    def tells(self, group: Hashable, threshold: int) -> bool:
        """Tell whether a reader knows that a group is one of some, but too few."""
        aim = self._marks(group)
        enough = threshold - TOLERANCE
        # What is possible stays so: most groups need no calculation of their own.
        if any(aim @ thought >= enough for thought in self._thought):
            return False
        return TOLERANCE < self._largest(aim, threshold) < enough

    def _largest(self, aim: "np.ndarray[Any, Any]", threshold: int) -> float:
        """Return the largest size that a reader can think a group has.

        Nothing is unlimited, so that there always is a largest; a cell that no shown
        group holds has room for enough.
        """
        from scipy.optimize import linprog

        if not len(self._sizes):
            return float("inf")
        room = float(self._sizes.max()) + threshold
        known = {"A_eq": self._matrix, "b_eq": self._sizes}
        found = linprog(-aim, **known, bounds=(0, room))
        if found.status != 0:
            return float("inf")
        self._thought.append(found.x)
        return -float(found.fun)

    def _marks(self, group: Hashable) -> "np.ndarray[Any, Any]":
        cells = self._cube.groups[group]
        return np.array([cell in cells for cell in self._order], float)


def _null_space(matrix: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Return the directions in which cells can change while what is shown does not."""
    _, values, directions = np.linalg.svd(matrix)
    rank = int((values > 1e-9).sum())
    return np.asarray(directions[rank:].T)


def exposed(
    interpretation: Interpretation, hidden: set[Hashable], own: Cells, threshold: int
) -> list[Hashable]:
    """Return the hidden groups that what is shown gives away.

    A small group is given away when a reader can tell that it is below the threshold:
    then what is left after taking away the groups shown is itself a small group. Any
    other hidden group is when sums and differences of figures of the same answers give
    its size.

    Parameters
    ----------
    interpretation
        What a reader takes the figures for.
    hidden
        The groups of the new edition that are not shown.
    own
        The groups of the new edition.
    """
    cube = interpretation.cube
    unseen = hidden | interpretation.unseen(own)
    aims = [g for g in cube.groups if g in unseen and cube.sizes[g] != 0]
    attack = Attack(cube, set(cube.groups) - unseen)
    found = (
        attack.follows([g for g in aims if g in own]) if interpretation.alone else []
    )
    return found + [
        group
        for group in aims
        if group not in found
        and cube.is_small(group, threshold)
        and attack.tells(group, threshold)
    ]


def protect(
    cube: Cube, threshold: int, editions: Sequence[Shown] = ()
) -> set[Hashable]:
    """Return the groups that may not be shown.

    Parameters
    ----------
    cube
        Every group that a reader might be shown.
    threshold
        The smallest number of answers shown.
    editions
        By group, the number of answers that every other edition showed; it cannot be
        taken back, and a reader compares all of them with what is shown now, and with
        each other.

    Returns
    -------
    set
        Small groups, groups that differ from another edition by a small number, and as
        many others as are needed for none of the small ones to be worked out; of those,
        single cells before totals, and small before large.
    """
    own = frozenset(cube.groups)
    hidden: set[Hashable] = {g for g in own if cube.is_small(g, threshold)}
    hidden |= {
        group
        for told in editions
        for group in own & {*told}
        if 0 < abs((cube.sizes[group] or 0) - told[group]) < threshold
    }
    first = set(hidden)
    read = interpretations(cube, editions)
    # What the other editions give away by themselves cannot be mended any more.
    lost = [{*exposed(one, set(own), own, threshold)} for one in read]
    if any(lost):
        # They may seem to, only because they are taken to be of the same answers.
        apart = interpretations(cube, editions, apart=True)
        lost += [{*exposed(one, set(own), own, threshold)} for one in apart]
        read += apart

    def given_away(
        groups: set[Hashable],
    ) -> tuple[Interpretation, list[Hashable]] | None:
        for one, gone in zip(read, lost, strict=True):
            found = exposed(one, groups & {*one.cube.groups}, own, threshold)
            if given := [group for group in found if group not in gone]:
                return one, given
        return None

    while given := given_away(hidden):
        more = _next(cube, hidden, *given)
        if more is None:
            break
        hidden |= {g for g in own if cube.groups[g] == cube.groups[more]}
    for group in sorted(hidden - first, key=lambda g: -(cube.sizes[g] or 0)):
        # One that was hidden early may not be needed beside those that came later.
        fewer = hidden - {g for g in own if cube.groups[g] == cube.groups[group]}
        if not given_away(fewer | first):
            hidden = fewer | first
    return hidden


def _next(
    cube: Cube,
    gone: set[Hashable],
    interpretation: Interpretation,
    given: list[Hashable],
) -> Hashable | None:
    """Choose the next group to hide: one that helps most of those given away."""
    able = [
        g
        for g in cube.groups
        if g not in gone and g in interpretation.cube.groups and cube.sizes[g]
    ]
    hidden = [cube.groups[g] for g in cube.groups if g in gone and cube.sizes[g]]
    helps = dict.fromkeys(able, 0)
    for target in (cube.groups[_itself(cube, g)] for g in given):
        totals = _telling(cube, able, hidden, target)
        for group in able:
            cells = cube.groups[group]
            helps[group] += not cells & target and any(cells < t for t in totals)
    return min(
        able,
        key=lambda g: (-helps[g], len(cube.groups[g]), cube.sizes[g] or 0),
        default=None,
    )


def _itself(cube: Cube, group: Hashable) -> Hashable:
    """Return the group of the new edition that one of an interpretation is about."""
    return group if group in cube.groups else group[-1]  # type: ignore[index]


def _telling(
    cube: Cube, able: list[Hashable], hidden: list[Cells], target: Cells
) -> list[Cells]:
    """Return the totals from which a group follows: no other in them is hidden."""
    totals = [cube.groups[g] for g in able if cube.groups[g] > target]
    alone = [t for t in totals if not any(h < t and not h & target for h in hidden)]
    return alone or [t for t in totals if not any(o < t for o in totals)]
