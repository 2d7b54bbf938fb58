"""The same pounds under two names, and totals beside their parts: found, kept."""

import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.measures.double_counting import TWICE, WITH_PARTS, counted_twice, overlaps


def savings(*rows: dict[str, object]) -> pd.DataFrame:
    plain: dict[str, object] = {
        "partner": "partnership",
        "service": "hr",
        "period_from": "2017/18",
        "period_to": "2017/18",
        "status": "achieved",
        "basis": "run-rate",
        "part_of": None,
        "line": None,
        "published": pd.Timestamp("2018-07-01"),
        "amount_gbp": 50_000.0,
    }
    made = [{"id": f"A{n}", **plain, **row} for n, row in enumerate(rows)]
    return pd.DataFrame(made)


def test_one_saving_under_two_names_is_found() -> None:
    found = overlaps(savings({"line": "L1"}, {"line": "L2"}))
    assert found[["kind", "service", "amount_gbp", "ids"]].to_numpy().tolist() == [
        [TWICE, "hr", 50_000.0, ("A0", "A1")]
    ]
    assert not found["declared"].any()


@pytest.mark.parametrize(
    "other",
    [
        {"service": "ict"},
        {"period_from": "2018/19", "period_to": "2018/19"},
        {"amount_gbp": 50_001.0},
        {"partner": "newham"},
        {"status": "target"},
    ],
)
def test_what_differs_in_anything_is_not_the_same(other: dict[str, object]) -> None:
    assert overlaps(savings({}, other)).empty


def test_one_line_reported_twice_is_one_saving() -> None:
    again = {"line": "L1", "published": pd.Timestamp("2019-07-01")}
    assert overlaps(savings({"line": "L1"}, again)).empty


def test_a_total_beside_its_parts_is_found() -> None:
    found = overlaps(
        savings(
            {"period_from": "2016/17", "basis": "cumulative", "amount_gbp": 80_000.0},
            {"period_from": "2016/17", "period_to": "2016/17", "amount_gbp": 30_000.0},
            {},
            {"amount_gbp": 49_000.0},
        )
    )
    assert found["kind"].tolist() == [WITH_PARTS]
    assert found["ids"].tolist() == [("A0", "A1", "A2")]


def test_what_the_record_declares_is_told_from_what_it_does_not(
    record: Partnership,
) -> None:
    found = overlaps(record.savings).set_index("ids")["declared"].astype(bool)
    assert found[[("P015", "S037")]].all()
    assert found[[("P011", "P003")]].all()
    assert not found[[("P007", "P001", "P003", "P005")]].any()
    assert not found[[("P008", "P002", "P004", "P006")]].any()
    assert len(found) == 4


def test_nothing_is_dropped(record: Partnership) -> None:
    before = record.savings
    overlaps(before)
    pd.testing.assert_frame_equal(before, record.savings)


def test_a_register_loses_the_second_of_two_lines_only() -> None:
    rows = savings({"line": "L1"}, {"line": "L2"}, {"line": "L3", "amount_gbp": 9.0})
    found = counted_twice(rows)
    assert found[["id", "financial_year", "amount_gbp"]].to_numpy().tolist() == [
        ["A1", "2017/18", 50_000.0]
    ]
