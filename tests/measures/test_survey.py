"""Results of single answers: pooled, weighted, corrected, protected, compared."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.data import Partnership, open_partnership
from analysis.data.responses import CELL, COUNTS, SurveyCounts
from analysis.measures import funnel, survey
from analysis.measures.intervals import wilson

NOBODY = pd.DataFrame(
    columns=["wave", "customer_group", "partner", "service", "respondents"]
)
ASKED = [*CELL, "invited", "census"]


def counts(*cells: tuple[str, str, str, int, int]) -> SurveyCounts:
    """Return unweighted counts of customers: wave, partner, service, n, satisfied."""
    rows = [
        (wave, partner, service, "customers", n, good, 0, n, n, good)
        for wave, partner, service, n, good in cells
    ]
    return SurveyCounts(pd.DataFrame(rows, columns=[*CELL, *COUNTS]))


def measured(
    made: SurveyCounts, asked: pd.DataFrame | None = None, before: pd.DataFrame = NOBODY
) -> pd.DataFrame:
    invited = pd.DataFrame(columns=ASKED) if asked is None else asked
    table = survey.results(made, invited, before, 10)
    return table.set_index(["wave", "partner", "service"])


@pytest.fixture(scope="module")
def example(root: Path) -> Partnership:
    return open_partnership(root / "data" / "example")


@pytest.fixture(scope="module")
def shown(example: Partnership) -> pd.DataFrame:
    return survey.results(
        example.survey, example.invited, example.satisfaction, minimum(example)
    )


def minimum(record: Partnership) -> int:
    return record.settings.disclosure.minimum_group


def test_a_total_is_pooled_and_no_average_of_averages() -> None:
    table = measured(counts(("w", "a", "x", 100, 90), ("w", "b", "x", 900, 450)))
    assert table.loc[("w", "partnership", "x"), "percent"] == pytest.approx(54)


def test_an_unweighted_sample_has_wilsons_interval() -> None:
    row = measured(counts(("w", "a", "x", 263, 81))).loc[("w", "a", "x")]
    found = wilson(81, 263)
    assert (row["low"], row["high"]) == pytest.approx(
        (100 * found.low, 100 * found.high)
    )


def test_a_census_of_customers_is_corrected_and_has_a_response_rate() -> None:
    asked = pd.DataFrame([("w", "a", "x", "customers", 400, "yes")], columns=ASKED)
    row = measured(counts(("w", "a", "x", 263, 81)), asked).loc[("w", "a", "x")]
    assert row["response_percent"] == pytest.approx(100 * 263 / 400)
    assert row["high"] - row["low"] < 11.1  # 11.1 points without the correction


def test_staff_of_the_provider_are_in_no_total_of_customers() -> None:
    made = counts(("w", "a", "x", 100, 90)).unprotected()
    staff = made.assign(partner="partnership", customer_group="provider staff")
    table = survey.results(
        SurveyCounts(pd.concat([made, staff])),
        pd.DataFrame(columns=ASKED),
        NOBODY,
        10,
    )
    assert set(table["answered"]) == {100}


def test_a_base_that_was_published_before_protects_late_answers() -> None:
    before = pd.DataFrame([("w", "customers", "a", "all", 97)], columns=NOBODY.columns)
    table = measured(
        counts(("w", "a", "x", 60, 50), ("w", "a", "y", 40, 30)), before=before
    )
    assert table.loc[("w", "a", "all"), "hidden"]


def test_changes_are_from_unrounded_figures_and_corrected_for_their_number() -> None:
    made = counts(
        ("v", "a", "x", 200, 160),
        ("w", "a", "x", 200, 141),
        ("v", "a", "y", 200, 160),
        ("w", "a", "y", 200, 158),
    )
    table = measured(made).reset_index()
    single = table[(table["partner"] == "a") & (table["service"] != "all")]
    found = survey.changes(single, ["v", "w"]).set_index("service")
    assert found.loc["x", "change"] == pytest.approx(-9.5)
    assert found.loc["x", "corrected"] == pytest.approx(2 * found.loc["x", "p_value"])
    # Alone it would be called real; beside another it is not any more.
    assert found.loc["x", "p_value"] < 0.05 < found.loc["x", "corrected"]
    assert not found["real"].any()


def test_the_funnel_narrows_as_groups_grow_and_holds_the_target() -> None:
    low, high = funnel.funnel_limits(80, 100)
    assert (round(low, 2), round(high, 2)) == (72.16, 87.84)
    assert funnel.funnel_limits(80, 400) == pytest.approx((76.08, 83.92))


def test_the_funnel_allows_for_how_many_groups_are_compared() -> None:
    alone, among_ten = funnel.funnel_limits(80, 100), funnel.funnel_limits(80, 100, 10)
    assert among_ten[0] < alone[0]
    assert among_ten[1] > alone[1]
    # 1 - 0.05 / 20 of the normal distribution: 2.807 standard errors of 4 points.
    assert among_ten[0] == pytest.approx(80 - 2.807 * 4, abs=0.01)


def test_a_group_beyond_its_own_limit_may_be_chance_among_many() -> None:
    groups = [("w", "a", f"s{n}", 100, 80) for n in range(9)]
    table = measured(counts(*groups, ("w", "a", "low", 100, 71))).reset_index()
    single = table[(table["partner"] == "a") & (table["service"] != "all")]
    alone = funnel.against_target(single[single["service"] == "low"], 80)
    assert list(alone["verdict"]) == ["below"]
    judged = funnel.against_target(single, 80).set_index("service")
    assert judged.loc["low", "verdict"] == "not distinguishable"


def test_published_levels_are_those_of_the_answers(
    example: Partnership, shown: pd.DataFrame
) -> None:
    key = survey.KEY
    both = example.satisfaction.merge(shown, on=key, suffixes=("_said", ""))
    assert len(both) == len(example.satisfaction) == 30
    assert (both["percent"].round() == both["percent_said"]).all()
    assert (both["answered"] == both["respondents"]).all()


def test_hidden_groups_have_no_figure_at_all(shown: pd.DataFrame) -> None:
    hidden = shown[shown["hidden"]]
    assert len(hidden)
    assert hidden[survey.SHOWN].isna().all().all()


def test_no_group_shown_is_small(example: Partnership, shown: pd.DataFrame) -> None:
    assert shown["answered"].min() >= minimum(example)


def test_subtracting_services_from_totals_gives_no_small_group(
    example: Partnership, shown: pd.DataFrame
) -> None:
    customers = shown[~shown["hidden"] & (shown["customer_group"] == "customers")]
    for side, other in (("partner", "service"), ("service", "partner")):
        whole = {"partner": "partnership", "service": "all"}[other]
        totals = customers[customers[other] == whole].set_index(["wave", side])
        parts = customers[customers[other] != whole].groupby(["wave", side])
        rest = totals["answered"].sub(parts["answered"].sum(), fill_value=0)
        assert ((rest == 0) | (rest >= minimum(example))).all()


def test_nothing_is_hidden_more_than_it_need_be(shown: pd.DataFrame) -> None:
    # One small group in a table of two margins takes three others with it.
    assert set(shown[shown["hidden"]].groupby("wave").size()) == {4}
