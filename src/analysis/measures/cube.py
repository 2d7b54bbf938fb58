"""Hold groups of respondents, the cells they are made of, and how many answered."""

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

    def within(self, cells: Cells) -> "Cube":
        """Return the groups that are made of some cells, and of no others."""
        inner = {g: parts for g, parts in self.groups.items() if parts <= cells}
        return Cube(inner, {g: self.sizes[g] for g in inner})

    def parts(self) -> list[Cells]:
        """Return the largest groups within the whole, of more than one cell each."""
        whole = frozenset().union(*self.groups.values())
        proper = {cells for cells in self.groups.values() if cells < whole}
        return [
            cells
            for cells in dict.fromkeys(self.groups.values())
            if cells in proper
            and len(cells) > 1
            and not any(cells < other for other in proper)
        ]


def of_cells(
    cells: Mapping[Hashable, int], groups: Mapping[Hashable, Iterable[Hashable]]
) -> Cube:
    """Return a cube of groups, from the number of answers in each cell."""
    made = {group: frozenset(parts) for group, parts in groups.items()}
    return Cube(made, {g: sum(cells[c] for c in parts) for g, parts in made.items()})
