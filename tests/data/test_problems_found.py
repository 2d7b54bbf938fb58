"""Checking a folder names every problem: table, row, column, value, what is right."""

from pathlib import Path
from typing import Any

import pytest

from analysis.data import Problem, check_folder, open_partnership
from analysis.errors import CheckError, FolderError


def test_the_published_record_has_no_problems(published: Path) -> None:
    assert check_folder(published) == []


def test_the_small_folder_of_these_tests_has_no_problems(small: Any) -> None:
    assert small.problems() == []


@pytest.mark.parametrize("taken", ["partnership", "editions", "downloads"])
def test_a_council_cannot_be_called_as_another_folder_of_the_site(
    small: Any, taken: str
) -> None:
    small.change("partners.csv", "east,East", f"{taken},East")
    (problem, *_) = [p for p in small.problems() if p.file == "partners.csv"]
    assert (problem.row, problem.column, problem.value) == (2, "id", taken)
    assert "other than partnership, assets, downloads, editions" in problem.expected


@pytest.mark.parametrize(
    "written", ["1.342m", "£1342000", "-1,342,000", "nan", "inf", "0x10"]
)
def test_what_is_no_plain_number_is_named(folder: Any, written: str) -> None:
    folder.change("spending.csv", "-1342000", f'"{written}"')
    problem = folder.only_problem()
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "spending.csv",
        44,
        "variance_gbp",
        written,
    )
    assert problem.expected == (
        "a plain number in pounds, without separators or signs of currency"
    )


@pytest.mark.parametrize(("column", "written"), [("130", "high"), ("-1", "low")])
def test_a_number_beyond_its_limits_is_named(
    folder: Any, column: str, written: str
) -> None:
    folder.change("satisfaction.csv", ",65,", f",{column},")
    problem = folder.only_problem()
    assert (problem.row, problem.column, problem.value) == (7, "percent", column)
    assert "from 0 to 100 in per cent" in problem.expected


@pytest.mark.parametrize(
    "written", ["03/08/2018", "2018-13-01", "2018-02-30", "August 2018", "20180803"]
)
def test_what_is_no_date_is_named(small: Any, written: str) -> None:
    small.change("savings.csv", "exact,400000,2018-08-03", f"exact,400000,{written}")
    dates = [p for p in small.problems() if "YYYY-MM-DD" in p.expected]
    assert [(p.file, p.row, p.column, p.value) for p in dates] == [
        ("savings.csv", 3, "published", written)
    ]


@pytest.mark.parametrize("written", ["2017/19", "2017-18", "17/18", "2017"])
def test_what_is_no_financial_year_is_named(small: Any, written: str) -> None:
    small.change("savings.csv", "2017/18,2017/18,target", f"2017/18,{written},target")
    problem = small.only_problem()
    assert (problem.row, problem.column, problem.value) == (3, "period_to", written)
    assert problem.expected == "a financial year, such as 2017/18"


def test_a_word_that_is_no_choice_is_named_with_the_nearest_one(small: Any) -> None:
    small.change("savings.csv", "run-rate", "runrate")
    problem = small.only_problem()
    assert str(problem) == (
        "savings.csv, row 2, column basis: 'runrate'; expected one of: run-rate, "
        "in-year, cumulative, one-off, not stated (did you mean run-rate?)"
    )


def test_a_blank_where_a_value_is_needed_is_named(small: Any) -> None:
    small.change("savings.csv", ",achieved,", ",,")
    problem = small.only_problem()
    assert (problem.row, problem.column, problem.value) == (2, "status", "")
    assert str(problem).startswith("savings.csv, row 2, column status: blank; expected")


def test_an_unknown_column_is_named_with_the_nearest_one(small: Any) -> None:
    small.change("services.csv", "id,name", "id,nmae")
    unknown, missing = sorted(small.problems(), key=lambda p: p.column, reverse=True)
    assert (unknown.row, unknown.column) == (1, "nmae")
    assert unknown.expected.endswith("(did you mean name?)")
    assert (missing.row, missing.column, missing.expected) == (
        1,
        "name",
        "this column in the header",
    )


def test_a_column_that_stands_there_twice_is_named(small: Any) -> None:
    small.file("services").write_text("id,name,name\nfinance,Finance,Money\n")
    assert [(p.file, p.column) for p in small.problems()] == [("services.csv", "name")]


def test_a_missing_table_is_named_when_every_partnership_needs_it(small: Any) -> None:
    small.file("services").unlink()
    assert [p for p in small.problems() if p.file == "services.csv"] == [
        Problem("services.csv", 0, "", "", "this table: every partnership needs it")
    ]


def test_a_file_that_is_no_table_is_named_with_the_nearest_one(small: Any) -> None:
    (small.path / "saving.csv").write_text("id\n", encoding="utf-8")
    problem = small.only_problem()
    assert (problem.file, problem.row) == ("saving.csv", 0)
    assert problem.expected.endswith("(did you mean savings?)")


def test_a_table_in_two_files_is_named(small: Any) -> None:
    text = small.file("services").read_text(encoding="utf-8")
    (small.path / "services.parquet").write_text(text, encoding="utf-8")
    problem = small.only_problem()
    assert problem.file == "services.parquet"
    assert problem.expected == "one file a table, but services.csv is there too"


def test_a_row_that_repeats_a_key_is_named(small: Any) -> None:
    small.add("services.csv", "finance,Finance again")
    assert str(small.only_problem()) == (
        "services.csv, row 3, column id: 'finance'; expected a row that differs from "
        "all others in id"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "hint"),
    [
        ("savings.csv", "A1,east", "A1,eats", "partner", "(did you mean east?)"),
        ("savings.csv", ",finance,", ",finace,", "service", "(did you mean finance?)"),
        ("partners.csv", "minutes", "minuets", "source", "(did you mean minutes?)"),
    ],
)
def test_a_reference_that_leads_nowhere_is_named(
    small: Any, file: str, old: str, new: str, column: str, hint: str
) -> None:
    small.change(file, old, new)
    problem = small.only_problem()
    assert (problem.file, problem.row, problem.column) == (file, 2, column)
    assert problem.expected.startswith("an id of the table")
    assert problem.expected.endswith(hint)


def test_a_date_that_is_not_its_sources_is_named(small: Any) -> None:
    small.change("savings.csv", "exact,500000,2018-08-03", "exact,500000,2018-08-04")
    problem = small.only_problem()
    assert (problem.row, problem.column, problem.value) == (
        2,
        "published",
        "2018-08-04",
    )
    assert problem.expected == "2018-08-03, the date of its source minutes"


@pytest.mark.parametrize(("line", "number"), [("a", 1), ("a,b,c", 3)])
def test_a_row_of_another_length_than_the_header_is_named(
    small: Any, line: str, number: int
) -> None:
    small.add("services.csv", line)
    assert small.only_problem() == Problem(
        "services.csv", 3, "", "", f"2 values, as in the header, not {number}"
    )


def test_rows_are_numbered_as_a_text_editor_numbers_their_first_line(
    small: Any,
) -> None:
    small.add("services.csv", 'people,"People\nand\npay"')
    small.add("services.csv", "finance,Again")
    assert small.only_problem().row == 6


def test_a_file_that_is_not_utf8_is_named_with_its_line(small: Any) -> None:
    latin = "id,name\nfinance,Finance\ncafe,Café\n".encode("latin-1")
    small.file("services").write_bytes(latin)
    problem = next(p for p in small.problems() if p.file == "services.csv")
    assert (problem.row, problem.expected) == (3, "text in UTF-8")


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_a_file_that_cannot_be_read_is_named(small: Any, suffix: str) -> None:
    small.file("services").unlink()
    (small.path / f"services.{suffix}").write_bytes(b"not what it says")
    problem = next(p for p in small.problems() if p.file.startswith("services"))
    assert problem.expected.startswith(f"a readable {suffix.upper()} file")


def test_an_empty_file_is_named(small: Any) -> None:
    small.file("services").write_text("", encoding="utf-8")
    problem = next(p for p in small.problems() if p.file == "services.csv")
    assert problem.expected == "a header row"


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("nmae = 'x'", "nmae", "(did you mean name?)"),
        ("notice = 3", "notice", "valid string"),
        ("[money]\ndiscount_rate = 'low'", "money.discount_rate", "valid number"),
        ("[money]\nprice_base = '2017/19'", "money.price_base", "such as 2017/18"),
        ("[rag]\ngreen_up_to_percent = 9.0", "rag", "of at least green"),
        ("[disclosure]\nminimum_group = 0", "disclosure.minimum_group", "equal to 1"),
    ],
)
def test_a_bad_setting_is_named(
    small: Any, line: str, column: str, expected: str
) -> None:
    small.add("partnership.toml", line)
    problem = small.only_problem()
    assert (problem.file, problem.column) == ("partnership.toml", column)
    assert expected in problem.expected


def test_settings_that_are_no_toml_and_missing_ones_are_named(small: Any) -> None:
    path = small.path / "partnership.toml"
    path.write_text("name = ", encoding="utf-8")
    assert "TOML that can be read" in small.only_problem().expected
    path.write_text('name = "Both"\nprovider = "Both Ltd"\n', encoding="utf-8")
    assert small.only_problem().column == "description"
    path.unlink()
    assert small.only_problem().expected.startswith("this file, with at least name")


def test_every_problem_is_listed_in_one_go_in_the_order_of_the_files(
    small: Any,
) -> None:
    small.change("partners.csv", "minutes", "minuets")
    small.change("savings.csv", "run-rate", "runrate")
    small.change("savings.csv", "500000", "half a million")
    small.change("savings.csv", "exact,400000,2018-08-03", "exact,400000,2018-8-3")
    small.add("services.csv", "finance,Again")
    small.add("services.csv", "a,b,c")
    small.add("partnership.toml", "colour = 'red'")
    problems = small.problems()
    assert [(p.file, p.row, p.column) for p in problems] == [
        ("partners.csv", 2, "source"),
        ("partnership.toml", 0, "colour"),
        ("savings.csv", 2, "amount_gbp"),
        ("savings.csv", 2, "basis"),
        ("savings.csv", 3, "published"),
        ("savings.csv", 3, "published"),
        ("services.csv", 3, "id"),
        ("services.csv", 4, ""),
    ]
    with pytest.raises(CheckError) as raised:
        open_partnership(small.path)
    assert str(raised.value).splitlines() == [
        *map(str, problems),
        "8 problems found.",
    ]


def test_a_folder_that_is_not_there_is_said_in_one_message(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"There is no folder .*nowhere"):
        open_partnership(tmp_path / "nowhere")


def test_an_as_at_date_that_is_no_date_is_said_in_one_message(small: Any) -> None:
    with pytest.raises(FolderError, match=r"'31/1/2018'; expected a date as YYYY"):
        open_partnership(small.path, "31/1/2018")
