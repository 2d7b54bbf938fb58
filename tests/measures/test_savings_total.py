"""The cumulative saving is a document's own figure, and no sum of ours."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.data import Partnership, open_partnership
from analysis.errors import MixedBasisError
from analysis.measures import reconciliation, savings, savings_total, spending
from analysis.measures.money import total

At = Callable[[str], Partnership]


def test_23_4m_is_the_annual_reports_own_cumulative_figure(record: Partnership) -> None:
    found = savings_total.cumulative(record)
    assert (found.achieved["id"], found.achieved["basis"]) == ("P007", "cumulative")
    assert found.achieved["amount_gbp"] == 23_400_000
    assert found.target["amount_gbp"] == 21_400_000
    assert found.years == ["2014/15", "2015/16", "2016/17"]
    assert found.difference is not None
    assert found.difference.pounds == 2_000_000


def test_before_a_document_gives_a_cumulative_figure_there_is_none(as_at: At) -> None:
    found = savings_total.cumulative(as_at("2016-12-31"))
    assert found.achieved.empty
    assert (found.years, found.difference) == ([], None)


def test_a_cumulative_figure_without_a_target_for_its_years_is_no_headline(
    root: Path,
) -> None:
    example = open_partnership(root / "data" / "example")
    assert "A.three" in set(example.savings["id"])
    assert savings_total.cumulative(example).achieved.empty


def test_13m_in_2019_is_nearest_to_the_yearly_rate_of_2017_18(
    record: Partnership,
) -> None:
    annual, stated = savings.annual(record), savings_total.cumulative(record)
    found = savings_total.later_figure(record, annual, stated)
    assert (found.claim["id"], found.claim["basis"]) == ("S067", "not stated")
    assert found.nearest["financial_year"] == "2017/18"
    assert found.nearest["delivered_gbp"] == 12_850_000


def test_the_two_figures_cannot_be_subtracted(record: Partnership) -> None:
    facts = record.savings[record.savings["id"].isin(["P007", "S067"])]
    with pytest.raises(MixedBasisError):
        total(facts)


def test_before_it_was_said_there_is_no_later_figure(as_at: At) -> None:
    early = as_at("2018-12-31")
    stated = savings_total.cumulative(early)
    found = savings_total.later_figure(early, savings.annual(early), stated)
    assert found.claim.empty


def test_the_rule_is_used_only_where_a_document_states_it(record: Partnership) -> None:
    rows = reconciliation.stated_rule(record).set_index("financial_year")
    assert list(rows.index) == ["2016/17", "2017/18"]
    assert rows["applied_gbp"].to_list() == [9_400_000, 11_069_000]
    assert rows["variance_gbp"].to_list() == [111_000, 142_000]
    assert rows["achieved_gbp"].to_list() == [9_290_000, 10_927_000]
    assert rows["source"].is_unique


def test_no_document_of_the_example_states_the_rule(root: Path) -> None:
    example = open_partnership(root / "data" / "example")
    assert reconciliation.stated_rule(example).empty


def test_in_three_years_savings_above_target_equal_the_underspend_to_rounding(
    record: Partnership,
) -> None:
    outturns = spending.outturns(record.spending, "partnership", record.contradictions)
    rows = reconciliation.equal_to_underspend(savings.annual(record), outturns)
    assert list(rows["financial_year"]) == ["2014/15", "2015/16", "2016/17"]
    off = (rows["difference_gbp"] + rows["variance_gbp"]).abs()
    assert off.max() <= 50_000


def test_388k_of_savings_stands_beside_5_217m_of_growth(record: Partnership) -> None:
    (row,) = savings.beside_growth(record).to_dict("records")
    assert row["financial_year"] == "2023/24"
    assert (row["applied_gbp"], row["growth_gbp"]) == (388_000, 5_217_000)
    assert row["source"] == "jc-minutes-2023"
