"""A row that cannot be read or placed is named by file and line."""

import openpyxl
import pytest
from council import HEADER, Council, pounds

from analysis.data import check_folder
from analysis.errors import CheckError

GOOD = ["01/04/2023", "1000", "A1", "100.00"]
BAD = {
    "an impossible date": (["31/02/2024", "1000", "A1", "5.00"], "Date", "31/02/2024"),
    "a text amount": (["01/04/2023", "1000", "A1", "tbc"], "Amount", "tbc"),
    "less than a penny": (["01/04/2023", "1000", "A1", "1.005"], "Amount", "1.005"),
    "an unknown cost centre": (["01/04/2023", "1000", "X9", "5"], "Cost centre", "X9"),
    "an unknown account": (["01/04/2023", "7777", "A1", "5"], "Account", "7777"),
}


@pytest.mark.parametrize("what", BAD)
def test_the_row_is_named_and_the_ledger_refused(council: Council, what: str) -> None:
    row, column, value = BAD[what]
    council.write([GOOD, GOOD, row, GOOD])
    with pytest.raises(CheckError) as caught:
        council.open()
    said = str(caught.value)
    assert f"ledger/gl.csv, row 4, column {column}: '{value}'; expected" in said
    assert said.endswith("1 problem found.")
    (problem,) = check_folder(council.folder)
    assert (problem.file, problem.row, problem.value) == ("ledger/gl.csv", 4, value)


@pytest.mark.parametrize("what", BAD)
def test_the_rest_is_analysed_if_the_user_says_so(council: Council, what: str) -> None:
    row, _, value = BAD[what]
    council.write([GOOD, GOOD, row, GOOD])
    council.set('problems = "set apart"')
    ledger = council.open()
    good = ledger.cube[ledger.cube["problem"].isna()]
    assert good["pence"].sum() == 30_000
    assert list(ledger.refused["line"]) == [4]
    assert list(ledger.refused["value"]) == [value]
    assert check_folder(council.folder) == []


def test_lines_are_those_of_an_editor_whatever_stands_before_them(
    council: Council,
) -> None:
    path = council.write(
        [[*GOOD, "two\nlines"], [*GOOD, "one"]],
        header=(*HEADER, "Text"),
        before="A title\n",
    )
    with path.open("a", encoding="utf-8") as file:
        file.write('\n"01/04/2023","1000","A1","oops","x"\n"01/04/2023","1000"\n')
    with pytest.raises(CheckError) as caught:
        council.open()
    said = str(caught.value)
    lines = path.read_text("utf-8").splitlines()
    assert "oops" in lines[7 - 1]
    assert "row 7, column Amount: 'oops'" in said
    assert "row 8: '2 values'; expected 5 values, as in the header" in said


def test_a_row_of_a_workbook_is_named_as_the_workbook_numbers_it(
    council: Council,
) -> None:
    book = openpyxl.Workbook()
    for row in ([], ["Listing"], list(HEADER), GOOD, [], ["31/02/2024", *GOOD[1:]]):
        book.active.append(row)
    path = council.folder / "ledger" / "gl.xlsx"
    path.parent.mkdir()
    book.save(path)
    with pytest.raises(CheckError, match=r"ledger/gl\.xlsx, row 6, column Date"):
        council.open()


def test_one_code_in_many_rows_is_named_once_with_its_sum(council: Council) -> None:
    council.write([GOOD, *([["01/04/2023", "1000", "X9", "10.50"]] * 7)])
    with pytest.raises(CheckError) as caught:
        council.open()
    assert "(7 rows, £73.50 in all; first in rows 3, 4, 5, 6, 7)" in str(caught.value)


def test_a_file_without_the_headings_says_which_are_missing(council: Council) -> None:
    council.write([GOOD], header=("Date", "Account", "Centre", "Amount"))
    with pytest.raises(CheckError, match="headings for cost_centre within the first"):
        council.open()


def test_a_file_that_cannot_be_read_is_refused_even_if_rows_may_be_set_apart(
    council: Council,
) -> None:
    council.write([GOOD])
    (council.folder / "ledger" / "more.parquet").write_text("not parquet")
    council.set('problems = "set apart"')
    with pytest.raises(CheckError, match=r"more\.parquet.*a readable Parquet file"):
        council.open()


def test_lines_that_end_in_different_ways_are_read(council: Council) -> None:
    path = council.write([GOOD, GOOD])
    text = path.read_text("utf-8")
    rest = text.split("\n", 1)[1]
    path.write_bytes((text.replace("\n", "\r\n") + rest).encode())
    assert str(pounds(council.open())) == "400"


def test_a_quote_that_never_ends_is_a_problem(council: Council) -> None:
    path = council.write([GOOD, GOOD])
    path.write_text(path.read_text("utf-8") + '"01/04/2023,1000,A1,5\n', "utf-8")
    with pytest.raises(CheckError, match=r"ledger/gl\.csv.*row 4"):
        council.open()


def test_a_file_with_headings_only_holds_nothing(council: Council) -> None:
    council.write([GOOD], name="a.csv")
    council.write([], name="b.csv")
    ledger = council.open()
    assert list(ledger.files["rows"]) == [1, 0]
    assert str(pounds(ledger)) == "100"


def test_a_pattern_without_files_is_named(council: Council) -> None:
    (problem,) = check_folder(council.record().files[0].parent)
    assert (problem.column, problem.value) == ("ledger.files", "ledger/*")


def test_a_file_that_misses_its_control_total_is_named(council: Council) -> None:
    council.write([GOOD])
    council.set('control_totals = { "gl.csv" = "100.01" }')
    with pytest.raises(CheckError, match=r"£100\.00.*£100\.01, its control total"):
        council.open()


def test_a_partnership_without_a_ledger_has_none(council: Council) -> None:
    from analysis.data import open_ledger, open_partnership

    council.record()
    toml = council.folder / "partnership.toml"
    toml.write_text(toml.read_text("utf-8").split("[ledger]")[0], "utf-8")
    assert open_ledger(open_partnership(council.folder)) is None
    assert check_folder(council.folder) == []


def test_what_is_kept_is_worked_out_again_when_a_file_changes(council: Council) -> None:
    path = council.write([GOOD])
    before = pounds(council.open())
    assert pounds(council.open()) == before
    path.write_text(path.read_text("utf-8") + ",".join(GOOD) + "\n", "utf-8")
    assert pounds(council.open()) == before * 2
