"""Amounts of money know what they count, and never mix."""

from itertools import permutations
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.schemas import MONEY_BASES
from analysis.errors import MeasureError, MixedBasisError
from analysis.measures.money import Amount, require_one_basis, total

STATED = [basis for basis in MONEY_BASES if basis != "not stated"]
POUNDS = st.integers(-(10**10), 10**10)
BASES = st.sampled_from(STATED)
DIFFERENT = [
    *permutations(MONEY_BASES, 2),
    ("not stated", "not stated"),  # they may count different things
]


def table(amounts: list[int], bases: list[str]) -> pd.DataFrame:
    ids = [f"A{number}" for number in range(len(amounts))]
    return pd.DataFrame({"id": ids, "basis": bases, "amount_gbp": amounts})


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
@given(a=POUNDS, b=POUNDS)
def test_amounts_of_different_basis_are_never_added_or_taken_away(
    one: str, other: str, a: int, b: int
) -> None:
    first, second = Amount(a, one, ("A1",)), Amount(b, other, ("A2",))
    for mix in (
        lambda: first + second,
        lambda: first - second,
        lambda: total(table([a, b], [one, other])),
    ):
        with pytest.raises(MixedBasisError, match=r"cannot be added or compared"):
            mix()


@given(st.lists(BASES, min_size=1, max_size=6))
def test_a_table_is_of_one_basis_or_of_none(bases: list[str]) -> None:
    if len(set(bases)) == 1:
        assert require_one_basis(pd.Series(bases)) == bases[0]
    else:
        with pytest.raises(MixedBasisError):
            require_one_basis(pd.Series(bases))


def test_the_message_names_the_bases_that_were_mixed() -> None:
    with pytest.raises(MixedBasisError, match=r"\(cumulative, run-rate\)"):
        Amount(40e6, "cumulative") + Amount(10.6e6, "run-rate")


@given(st.lists(POUNDS, min_size=1, max_size=8), BASES, st.randoms())
def test_a_total_keeps_every_pound_and_every_fact_in_any_order(
    amounts: list[int], basis: str, random: Random
) -> None:
    rows = table(amounts, [basis] * len(amounts))
    found = total(rows)
    assert found == Amount(sum(amounts), basis, tuple(rows["id"]))
    again = total(rows.loc[random.sample(list(rows.index), len(rows))])
    assert again.pounds == found.pounds
    assert sorted(again.ids) == sorted(found.ids)


@given(st.lists(POUNDS, min_size=2, max_size=8), st.integers(1, 7), BASES)
def test_the_totals_of_two_parts_add_up_to_the_total_of_the_whole(
    amounts: list[int], at: int, basis: str
) -> None:
    rows = table(amounts, [basis] * len(amounts))
    cut = min(at, len(rows) - 1)
    assert total(rows[:cut]) + total(rows[cut:]) == total(rows)


@given(POUNDS, POUNDS, BASES)
def test_what_was_added_can_be_taken_away(a: int, b: int, basis: str) -> None:
    both = Amount(a, basis) + Amount(b, basis)
    assert (both - Amount(b, basis)).pounds == a


@given(POUNDS, BASES)
def test_one_amount_alone_is_its_own_total(pounds: int, basis: str) -> None:
    assert total(table([pounds], [basis])).pounds == pounds


def test_one_amount_of_unstated_basis_can_be_quoted_alone() -> None:
    assert total(table([13_000_000], ["not stated"])).pounds == 13_000_000


def test_what_is_missing_is_not_zero() -> None:
    rows = table([1, 2], ["in-year", "in-year"])
    rows["amount_gbp"] = [1.0, None]
    with pytest.raises(MeasureError, match="for A1: missing is not zero"):
        total(rows)


def test_a_table_without_rows_has_no_total() -> None:
    with pytest.raises(MeasureError, match="no amounts"):
        total(table([], []))
