"""Shares of cost that carry dates, and what each partner has beyond its own."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import Partnership, open_partnership
from analysis.errors import MeasureError
from analysis.measures import apportionment, cost_shares, savings
from analysis.measures.savings import stated

SHARES = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", "e"]), st.integers(0, 100), min_size=1
).filter(lambda shares: sum(shares.values()) > 0)
PENCE = st.integers(-(10**12), 10**12)


def shares(*rows: tuple[str, str, str | None, float]) -> pd.DataFrame:
    table = pd.DataFrame(
        rows, columns=["partner", "applies_from", "applies_to", "percent"]
    )
    table["applies_from"] = pd.to_datetime(table["applies_from"])
    table["applies_to"] = pd.to_datetime(table["applies_to"])
    return table.assign(service="all")


HALF_WAY = shares(
    ("a", "2018-04-01", "2018-09-30", 60),
    ("b", "2018-04-01", "2018-09-30", 40),
    ("a", "2018-10-01", None, 50),
    ("b", "2018-10-01", None, 30),
    ("c", "2018-10-01", None, 20),
)


def test_finance_was_split_43_42_15_in_2017_18(record: Partnership) -> None:
    found = cost_shares.shares_in(record.shares, "2017/18", "finance")
    assert found.to_dict() == {"newham": 43, "havering": 42, "bexley": 15}
    assert cost_shares.shares_in(record.shares, "2018/19", "finance").empty
    assert cost_shares.shares_in(record.shares, "2017/18").empty


def test_a_formula_that_changes_within_a_year_counts_by_days() -> None:
    found = cost_shares.shares_in(HALF_WAY, "2018/19")
    first, second = 183 / 365, 182 / 365
    assert found["a"] == pytest.approx(60 * first + 50 * second)
    assert found["c"] == pytest.approx(20 * second)
    assert found.sum() == pytest.approx(100)


def test_a_formula_without_an_end_holds_until_it_is_replaced() -> None:
    assert cost_shares.shares_in(HALF_WAY, "2025/26").to_dict() == {
        "a": 50,
        "b": 30,
        "c": 20,
    }
    day = pd.Timestamp("2018-09-30")
    assert set(cost_shares.shares_on(HALF_WAY, day).index) == {"a", "b"}


def test_a_formula_that_begins_within_a_year_gives_no_share_of_the_year() -> None:
    late = HALF_WAY[HALF_WAY["applies_from"] > "2018-04-01"]
    assert cost_shares.shares_in(late, "2018/19").empty


def test_shares_of_which_one_is_lacking_are_not_known() -> None:
    short = shares(("a", "2018-04-01", None, 60), ("b", "2018-04-01", None, 30))
    assert cost_shares.shares_in(short, "2018/19").empty


def test_shares_of_more_than_100_are_refused() -> None:
    much = shares(("a", "2018-04-01", None, 60), ("b", "2018-04-01", None, 50))
    with pytest.raises(MeasureError, match="add up to 110 per cent, not 100"):
        cost_shares.shares_in(much, "2018/19")


@given(pence=PENCE, parts=SHARES)
def test_parts_add_up_to_the_whole_to_the_penny(
    pence: int, parts: dict[str, int]
) -> None:
    found = cost_shares.allocate(pence / 100, parts)
    assert sum(round(part * 100) for part in found.values()) == pence
    whole = sum(parts.values())
    for name, share in parts.items():
        assert abs(found[name] * 100 - pence * share / whole) < 1


@pytest.mark.parametrize("parts", [{"a": 0}, {"a": -1, "b": 2}])
def test_an_amount_is_not_divided_by_nothing(parts: dict[str, float]) -> None:
    with pytest.raises(MeasureError, match="not negative and not all nil"):
        cost_shares.allocate(100, parts)


@given(
    saved=st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).filter(sum),
    share=st.integers(0, 100),
)
def test_what_one_has_beyond_its_share_the_others_have_less(
    saved: tuple[int, int], share: int
) -> None:
    found = cost_shares.against_cost(
        {"a": saved[0], "b": saved[1]}, {"a": share, "b": 100 - share}
    )
    assert found["beyond_gbp"].sum() == pytest.approx(0, abs=0.005)
    assert found["even_gbp"].sum() == pytest.approx(sum(saved), abs=0.005)
    assert found["saved_percent"].sum() == pytest.approx(100)


def test_newham_sought_nineteen_times_as_much_as_havering(record: Partnership) -> None:
    facts = record.savings.set_index("id")["amount_gbp"]
    assert facts["S070"] / facts["S069"] == 19
    found = cost_shares.against_cost(
        {"newham": facts["S070"], "havering": facts["S069"]},
        {"newham": 43 / 85 * 100, "havering": 42 / 85 * 100},
    )
    # 3.8m less 43/85 of 4.0m.
    assert found["beyond_gbp"].tolist() == [1_776_470.59, -1_776_470.59]


def test_the_formulas_of_2017_18_give_a_range_for_each_council(
    record: Partnership,
) -> None:
    partners = ["newham", "havering", "bexley"]
    found = apportionment.plausible(record.shares, record.spending, "2017/18", partners)
    assert set(found) == {
        "share:finance",
        "variance:forecast at month 3",
        "variance:provisional",
        "variance:outturn",
        "Equal parts",
    }  # period 9 has parts of both signs, so it is no formula
    for percents, _ in found.values():
        assert sum(percents.values()) == pytest.approx(100)
    bounds = apportionment.bounds(12_850_000, found).set_index("partner")
    assert bounds.loc["bexley"].round().tolist() == [577_528, 4_283_333]
    assert bounds.loc["newham"].round().tolist() == [4_283_333, 6_214_344]


def test_removing_a_partner_changes_nobody_elses_stated_savings(
    record: Partnership,
) -> None:
    everyone = ["partnership", "havering", "newham", "bexley"]
    for gone in everyone:
        rest = record.savings[record.savings["partner"] != gone]
        for partner in everyone:
            if partner != gone:
                pd.testing.assert_frame_equal(
                    stated(rest, partner), stated(record.savings, partner)
                )


def test_the_latest_saving_divides_by_each_published_formula(
    record: Partnership,
) -> None:
    found = apportionment.scenarios(record, savings.annual(record))
    assert (found.financial_year, found.amount_gbp) == ("2017/18", 12_850_000)
    sums = found.table.groupby("formula")["amount_gbp"].sum()
    assert sums.to_list() == pytest.approx([12_850_000] * len(sums))
    assert round(found.bounds.loc["bexley", "least_gbp"]) == 577_528


def test_a_formula_names_the_document_in_force_in_its_year(root: Path) -> None:
    example = open_partnership(root / "data" / "example")
    found = apportionment.scenarios(example, savings.annual(example))
    sources = found.table.set_index("formula").loc["share:all", "source"]
    assert set(sources) == {"budget-2021-22"}


def test_savings_and_cost_shares_are_set_side_by_side_where_both_are_known(
    record: Partnership, root: Path
) -> None:
    assert cost_shares.savings_and_cost(record).empty
    table = cost_shares.savings_and_cost(open_partnership(root / "data" / "example"))
    assert table["financial_year"].iloc[-1] == "2023/24"
    nil = table.groupby("financial_year")["beyond_gbp"].sum()
    assert nil.to_list() == pytest.approx([0.0] * len(nil), abs=0.01)


def test_newham_sought_19_times_as_much_as_havering(record: Partnership) -> None:
    table = apportionment.sought(record).set_index("partner")
    assert table.loc["newham", "sought_gbp"] == 3_800_000
    assert table.loc["havering", "sought_gbp"] == 200_000
    assert table["short_gbp"].sum() == pytest.approx(0)


def test_the_council_with_most_beyond_its_share_of_cost_in_the_latest_year(
    record: Partnership, root: Path
) -> None:
    example = open_partnership(root / "data" / "example")
    most = cost_shares.most_beyond(cost_shares.savings_and_cost(example))
    assert (most["financial_year"], most["council"]) == ("2023/24", "Castlemere")
    assert most["beyond_gbp"] == 653_280
    assert cost_shares.most_beyond(cost_shares.savings_and_cost(record)).empty


def test_every_published_split_of_cost_is_given_with_its_time(
    record: Partnership, root: Path
) -> None:
    (finance,) = cost_shares.published(record).to_dict("records")
    assert finance["service_name"] == "Finance"
    assert finance["parts"] == (("Newham", 43), ("Havering", 42), ("Bexley", 15))
    example = cost_shares.published(open_partnership(root / "data" / "example"))
    assert len(example) == 6
    last = example[example["applies_to"].isna()].iloc[0]
    assert [percent for _, percent in last["parts"]] == [44, 34, 22]


def test_scenarios_stand_in_one_row_a_formula(record: Partnership) -> None:
    wide = apportionment.scenarios(record, savings.annual(record)).wide
    assert [*wide.columns] == ["Formula", "Newham", "Havering", "Bexley", "Source"]
    assert wide["Formula"].iloc[0] == "As the cost of Finance"
    assert pd.isna(wide.set_index("Formula").loc["Equal parts", "Source"])
    sums = wide[["Newham", "Havering", "Bexley"]].sum(axis=1)
    assert sums.to_list() == pytest.approx([12_850_000] * len(wide))
