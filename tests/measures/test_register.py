"""A full register: lines that slip, count twice, cost something, and their class."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.data import Partnership, open_partnership
from analysis.measures.benefits import by_class, cases, classify
from analysis.measures.claims import all_claims, by_status, listed
from analysis.measures.cost_shares import against_cost, shares_in
from analysis.measures.double_counting import TWICE, WITH_PARTS, described, overlaps
from analysis.measures.facts import about
from analysis.measures.register import by, lines, paid_back


@pytest.fixture(scope="module")
def example(root: Path) -> Partnership:
    return open_partnership(root / "data" / "example")


@pytest.fixture(scope="module")
def register(example: Partnership) -> pd.DataFrame:
    return lines(example.savings, example.costs)


def saving(**values: str) -> pd.Series:
    plain = {
        "nature": "not stated",
        "cashable": "not stated",
        "recurrence": "recurrent",
    }
    return pd.Series(plain | values)


def test_the_register_has_200_lines_each_once(register: pd.DataFrame) -> None:
    assert len(register) == 200
    assert register["line"].is_unique
    assert (register["plan_gbp"] > 0).all()


def test_a_line_is_achieved_projected_or_never_came(register: pd.DataFrame) -> None:
    states = register.groupby("status").size()
    assert set(states.index) == {"achieved", "projected", "not delivered"}
    never = register["status"] == "not delivered"
    assert register.loc[never, ["delivered_year", "delivered_gbp"]].isna().all().all()
    ahead = register["status"] == "projected"
    assert register.loc[ahead, "delivered_gbp"].isna().all()
    assert (register["slipped_years"].dropna() >= 0).all()


def test_the_services_add_up_to_the_register(register: pd.DataFrame) -> None:
    table = by(register, "service")
    level = register[register["basis"] == "run-rate"]
    assert table["lines"].sum() == 200
    assert table["plan_gbp"].sum() == level["plan_gbp"].sum()
    assert table["delivered_gbp"].sum() == level["delivered_gbp"].sum()
    assert table["late"].sum() == (register["slipped_years"] > 0).sum()


def test_the_newest_level_reported_is_the_sum_of_recurrent_lines(
    example: Partnership, register: pd.DataFrame
) -> None:
    level = register.loc[register["basis"] == "run-rate", "delivered_gbp"].sum()
    whole = about(example.savings).query(
        "status == 'achieved' and basis == 'run-rate' and period_to == '2023/24'"
    )
    assert whole["amount_gbp"].tolist() == [level]


def test_the_parts_of_the_councils_add_up_to_the_whole_in_every_year(
    example: Partnership,
) -> None:
    rows = example.savings.query(
        "service == 'all' and status == 'achieved' and basis == 'run-rate'"
    )
    rows = rows[rows["id"] != "O.rival"]
    for year, group in rows.groupby("period_to"):
        whole = group.loc[group["partner"] == "partnership", "amount_gbp"].sum()
        parts = group.loc[group["partner"] != "partnership"].set_index("partner")
        assert parts["amount_gbp"].sum() == whole
        cost = shares_in(example.shares, str(year))
        assert set(cost.index) == set(parts.index)
        table = against_cost(dict(parts["amount_gbp"]), dict(cost))
        assert abs(table["beyond_gbp"].sum()) < 0.005


def test_a_partner_that_joined_half_way_bears_half_a_years_share(
    example: Partnership,
) -> None:
    share = shares_in(example.shares, "2018/19")["castlemere"]
    assert share == pytest.approx(20 * 182 / 365)


def test_the_planted_double_counts_are_found(example: Partnership) -> None:
    found = overlaps(example.savings)
    twice = found[(found["kind"] == TWICE)]
    delivered = {ids for ids in twice["ids"] if ids[0].endswith(".came")}
    assert len(delivered) >= 6
    assert {ids[0] for ids in found.loc[found["kind"] == WITH_PARTS, "ids"]} == {
        "A.three",
        "A.programme",
    }
    assert not found["declared"].any()


def test_payback_of_a_line_is_its_cost_over_its_yearly_level(
    register: pd.DataFrame,
) -> None:
    table = paid_back(register)
    assert table["payback_years"].is_monotonic_decreasing
    first = table.iloc[0]
    assert first["payback_years"] == first["cost_gbp"] / first["delivered_gbp"]
    assert set(table["basis"]) == {"run-rate"}


@pytest.mark.parametrize(
    ("values", "kind", "open_questions"),
    [
        (
            {"nature": "efficiency", "cashable": "yes"},
            "cash-releasing efficiency",
            (),
        ),
        ({"nature": "efficiency", "cashable": "no"}, "non-cash-releasing", ()),
        ({"nature": "cost avoided", "cashable": "no"}, "non-cash-releasing", ()),
        (
            {"nature": "reduced output", "cashable": "yes"},
            "saving by reduced output, no efficiency",
            (),
        ),
        ({"nature": "income", "cashable": "yes"}, "additional income", ()),
        (
            {"cashable": "yes"},
            "cash-releasing, efficiency or not unknown",
            ("output",),
        ),
        ({}, "not classified", ("budget", "output")),
        (
            {"recurrence": "not stated"},
            "not classified",
            ("budget", "recurrence", "output"),
        ),
    ],
)
def test_a_saving_is_classified_by_what_is_stated_of_it(
    values: dict[str, str], kind: str, open_questions: tuple[str, ...]
) -> None:
    found = classify(saving(**values))
    assert (found.kind, found.open) == (kind, open_questions)


@pytest.mark.parametrize("identifier", ["S044", "S046", "S047"])
def test_the_record_leaves_its_small_savings_unclassified(
    record: Partnership, identifier: str
) -> None:
    fact = record.savings.set_index("id").loc[identifier]
    assert classify(fact).kind == "not classified"


def test_the_ledger_keeps_every_claim_with_publisher_and_grade(
    record: Partnership,
) -> None:
    claims = all_claims(record)
    assert len(claims) == len(record.savings)
    assert claims["publisher"].notna().all()
    graded = claims.set_index("id")["evidence"]
    assert graded["P007"] == "partial"  # stated, but nobody independent checked it
    assert graded["P005"] == "insufficient"  # and its basis is inferred
    assert graded["P012"] == "insufficient"  # and contradicted
    # Of 40 claims, 26 are targets, plans and projections: they are not graded.
    assert graded["S041"] == graded["P015"] == graded["P013"] == "not graded"
    assert (graded == "not graded").sum() == 26
    counts = by_status(claims)
    assert set(counts["status"]) == {"achieved", "applied"}  # targets are no results
    assert counts["claims"].sum() == claims["status"].isin(counts["status"]).sum()
    parts = counts[["sufficient", "partial", "insufficient"]].sum(axis=1)
    assert (parts == counts["claims"]).all()


def test_a_cumulative_saving_is_also_given_as_a_flat_yearly_average(
    record: Partnership,
) -> None:
    table = cases(record.savings).set_index("id")
    assert table.loc["S044", "yearly_gbp"] == 423_000
    assert set(table["class"]) == {"not classified"}
    assert table["yearly_gbp"].notna().sum() == 1


def test_recurrent_and_one_off_savings_of_a_class_are_never_added(
    example: Partnership, register: pd.DataFrame
) -> None:
    table = by_class(example.savings, example.costs)
    assert table["lines"].sum() == len(register)
    for basis, column in (("run-rate", "recurrent_gbp"), ("one-off", "once_gbp")):
        own = register.loc[register["basis"] == basis, "delivered_gbp"]
        assert table[column].sum() == own.sum()


def test_a_claim_is_listed_in_words(record: Partnership, example: Partnership) -> None:
    listed_claims = listed(all_claims(record), record).set_index("id")
    assert listed_claims.loc["P091", "what"] == "Applied: non-shared"
    assert listed_claims.loc["P091", "counted"] == "Run-rate [i]"
    assert listed_claims.loc["S020", "what"] == "Projected: Finance, Bexley joins"
    assert listed_claims.loc["P007", "firmness"] == (
        "Partial: nobody independent has checked it"
    )
    assert listed(all_claims(example), example)["line"].isna().all()


def test_possible_double_counting_names_its_figures(record: Partnership) -> None:
    found = described(overlaps(record.savings), record)
    same = found[found["kind"] == TWICE].set_index("amount_gbp")
    assert "P015" in same.loc[40_000_000, "figures"]
    assert set(found["service_name"]) == {"All services"}
    assert set(found["said"]) == {"One is part of the other", "Nothing"}
