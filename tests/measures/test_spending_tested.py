"""Variances against budgets, year by year, by cause and by service."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import WHOLE, Partnership
from analysis.data.settings import Rag
from analysis.measures.against_budget import (
    rating,
    thresholds,
    with_budgets,
    year_by_year,
)
from analysis.measures.bridge import REST, bridges, walk
from analysis.measures.spending import latest, others, reconciled
from analysis.present import methods
from analysis.present.overspend import years


def test_repeatedly_over_budget_is_not_what_the_closings_say(
    record: Partnership,
) -> None:
    years = year_by_year(record.spending, WHOLE, record.contradictions)
    shared = years[years["scope"].isin(["shared", "both"]) | years["scope"].isna()]
    verdicts = dict(zip(shared["financial_year"], shared["verdict"], strict=True))
    assert verdicts == {
        "2014/15": "under",
        "2015/16": "under",
        "2016/17": "under",
        "2017/18": "under",
        "2018/19": "under",
        "2019/20": "forecast only",
        "2020/21": "nothing published",
        "2021/22": "nothing published",
        "2022/23": "over",
        "2023/24": "forecast only",
    }


def test_five_million_on_twenty_five_is_a_forecast_of_twenty_per_cent(
    record: Partnership,
) -> None:
    rows = latest(record.spending, WHOLE, record.contradictions)
    rows = with_budgets(rows, record.spending).set_index(["financial_year", "scope"])
    claim = rows.loc[("2022/23", "not stated")]
    assert (claim["status"], claim["percent"]) == ("forecast", 20.0)
    outturn = rows.loc[("2022/23", "both")]
    assert (outturn["status"], outturn["variance_gbp"]) == ("outturn", 3_500_000)


def test_a_budget_of_another_scope_is_no_measure(record: Partnership) -> None:
    rows = latest(record.spending, WHOLE, record.contradictions)
    rows = with_budgets(rows, record.spending).set_index(["financial_year", "scope"])
    assert rows.loc[("2016/17", "shared"), "percent"] == pytest.approx(
        -0.1835, abs=1e-4
    )
    known = rows["percent"].dropna().index
    assert set(known) == {("2016/17", "shared"), ("2022/23", "not stated")}


@pytest.mark.parametrize(
    ("percent", "colour"),
    [(-30, "green"), (0, "green"), (1, "green"), (1.01, "amber"), (5, "amber"),
     (5.01, "red"), (20, "red")],
)  # fmt: skip
def test_a_rating_follows_the_thresholds(percent: float, colour: str) -> None:
    assert rating(percent, Rag()) == colour


def test_thresholds_are_the_partnerships_own() -> None:
    strict = Rag(green_up_to_percent=0.0, amber_up_to_percent=0.5)
    assert [rating(p, strict) for p in (0, 0.4, 0.6)] == ["green", "amber", "red"]


@pytest.mark.parametrize("rag", [Rag(), Rag(green_up_to_percent=0.5)])
def test_printed_thresholds_are_those_that_rate(rag: Rag) -> None:
    rows = thresholds(rag)
    assert list(rows["rating"]) == ["green", "amber", "red"]
    for row in rows.itertuples():
        above = -10.0 if pd.isna(row.above_percent) else row.above_percent
        up_to = 100.0 if pd.isna(row.up_to_percent) else row.up_to_percent
        assert rating((above + up_to) / 2, rag) == row.rating
        assert rating(up_to, rag) == row.rating
        assert rating(above + 0.001, rag) == row.rating
        # The words give the limits, and no other number.
        limits = {row.above_percent, row.up_to_percent} - {None}
        said = {float(n) for n in re.findall(r"[\d.]+(?=%)", row.words)}
        assert said == {limit for limit in limits if not pd.isna(limit)}


def test_pages_print_the_thresholds_in_the_order_of_the_ratings(
    record: Partnership,
) -> None:
    for said in (years.thresholds(record), methods.thresholds(record).markdown):
        text = said.lower()
        assert text.index("green: up to 1%") < text.index("amber: more than 1%")
        assert text.index("up to 5% over") < text.index("red: more than 5% over")


def test_all_services_but_finance_are_1_100_under(record: Partnership) -> None:
    row = others(record.spending, "2018/19").iloc[0]
    assert row["named"] == ["finance"]
    assert (row["whole_gbp"], row["others_gbp"]) == (-727_000, -1_100_000)


def test_newham_s_7_065_is_non_shared(record: Partnership) -> None:
    rows = latest(record.spending, "newham", record.contradictions)
    (row,) = rows[rows["variance_gbp"] == 7_065_000].to_dict("records")
    assert (row["scope"], row["financial_year"]) == ("non-shared", "2017/18")


def test_the_split_of_2016_17_reconciles_with_the_signs_it_is_given(
    record: Partnership,
) -> None:
    rows = record.spending
    outturn = rows[
        (rows["financial_year"] == "2016/17")
        & (rows["scope"] == "shared")
        & (rows["status"] == "outturn")
    ]
    parts = outturn.set_index("partner")["variance_gbp"].to_dict()
    assert parts == {
        WHOLE: -80_000, "havering": -195_000, "newham": 45_000, "bexley": 70_000,
    }  # fmt: skip
    splits = reconciled(rows)
    assert splits["agrees"].all()
    off = splits.loc[~splits["exact"], ["financial_year", "difference_gbp"]]
    assert off.to_numpy().tolist() == [["2016/17", -41_000], ["2017/18", 26_000]]


def test_newhams_bridge_ends_at_the_published_variance(record: Partnership) -> None:
    (bridge,) = bridges(record.spending, record.causes, "newham")
    amounts = dict(zip(bridge.steps["cause"], bridge.steps["amount_gbp"], strict=True))
    assert amounts == {
        "Commercial rents below plan": 1_400_000,
        "Council tax, business rates and benefits above plan": -1_600_000,
        REST: 459_000,
    }
    assert bridge.steps["ends_gbp"].iloc[-1] == 259_000
    assert bridge.explained == pytest.approx(3_000 / 3_459)


@given(
    st.lists(st.integers(-(10**9), 10**9), max_size=6),
    st.integers(-(10**9), 10**9).filter(bool),
)
def test_a_bridge_always_ends_at_its_variance(causes: list[int], variance: int) -> None:
    steps = walk([(str(n), float(c)) for n, c in enumerate(causes)], float(variance))
    assert steps["amount_gbp"].sum() == pytest.approx(variance)
    if len(steps):
        assert steps["ends_gbp"].iloc[-1] == pytest.approx(variance)
        assert (steps["ends_gbp"].shift(fill_value=0) == steps["begins_gbp"]).all()
