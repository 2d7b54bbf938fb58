"""Every series says where its scope broke: in its chart, its table and its words."""

import re

import pytest
from matplotlib.figure import Figure
from pages import shown

from analysis.data import WHOLE, Partnership, open_partnership
from analysis.measures import breaks as measure
from analysis.present import (
    indicators,
    organisation,
    overspend,
    quality,
    series,
)
from analysis.present.display import Chart, Table, Text


@pytest.fixture(scope="module")
def example(root) -> Partnership:  # type: ignore[no-untyped-def]
    return open_partnership(root / "data" / "example")


def said(shown: Chart | Table | Text) -> str:
    """Return the words of a chart or a table."""
    if isinstance(shown, Chart):
        return shown.alt
    assert isinstance(shown, Table)
    return re.sub(r"<[^>]+>", " ", shown.html)


CHART_AND_TABLES = 3


def satisfaction_of(record: Partnership, partner: str) -> str:
    """Return the words of a council's charts and tables of its own customers."""
    cells = [cell.shown for cell in shown("satisfaction", record, partner)]
    words = [said(one) for one in cells if isinstance(one, Chart | Table)]
    return "\n".join(one for one in words if "staff with their own" not in one)


def test_savings_before_and_after_bexley_joined_are_told_apart(
    record: Partnership,
) -> None:
    (told,) = [
        cell.shown
        for cell in shown("partnership-savings", record)
        if isinstance(cell.shown, Table) and "Above or below" in cell.shown.data
    ]
    assert "Before 2016/17, Bexley joined (2016 [i])" in told.html
    assert "2016/17 [b]" in told.data["Year"].to_list()
    assert told.html.count("figures on either side are not comparable") == 1


def test_budgets_of_the_whole_break_where_bexley_left_and_services_returned(
    record: Partnership,
) -> None:
    told = said(overspend.years_table(record, WHOLE))
    assert (
        "before 2022/23, Finance mostly withdrawn by Newham (2020 [i]) and Bexley left "
        "(31 July 2020)" in told
    )
    # Decided is not done: no document says when the services were taken back.
    decided = "5 services to be taken back, as decided, by Havering and Newham"
    assert f"before 2023/24, {decided} (April 2023)" in told
    assert "services ended" not in told
    assert "2023/24 [b]" in told
    assert "2018/19 [b]" not in told
    assert "Bexley left (31 July 2020)" in said(overspend.path_chart(record))


def test_a_break_outside_a_series_is_no_break_in_it(record: Partnership) -> None:
    for partner in ("havering", "newham", "bexley"):
        told = satisfaction_of(record, partner)
        assert "[b]" not in told
        assert "Breaks" not in told


@pytest.mark.slow
def test_services_that_one_council_added_touch_its_series_and_the_whole(
    example: Partnership,
) -> None:
    added = "before spring 2021, ICT added for Castlemere (April 2020)"
    for partner in ("castlemere", WHOLE):
        assert satisfaction_of(example, partner).count(added) >= CHART_AND_TABLES
    assert added not in satisfaction_of(example, "ashford-vale")
    assert added in said(quality.table(example))


def test_shared_budgets_are_split_anew_when_another_council_joins(
    example: Partnership,
) -> None:
    joined = "before 2018/19, Castlemere joined (October 2018)"
    chart = said(overspend.years_chart(example, "ashford-vale"))
    assert joined in chart
    assert "ICT" not in chart
    cells = [cell.shown for cell in shown("overview", example, "ashford-vale")]
    charts = [said(one) for one in cells if isinstance(one, Chart)]
    assert any(joined in words for words in charts)


def test_quarters_and_counts_of_staff_break_too(example: Partnership) -> None:
    assert "before 2020/21 Q1, ICT added" in said(
        indicators.chart(example, "castlemere")
    )
    assert "2018/19 [b]" in said(organisation.organisation_table(example))


def test_points_after_a_break_are_marked_and_a_single_point_has_none(
    example: Partnership,
) -> None:
    rows = ["2017/18", "2018/19", "2019/20"]
    found = series.of_periods(example, WHOLE, rows)
    assert found.marked(rows) == ["2017/18", "2018/19 [b]", "2019/20 [b]"]
    assert series.of_periods(example, WHOLE, rows[:1]).notes == []


def test_a_line_between_the_bars_has_its_meaning_below_them(
    example: Partnership,
) -> None:
    years = ["2017/18", "2018/19", "2019/20", "2020/21"]
    figure = Figure()
    axes = figure.subplots()
    axes.bar(range(4), [1, 2, 3, 4])
    series.of_periods(example, WHOLE, years).draw(axes, years)
    assert [line.get_xdata()[0] for line in axes.lines] == [0.5, 1.5, 2.5]
    assert [text.get_text() for text in axes.texts] == ["A", "B", "C"]
    assert min(text.get_position()[1] for text in axes.texts) > 4
    below = " ".join(figure.get_supxlabel().split())
    assert "A: Castlemere joined (October 2018); B: Legal and Governance" in below


@pytest.mark.parametrize(
    ("period", "end"),
    [("2017/18", 2018.25), ("2017/18 Q3", 2018.0), ("2021", 2022.0)],
)
def test_a_period_ends_when_its_last_day_is_over(period: str, end: float) -> None:
    assert measure.ends(period) == pytest.approx(end, abs=0.01)


@pytest.mark.parametrize("period", ["at the start", "2014 to 2021", "May 2025"])
def test_a_period_in_words_ends_nobody_knows_when(period: str) -> None:
    assert measure.ends(period) is None
