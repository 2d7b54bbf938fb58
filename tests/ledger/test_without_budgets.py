"""A ledger without budgets shows what was spent, and no variance of it."""

import pytest
from council import Council

from analysis.data import LedgerExtract, Partnership
from analysis.present import overspend_ledger as shows
from analysis.present.display import NOTHING, Chart, Table, Text

MISSING = "[x]"


@pytest.fixture
def read(council: Council) -> tuple[LedgerExtract, Partnership]:
    """Return a ledger of two years and three months, without any budget."""
    months = [(2021 + (n + 3) // 12, (n + 3) % 12 + 1) for n in range(27)]
    council.write([[f"05/{m:02d}/{y}", "1000", "A1", "1000000.00"] for y, m in months])
    record = council.record()
    return council.open(), record


def words(shown: Table | Text | Chart) -> str:
    """Return what a reader reads of a part of a page."""
    return shown._repr_markdown_() if isinstance(shown, Text) else shown.html


def test_no_year_is_rated_and_no_budget_is_nought(
    read: tuple[LedgerExtract, Partnership],
) -> None:
    ledger, record = read
    for shown in (
        shows.years_table(ledger, record),
        shows.groups_table(ledger, record),
        shows.services_table(ledger, record),
        shows.outlook_table(ledger, record),
    ):
        said = words(shown)
        assert MISSING in said
        assert "12.000m" in said or "3.000m" in said
        for wrong in ("0.000m", ">Red<", ">Green<"):
            assert wrong not in said


def test_nothing_is_said_to_have_driven_a_variance(
    read: tuple[LedgerExtract, Partnership],
) -> None:
    ledger, record = read
    assert shows.drivers_heading(ledger, record) is NOTHING
    assert shows.drivers_chart(ledger, record) is NOTHING
    assert shows.drivers_table(ledger, record) is NOTHING


def test_the_forecast_says_that_there_is_no_budget(
    read: tuple[LedgerExtract, Partnership],
) -> None:
    ledger, record = read
    heading = words(shows.outlook_heading(ledger, record))
    assert "heading for £12.000m; no budget was given for the year" in heading
    chart = shows.outlook_chart(ledger, record)
    assert isinstance(chart, Chart)
    assert "budget" not in chart.alt
    assert "budget" not in chart.svg.lower()
