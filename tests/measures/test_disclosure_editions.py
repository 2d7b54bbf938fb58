"""No number of editions, taken together, tells of fewer than ten people.

Each edition is made as a build makes it: beside all that were made before. Then a
reader has all of them, and every figure in them is an equation.
"""

import random
from collections.abc import Hashable, Sequence
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.measures.cube import Cube, of_cells
from analysis.measures.disclosure import protect

pytestmark = pytest.mark.slow

THRESHOLD = 10
Cell = tuple[str, str]
Counts = dict[Cell, int]
Shown = dict[Hashable, int]


def cube_of(cells: Counts) -> Cube:
    """Return councils by services with all their totals; a cell of nobody is none."""
    groups: dict[Hashable, set[Cell]] = {}
    for partner, service in (cell for cell, n in cells.items() if n):
        for group in product((partner, "all"), (service, "all")):
            groups.setdefault(group, set()).add((partner, service))
    return of_cells({cell: n for cell, n in cells.items() if n}, groups)


def published(states: Sequence[Counts]) -> list[Shown]:
    """Return what each of some editions shows, made one after the other."""
    editions: list[Shown] = []
    for cells in states:
        cube = cube_of(cells)
        hidden = protect(cube, THRESHOLD, editions)
        editions.append({g: cube.sizes[g] or 0 for g in cube.groups if g not in hidden})
    return editions


def subtracted(editions: Sequence[Shown]) -> list[tuple[Hashable, int]]:
    """Take every edition from every other: return the small numbers that come out."""
    return [
        (group, other[group] - one[group])
        for one, other in combinations(editions, 2)
        for group in one.keys() & other.keys()
        if 0 < abs(other[group] - one[group]) < THRESHOLD
    ]


def given_away(states: Sequence[Counts], editions: Sequence[Shown]) -> list[str]:
    """Attack all editions together, taking it that people only came.

    Unknown is how many came to each cell before each edition; what is asked is every
    group as it was in any edition, and how many came to it between any two.
    """
    order = [(n, cell) for n in range(len(states)) for cell in states[0]]

    def marks(group: Hashable, first: int, last: int) -> list[float]:
        partner, service = group  # type: ignore[misc]
        return [
            float(first < n <= last and partner in (p, "all") and service in (s, "all"))  # type: ignore[has-type]
            for n, (p, s) in order
        ]

    rows = [marks(g, -1, n) for n, shown in enumerate(editions) for g in shown]
    sizes = [size for shown in editions for size in shown.values()]
    known = {"A_eq": np.array(rows), "b_eq": np.array(sizes, float)} if rows else {}
    came = [states[0]] + [
        {cell: now[cell] - was[cell] for cell in now} for was, now in pairwise(states)
    ]
    truth = np.array([came[n][cell] for n, cell in order], float)
    groups = {
        g for cell in states[0] for g in product((cell[0], "all"), (cell[1], "all"))
    }
    found = []
    for group, (first, last) in product(
        sorted(groups), combinations(range(-1, len(states)), 2)
    ):
        aim = np.array(marks(group, first, last))
        if 0 < aim @ truth < THRESHOLD:
            most = linprog(-aim, bounds=(0, None), **known)
            if most.status == 0 and -most.fun < THRESHOLD - 1e-6:
                found.append(f"{group} from {first} to {last}: {-most.fun:.0f} at most")
    return found


tables = st.integers(1, 2).flatmap(
    lambda partners: st.integers(2, 3).flatmap(
        lambda services: st.fixed_dictionaries(
            {
                (f"p{p}", f"s{s}"): st.one_of(st.integers(1, 14), st.integers(1, 60))
                for p in range(partners)
                for s in range(services)
            }
        )
    )
)
few = st.one_of(st.just(0), st.just(0), st.integers(0, 12), st.integers(0, 40))


def only_added(cells: Counts) -> st.SearchStrategy[list[Counts]]:
    """Return three or four states of the answers, between which people only came."""
    late = st.fixed_dictionaries(dict.fromkeys(cells, few))

    def added(steps: list[Counts]) -> list[Counts]:
        states = [cells]
        for step in steps:
            states.append({cell: n + step[cell] for cell, n in states[-1].items()})
        return states

    return st.lists(late, min_size=2, max_size=3).map(added)


def any_later(cells: Counts) -> st.SearchStrategy[list[Counts]]:
    """Return states between which people came, withdrew or did both."""
    other = {
        cell: st.one_of(st.just(n), st.integers(max(0, n - 12), n + 12))
        for cell, n in cells.items()
    }
    states = st.lists(st.fixed_dictionaries(other), min_size=2, max_size=3)
    return states.map(lambda later: [cells, *later])


@settings(phases=[Phase.generate], max_examples=50)
@given(tables.flatmap(only_added))
def test_all_editions_together_give_no_small_number_away(states: list[Counts]) -> None:
    editions = published(states)
    assert subtracted(editions) == []
    assert given_away(states, editions) == []


@settings(phases=[Phase.generate], max_examples=20)
@given(tables.flatmap(any_later))
def test_no_edition_taken_from_another_leaves_a_small_number(
    states: list[Counts],
) -> None:
    assert subtracted(published(states)) == []


@settings(phases=[Phase.generate], max_examples=25)
@given(tables.flatmap(only_added), st.randoms())
def test_it_does_not_matter_in_which_order_editions_are_made(
    states: list[Counts], order: random.Random
) -> None:
    numbers = [*range(len(states))]
    order.shuffle(numbers)
    made = published([states[n] for n in numbers])
    editions = [made[numbers.index(n)] for n in range(len(states))]
    assert subtracted(editions) == []
    assert given_away(states, editions) == []


@settings(phases=[Phase.generate], max_examples=20)
@given(tables.flatmap(only_added))
def test_an_edition_made_again_shows_what_it_showed_or_less(
    states: list[Counts],
) -> None:
    editions = published(states)
    again = published([*states, states[0]])[-1]
    assert given_away(states, [{**editions[0], **again}, *editions[1:]]) == []
