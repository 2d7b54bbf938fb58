"""Overviews carry every scope, the largest overspend first."""

from collections.abc import Callable

import pytest

from analysis.data import Partnership
from analysis.measures import variances


def test_newhams_non_shared_overspend_leads_its_overview(record: Partnership) -> None:
    rows = variances.latest_outturns(record, "newham")
    told = ["financial_year", "scope", "variance_gbp", "direction"]
    assert rows[told].to_numpy().tolist() == [
        ["2017/18", "non-shared", 7_065_000, "overspend"],
        ["2017/18", "shared", -649_000, "underspend"],
    ]
    assert list(rows["belongs"]) == [
        "the council's own",
        "the council's share of the partnership's",
    ]
    assert rows["printed"].to_list()[1] == "£0.649m"
    assert set(rows["evidence"]) == {"partial"}
    assert set(rows["reasons"]) == {"nobody independent has checked it"}


@pytest.mark.parametrize(
    ("partner", "expected"),
    [
        ("newham", [7_065_000, -1_400_000]),
        ("havering", [-1_300_000]),
        ("bexley", [70_000, -560_000]),
        ("partnership", [3_500_000, -1_342_000]),
    ],
)
def test_the_largest_good_and_bad_figure_are_of_any_scope(
    record: Partnership, partner: str, expected: list[float]
) -> None:
    assert list(variances.largest(record, partner)["variance_gbp"]) == expected


def test_an_approximate_forecast_is_no_outturn(record: Partnership) -> None:
    rows = variances.all_scopes(record, "partnership")
    assert "S008" not in set(rows["id"])
    assert set(rows["status"]) <= {"outturn", "provisional"}


def test_forecasts_for_years_without_an_outturn_stand_apart(
    record: Partnership,
) -> None:
    rows = variances.later_forecasts(record, "newham")
    told = ["financial_year", "scope", "variance_gbp"]
    assert rows[told].to_numpy().tolist() == [
        ["2019/20", "non-shared", 1_871_000],
        ["2019/20", "shared", 433_000],
    ]
    whole = variances.later_forecasts(record, "partnership").set_index("scope")
    assert whole.loc["both", ["financial_year", "variance_gbp"]].to_list() == [
        "2023/24",
        5_200_000,
    ]


def test_growth_of_2023_24_is_set_against_the_savings_of_the_same_year(
    record: Partnership,
) -> None:
    (row,) = variances.growth_against_savings(record).to_dict("records")
    assert row["financial_year"] == "2023/24"
    assert (row["growth_gbp"], row["savings_gbp"]) == (5_217_000, 388_000)
    assert row["net_gbp"] == 4_829_000
    assert (row["growth_id"], row["savings_id"]) == ("P087", "P086")
    assert row["source"] == "jc-minutes-2023"


def test_before_the_outturn_there_is_only_a_forecast(
    as_at: Callable[[str], Partnership],
) -> None:
    known = as_at("2018-01-19")
    latest = variances.latest_outturns(known, "newham").set_index("scope")
    assert set(latest["financial_year"]) == {"2016/17"}
    later = variances.later_forecasts(known, "newham").set_index("scope")
    assert later.loc["non-shared", "variance_gbp"] == 4_715_000
