"""A figure keeps the precision it was published with, and a sum claims no more."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import Partnership
from analysis.data.printed import parse
from analysis.measures.precision import coarsest, last_digit, rounded


@pytest.mark.parametrize(
    ("printed", "value", "step"),
    [
        ("£0.630m", 630_000, 1_000),
        ("£3.5m", 3_500_000, 100_000),
        ("£132k", 132_000, 1_000),
        ("£2,115,000", 2_115_000, 1),
        ("£1.34bn", 1_340_000_000, 10_000_000),
        ("58.40%", 58.4, 0.01),
        ("1,350", 1_350, 1),
    ],
)
def test_a_printed_figure_has_a_value_and_a_last_digit(
    printed: str, value: float, step: float
) -> None:
    found = parse(printed)
    assert found is not None
    assert (found.value, found.step) == pytest.approx((value, step))


@pytest.mark.parametrize(
    "text", ["", "about £5m", "-0.630", "£1.1.1m", "£5%", "1,35", "5 m"]
)
def test_what_is_no_printed_figure_is_not_read_as_one(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("value", "printed", "step"),
    [
        (3_500_000, None, 100_000),
        (-630_000, "£0.630m", 1_000),
        (-630_000, None, 10_000),
        (7_065_000, None, 1_000),
        (5_000_000, None, 1_000_000),
    ],
)
def test_the_number_tells_its_precision_where_nothing_else_does(
    value: float, printed: str | None, step: float
) -> None:
    assert last_digit(value, printed) == step


def test_published_amounts_keep_their_noughts(record: Partnership) -> None:
    printed = record.spending.set_index("id")["printed"]
    assert printed["P070"] == "£0.630m"  # Havering, shared, 2017/18
    assert printed["P046"] == "£0.080m"
    assert pd.isna(printed["P084"])  # £3.5m: the number tells it
    assert record.spending.set_index("id").loc["S008", "qualifier"] == "approximate"


def test_a_sum_is_no_more_exact_than_its_least_exact_part(
    record: Partnership,
) -> None:
    rows = record.savings.set_index("id").loc[["P001", "P003", "P005", "P012"]]
    assert coarsest(rows, "amount_gbp") == 100_000  # £12.85m beside £5.4m
    assert rounded(rows["amount_gbp"].sum(), 100_000) == 36_300_000


@given(st.integers(-(10**10), 10**10), st.sampled_from([1, 1_000, 100_000, 10**6]))
def test_rounding_moves_a_sum_by_half_a_step_at_most(value: int, step: int) -> None:
    found = rounded(float(value), float(step))
    assert abs(found - value) <= step / 2
    assert found % step == 0
    assert rounded(float(-value), float(step)) == -found
