"""Values that can be read and cannot be meant are named, with what would be right."""

from typing import Any

import openpyxl
import pytest

from analysis.data import check_folder, open_partnership

SHARES = "id,partner,service,applies_from,applies_to,percent,published,source\n"


def shares(folder: Any, *rows: str) -> None:
    """Write shares: partner, service, from, to and per cent of each."""
    lines = [
        f"H{n},{row},2018-08-03,minutes\n".replace(" ", "")
        for n, row in enumerate(rows)
    ]
    folder.file("shares").write_text(SHARES + "".join(lines), encoding="utf-8")


@pytest.fixture
def both(small: Any) -> Any:
    """Return a folder of two councils."""
    small.add("partners.csv", "west,West,2014-04,minutes")
    return small


def test_shares_without_an_end_that_add_up_are_right(both: Any) -> None:
    shares(both, "east,all,2018-04-01,,60", "west,all,2018-04-01,,40")
    assert both.problems() == []


def test_a_table_without_the_column_of_ends_is_read(both: Any) -> None:
    shares(both, "east,all,2018-04-01,,60", "west,all,2018-04-01,,40")
    path = both.file("shares")
    text = path.read_text(encoding="utf-8").replace("applies_to,", "")
    path.write_text(text.replace("2018-04-01,,", "2018-04-01,"), encoding="utf-8")
    assert both.problems() == []


def test_shares_with_a_row_missing_are_named_and_do_not_stop_a_build(both: Any) -> None:
    shares(both, "east,all,2018-04-01,,44")
    assert str(both.only_problem()) == (
        "shares.csv, row 2, column percent: 'east 44'; expected shares of all that add "
        "up to 100 per cent from 2018-04-01 on, not 44"
    )
    assert len(open_partnership(both.path).shares) == 1


def test_shares_that_end_without_the_next_ones_are_named_from_that_day(
    both: Any,
) -> None:
    shares(
        both,
        "east,finance,2017-04-01,2018-03-31,70",
        "west,finance,2017-04-01,,30",
    )
    problem = both.only_problem()
    assert (problem.row, problem.value) == (3, "west 30")
    assert "from 2018-04-01 on, not 30" in problem.expected


def test_shares_of_more_than_all_are_a_problem_for_a_build_too(both: Any) -> None:
    shares(both, "east,all,2018-04-01,,60", "west,all,2018-04-01,,50")
    problem = both.only_problem()
    assert "not 110" in problem.expected


def test_a_rounded_split_adds_up(both: Any) -> None:
    shares(both, "east,all,2018-04-01,,33.33", "west,all,2018-04-01,,66.65")
    assert both.problems() == []


def test_shares_written_as_parts_of_one_are_named_once(both: Any) -> None:
    shares(both, "east,all,2018-04-01,,0.6", "west,all,2018-04-01,,0.4")
    problem = both.only_problem()
    assert (problem.row, problem.column, problem.value) == (2, "percent", "0.6")
    assert problem.expected.startswith("a percentage such as 60: all 2 values")


@pytest.mark.parametrize("percents", [("1", "99"), ("0", "100"), ("0.5", "99.5")])
def test_small_percentages_beside_large_ones_are_meant(
    both: Any, percents: tuple[str, str]
) -> None:
    east, west = percents
    shares(both, f"east,all,2018-04-01,,{east}", f"west,all,2018-04-01,,{west}")
    assert both.problems() == []


@pytest.mark.parametrize("kept", [0.745, 0.07, 1.0, 0.2905])
def test_a_cell_that_a_workbook_shows_as_a_percentage_is_read_as_it_is_shown(
    both: Any, kept: float
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        SHARES.strip(),
        *(
            f"H{n},{p},all,2018-04-01,,,2018-08-03,minutes"
            for n, p in enumerate(["east", "west"])
        ),
    ):
        sheet.append([cell or None for cell in line.split(",")])
    for row, value in ((2, kept), (3, 1 - kept)):
        sheet.cell(row, 6, value).number_format = "0.00%"
    book.save(both.path / "shares.xlsx")
    assert check_folder(both.path) == []
    read = open_partnership(both.path).shares["percent"].tolist()
    assert read == [round(kept * 100, 2), round(100 - kept * 100, 2)]
