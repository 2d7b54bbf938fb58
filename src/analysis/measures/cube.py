"""Hold groups of respondents, as they are counted now and in other editions."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Reading:
    """Hold what a reader may take the figures of two editions for.

    Attributes
    ----------
    cube
        The groups as they are counted now, with any that only this reading has.
    known
        Those of them that the earlier edition showed.
    """

    cube: Cube
    known: Cells = frozenset()

    def unseen(self, own: Cells) -> Cells:
        """Return the groups that no edition shows: ``own`` are those of the new one."""
        return frozenset(self.cube.groups) - own - self.known

    def with_public(self, public: Cells) -> "Reading":
        """Add groups that a reader knows as they are now, whatever is hidden."""
        told: dict[Hashable, Hashable] = {("public", group): group for group in public}
        whole = Cube(
            {**self.cube.groups, **{k: self.cube.groups[g] for k, g in told.items()}},
            {**self.cube.sizes, **{k: self.cube.sizes[g] for k, g in told.items()}},
        )
        return Reading(whole, self.known | frozenset(told))


def readings(cube: Cube, before: Mapping[Hashable, int]) -> list[Reading]:
    """Return what a reader may take two editions for; what either tells counts.

    The first is the new edition alone: where people may have withdrawn as well as
    come, nothing follows from the earlier one, as long as no group moves by a few.
    The second is that people were only added, which is false, and left out, where a
    group shrank or is no more.

    Parameters
    ----------
    cube
        The groups as they are counted now.
    before
        By group, the number of answers that an earlier edition showed.
    """
    alone = Reading(cube)
    if any(n > (cube.sizes.get(group) or 0) for group, n in before.items()):
        return [alone]
    known = {group: n for group, n in before.items() if group in cube.groups}
    return [alone, only_added(cube, known)] if known else [alone]


def only_added(cube: Cube, before: Mapping[Hashable, int]) -> Reading:
    """Add an earlier edition's figures to a cube, for what the differences tell.

    Returns
    -------
    Reading
        With further groups: ``("before", group)`` for each group as it was, and
        ``("more", group)`` for those who were added.
    """
    if all(n == cube.sizes[group] for group, n in before.items()):
        # Nobody is known to have come: what was shown is shown already.
        same: dict[Hashable, Hashable] = {("before", group): group for group in before}
        whole = Cube(
            {**cube.groups, **{k: cube.groups[g] for k, g in same.items()}},
            {**cube.sizes, **{k: cube.sizes[g] for k, g in same.items()}},
        )
        return Reading(whole, frozenset(same))
    groups: dict[Hashable, Cells] = {}
    sizes: dict[Hashable, int | None] = {}
    for group, cells in cube.groups.items():
        kept, more = (
            frozenset((part, cell) for cell in cells) for part in ("kept", "more")
        )
        was, now = before.get(group), cube.sizes[group] or 0
        groups |= {group: kept | more, ("before", group): kept, ("more", group): more}
        sizes |= {
            group: now,
            ("before", group): was,
            ("more", group): 0 if was is None else now - was,
        }
    known = frozenset(("before", group) for group in before)
    return Reading(Cube(groups, sizes), known)
