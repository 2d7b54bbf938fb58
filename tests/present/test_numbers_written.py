"""Numbers read the same everywhere: £0.630m, £132k, 83%, 8 percentage points."""

import doctest
import re
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.present import numbers

AMOUNTS = st.integers(-(10**12), 10**12)
WRITERS = [
    numbers.pounds,
    numbers.millions,
    numbers.variance,
    numbers.percent,
    numbers.points,
]


def says_something(written: str) -> bool:
    """Tell whether a printed number is other than nothing, which has no sign."""
    return any(digit in written for digit in "123456789")


def test_the_examples_in_the_documentation_are_true() -> None:
    found = doctest.testmod(numbers)
    assert (found.failed, found.attempted >= 4) == (0, True)


@pytest.mark.parametrize(
    ("pounds", "written"),
    [
        (132_000, "£132k"),
        (600_000, "£600k"),
        (1_300_000, "£1.3m"),
        (12_850_000, "£12.85m"),
        (11_069_000, "£11.069m"),
        (40_000_000, "£40m"),
        (1_340_000_000, "£1.34bn"),
        (-1_400_000, "\N{MINUS SIGN}£1.4m"),
        (950, "£950"),
        (0, "£0"),
    ],
)
def test_pounds_are_as_fine_as_published(pounds: float, written: str) -> None:
    assert numbers.pounds(pounds) == written


@pytest.mark.parametrize(
    ("pounds", "written"),
    [
        (-630_000, "\N{MINUS SIGN}£0.630m"),
        (7_065_000, "+£7.065m"),
        (-1_342_000, "\N{MINUS SIGN}£1.342m"),
        (45_000, "+£0.045m"),
        (0, "£0.000m"),
    ],
)
def test_variances_are_signed_as_the_committee_prints_them(
    pounds: float, written: str
) -> None:
    assert numbers.variance(pounds) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-8, "\N{MINUS SIGN}8 percentage points"),
        (1, "+1 percentage point"),
        (-1, "\N{MINUS SIGN}1 percentage point"),
        (0, "0 percentage points"),
        (2.5, "+2.5 percentage points"),
    ],
)
def test_changes_of_percentages_are_in_points(value: float, written: str) -> None:
    assert numbers.points(value) == written


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA, pd.NaT])
def test_what_is_missing_is_said_by_its_shorthand(
    write: object, missing: object
) -> None:
    assert callable(write)
    assert write(missing) == "[x]"
    assert "[x]" in numbers.SHORTHAND


@pytest.mark.parametrize("write", WRITERS)
@given(value=AMOUNTS)
def test_a_negative_number_has_a_true_minus_and_never_a_hyphen(
    write: object, value: int
) -> None:
    assert callable(write)
    written = write(value)
    assert "-" not in written
    assert written.startswith(numbers.MINUS) == (value < 0 and says_something(written))


@pytest.mark.parametrize("write", [numbers.variance, numbers.points])
@given(value=AMOUNTS)
def test_a_signed_number_says_whether_it_went_up_or_down(
    write: object, value: int
) -> None:
    assert callable(write)
    written = write(value)
    assert written.startswith("+") == (value > 0 and says_something(written))


@pytest.mark.parametrize("pounds", [-499, -1, 0, 1, 499])
def test_what_rounds_to_nothing_has_no_sign(pounds: int) -> None:
    assert numbers.variance(pounds) == "£0.000m"
    assert numbers.millions(pounds) == "£0.0m"


@given(thousands=st.integers(-(10**8), 10**8))
def test_no_thousand_of_a_published_variance_is_lost(thousands: int) -> None:
    written = numbers.variance(thousands * 1_000)
    digits = written.replace(numbers.MINUS, "-").replace("+", "")
    assert round(float(digits.replace("£", "").removesuffix("m")) * 1_000) == thousands


@given(pounds=AMOUNTS)
def test_no_pound_of_a_published_amount_is_lost(pounds: int) -> None:
    written = numbers.pounds(pounds).replace(numbers.MINUS, "-").replace(",", "")
    value, unit = re.fullmatch(r"(-?£[\d.]+)(k|m|bn)?", written).groups()  # type: ignore[union-attr]
    size = {None: 1, "k": 10**3, "m": 10**6, "bn": 10**9}[unit]
    found = float(value.replace("£", "")) * size
    # Six decimals of the unit are written; of a billion that is a thousand pounds.
    assert abs(found - pounds) <= (500 if unit == "bn" else 0.5)


@given(st.integers(0, 100))
def test_whole_percentages_are_written_whole(value: int) -> None:
    assert numbers.percent(value) == f"{value}%"


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (1_340_000_000, "pounds", "£1.34bn"),
        (423_000, "pounds a year", "£423k a year"),
        (93, "per cent", "93%"),
        (1350, "staff", "1,350 staff"),
        (float("nan"), "staff", "[x]"),
    ],
)
def test_a_quantity_has_its_unit(value: float, unit: str, written: str) -> None:
    assert numbers.quantity(value, unit) == written


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020", "2020"),
        ("2020-07", "July 2020"),
        ("2020-07-31", "31 July 2020"),
        (None, "[x]"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(written: str | None, read: str) -> None:
    assert numbers.partial_day(written) == read


def test_a_day_has_no_leading_nought() -> None:
    assert numbers.day(date(2018, 8, 3)) == "3 August 2018"
    assert numbers.day(pd.Timestamp("2018-08-03")) == "3 August 2018"


@pytest.mark.parametrize(
    ("first", "last", "read"),
    [
        ("2017/18", "2017/18", "2017/18"),
        ("2014/15", "2018/19", "2014/15 to 2018/19"),
        (None, "2015/16", "up to 2015/16"),
        ("2014/15", None, "from 2014/15"),
        (None, None, "not stated"),
    ],
)
def test_a_period_says_what_is_known_of_it(
    first: str | None, last: str | None, read: str
) -> None:
    assert numbers.period(first, last) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_listing_reads_as_a_sentence_does(words: list[str], read: str) -> None:
    assert numbers.listing(words) == read


def test_a_count_of_things_is_singular_plural_or_none() -> None:
    said = [numbers.count(n, "year") for n in (0, 1, 3)]
    assert said == ["no years", "1 year", "3 years"]
    assert numbers.count(2, "child", "children") == "2 children"
