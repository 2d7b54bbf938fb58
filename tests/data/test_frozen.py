"""A partnership is frozen: what a reader does with it changes nothing in it."""

from dataclasses import FrozenInstanceError

import pytest

from analysis.data import TABLES, Partnership


@pytest.mark.parametrize("name", TABLES)
def test_changing_a_table_that_was_handed_out_changes_nothing(
    record: Partnership, name: str
) -> None:
    before = getattr(record, name)
    handed_out = getattr(record, name)
    handed_out.iloc[:, 0] = "spoilt"
    handed_out["new"] = 1
    assert getattr(record, name).equals(before)


def test_nothing_of_a_partnership_can_be_set(record: Partnership) -> None:
    with pytest.raises(FrozenInstanceError):
        record.as_at = None  # type: ignore[misc, assignment]
    with pytest.raises(TypeError):
        record.tables["savings"] = record.spending  # type: ignore[index]
    with pytest.raises(Exception, match="frozen"):
        record.settings.name = "Other"


def test_every_table_is_offered_for_completion(record: Partnership) -> None:
    assert set(TABLES) <= set(dir(record))


def test_a_table_that_does_not_exist_is_said_by_its_name(record: Partnership) -> None:
    with pytest.raises(AttributeError, match="no table overspends"):
        _ = record.overspends


def test_partners_services_and_the_whole_have_names(record: Partnership) -> None:
    assert record.name_of("partners", "newham") == "Newham"
    assert record.name_of("partners", "partnership") == "oneSource"
    assert record.name_of("services", "all") == "All services"
    with pytest.raises(KeyError):
        record.name_of("partners", "barking")
