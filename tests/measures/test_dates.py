"""A date is printed as well as it is known, and an inferred one never as a day."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from analysis.commands.site import as_at_words
from analysis.data import Partnership
from analysis.measures import dates
from analysis.measures.dates import Dated

DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


@pytest.mark.parametrize(
    ("value", "precision", "words", "by"),
    [
        ("2019-07-12", "day", "12 July 2019", "on 12 July 2019"),
        ("2015-10-31", "month", "October 2015", "in October 2015"),
        ("2015-12-31", "year", "2015", "in 2015"),
        ("2018-12-31", "inferred", "December 2018 [i]", "by the end of 2018 [i]"),
        ("2016-07-08", "inferred", "July 2016 [i]", "by July 2016 [i]"),
        ("2020", "inferred", "2020 [i]", "by the end of 2020 [i]"),
        ("2022-03", "inferred", "March 2022 [i]", "by March 2022 [i]"),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(
    value: str, precision: str, words: str, by: str
) -> None:
    assert Dated(value, precision).words == words
    assert Dated(value, precision).by == by


def test_only_documents_with_a_known_day_are_dated_to_the_day(
    record: Partnership,
) -> None:
    table = dates.documents(record.sources)
    to_the_day = table["date_words"].str.fullmatch(DAY)
    assert 0 < to_the_day.sum() < len(table) / 2
    assert (to_the_day == (table["precision"] == "day")).all()
    assert (
        table.loc[table["precision"] == "inferred", "date_words"]
        .str.endswith("[i]")
        .all()
    )


def test_the_newest_documents_of_the_record_have_no_day_to_print(
    record: Partnership,
) -> None:
    known = dates.as_published(record.sources, record.as_at)
    assert known.by == "by the end of 2025 [i]"
    assert dates.as_published(record.sources, date(2025, 7, 1)).by == "on 1 July 2025"


def test_events_that_were_dated_by_inference_say_so(record: Partnership) -> None:
    rows = record.events.assign(words=dates.in_words(record.events, "date"))
    words = rows.set_index(["id", "service"])["words"]
    assert words["S012", "health-safety"] == "March 2022 [i]"
    assert words["P124", "finance"] == "2018 [i]"
    # The document gives day and month; the year is inferred, so no day is printed.
    assert words["S050", "hr"] == "February 2015 [i]"
    assert words["P117", "all"] == "31 July 2020"


def test_a_record_as_at_an_earlier_day_is_dated_by_its_own_documents(
    as_at: Callable[[str], Partnership],
) -> None:
    known = as_at("2018-12-31")
    found = dates.as_published(known.sources, known.as_at)
    assert found.by == "by the end of 2018 [i]"


def test_a_site_is_as_at_the_latest_document_as_well_as_its_day_is_known(
    record: Partnership, as_at: Callable[[str], Partnership]
) -> None:
    assert as_at_words(record) == "the end of 2025 [i]"
    assert as_at_words(as_at("2019-07-12")) is None
    assert as_at_words(as_at("2015-10-31")) == "October 2015"
