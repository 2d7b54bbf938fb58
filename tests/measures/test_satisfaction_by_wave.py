"""Satisfaction: levels as published, and changes only where they were published."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.measures import satisfaction as measure

At = Callable[[str], Partnership]


def waves(record: Partnership, partner: str, group: str = "customers") -> pd.DataFrame:
    levels = measure.levels(record.satisfaction, record.waves, partner, group)
    changes = measure.changes(levels, record.satisfaction_changes)
    return changes.set_index("wave")


@pytest.mark.parametrize(
    ("partner", "levels"),
    [("havering", [82, 89, 83]), ("newham", [65, 81, 73]), ("bexley", [89, 55, 75])],
)
def test_each_councils_customers_answered_in_three_waves(
    record: Partnership, partner: str, levels: list[int]
) -> None:
    found = waves(record, partner)
    assert list(found.index) == ["spring-2017", "autumn-2017", "spring-2018"]
    assert list(found["percent"]) == levels


def test_newham_fell_by_8_percentage_points_as_published(record: Partnership) -> None:
    last = waves(record, "newham").loc["spring-2018"]
    assert (last["change_points"], last["direction"]) == (-8, "down")
    assert last["change_id"] == "S102"


def test_no_change_is_computed_where_none_was_published(record: Partnership) -> None:
    for partner in ("havering", "newham", "bexley"):
        autumn = waves(record, partner).loc["autumn-2017"]
        assert autumn["from_wave"] == "spring-2017"
        assert pd.isna(autumn["change_points"])
        assert pd.isna(autumn["direction"])


def test_a_change_is_not_the_difference_of_rounded_levels(record: Partnership) -> None:
    havering = waves(record, "havering")
    levels = havering["percent"]
    assert levels["spring-2018"] - levels["autumn-2017"] == -6
    assert havering.loc["spring-2018", "change_points"] == -5


def test_a_direction_without_a_size_gets_no_size(record: Partnership) -> None:
    last = waves(record, "bexley").loc["spring-2018"]
    assert last["direction"] == "up"
    assert pd.isna(last["change_points"])


def test_the_first_wave_has_no_wave_before(record: Partnership) -> None:
    first = waves(record, "newham").loc["spring-2017"]
    assert pd.isna(first["from_wave"])


def test_staff_who_rate_their_own_service_are_apart(record: Partnership) -> None:
    staff = waves(record, "partnership", "provider staff")
    assert list(staff["percent"]) == [83, 78, 91]
    everyone = waves(record, "partnership", "all")
    assert list(everyone["percent"]) == [72, 75, 82, 81]
    ids = set(staff["id"])
    for partner in ("havering", "newham", "bexley"):
        assert ids & set(waves(record, partner)["id"]) == set()
    assert ids & set(everyone["id"]) == set()


def test_the_overall_figure_is_quoted_and_not_a_mean(record: Partnership) -> None:
    groups = [waves(record, partner) for partner in ("havering", "newham", "bexley")]
    groups.append(waves(record, "partnership", "provider staff"))
    mean = sum(group.loc["spring-2018", "percent"] for group in groups) / 4
    assert mean == 80.5  # S106
    assert waves(record, "partnership", "all").loc["spring-2018", "percent"] == 81


def test_a_wave_that_two_documents_give_is_shown_once_from_the_first(
    record: Partnership,
) -> None:
    everyone = waves(record, "partnership", "all")
    assert everyone.index.is_unique
    assert everyone.loc["autumn-2017", "id"] == "P111"  # repeated by S092
    assert everyone.loc["spring-2018", "id"] == "S091"  # repeated by P014


def test_documents_that_repeat_a_wave_agree(record: Partnership) -> None:
    key = ["partner", "service", "customer_group", "wave"]
    levels = record.satisfaction.groupby(key)["percent"]
    assert levels.min().equals(levels.max())
    assert (levels.count() > 1).sum() == 3


def test_no_survey_base_was_ever_published(record: Partnership) -> None:
    assert record.satisfaction["respondents"].isna().all()


def test_the_target_is_80_for_every_council(record: Partnership) -> None:
    for partner in ("havering", "newham", "bexley", "partnership"):
        target = measure.target(record.targets, partner)
        assert target is not None
        assert target["target"] == 80
        assert target["id"] == "S094"


def test_a_target_counts_from_the_day_it_was_published(as_at: At) -> None:
    assert measure.target(as_at("2017-07-27").targets, "newham") is None
    first = measure.target(as_at("2017-07-28").targets, "newham")
    assert first is not None
    assert first["id"] == "P100"


def test_a_target_of_something_else_is_not_a_satisfaction_target(
    record: Partnership,
) -> None:
    others = record.targets[record.targets["measure"] != "satisfaction"]
    assert len(others) == 1
    assert measure.target(others, "havering") is None


def test_a_council_with_a_target_of_its_own_is_held_to_it(record: Partnership) -> None:
    own = record.targets.iloc[[0]].assign(id="X1", partner="newham", target=75.0)
    targets = pd.concat([record.targets, own])
    newham, havering = (measure.target(targets, p) for p in ("newham", "havering"))
    assert newham is not None
    assert havering is not None
    assert (newham["target"], havering["target"]) == (75, 80)


def test_single_services_are_those_that_were_named_highest_first(
    record: Partnership,
) -> None:
    rows = measure.by_service(record.satisfaction, record.waves)
    assert list(rows["percent"]) == [98, 95, 85, 85, 82, 82]
    assert set(rows["selective"]) == {"yes"}
    assert "all" not in set(rows["service"])


def test_before_april_2018_only_the_wave_of_spring_2017_was_known(as_at: At) -> None:
    known = as_at("2018-01-31")
    assert list(waves(known, "newham")["percent"]) == [65]
    assert list(waves(known, "partnership", "all")["percent"]) == [75]
