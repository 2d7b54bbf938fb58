"""Keep small groups of respondents from being shown, or worked out.

A group below the threshold is hidden. What is left is then attacked as a reader with a
pencil would: from every figure that is shown, now or in an earlier edition, which
numbers of answers may a hidden group have? While the answer gives a group away, one
more figure is hidden. The attack is exact (linear programming), so that it finds
differences of differences too.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

TOLERANCE = 1e-6

Cells = frozenset[Hashable]


@dataclass(frozen=True)
class Cube:
    """Hold groups of respondents, the cells they are made of, and their sizes.

    Attributes
    ----------
    groups
        By group, the cells it is made of; a cell is never split.
    sizes
        By group, how many answered; None where that is not known.
    """

    groups: Mapping[Hashable, Cells]
    sizes: Mapping[Hashable, int | None]

    def is_small(self, group: Hashable, threshold: int) -> bool:
        """Tell whether a group may be one of somebody, but fewer than may be shown."""
        size = self.sizes[group]
        return size is None or 0 < size < threshold


def of_cells(
    cells: Mapping[Hashable, int], groups: Mapping[Hashable, Iterable[Hashable]]
) -> Cube:
    """Return a cube of groups, from the number of answers in each cell."""
    made = {group: frozenset(parts) for group, parts in groups.items()}
    return Cube(made, {g: sum(cells[c] for c in parts) for g, parts in made.items()})


def after_edition(cube: Cube, before: Mapping[Hashable, int]) -> tuple[Cube, Cells]:
    """Add an earlier edition's figures to a cube, for what the differences tell.

    A reader is taken to know that people were only added, unless a group shrank.

    Parameters
    ----------
    cube
        The groups as they are counted now.
    before
        By group, the number of answers that an earlier edition showed.

    Returns
    -------
    tuple
        A cube with further groups, which no new edition shows: ``("before", group)``
        for each group as it was, and ``("more", group)`` for those who were added;
        and those of them that are known already.
    """
    before = {group: n for group, n in before.items() if group in cube.groups}
    if not before:
        return cube, frozenset()
    shrank = any(n > (cube.sizes[group] or 0) for group, n in before.items())
    groups: dict[Hashable, Cells] = {}
    sizes: dict[Hashable, int | None] = {}
    for group, cells in cube.groups.items():
        kept, more, gone = (
            frozenset((part, cell) for cell in cells)
            for part in ("kept", "more", "gone")
        )
        was, now = before.get(group), cube.sizes[group] or 0
        groups |= {
            group: kept | more,
            ("before", group): kept | gone if shrank else kept,
            ("more", group): more,
        }
        sizes |= {
            group: now,
            ("before", group): was,
            ("more", group): 0 if was is None else abs(now - was),
        }
    return Cube(groups, sizes), frozenset(("before", group) for group in before)


def bounds(cube: Cube, shown: set[Hashable], target: Hashable) -> tuple[float, float]:
    """Return between which sizes a reader can place a group, from what is shown.

    Parameters
    ----------
    shown
        Groups whose numbers of answers the reader sees.
    target
        The group that the reader wants to know.
    """
    from scipy.optimize import linprog

    order = list(dict.fromkeys(c for cells in cube.groups.values() for c in cells))
    seen = [g for g in cube.groups if g in shown]
    known = {
        "A_eq": np.array([[c in cube.groups[g] for c in order] for g in seen], float),
        "b_eq": np.array([cube.sizes[g] for g in seen], float),
    }
    aim = np.array([c in cube.groups[target] for c in order], float)
    low = linprog(aim, bounds=(0, None), **(known if seen else {}))
    high = linprog(-aim, bounds=(0, None), **(known if seen else {}))
    return float(low.fun), -float(high.fun) if high.status == 0 else float("inf")


def exposed(
    cube: Cube, hidden: set[Hashable], threshold: int, unseen: Cells = frozenset()
) -> list[Hashable]:
    """Return the hidden groups that what is shown gives away.

    A hidden group is given away when it can have one size only, and a small one
    also when a reader can tell that it is below the threshold: then what is left
    after taking away the groups shown is itself a small group.

    Parameters
    ----------
    hidden
        The groups that are not shown.
    unseen
        Those of them that no edition would show: only a small one gives anybody away.
    """
    shown = set(cube.groups) - hidden
    found = []
    for group in (g for g in cube.groups if g in hidden):
        small = cube.is_small(group, threshold)
        if cube.sizes[group] == 0 or (group in unseen and not small):
            continue
        low, high = bounds(cube, shown, group)
        below = small and TOLERANCE < high < threshold - TOLERANCE
        if below or (group not in unseen and high - low < TOLERANCE):
            found.append(group)
    return found


def protect(
    cube: Cube, threshold: int, before: Mapping[Hashable, int] | None = None
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

    Returns
    -------
    set
        Small groups, groups that differ from the earlier edition by a small number,
        and as many others as are needed for none of the small ones to be worked out;
        of those, single cells before totals, and small before large.
    """
    own = frozenset(cube.groups)
    whole, known = after_edition(cube, before or {})
    unseen = frozenset(whole.groups) - own - known
    small = {g for g in own if cube.is_small(g, threshold)}
    moved = {
        g for g in own & {*(before or {})} if whole.is_small(("more", g), threshold)
    }
    hidden: set[Hashable] = small | moved | unseen
    # What the earlier edition gave away by itself cannot be mended any more.
    lost = set(exposed(whole, hidden | own, threshold, unseen))
    while True:
        given = [g for g in exposed(whole, hidden, threshold, unseen) if g not in lost]
        more = _next(whole, own - hidden, given[0]) if given else None
        if more is None:
            return hidden & own
        hidden |= {g for g in own if whole.groups[g] == whole.groups[more]}


def _next(cube: Cube, left: set[Hashable] | Cells, given: Hashable) -> Hashable | None:
    """Choose the next group to hide: one that shares a total with one given away."""
    groups = [g for g in cube.groups if g in left and cube.sizes[g]]
    target = cube.groups[given]
    totals = [cells for cells in cube.groups.values() if cells > target]

    def cost(group: Hashable) -> tuple[bool, int, int]:
        cells = cube.groups[group]
        beside = any(cells < total for total in totals) and not cells & target
        return (not beside, len(cells), cube.sizes[group] or 0)

    return min(groups, key=cost, default=None)
