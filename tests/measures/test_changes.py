"""Every fact of two editions is the same, new, revised or withdrawn, and once only."""

from collections.abc import Callable, Mapping

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import TABLES, Partnership
from analysis.measures.changes import Fact, compare, counts

Tables = Mapping[str, pd.DataFrame]
Open = Callable[[str], Partnership]

EARLY, LATE = "2018-01-31", "2025-12-31"


def keys(tables: Tables) -> set[tuple[str, ...]]:
    """Return every fact of some tables, by its table and key."""
    return {
        (name, *map(str, key))
        for name, table in tables.items()
        if TABLES[name].facts
        for key in table[list(TABLES[name].key)].itertuples(index=False)
    }


def named(facts: list[Fact], change: str) -> set[tuple[str, ...]]:
    return {(fact.table, *fact.key) for fact in facts if fact.change == change}


def savings(*rows: dict[str, object]) -> Tables:
    """Return a table of savings; what a row does not say is the same in all."""
    usual = {
        "partner": "newham",
        "service": "all",
        "scope": "shared",
        "status": "target",
        "period_from": "2014/15",
        "period_to": "2014/15",
        "basis": "in-year",
        "qualifier": "exact",
        "source": "report",
        "note": None,
        "published": pd.Timestamp("2016-01-01"),
    }
    return {"savings": pd.DataFrame([{**usual, **row} for row in rows])}


def register(first: str, second: str, kind: str = "disagreement") -> pd.DataFrame:
    return pd.DataFrame([{"first": first, "second": second, "kind": kind}])


def later(day: str = "2017-01-01") -> dict[str, object]:
    return {"published": pd.Timestamp(day), "source": "later report"}


@pytest.fixture(scope="module")
def facts(as_at: Open) -> list[Fact]:
    early, late = as_at(EARLY), as_at(LATE)
    return compare(early.tables, late.tables, late.contradictions)


def test_an_edition_is_the_same_as_itself(record: Partnership) -> None:
    found = compare(record.tables, record.tables, record.contradictions)
    assert counts(found) == {
        "same": len(keys(record.tables)),
        **dict.fromkeys(("new", "revised", "withdrawn"), 0),
    }


def test_of_two_days_each_fact_is_one_of_the_four(
    facts: list[Fact], as_at: Open
) -> None:
    found = [(fact.table, *fact.key) for fact in facts]
    assert len(found) == len(set(found))
    assert set(found) == keys(as_at(EARLY).tables) | keys(as_at(LATE).tables)
    assert named(facts, "withdrawn") == set()


def test_what_is_new_between_two_days_was_published_between_them(
    facts: list[Fact],
) -> None:
    days = [fact.row["published"] for fact in facts if fact.change == "new"]
    assert pd.Timestamp(EARLY) < min(days)
    assert max(days) <= pd.Timestamp(LATE)


def test_a_later_figure_that_the_register_sets_against_an_earlier_one_revises_it(
    facts: list[Fact],
) -> None:
    (found,) = [f for f in facts if f.change == "revised" and f.key[0] == "P012"]
    assert found.before is not None
    assert found.before["id"] == "P092"
    assert found.difference == pytest.approx(12_850_000 - 11_069_000)


@pytest.mark.slow
@given(drawn=st.data())
def test_whatever_changes_is_told_and_nothing_else(
    record: Partnership, drawn: st.DataObject
) -> None:
    before = {n: t for n, t in record.tables.items() if TABLES[n].facts and len(t)}
    after, moved, gone = {}, set(), set()
    for name, table in before.items():
        part = drawn.draw(st.sets(st.sampled_from(range(len(table))), max_size=3))
        lost = drawn.draw(st.sets(st.sampled_from(range(len(table))), max_size=2))
        made = table.copy()
        figure = next((c for c in ("amount_gbp", "percent") if c in made), None)
        for at in part if figure else ():
            if pd.notna(made.loc[at, figure]):
                made.loc[at, figure] += 1
                moved.add((name, at))
        gone |= {(name, at) for at in lost}
        after[name] = made.drop(index=[*lost])
    found = compare(before, after)
    place = {
        (name, *map(str, key)): (name, at)
        for name, table in before.items()
        for at, key in enumerate(table[list(TABLES[name].key)].itertuples(index=False))
    }
    assert len(found) == len(place)
    assert {place[key] for key in named(found, "withdrawn")} == gone
    assert {place[key] for key in named(found, "revised")} == moved - gone
    assert named(found, "new") == set()


@pytest.mark.slow
@given(drawn=st.data())
def test_what_is_new_one_way_is_withdrawn_the_other_way(
    record: Partnership, drawn: st.DataObject
) -> None:
    table = record.savings
    lost = drawn.draw(st.sets(st.sampled_from(range(len(table))), max_size=9))
    less = {"savings": table.drop(index=[*lost])}
    whole = {"savings": table}
    there = {fact.key for fact in compare(whole, less) if fact.change == "withdrawn"}
    assert len(there) == len(lost)
    back = compare(less, whole)
    # What comes back may give another value for what a figure that stayed states.
    assert {f.key for f in back if f.change in ("new", "revised")} == there


def test_another_value_of_the_same_fact_revises_it() -> None:
    (fact,) = compare(
        savings({"id": "S1", "amount_gbp": 5.0}),
        savings({"id": "S1", "amount_gbp": 7.0}),
    )
    assert (fact.change, fact.difference) == ("revised", 2.0)


@pytest.mark.parametrize("column", ["status", "basis", "scope"])
def test_another_meaning_of_the_same_value_revises_it(column: str) -> None:
    row = {"id": "S1", "amount_gbp": 5.0}
    (fact,) = compare(savings(row), savings({**row, column: "not stated"}))
    assert (fact.change, fact.difference) == ("revised", 0.0)


def test_another_note_or_source_revises_nothing() -> None:
    row = {"id": "S1", "amount_gbp": 5.0}
    (fact,) = compare(savings(row), savings({**row, "note": "New.", "source": "other"}))
    assert fact.change == "same"


def test_a_later_document_with_another_value_revises_the_earlier_one() -> None:
    first = {"id": "S1", "amount_gbp": 5.0}
    found = compare(
        savings(first), savings(first, {"id": "S2", "amount_gbp": 6.0, **later()})
    )
    assert [(f.key[0], f.change) for f in found] == [("S1", "same"), ("S2", "revised")]
    assert found[1].difference == 1.0


@pytest.mark.parametrize(
    "other",
    [
        {"partner": "havering"},
        {"period_to": "2015/16"},
        {"basis": "cumulative"},
        {"scope": "non-shared"},
        {"status": "achieved"},
        {"amount_gbp": 5.0},
        {"published": pd.Timestamp("2015-01-01")},
    ],
)
def test_a_figure_of_something_else_or_the_same_value_is_new(
    other: dict[str, object],
) -> None:
    first = {"id": "S1", "amount_gbp": 5.0}
    second = {"id": "S2", "amount_gbp": 6.0, **later(), **other}
    found = compare(savings(first), savings(first, second))
    assert [fact.change for fact in found] == ["same", "new"]


def test_several_figures_of_one_document_are_a_list_and_revise_nothing() -> None:
    first = {"id": "S1", "amount_gbp": 5.0}
    parts = [{"id": f"S{n}", "amount_gbp": float(n), **later()} for n in (2, 3)]
    found = compare(savings(first), savings(first, *parts))
    assert [fact.change for fact in found] == ["same", "new", "new"]


def test_a_fact_whose_number_alone_changed_is_the_same_once() -> None:
    row = {"amount_gbp": 5.0}
    (fact,) = compare(savings({"id": "S1", **row}), savings({"id": "S2", **row}))
    assert (fact.change, fact.replaced) == ("same", True)


def test_a_figure_rounded_at_another_point_revises_nothing() -> None:
    first = {"id": "S1", "amount_gbp": 5.0, "period_to": "2015/16"}
    second = {"id": "S2", "amount_gbp": 5.2, **later()}
    both = savings(first, second)
    rounded = compare(savings(first), both, register("S1", "S2", "rounding"))
    real = compare(savings(first), both, register("S1", "S2"))
    assert [fact.change for fact in rounded] == ["same", "new"]
    assert [fact.change for fact in real] == ["same", "revised"]


def test_a_column_that_an_earlier_release_did_not_know_revises_nothing() -> None:
    row = {"id": "S1", "amount_gbp": 5.0}
    before = savings(row)["savings"].drop(columns=["scope", "qualifier"])
    (fact,) = compare({"savings": before}, savings(row))
    assert fact.change == "same"
