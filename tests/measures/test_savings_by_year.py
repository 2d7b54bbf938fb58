"""Savings year by year, each against its own target, on one basis."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.errors import MixedBasisError
from analysis.measures import savings as measure
from analysis.measures.money import total

At = Callable[[str], Partnership]


def annual(record: Partnership) -> pd.DataFrame:
    table = measure.annual(record)
    return table.set_index("financial_year")


def test_three_years_add_up_to_23_4m_against_21_4m(record: Partnership) -> None:
    both = measure.sum_of_years(measure.annual(record))
    assert both is not None
    assert (both.delivered.pounds, both.target.pounds) == (23_400_000, 21_400_000)
    assert both.difference.pounds == 2_000_000
    assert (both.first_year, both.last_year, both.years) == ("2014/15", "2016/17", 3)
    assert both.delivered.basis == both.target.basis == "run-rate"
    assert both.delivered.ids == ("P001", "P003", "P005")
    assert both.target.ids == ("P002", "P004", "P006")


def test_the_sums_agree_with_the_cumulative_figures_that_were_printed(
    record: Partnership,
) -> None:
    facts = record.savings.set_index("id")["amount_gbp"]
    assert facts[["P001", "P003", "P005"]].sum() == facts["P007"]
    assert facts[["P002", "P004", "P006"]].sum() == facts["P008"]


def test_a_year_without_a_target_is_not_in_the_sum(record: Partnership) -> None:
    table = annual(record)
    assert table.loc["2017/18", "delivered_gbp"] == 12_850_000
    assert pd.isna(table.loc["2017/18", "target_gbp"])
    assert pd.isna(table.loc["2017/18", "difference_gbp"])


def test_a_projection_has_delivered_nothing_yet(record: Partnership) -> None:
    last = annual(record).loc["2018/19"]
    assert (last["delivered_gbp"], last["target_gbp"]) == (14_880_000, 10_600_000)
    assert last["delivered_status"] == "projected"
    assert pd.isna(last["difference_gbp"])


def test_what_was_achieved_goes_before_what_had_been_projected(as_at: At) -> None:
    before = annual(as_at("2017-12-30")).loc["2016/17"]
    assert (before["delivered_id"], before["delivered_status"]) == (
        "P089",
        "projected",
    )
    after = annual(as_at("2017-12-31")).loc["2016/17"]
    assert (after["delivered_id"], after["delivered_gbp"]) == ("P005", 9_500_000)


def test_a_cumulative_figure_is_in_no_year(record: Partnership) -> None:
    table = annual(record)
    used = {*table["delivered_id"].dropna(), *table["target_id"].dropna()}
    facts = record.savings.set_index("id")
    assert set(facts.loc[list(used), "basis"]) == {"run-rate"}
    assert used & {"P007", "P008", "P015", "S037", "S067"} == set()


def test_the_forty_million_cannot_be_set_against_any_other_figure(
    record: Partnership,
) -> None:
    facts = record.savings.set_index("id", drop=False)
    for other in ("P020", "S067", "P012", "S040"):
        with pytest.raises(MixedBasisError):
            total(facts.loc[["S037", other]])
        with pytest.raises(MixedBasisError):
            total(facts.loc[["S037"]]) - total(facts.loc[[other]])


def test_figures_of_unstated_basis_are_not_added_to_each_other(
    record: Partnership,
) -> None:
    facts = record.savings.set_index("id", drop=False)
    with pytest.raises(MixedBasisError, match="not stated"):
        total(facts.loc[["S067", "S068"]])


@pytest.mark.parametrize("status", ["identified", "programmed", "applied", "sought"])
def test_what_is_not_delivered_is_in_no_year(record: Partnership, status: str) -> None:
    others = set(record.savings.query("status == @status")["id"])
    assert others
    table = annual(record)
    assert others & {*table["delivered_id"], *table["target_id"]} == set()


def test_of_two_figures_that_disagree_the_register_says_which_is_used(
    record: Partnership,
) -> None:
    last = annual(record).loc["2017/18"]
    assert last["delivered_id"] == "P012"
    assert last["contested"]
    used = record.contradictions.set_index("first")["used"]
    assert set(used["P012"]) == {"P012"}


def test_both_figures_that_disagree_stay_among_those_stated(
    record: Partnership,
) -> None:
    stated = measure.stated(record.savings, "partnership").set_index("id")
    assert list(stated.loc[["P012", "P092", "P093"], "amount_gbp"]) == [
        12_850_000,
        11_069_000,
        10_927_000,
    ]


def test_a_year_nobody_else_writes_about_is_not_contested(record: Partnership) -> None:
    assert not annual(record).loc["2016/17", "contested"]


def test_a_councils_own_savings_are_its_own(record: Partnership) -> None:
    ids = {
        partner: set(measure.stated(record.savings, partner)["id"])
        for partner in ("havering", "newham", "bexley")
    }
    assert ids == {
        "havering": {"P025", "P090", "P128", "S020", "S069"},
        "newham": {"P091", "S070"},
        "bexley": set(),
    }


def test_before_anything_was_delivered_there_is_no_sum(as_at: At) -> None:
    early = as_at("2014-04-30")
    table = measure.annual(early)
    assert table.empty
    assert measure.sum_of_years(table) is None
