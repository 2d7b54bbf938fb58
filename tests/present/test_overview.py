"""An overview says what matters most: every scope, each criterion, the break-up."""

import pytest
from pages import shown

from analysis.data import Partnership, open_partnership
from analysis.measures.side_by_side import side_by_side


def words(record: Partnership, partner: str | None = None) -> str:
    """Return what the overview of a council says, or else the front page."""
    topic = "overview" if partner else "home"
    return "\n".join(cell.words for cell in shown(topic, record, partner))


@pytest.mark.parametrize(
    ("partner", "first"),
    [
        ("newham", "**£7.065m overspend**\n\nnon-shared budgets, 2017/18 outturn"),
        ("bexley", "**£0.070m overspend**\n\nshared budgets, 2016/17 outturn"),
    ],
)
def test_the_first_figure_is_the_largest_overspend_of_any_scope(
    record: Partnership, partner: str, first: str
) -> None:
    text = words(record, partner)
    assert first in text
    assert text.index("**£") == text.index(first)


def test_each_criterion_has_its_verdict(record: Partnership) -> None:
    text = words(record, "newham")
    assert "**Savings: not known for Newham.**" in text
    assert "**Budgets: partly met in 2017/18.**" in text
    assert "**Satisfaction: not met.**" in text


def test_decided_is_not_done_on_overviews_and_the_front_page(
    record: Partnership,
) -> None:
    for text in (words(record, "havering"), words(record)):
        assert "**Decided to end (April 2023):** Asset Management, Finance" in text
        assert "No document says when, or whether, each service returned." in text
    newham = words(record, "newham")
    assert r"**Decided to end (April 2023 \[i\]):**" in newham
    assert r"**Mostly withdrawn (2020 \[i\]):** Finance." in newham


def test_the_strongest_facts_for_scrutiny_are_on_each_overview(
    record: Partnership,
) -> None:
    for partner in ("havering", "newham"):
        text = words(record, partner)
        assert "budgets grow by £5.217m in 2023/24, when savings were £388,000" in text
        assert "The split of savings between the partners had not been reviewed" in text
        assert "Exit, set aside (£1m)" in text


def test_a_council_of_which_nothing_was_published_gets_a_short_page(
    root,  # type: ignore[no-untyped-def]
) -> None:
    early = open_partnership(root / "data" / "onesource", "2016-04-01")
    text = words(early, "havering")
    assert "No outturn was published for Havering." in text
    assert "None" not in text
    assert "nan" not in text


def test_councils_stand_side_by_side_in_the_order_of_the_record(
    record: Partnership,
) -> None:
    rows = side_by_side(record).set_index("Council")
    assert list(rows.index) == ["Havering", "Newham", "Bexley"]
    assert rows.loc["Newham", "Shared budgets"] == -649_000
    assert rows.loc["Newham", "Non-shared budgets"] == 7_065_000
    assert rows.loc["Bexley", "Satisfied"] == 75
