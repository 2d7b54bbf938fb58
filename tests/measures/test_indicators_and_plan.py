"""Indicators, the improvement plan, breaks in scope, and savings against quality."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.data import Partnership, open_partnership
from analysis.measures import indicators, milestones, quality

At = Callable[[str], Partnership]


@pytest.fixture(scope="module")
def example(root: Path) -> Partnership:
    return open_partnership(root / "data" / "example")


def test_havering_had_collected_58_4_per_cent_by_half_year(record: Partnership) -> None:
    rows = indicators.latest(record.indicators, "havering").set_index("indicator")
    tax = rows.loc["Council tax collected in the year so far"]
    assert (tax["value"], tax["period"]) == (58.4, "2015/16, April to September")
    assert pd.isna(tax["before"])
    assert pd.isna(tax["target"])


def test_sickness_has_its_benchmark_and_agency_its_level_before(
    record: Partnership,
) -> None:
    rows = indicators.latest(record.indicators, "havering").set_index("indicator")
    sickness, agency = rows.loc["Sickness absence"], rows.loc["Agency workers"]
    assert (sickness["value"], sickness["benchmark"]) == (9.8, 9.1)
    assert sickness["benchmark_of"] == "London average"
    assert (agency["value"], agency["before"]) == (14.2, 17.3)
    assert agency["direction"] == "better"


@pytest.mark.parametrize(
    ("value", "before", "polarity", "direction"),
    [
        (9.0, 10.0, "lower is better", "better"),
        (9.0, 10.0, "higher is better", "worse"),
        (9.0, 9.0, "higher is better", "level"),
        (9.0, None, "higher is better", None),
        (9.0, 10.0, "neither", None),
    ],
)
def test_better_and_worse_follow_from_the_polarity(
    value: float, before: float | None, polarity: str, direction: str | None
) -> None:
    assert indicators.direction_of(value, before, polarity) == direction


def test_a_quarter_is_set_against_the_same_quarter_of_the_year_before(
    example: Partnership,
) -> None:
    rows = indicators.latest(example.indicators, "brackenwell")
    own = example.indicators[example.indicators["partner"] == "brackenwell"]
    actual = own[own["kind"] == "actual"].set_index(["indicator", "period"])["value"]
    assert set(rows["period"]) == {"2023/24 Q4"}
    for name, before in rows.set_index("indicator")["before"].items():
        assert before == actual[name, "2022/23 Q4"]


def test_oracle_fusion_was_expected_for_finance_and_later_for_payroll(
    record: Partnership,
) -> None:
    rows = milestones.themes(record.milestones)
    newest = dict(zip(rows["service"], rows["newest"], strict=True))
    assert newest == {
        "finance": "2020-06",
        "payroll": "2020-10",
        "communications": "2020-08",
    }
    assert rows.set_index("service").loc["finance", "partners"] == (
        "havering",
        "newham",
    )


def test_no_slippage_is_told_from_one_date_in_one_report(record: Partnership) -> None:
    assert milestones.themes(record.milestones)["months"].isna().all()
    assert milestones.path(record.milestones).empty


def test_a_theme_slips_from_its_due_date_to_the_newest_forecast(
    example: Partnership,
) -> None:
    rows = milestones.themes(example.milestones).set_index("reference")
    assert rows.loc["IP4", "months"] == 33
    assert not rows.loc["IP4", "is_done"]
    assert rows.loc["IP3", "months"] == 0
    assert rows.loc["IP3", "is_done"]


@pytest.mark.parametrize(
    ("first", "second", "months"),
    [("2020-06", "2020-10", 4), ("2020", "2021-02", 13), ("2020-06-30", "2020-05", -1)],
)
def test_months_are_counted_between_dates_known_in_part(
    first: str, second: str, months: int
) -> None:
    assert milestones.months_between(first, second) == months


def saved(*rows: tuple[str, str, float]) -> pd.DataFrame:
    """Return achieved savings of 2018/19: service, basis, pounds."""
    return pd.DataFrame(
        [
            ("partnership", service, "achieved", basis, None, pounds, "2018/19", str(n))
            for n, (service, basis, pounds) in enumerate(rows)
        ],
        columns=[
            "partner",
            "service",
            "status",
            "basis",
            "part_of",
            "amount_gbp",
            "period_to",
            "id",
        ],
    )


def test_only_savings_of_the_yearly_level_are_set_against_quality() -> None:
    rows = saved(("hr", "run-rate", 5.0), ("hr", "run-rate", 2.0), ("hr", "one-off", 9))
    found = quality.saved_by_service(rows, "2018/19", "2019/20")
    assert found.to_numpy().tolist() == [["hr", 7.0]]


def test_ranks_that_run_against_each_other_correlate_at_minus_one() -> None:
    table = pd.DataFrame({"saved_gbp": [4, 3, 2, 1], "change": [-9, -2, 0, 6]})
    assert quality.rank_correlation(table) == pytest.approx(-1)
    assert quality.rank_correlation(table.head(3)) is None


def test_few_services_show_no_link_and_never_that_satisfaction_did_not_fall() -> None:
    saved, moved = [9, 8, 7, 6, 5, 4, 3, 2], [-1, 2, -2, 1, 0, 3, -3, 2]
    table = pd.DataFrame({"saved_gbp": saved, "change": moved})
    assert quality.link(table).finding == "no link can be seen"
    assert quality.link(table.head(3)).finding == "cannot be told"
    strong = pd.DataFrame({"saved_gbp": saved, "change": sorted(moved)})
    assert quality.link(strong).finding == "fell more"
    assert quality.link(strong.assign(change=-strong["change"])).finding == "fell less"
