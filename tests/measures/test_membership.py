"""Where services stand: decided is not done, and what is inferred says so."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from analysis.data import Partnership
from analysis.measures import age, breaks, membership

At = Callable[[str], Partnership]
TO_RETURN = {"asset-management", "finance", "hr", "ict", "procurement"}
KEPT = {
    "legal-governance",
    "exchequer-transactional",
    "corporate-business-systems",
    "print",
}


def current(record: Partnership) -> pd.DataFrame:
    return membership.current(record.membership, record.partners)


def test_five_services_are_to_return_and_none_is_said_to_have_returned(
    record: Partnership,
) -> None:
    rows = current(record)
    decided = rows[rows["status"] == "end decided"]
    assert set(decided["service"]) == TO_RETURN
    assert set(rows.loc[rows["status"] == "shared", "service"]) == KEPT
    ended = rows[rows["status"] == "ended"]
    assert ended[["partner", "service", "since_words"]].to_numpy().tolist() == [
        ["bexley", "finance", "31 July 2020"]
    ]


def test_newhams_part_in_the_decision_of_2023_is_marked_as_inferred(
    record: Partnership,
) -> None:
    rows = current(record).query("status == 'end decided'")
    words = rows.set_index(["partner", "service"])["since_words"]
    for service in TO_RETURN:
        assert words["havering", service] == "April 2023"
        assert words["newham", service] == "April 2023 [i]"
    assert set(rows.loc[rows["inferred"], "partner"]) == {"newham"}


def test_newham_withdrew_most_of_finance_in_2020(record: Partnership) -> None:
    row = current(record).set_index(["partner", "service"]).loc["newham", "finance"]
    assert row["reduced_words"] == "2020 [i]"
    events = record.events.query("partner == 'newham' and kind == 'membership'")
    assert list(events["date"]) == ["2020"]
    assert "most of its finance" in events["title"].iloc[0]


def test_a_service_stands_where_the_firmest_of_its_partners_does(
    record: Partnership,
) -> None:
    rows = membership.by_service(record.membership, record.partners)
    assert list(rows["status"].value_counts()[["shared", "end decided"]]) == [4, 5]
    finance = rows.set_index("service").loc["finance"]
    assert finance["status"] == "end decided"
    assert finance["since_words"] == "April 2023"
    assert finance["partners"] == ("havering", "newham")
    assert finance["inferred_for"] == ("newham",)
    assert finance["reduced_for"] == ("newham",)


def test_sharing_is_drawn_no_further_than_a_document_knows(
    record: Partnership,
) -> None:
    known_to = age.last_report(record.tables)
    assert known_to == date(2023, 10, 31)
    rows = membership.spans(record.membership, record.partners, known_to)
    end = rows.set_index(["partner", "service"])["end"]
    assert end["havering", "ict"] == membership.in_years("2023-04")
    assert end.max() == membership.in_years("2023-10-31")
    reduced = rows.set_index(["partner", "service"])["reduced"]
    assert reduced["newham", "finance"] == 2020
    assert reduced.notna().sum() == 1


def test_before_the_decision_every_service_was_shared(as_at: At) -> None:
    rows = current(as_at("2023-04-11"))
    assert set(rows["status"]) == {"shared", "ended"}
    # The withdrawal of 2020 was known by then.
    assert rows["reduced_words"].dropna().to_list() == ["2020 [i]"]


def test_the_scope_broke_when_bexley_came_and_left_and_when_services_shrank(
    record: Partnership,
) -> None:
    rows = breaks.scope_breaks(record.partners, record.membership)
    told = ["date", "partner", "kind", "inferred"]
    assert rows[told].to_numpy().tolist() == [
        ["2016", "bexley", "joined", True],
        ["2020", "newham", "services reduced", True],
        ["2020-07-31", "bexley", "left", False],
        ["2023-04", "havering", "end of services decided", False],
        ["2023-04", "newham", "end of services decided", True],
    ]
    assert list(rows["services"].dropna()) == [1, 5, 5]


def test_the_scope_changed_four_times(record: Partnership) -> None:
    rows = breaks.scope_breaks(record.partners, record.membership)
    changes = breaks.scope_changes(rows)
    assert list(changes["date"]) == ["2016", "2020", "2020-07-31", "2023-04"]
    assert changes["partners"].iloc[-1] == ("havering", "newham")
    assert list(changes["inferred"]) == [True, True, False, False]


def test_a_break_is_told_by_a_document_of_the_time(as_at: At) -> None:
    known = as_at("2018-08-03")
    rows = breaks.scope_breaks(known.partners, known.membership)
    assert set(rows["source"]) == {"havering-cabinet-bexley-2016"}
