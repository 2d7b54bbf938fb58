"""Know the differencing attack: what the figures of several editions tell a reader."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, islice

from analysis.measures.cube import Cells, Cube

Shown = Mapping[Hashable, int]
"""By group, how many answers an edition showed."""

NOW = -1
"""The edition that is being made, among the numbers of the others."""

MOST_ORDERS = 24
"""Orders of as many editions as any survey is likely to be counted anew for."""


@dataclass(frozen=True)
class Interpretation:
    """Hold what a reader may take the figures of several editions for.

    Attributes
    ----------
    cube
        The groups as they are counted now, with any that only this interpretation has.
    known
        Those of them that other editions showed.
    alone
        Whether it is of one state of the answers only.
    """

    cube: Cube
    known: Cells = frozenset()
    alone: bool = True

    def unseen(self, own: Cells) -> Cells:
        """Return the groups that no edition shows: ``own`` are those of the new one."""
        return frozenset(self.cube.groups) - own - self.known

    def with_public(self, public: Cells) -> "Interpretation":
        """Add groups that a reader knows as they are now, whatever is hidden."""
        told: dict[Hashable, Hashable] = {
            ("public", group): group for group in public if group in self.cube.groups
        }
        whole = Cube(
            {**self.cube.groups, **{k: self.cube.groups[g] for k, g in told.items()}},
            {**self.cube.sizes, **{k: self.cube.sizes[g] for k, g in told.items()}},
        )
        return Interpretation(whole, self.known | frozenset(told), self.alone)


def interpretations(
    cube: Cube, editions: Sequence[Shown], *, apart: bool = False
) -> list[Interpretation]:
    """Return what a reader may take all editions for; what any of these tells counts.

    The first is the new edition alone, with what others showed of the same answers:
    where people may have come as well as withdrawn, nothing follows from another
    edition, as long as no group moves by a few. The others are that from one edition
    to the next people only came, or, which is the same told backwards, only withdrew.
    Where some figures grew and others shrank, that is taken to be so within each
    council and each service for itself.

    Parameters
    ----------
    cube
        The groups as they are counted now.
    editions
        What every other edition showed, in any order.
    apart
        Whether editions that seem to be of the same answers may be of others.
    """
    public: set[Hashable] = set()
    others: list[Shown] = []
    for edition in editions:
        same = all(n == cube.sizes.get(group) for group, n in edition.items())
        if same and not apart:
            public |= {*edition}
        elif edition not in others:
            others.append(edition)
    found = [Interpretation(cube), *_in_order(cube, others)]
    merged = _merged(others)
    if len(merged) < len(others) and not apart:
        found += _in_order(cube, merged)
    return [one.with_public(frozenset(public)) for one in found]


def _merged(editions: list[Shown]) -> list[Shown]:
    """Take those together that seem to be of the same answers."""
    merged: list[dict[Hashable, int]] = []
    for edition in editions:
        for other in merged:
            both = edition.keys() & other.keys()
            if both and all(edition[group] == other[group] for group in both):
                other |= edition
                break
        else:
            merged.append(dict(edition))
    return [*merged]


def _in_order(cube: Cube, editions: Sequence[Shown]) -> Iterator[Interpretation]:
    """Return each order of editions in which nothing shrank, of as much as can be.

    An edition that showed a group which is no more cannot be told of the whole.
    """
    sizes = {group: size or 0 for group, size in cube.sizes.items()}
    kept = {
        number: {group: n for group, n in edition.items() if group in cube.groups}
        for number, edition in enumerate(editions)
    }
    kept = {number: edition for number, edition in kept.items() if edition}
    if not kept:
        return
    chains = _chains({**kept, NOW: sizes})
    for chain in chains:
        if len(chain) > 1:
            yield _only_added(cube, [None if n == NOW else kept[n] for n in chain])
    if any(len(chain) <= len(kept) for chain in chains):
        # A chain without one of them was told apart: so it is in parts of the whole.
        for part in cube.parts():
            yield from _in_order(cube.within(part), list(kept.values()))


def _chains(editions: Mapping[int, Shown]) -> list[list[int]]:
    """Return the largest sets of editions that can be put in order, in each order.

    Each of them has the edition that is being made.
    """
    before, torn = _before(editions)
    if not torn:
        return [*islice(_orders(before), MOST_ORDERS)]
    found: list[list[int]] = []
    for number in torn - {NOW}:
        rest = {n: shown for n, shown in editions.items() if n != number}
        found += [chain for chain in _chains(rest) if chain not in found]
    return [c for c in found if not any({*c} < {*other} for other in found)]


def _before(
    editions: Mapping[int, Shown],
) -> tuple[dict[int, set[int]], set[int]]:
    """Return which editions came before each, and some that allow of no order."""
    before: dict[int, set[int]] = {number: set() for number in editions}
    for one, other in combinations(editions, 2):
        both = editions[one].keys() & editions[other].keys()
        grew = any(editions[one][g] < editions[other][g] for g in both)
        if grew:
            before[other].add(one)
        if any(editions[one][g] > editions[other][g] for g in both):
            if grew:
                return before, {one, other}
            before[one].add(other)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        return before, {*error.args[1]}
    return before, set()


def _orders(before: Mapping[int, set[int]]) -> Iterator[list[int]]:
    """Return every order in which nothing shrinks."""
    if not before:
        yield []
    for number in (n for n, earlier in before.items() if not earlier):
        rest = {n: earlier - {number} for n, earlier in before.items() if n != number}
        yield from ([number, *order] for order in _orders(rest))


def _only_added(cube: Cube, chain: Sequence[Shown | None]) -> Interpretation:
    """Add what other editions showed to a cube, and what their differences tell.

    Parameters
    ----------
    cube
        The groups as they are counted now.
    chain
        What each edition showed, in the order in which people came; None is the one
        that is being made.

    Returns
    -------
    Interpretation
        With further groups: ``("at", n, group)`` for each group in another edition and
        ``("more", n, m, group)`` for those who came between two.
    """
    groups: dict[Hashable, Cells] = {}
    sizes: dict[Hashable, int | None] = {}
    for place, shown in enumerate(chain):
        for group, cells in cube.groups.items():
            name = group if shown is None else ("at", place, group)
            groups[name] = _came(cells, -1, place)
            sizes[name] = _size(cube, shown, group)
    for first, last in combinations(range(len(chain)), 2):
        for group, cells in cube.groups.items():
            was, now = (_size(cube, chain[place], group) for place in (first, last))
            name = ("more", first, last, group)
            groups[name] = _came(cells, first, last)
            sizes[name] = None if was is None or now is None else now - was
    known = frozenset(
        ("at", place, group)
        for place, shown in enumerate(chain)
        for group in (shown or {})
    )
    return Interpretation(Cube(groups, sizes), known, alone=False)


def _size(cube: Cube, shown: Shown | None, group: Hashable) -> int | None:
    return cube.sizes[group] if shown is None else shown.get(group)


def _came(cells: Cells, first: int, last: int) -> Cells:
    """Return those in some cells who came after one edition and up to another."""
    return frozenset((n, cell) for n in range(first + 1, last + 1) for cell in cells)
