"""Keep small groups of respondents from being shown, or worked out.

A group below the threshold is hidden. What is left is then attacked as a reader with a
pencil would: from every figure that is shown, now or in an earlier edition, which
numbers of answers may a hidden group have? While the answer gives a group away, one
more figure is hidden. The attack is exact (linear programming), so that it finds
differences of differences too.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np

from analysis.measures.cube import Cells, Cube, Reading, readings

TOLERANCE = 1e-6


def largest(cube: Cube, shown: set[Hashable], target: Hashable) -> float:
    """Return the largest size that a reader can think a group has.

    Parameters
    ----------
    shown
        Groups whose numbers of answers the reader sees.
    target
        The group that the reader wants to know.
    """
    from scipy.optimize import linprog

    order, matrix, sizes = _seen(cube, shown)
    if not len(sizes):
        return float("inf")
    aim = _marks(cube.groups[target], order)
    found = linprog(-aim, A_eq=matrix, b_eq=sizes, bounds=(0, None))
    return -float(found.fun) if found.status == 0 else float("inf")


def exposed(
    cube: Cube, hidden: set[Hashable], threshold: int, unseen: Cells = frozenset()
) -> list[Hashable]:
    """Return the hidden groups that what is shown gives away.

    A hidden group is given away when sums and differences of those shown give its
    size, and a small one also when a reader can tell that it is below the threshold:
    then what is left after taking away the groups shown is itself a small group.

    Parameters
    ----------
    hidden
        The groups that are not shown.
    unseen
        Those of them that no edition would show: only a small one gives anybody away.
    """
    shown = set(cube.groups) - hidden
    order, matrix, _ = _seen(cube, shown)
    free = null_space(matrix) if len(matrix) else np.eye(len(order))
    found = []
    for group in (g for g in cube.groups if g in hidden and cube.sizes[g] != 0):
        aim = _marks(cube.groups[group], order)
        follows = group not in unseen and not np.abs(aim @ free).max(initial=0) > 1e-9
        if follows or (
            cube.is_small(group, threshold)
            and TOLERANCE < largest(cube, shown, group) < threshold - TOLERANCE
        ):
            found.append(group)
    return found


def _seen(
    cube: Cube, shown: set[Hashable]
) -> tuple[list[Hashable], "np.ndarray[Any, Any]", "np.ndarray[Any, Any]"]:
    """Return the cells, and what is shown as equations of them."""
    order = list(dict.fromkeys(c for cells in cube.groups.values() for c in cells))
    seen = [g for g in cube.groups if g in shown]
    matrix = np.array([_marks(cube.groups[g], order) for g in seen], float)
    return order, matrix, np.array([cube.sizes[g] for g in seen], float)


def _marks(cells: Cells, order: list[Hashable]) -> "np.ndarray[Any, Any]":
    return np.array([cell in cells for cell in order], float)


def null_space(matrix: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Return the directions in which cells can change while what is shown does not."""
    _, values, directions = np.linalg.svd(matrix)
    rank = int((values > 1e-9).sum())
    return np.asarray(directions[rank:].T)


def protect_beside(
    cube: Cube, threshold: int, editions: Iterable[Mapping[Hashable, int]]
) -> set[Hashable]:
    """Return the groups that may not be shown beside any number of editions.

    Parameters
    ----------
    cube
        Every group that a reader might be shown.
    threshold
        The smallest number of answers shown.
    editions
        By group, the numbers of answers that each edition showed. What editions of the
        same answers showed is taken together; one of other answers is compared with
        what is shown now, each by itself.
    """
    public: set[Hashable] = set()
    others: list[Mapping[Hashable, int]] = []
    for edition in editions:
        if all(n == cube.sizes.get(group) for group, n in edition.items()):
            public |= {*edition}
        elif edition not in others:
            others.append(edition)
    hidden = protect(cube, threshold, others[0] if others else {}, frozenset(public))
    before: set[Hashable] = set()
    while len(others) > 1 and hidden != before:
        before = hidden
        for other in others:
            hidden = protect(cube, threshold, other, frozenset(public), hidden)
    return hidden


def protect(
    cube: Cube,
    threshold: int,
    before: Mapping[Hashable, int] | None = None,
    public: Cells = frozenset(),
    anyway: Iterable[Hashable] = (),
) -> set[Hashable]:
    """Return the groups that may not be shown.

    Parameters
    ----------
    cube
        Every group that a reader might be shown.
    threshold
        The smallest number of answers shown.
    before
        By group, the number of answers that an earlier edition showed; it cannot be
        taken back, and a reader compares it with what is shown now.
    public
        Groups whose size as it is now has been shown already.
    anyway
        Groups that are hidden for another reason.

    Returns
    -------
    set
        Small groups, groups that differ from the earlier edition by a small number,
        and as many others as are needed for none of the small ones to be worked out;
        of those, single cells before totals, and small before large.
    """
    own = frozenset(cube.groups)
    told = before or {}
    hidden: set[Hashable] = {g for g in own if cube.is_small(g, threshold)}
    hidden |= {g for g in own & {*told} if _moved(cube, g, told[g], threshold)}
    hidden |= own & {*anyway}
    # What the earlier edition gave away by itself cannot be mended any more.
    read = [one.with_public(public) for one in readings(cube, told)]
    lost = [_given(one, set(own), own, threshold) for one in read]
    first = set(hidden)

    def given_away(groups: set[Hashable]) -> list[Hashable]:
        found = (
            group
            for one, gone in zip(read, lost, strict=True)
            for group in _given(one, groups, own, threshold)
            if group not in gone
        )
        return list(dict.fromkeys(found))

    while given := given_away(hidden):
        cells = read[-1].cube.groups
        more = _next(read[-1].cube, own - hidden, [g for g in given if g in cells])
        if more is None:
            break
        hidden |= {g for g in own if cube.groups[g] == cube.groups[more]}
    for group in sorted(hidden - first, key=lambda g: -(cube.sizes[g] or 0)):
        # One that was hidden early may not be needed beside those that came later.
        fewer = hidden - {g for g in own if cube.groups[g] == cube.groups[group]}
        if not given_away(fewer | first):
            hidden = fewer | first
    return hidden


def _given(
    reading: Reading, hidden: set[Hashable], own: Cells, threshold: int
) -> list[Hashable]:
    unseen = reading.unseen(own)
    return exposed(reading.cube, hidden | unseen, threshold, unseen)


def _moved(cube: Cube, group: Hashable, before: int, threshold: int) -> bool:
    return 0 < abs((cube.sizes[group] or 0) - before) < threshold


def _next(
    cube: Cube, left: set[Hashable] | Cells, given: list[Hashable]
) -> Hashable | None:
    """Choose the next group to hide: one that helps most of those given away."""
    able = [g for g in cube.groups if g in left and cube.sizes[g]]
    hidden = [c for g, c in cube.groups.items() if g not in left and cube.sizes[g]]
    helps = dict.fromkeys(able, 0)
    for target in (cube.groups[g] for g in given):
        totals = _telling(cube, able, hidden, target)
        for group in able:
            cells = cube.groups[group]
            helps[group] += not cells & target and any(cells < t for t in totals)
    return min(
        able,
        key=lambda g: (-helps[g], len(cube.groups[g]), cube.sizes[g] or 0),
        default=None,
    )


def _telling(
    cube: Cube, able: list[Hashable], hidden: list[Cells], target: Cells
) -> list[Cells]:
    """Return the totals from which a group follows: no other in them is hidden."""
    totals = [cube.groups[g] for g in able if cube.groups[g] > target]
    alone = [t for t in totals if not any(h < t and not h & target for h in hidden)]
    return alone or [t for t in totals if not any(o < t for o in totals)]
