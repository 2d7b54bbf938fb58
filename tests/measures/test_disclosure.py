"""No group of fewer than ten people is shown, nor follows from what is."""

from collections.abc import Hashable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.measures.cube import Cube, of_cells
from analysis.measures.disclosure import protect

THRESHOLD = 10
Counts = dict[tuple[str, str], int]


def cube_of(cells: Counts) -> Cube:
    """Return councils by services with all their totals, as pages show them."""
    groups: dict[Hashable, set[tuple[str, str]]] = {}
    for partner, service in cells:
        for group in product((partner, "all"), (service, "all")):
            groups.setdefault(group, set()).add((partner, service))
    return of_cells(cells, groups)


def shown(cube: Cube, before: dict[Hashable, int] | None = None) -> dict[Hashable, int]:
    hidden = protect(cube, THRESHOLD, [before] if before else [])
    return {g: cube.sizes[g] or 0 for g in cube.groups if g not in hidden}


def follows(target: frozenset[Hashable], known: list[frozenset[Hashable]]) -> bool:
    """Tell whether adding and taking away what is known gives the target exactly."""
    cells = sorted({c for cells in [target, *known] for c in cells}, key=str)
    rows = np.array([[c in cells_ for c in cells] for cells_ in known], float)
    aim = np.array([c in target for c in cells], float)
    if not known:
        return False
    best, *_ = np.linalg.lstsq(rows.T, aim, rcond=None)
    return bool(np.allclose(rows.T @ best, aim))


numbers = st.one_of(st.integers(0, 14), st.integers(0, 80))
tables = st.integers(1, 3).flatmap(
    lambda partners: st.integers(1, 4).flatmap(
        lambda services: st.fixed_dictionaries(
            {
                (f"p{p}", f"s{s}"): numbers
                for p in range(partners)
                for s in range(services)
            }
        )
    )
)


@given(tables)
def test_no_small_group_is_shown(cells: Counts) -> None:
    assert all(n == 0 or n >= THRESHOLD for n in shown(cube_of(cells)).values())


@given(tables)
def test_no_hidden_group_follows_from_sums_and_differences(cells: Counts) -> None:
    cube = cube_of(cells)
    known = shown(cube)
    nobody = {c for g, n in known.items() if n == 0 for c in cube.groups[g]}
    parts = [cube.groups[g] - nobody for g in known]
    for group in set(cube.groups) - set(known):
        assert not follows(cube.groups[group] - nobody, parts), group


@given(tables)
def test_what_is_left_of_a_total_is_nobody_or_enough_people(cells: Counts) -> None:
    cube = cube_of(cells)
    known = shown(cube)
    for total, size in known.items():
        for side in (0, 1):
            parts = [
                g
                for g in known
                if cube.groups[g] < cube.groups[total] and g[side] == total[side]  # type: ignore[index]
            ]
            rest = size - sum(known[g] for g in parts)
            assert rest == 0 or rest >= THRESHOLD, total


@given(tables)
def test_enough_people_everywhere_hide_nothing(cells: Counts) -> None:
    plenty = {cell: n + THRESHOLD for cell, n in cells.items()}
    assert protect(cube_of(plenty), THRESHOLD) == set()


pairs = tables.flatmap(
    lambda cells: st.tuples(
        st.just(cells),
        st.fixed_dictionaries(
            {c: st.one_of(st.just(0), st.integers(0, 30)) for c in cells}
        ),
    )
)


@pytest.mark.slow
@given(pairs)
def test_two_editions_compared_give_no_small_group_away(
    pair: tuple[Counts, Counts],
) -> None:
    old, late = pair
    first = cube_of(old)
    second = cube_of({cell: old[cell] + late[cell] for cell in old})
    known_first = shown(first)
    known_second = shown(second, known_first)

    order = [(part, cell) for part in ("old", "late") for cell in old]

    def marks(cube: Cube, group: Hashable, parts: tuple[str, ...]) -> list[float]:
        return [
            float(part in parts and cell in cube.groups[group]) for part, cell in order
        ]

    rows = [marks(first, g, ("old",)) for g in known_first]
    rows += [marks(second, g, ("old", "late")) for g in known_second]
    sizes = [*known_first.values(), *known_second.values()]
    known = {"A_eq": np.array(rows), "b_eq": np.array(sizes, float)} if rows else {}

    def most(aim: list[float]) -> float:
        found = linprog(-np.array(aim), bounds=(0, None), **known)
        return float("inf") if found.status == 3 else -found.fun

    for group, size in second.sizes.items():
        if size and size < THRESHOLD:
            assert most(marks(second, group, ("old", "late"))) >= THRESHOLD - 1e-6
    for group, size in first.sizes.items():
        if size and size < THRESHOLD:
            assert most(marks(first, group, ("old",))) >= THRESHOLD - 1e-6
    for group in set(known_first) & set(known_second):
        came = known_second[group] - known_first[group]
        assert came == 0 or came >= THRESHOLD, group


def any_later(cells: Counts) -> st.SearchStrategy[tuple[Counts, Counts]]:
    """Return two editions between which people came, withdrew or did both."""
    later = {
        cell: st.one_of(
            st.just(n),
            st.just(0),
            st.integers(max(0, n - 12), n),
            st.integers(n, n + 12),
            numbers,
        )
        for cell, n in cells.items()
    }
    return st.tuples(st.just(cells), st.fixed_dictionaries(later))


@pytest.mark.slow
@given(tables.flatmap(any_later))
def test_an_edition_after_people_withdrew_gives_no_small_group_away(
    pair: tuple[Counts, Counts],
) -> None:
    # A group in which nobody is left is no more: readers take it to be empty.
    first, second = (cube_of({c: n for c, n in cells.items() if n}) for cells in pair)
    known_first = shown(first)
    known_second = shown(second, known_first)

    order = [(part, c) for part in ("stayed", "came", "went") for c in pair[0]]
    was, now = ("stayed", "went"), ("stayed", "came")

    def marks(cells: frozenset[Hashable], parts: tuple[str, ...]) -> list[float]:
        return [float(part in parts and cell in cells) for part, cell in order]

    rows, sizes = [], []
    for cube, parts, known in ((first, was, known_first), (second, now, known_second)):
        empty = {frozenset([c]): 0 for c in pair[0] if c not in cube.groups}
        for cells, n in [
            *((cube.groups[g], n) for g, n in known.items()),
            *empty.items(),
        ]:
            rows.append(marks(cells, parts))
            sizes.append(n)
    seen = {"A_eq": np.array(rows), "b_eq": np.array(sizes, float)} if rows else {}
    for cube, parts in ((first, was), (second, now)):
        for group in (g for g in cube.groups if cube.is_small(g, THRESHOLD)):
            aim = -np.array(marks(cube.groups[group], parts))
            found = linprog(aim, bounds=(0, None), **seen)
            assert found.status == 3 or -found.fun >= THRESHOLD - 1e-6, group
    for group in set(known_first) & set(known_second):
        moved = abs(known_second[group] - known_first[group])
        assert moved == 0 or moved >= THRESHOLD, group


def test_people_who_withdrew_do_not_give_away_those_who_are_left() -> None:
    # Ten of services b and c were shown within 20; one withdrew, and 11 came to a.
    before = {("p", "a"): 10, ("p", "all"): 20}
    cells = {("p", "a"): 21, ("p", "b"): 8, ("p", "c"): 1}
    cube = of_cells(cells, {**{c: [c] for c in cells}, ("p", "all"): list(cells)})
    left = set(cube.groups) - protect(cube, THRESHOLD, [before])
    assert left in ({("p", "a")}, {("p", "all")})


def test_a_service_that_nobody_rates_any_more_gives_no_other_away() -> None:
    before = {("p", "a"): 50, ("p", "b"): 12, ("p", "all"): 62}
    cells = {("p", "b"): 2, ("p", "c"): 30, ("p", "d"): 40}
    cube = of_cells(cells, {**{c: [c] for c in cells}, ("p", "all"): list(cells)})
    hidden = protect(cube, THRESHOLD, [before])
    assert ("p", "b") in hidden
    assert len(hidden) > 1


def test_one_small_service_takes_the_next_smallest_with_it() -> None:
    cells = {("p", "a"): 3, ("p", "b"): 40, ("p", "c"): 25, ("p", "d"): 60}
    cube = of_cells(cells, {**{c: [c] for c in cells}, ("p", "all"): list(cells)})
    assert protect(cube, THRESHOLD) == {("p", "a"), ("p", "c")}


def test_two_small_services_that_are_few_together_take_a_third() -> None:
    cells = {("p", "a"): 3, ("p", "b"): 4, ("p", "c"): 25, ("p", "d"): 60}
    cube = of_cells(cells, {**{c: [c] for c in cells}, ("p", "all"): list(cells)})
    assert ("p", "c") in protect(cube, THRESHOLD)


def test_a_late_answer_or_two_are_not_shown_as_a_difference() -> None:
    cells = {("p", "a"): 42, ("q", "a"): 30}
    hidden = protect(cube_of(cells), THRESHOLD, [{("p", "a"): 40, ("p", "all"): 40}])
    assert {("p", "a"), ("p", "all")} <= hidden
