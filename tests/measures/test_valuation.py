"""What the savings that were achieved are worth, and what they may have cost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.data import Partnership, open_partnership
from analysis.measures import valuation
from analysis.measures.appraisal import present_value
from analysis.measures.prices import price_level, real
from analysis.measures.uncertainty import worth
from analysis.measures.valuation import Valuation

At = Callable[[str], Partnership]


def valued(record: Partnership) -> Valuation:
    return valuation.valuation(record)


@pytest.fixture(scope="module")
def example(root: Path) -> Partnership:
    return open_partnership(root / "data" / "example")


def test_achieved_savings_would_be_worth_33_3m_in_2014_15_money(
    record: Partnership,
) -> None:
    found = valued(record)
    assert found.years == ["2014/15", "2015/16", "2016/17", "2017/18"]
    assert found.base_year == found.terms.price_base == "2014/15"
    assert found.present_gbp == pytest.approx(33_337_421, abs=1)


def test_no_projection_is_in_the_value(record: Partnership) -> None:
    assert "2018/19" not in set(valued(record).cash_flow["financial_year"])


def test_prices_and_present_value_are_of_one_year(record: Partnership) -> None:
    first = valuation.by_year(valued(record)).iloc[0]
    assert first["saving_gbp"] == first["real_gbp"] == first["present_gbp"]


def test_the_years_add_up_to_the_value(
    record: Partnership, example: Partnership
) -> None:
    for one in (record, example):
        found = valued(one)
        years = valuation.by_year(found)["present_gbp"]
        assert years.sum() == pytest.approx(found.present_gbp)


def test_costs_count_in_the_year_in_which_they_were_incurred(
    example: Partnership,
) -> None:
    found = valued(example)
    flow = found.cash_flow.set_index("financial_year")
    saved, cost = (
        real(flow[column], example.deflator, "2016/17")
        for column in ("saving_gbp", "cost_gbp")
    )
    expected = present_value(saved, 0.035, "2016/17")
    expected -= present_value(cost, 0.035, "2016/17")
    assert found.present_gbp == pytest.approx(expected)
    assert found.cost_gbp == 10_992_000
    assert valuation.payback(found) == pytest.approx(2.41, abs=0.01)


def test_where_no_cost_was_published_there_is_no_payback(record: Partnership) -> None:
    assert valued(record).cost_gbp is None
    assert valuation.payback(valued(record)) is None


def test_break_even_is_the_cost_that_leaves_nothing(
    record: Partnership, example: Partnership
) -> None:
    for one in (record, example):
        found = valued(one)
        costs = found.cash_flow.assign(
            cost_gbp=[
                found.before_cost_gbp if year == found.base_year else 0.0
                for year in found.cash_flow["financial_year"]
            ]
        )
        assert worth(costs, found.central, found.terms) == pytest.approx(0, abs=0.01)


def test_the_lowest_published_figures_give_26_4m(record: Partnership) -> None:
    assert valued(record).lowest_gbp == pytest.approx(26_409_173, abs=1)


def test_a_table_by_year_ends_with_its_sums(record: Partnership, as_at: At) -> None:
    table = valuation.with_total(valuation.by_year(valued(record)))
    assert table["financial_year"].iloc[-1] == "All years"
    assert table["saving_gbp"].iloc[-1] == 36_250_000
    assert pd.isna(table["real_cost_gbp"].iloc[-1])
    empty = valuation.by_year(valued(as_at("2014-04-30")))
    assert valuation.with_total(empty).empty


def test_the_result_depends_most_on_how_quickly_savings_begin(
    record: Partnership,
) -> None:
    table = valuation.sensitivity(valued(record))
    assert table["assumption"].iloc[0] == "How quickly savings begin"
    assert table["swing_gbp"].iloc[0] == pytest.approx(6_094_540, abs=1)
    assert "Lines counted twice" not in set(table["assumption"])


def test_a_simulation_is_drawn_again_alike(record: Partnership) -> None:
    found = valued(record)
    once, again = (valuation.simulated_range(record, found) for _ in range(2))
    assert once == again
    least, most = once
    assert least is not None
    assert most is not None
    assert least < most < found.present_gbp


@pytest.mark.parametrize("day", ["2014-04-30", "2017-06-30"])
def test_without_a_whole_series_there_is_no_value(day: str, as_at: At) -> None:
    found = valued(as_at(day))
    assert found.present_gbp is found.lowest_gbp is found.base_year is None
    assert found.years == []
    assert valuation.sensitivity(found).empty
    assert valuation.simulated_range(as_at(day), found) == (None, None)


def test_the_year_of_prices_is_a_setting(record: Partnership) -> None:
    appraisal = record.settings.appraisal.model_copy(
        update={"present_value_year": "2016/17"}
    )
    settings = record.settings.model_copy(update={"appraisal": appraisal})
    found = valued(replace(record, settings=settings))
    assert found.base_year == "2016/17"
    assert isinstance(valuation.by_year(found), pd.DataFrame)
    # The same value in later prices, and two years less discounted.
    prices = price_level(record.deflator, "2014/15")["2016/17"]
    same = valued(record).present_gbp * prices * 1.035**2
    assert found.present_gbp == pytest.approx(same)
