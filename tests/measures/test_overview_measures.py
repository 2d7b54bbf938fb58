"""What an overview says: verdicts by criterion, questions, and what happened."""

from pathlib import Path

import pytest

from analysis.data import Partnership, open_partnership
from analysis.measures import cost_shares
from analysis.measures.criteria import criteria
from analysis.measures.scrutiny import for_members, what_happened
from analysis.measures.unit_costs import unit_costs


@pytest.fixture(scope="module")
def example(root: Path) -> Partnership:
    return open_partnership(root / "data" / "example", "2024-07-25")


@pytest.mark.parametrize(
    ("partner", "savings", "spending", "satisfaction"),
    [
        ("partnership", "met", "not met", "met"),
        ("havering", "not known", "met", "met"),
        ("newham", "not known", "partly met", "not met"),
        ("bexley", "not known", "met", "not met"),
    ],
)
def test_each_council_is_judged_by_what_was_published_of_it(
    record: Partnership, partner: str, savings: str, spending: str, satisfaction: str
) -> None:
    rows = criteria(record, partner).set_index("criterion")["verdict"]
    assert rows.to_dict() == {
        "savings": savings,
        "spending": spending,
        "satisfaction": satisfaction,
    }


def test_newhams_spending_is_judged_with_its_largest_overspend(
    record: Partnership,
) -> None:
    row = criteria(record, "newham").set_index("criterion").loc["spending"]
    assert (row["worst_gbp"], row["best_gbp"]) == (7_065_000, -649_000)
    assert row["ids"] == ("P074", "P071")


def test_savings_are_judged_by_the_sources_own_total(record: Partnership) -> None:
    row = criteria(record, "partnership").set_index("criterion").loc["savings"]
    assert (row["value"], row["against"]) == (23_400_000, 21_400_000)
    assert row["ids"] == ("P007", "P008")


def test_a_level_whose_interval_holds_the_target_is_partly_met(
    example: Partnership,
) -> None:
    # 79.89% of those who answered, printed as 80%, against a target of 80%.
    row = criteria(example, "partnership").set_index("criterion").loc["satisfaction"]
    assert (row["value"], row["against"]) == (80.0, 80.0)
    assert row["verdict"] == "partly met"


def test_a_share_of_cost_is_of_a_year_that_is_over(example: Partnership) -> None:
    year, shares = cost_shares.latest_closed(example)
    assert year == "2023/24"
    assert shares["ashford-vale"] == 44


def test_shares_of_one_service_are_no_shares_of_the_cost(record: Partnership) -> None:
    year, shares = cost_shares.latest_closed(record)
    assert year is None
    assert shares.empty


def test_the_strongest_facts_for_scrutiny_are_there_for_a_council(
    record: Partnership,
) -> None:
    rows = for_members(record, "newham")
    growth = rows.iloc[0]
    assert (growth["growth_gbp"], growth["savings_gbp"]) == (5_217_000, 388_000)
    assert growth["period"] == "2023/24"
    assert {"P087", "S073", "S074", "S077", "P118"} == set(rows["id"])
    assert "by July 2020 [i]" in set(rows["published_words"])
    assert "S025" not in set(rows["id"])  # Havering's decision alone


def test_what_came_after_bexley_left_is_no_question_of_bexleys(
    record: Partnership,
) -> None:
    rows = for_members(record, "bexley")
    assert "growth" not in set(rows["kind"])
    assert list(rows.loc[rows["kind"] == "payment", "id"]) == ["P118"]


def test_the_break_up_is_told_in_its_order_and_as_well_as_it_is_known(
    record: Partnership,
) -> None:
    rows = what_happened(record)
    assert list(rows["date_words"]) == ["2020 [i]", "31 July 2020", "April 2023", None]
    decided = rows.iloc[2]
    assert (decided["what"], decided["services"]) == (
        "decision to take services back",
        5,
    )
    money = rows.iloc[-1]
    assert (money["what"], money["amount_gbp"]) == ("exit, set aside", 1_000_000)


def test_a_budget_is_set_against_residents_and_posts_where_they_are_known(
    record: Partnership,
) -> None:
    rows = unit_costs(record).set_index("id")
    # £43.595m for the 833,830 residents of the three councils of 2016/17.
    assert rows.loc["P026", "per_resident_gbp"] == pytest.approx(52.28, abs=0.01)
    assert rows.loc["P026", "residents"] == 833_830
    assert rows["per_post_gbp"].isna()["P026"]
    # About £58m and 1,350 staff are of one document, and of two councils.
    assert rows.loc["P019", "per_post_gbp"] == pytest.approx(42_963, abs=1)
    assert rows.loc["P019", "qualifier"] == "approximate"
    assert rows["per_resident_gbp"].isna()["P021"]  # before the partnership began
