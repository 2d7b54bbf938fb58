"""Whose a figure is, and how old the newest ones are."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.data import Partnership, open_partnership
from analysis.measures import age, belonging


def own(record: Partnership, partner: str) -> pd.DataFrame:
    return belonging.facts_of(record.tables, partner).set_index("id")


def test_figures_of_a_whole_council_are_not_the_partnerships(
    record: Partnership,
) -> None:
    havering = own(record, "havering")
    whole = havering[havering["belongs"] == belonging.WHOLE_COUNCIL]
    # £10m saved, its target, sickness and agency staff of 2025, employees of 2014/15.
    assert {"P125", "P126", "P127", "P128", "S031"} <= set(whole.index)
    assert not {"P047", "P062", "P112"} & set(whole.index)


def test_a_councils_part_of_shared_budgets_is_a_share_and_the_rest_its_own(
    record: Partnership,
) -> None:
    newham = own(record, "newham")
    assert newham.loc["P074", "belongs"] == belonging.OWN
    assert newham.loc["P071", "belongs"] == belonging.SHARE
    assert newham.loc["P113", "belongs"] == belonging.OWN


def test_what_was_saved_before_bexley_joined_is_not_bexleys(
    record: Partnership,
) -> None:
    rows = record.savings.drop_duplicates("id").set_index("id")
    of_bexley = belonging.while_member(rows, record.partners, "bexley")
    for fact in ("P001", "P003", "P007", "P015", "S040"):  # begun in 2014/15
        assert not of_bexley[fact], fact
    for fact in ("P005", "P012", "P013"):
        assert of_bexley[fact], fact
    of_havering = belonging.while_member(rows, record.partners, "havering")
    assert of_havering.all()


def test_what_was_spent_after_bexley_left_is_not_bexleys(record: Partnership) -> None:
    rows = record.spending.drop_duplicates("id").set_index("id")
    of_bexley = belonging.while_member(rows, record.partners, "bexley")
    assert not of_bexley[["P024", "P084", "P085"]].any()
    assert of_bexley[["P069", "P076"]].all()


@pytest.mark.parametrize(
    ("partner", "topic", "period", "later"),
    [
        ("havering", "overspend", "2017/18", "2019/20"),
        ("newham", "overspend", "2017/18", "2019/20"),
        ("newham", "satisfaction", "Spring 2018", None),
        ("bexley", "overspend", "2017/18", "2019/20"),
        ("havering", "savings", "2016/17", None),
        ("partnership", "overspend", "2022/23", "2023/24"),
        ("partnership", "satisfaction", "Spring 2018", None),
        ("partnership", "savings", "2023/24", None),
    ],
)
def test_the_newest_figures_are_of_the_period_that_was_published(
    record: Partnership, partner: str, topic: str, period: str, later: str | None
) -> None:
    row = age.newest_figures(record.tables, partner).set_index("topic").loc[topic]
    assert (row["period"], row["later_period"]) == (period, later)
    assert age.newest_period(record.tables, partner, topic) == period


def test_a_topic_without_a_figure_has_no_row(record: Partnership) -> None:
    rows = age.newest_figures(record.tables, "bexley")
    assert "savings" not in set(rows["topic"])
    assert age.newest_period(record.tables, "bexley", "savings") is None


def test_the_newest_figures_say_when_they_were_published(record: Partnership) -> None:
    rows = age.newest_figures(record.tables, "partnership").set_index("topic")
    assert rows.loc["overspend", "published_words"] == "by October 2023 [i]"
    assert rows.loc["satisfaction", "published_words"] == "on 3 August 2018"


def test_a_forecast_alone_is_no_result(root: Path) -> None:
    known = open_partnership(root / "data" / "example", "2016-12-31")
    row = age.newest_figures(known.tables, "partnership").set_index("topic")
    assert row.loc["overspend", "period"] is None
    assert row.loc["overspend", "later_what"] == "forecast"
