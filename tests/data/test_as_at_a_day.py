"""As at a day, a partnership holds what had been published by then and no more."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import Partnership
from analysis.data.as_at import only_published
from analysis.data.schemas import TABLES

At = Callable[[str], Partnership]
DAYS = st.dates(date(2012, 1, 1), date(2026, 6, 30))


def rows(table: pd.DataFrame) -> set[tuple[str, ...]]:
    return {tuple(map(str, row)) for row in table.to_numpy()}


@given(day=DAYS)
def test_nothing_in_any_table_was_published_later(
    record: Partnership, day: date
) -> None:
    known = only_published(dict(record.tables), day)
    assert known.keys() == TABLES.keys()
    for name, table in known.items():
        if "published" in table:
            assert (table["published"] <= pd.Timestamp(day)).all(), name


@pytest.mark.slow
@given(day=DAYS, later=st.integers(0, 3000))
def test_tables_only_grow_as_days_go_by(
    record: Partnership, day: date, later: int
) -> None:
    before = only_published(dict(record.tables), day)
    after = only_published(dict(record.tables), day + timedelta(days=later))
    for name in TABLES:
        if name != "partners":  # a partner's leaving becomes known: its row changes
            assert rows(before[name]) <= rows(after[name]), name
    assert set(before["partners"]["id"]) <= set(after["partners"]["id"])


@pytest.mark.slow
@given(day=DAYS)
def test_a_day_of_its_own_tables_is_the_same_as_that_day_of_all(
    record: Partnership, day: date
) -> None:
    once = only_published(dict(record.tables), day)
    twice = only_published(once, day)
    for name in TABLES:
        assert rows(once[name]) == rows(twice[name]), name


@given(day=DAYS)
def test_every_source_that_is_named_is_there(record: Partnership, day: date) -> None:
    known = only_published(dict(record.tables), day)
    documents = set(known["sources"]["id"])
    for name, table in known.items():
        if TABLES[name].facts:
            assert set(table["source"]) <= documents | {""}, name


def test_without_a_date_the_newest_publication_is_the_day(as_at: At) -> None:
    newest = as_at("2025-12-31")
    assert newest.as_at == date(2025, 12, 31)
    assert newest.sources["published"].max() == pd.Timestamp("2025-12-31")


def test_a_row_counts_from_the_day_it_was_published(as_at: At) -> None:
    def outturn(day: str) -> bool:
        return "P069" in set(as_at(day).spending["id"])

    assert [outturn("2018-08-02"), outturn("2018-08-03")] == [False, True]


def left(day: str, as_at: At) -> object:
    partners = as_at(day).partners.set_index("id")
    return partners.loc["bexley", "left"]


def test_that_bexley_would_leave_was_not_known_before_it_left(as_at: At) -> None:
    assert pd.isna(left("2020-07-30", as_at))
    assert left("2020-07-31", as_at) == "2020-07-31"


@pytest.mark.parametrize(
    ("day", "partners"),
    [
        ("2014-03-31", set()),
        ("2014-04-01", {"havering", "newham"}),
        ("2015-12-31", {"havering", "newham"}),
        ("2016-01-01", {"havering", "newham", "bexley"}),
        ("2025-12-31", {"havering", "newham", "bexley"}),
    ],
)
def test_a_council_is_a_partner_from_the_day_it_joined(
    as_at: At, day: str, partners: set[str]
) -> None:
    assert set(as_at(day).partners["id"]) == partners


def test_a_contradiction_is_known_when_both_of_its_facts_are(as_at: At) -> None:
    name = "savings-2017-18-applied"  # P012 of December 2018 against P092
    assert name not in set(as_at("2018-12-30").contradictions["id"])
    assert name in set(as_at("2018-12-31").contradictions["id"])
