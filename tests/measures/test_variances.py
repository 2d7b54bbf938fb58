"""Variances: how each year closed, and how forecasts moved on the way."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.measures import spending as measure

At = Callable[[str], Partnership]


def closed(record: Partnership, partner: str) -> "pd.Series[float]":
    table = measure.outturns(record.spending, partner, record.contradictions)
    return table.set_index(["financial_year", "scope"])["variance_gbp"]


@pytest.mark.parametrize(
    ("partner", "pounds"),
    [
        ("partnership", -1_342_000),
        ("havering", -630_000),
        ("newham", -649_000),
        ("bexley", -63_000),
    ],
)
def test_the_shared_budgets_of_2017_18_closed_under_budget(
    record: Partnership, partner: str, pounds: int
) -> None:
    assert closed(record, partner)["2017/18", "shared"] == pounds


def test_newhams_7_065m_is_of_budgets_that_are_not_shared(record: Partnership) -> None:
    newham = closed(record, "newham")
    assert newham["2017/18", "non-shared"] == 7_065_000
    assert newham["2017/18", "shared"] == -649_000
    shared = record.spending.query("scope == 'shared'")
    assert 7_065_000 not in set(shared["variance_gbp"])


def test_scopes_are_never_added_to_each_other(record: Partnership) -> None:
    for partner in ("partnership", "havering", "newham", "bexley"):
        table = measure.outturns(record.spending, partner, record.contradictions)
        published = set(record.spending["variance_gbp"].dropna())
        assert set(table["variance_gbp"]) <= published
        assert not table.duplicated(["financial_year", "scope"]).any()


def test_the_split_of_2016_17_reconciles_with_the_signs_that_were_inferred(
    record: Partnership,
) -> None:
    facts = record.spending.set_index("id")["variance_gbp"]
    parts = facts[["P047", "P048", "P049"]]
    assert list(parts) == [-195_000, 45_000, 70_000]
    assert parts.sum() == facts["P046"] == -80_000


def test_all_nine_published_splits_agree_at_the_precision_printed(
    record: Partnership,
) -> None:
    splits = measure.reconciled(record.spending)
    assert len(splits) == 9
    assert splits["agrees"].all()
    # Two totals were printed in rounder figures than their parts.
    rounder = splits[~splits["exact"]]
    rows = ["financial_year", "scope", "whole_gbp", "parts_gbp", "difference_gbp"]
    assert rounder[rows].to_numpy().tolist() == [
        ["2016/17", "non-shared", -800_000, -841_000, -41_000],
        ["2017/18", "shared", 2_300_000, 2_326_000, 26_000],
    ]
    assert list(rounder["rounding_gbp"]) == [100_500, 51_500]


def test_a_difference_that_rounding_cannot_make_is_a_disagreement(
    record: Partnership,
) -> None:
    rows = record.spending
    rows.loc[rows["id"] == "P054", "variance_gbp"] += 27_000
    splits = measure.reconciled(rows)
    (off,) = splits[~splits["agrees"]].to_dict("records")
    assert (off["financial_year"], off["difference_gbp"]) == ("2017/18", 53_000)


def test_2017_18_went_from_forecast_to_outturn_in_five_steps(
    record: Partnership,
) -> None:
    path = measure.path(record.spending, "partnership", "shared")
    year = path[path["financial_year"] == "2017/18"]
    assert list(year["variance_gbp"]) == [
        2_300_000,
        796_000,
        142_000,
        -1_335_000,
        -1_342_000,
    ]
    assert list(year["status"]) == [
        "forecast",
        "forecast",
        "forecast",
        "provisional",
        "outturn",
    ]
    assert list(year["moved_gbp"])[1:] == [-1_504_000, -654_000, -1_477_000, -7_000]
    assert pd.isna(year["moved_gbp"].iloc[0])


def test_a_path_moves_in_all_from_its_first_step_to_its_last(
    record: Partnership,
) -> None:
    path = measure.path(record.spending, "partnership", "shared")
    for _, year in path.groupby("financial_year"):
        ends = year["variance_gbp"].iloc[-1] - year["variance_gbp"].iloc[0]
        assert year["moved_gbp"].sum() == pytest.approx(ends)
        assert list(year["step"]) == list(range(len(year)))


def test_a_forecast_never_closes_a_year(record: Partnership) -> None:
    for partner in ("partnership", "havering", "newham", "bexley"):
        table = measure.outturns(record.spending, partner, record.contradictions)
        assert set(table["status"]) <= {"outturn", "provisional"}
        assert "2019/20" not in set(table["financial_year"])


def test_a_provisional_outturn_closes_a_year_until_the_outturn_is_published(
    as_at: At,
) -> None:
    def closing(day: str) -> list[object]:
        known = as_at(day)
        table = measure.outturns(known.spending, "newham", known.contradictions)
        row = table.set_index(["financial_year", "scope"]).get("variance_gbp")
        assert row is not None
        return [value for key, value in row.items() if key == ("2017/18", "shared")]

    assert closing("2018-04-19") == []
    assert closing("2018-04-20") == [-645_000]
    assert closing("2018-08-02") == [-645_000]
    assert closing("2018-08-03") == [-649_000]


def test_the_newest_position_is_the_last_forecast_while_a_year_is_open(
    as_at: At,
) -> None:
    for day, fact in [
        ("2017-07-28", "P053"),
        ("2018-01-19", "P058"),
        ("2018-04-20", "P065"),
        ("2018-08-03", "P069"),
    ]:
        known = as_at(day)
        table = measure.latest(known.spending, "partnership", known.contradictions)
        row = table[(table["financial_year"] == "2017/18")]
        assert list(row["id"]) == [fact], day


def test_373_thousand_is_two_things_and_stays_two_things(record: Partnership) -> None:
    same = record.spending.query("variance_gbp == 373_000").set_index("id")
    assert set(same.index) == {"P036", "S062"}
    forecast, finance = same.loc["P036"], same.loc["S062"]
    assert (forecast["financial_year"], forecast["service"]) == ("2016/17", "all")
    assert (finance["financial_year"], finance["service"]) == ("2018/19", "finance")
    path = measure.path(record.spending, "partnership", "shared")
    assert "P036" in set(path["id"])
    assert "S062" not in set(path["id"])
    assert set(measure.by_service(record.spending, "2018/19")["id"]) >= {"S062"}


def test_a_direction_without_an_amount_gets_no_amount(record: Partnership) -> None:
    rows = measure.by_service(record.spending, "2018/19").set_index("service")
    assert rows.loc["finance", "variance_gbp"] == 373_000
    for service, direction in [
        ("ict", "adverse"),
        ("exchequer-transactional", "favourable"),
        ("legal-governance", "favourable"),
    ]:
        assert pd.isna(rows.loc[service, "variance_gbp"])
        assert rows.loc[service, "direction"] == direction


def test_a_budget_alone_is_no_position(record: Partnership) -> None:
    """£58m, £43.6m and £25m are budgets of different scope: no series."""
    budgets = set(record.spending.query("status == 'budget'")["id"])
    assert budgets == {"P019", "P021", "P026", "S007"}
    for scope in ("shared", "non-shared", "both", "not stated"):
        path = measure.path(record.spending, "partnership", scope)
        assert budgets & set(path["id"]) == set()
    latest = measure.latest(record.spending, "partnership", record.contradictions)
    assert budgets & set(latest["id"]) == set()


@pytest.mark.parametrize(
    ("pounds", "word"),
    [(1, "overspend"), (-1, "underspend"), (0, "on budget"), (0.0, "on budget")],
)
def test_positive_is_an_overspend(pounds: float, word: str) -> None:
    assert measure.direction(pounds) == word


def test_a_variance_is_the_position_less_the_budget(record: Partnership) -> None:
    fact = record.spending.set_index("id").loc["S008"]
    assert fact["budget_gbp"] + fact["variance_gbp"] == 30_000_000  # S010
    assert measure.direction(fact["variance_gbp"]) == "overspend"
