"""Dates and amounts are read as finance systems write them, or not at all."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from analysis.data.ledger import parsing


def amount(text: str) -> Decimal | None:
    query = f"SELECT {parsing.amount('t')} FROM (SELECT ? AS t)"
    found = duckdb.execute(query, [text]).fetchone()
    return found[0] if found else None


def day(text: str, usual: str = "%d/%m/%Y") -> date | None:
    read = f"(SELECT {parsing.moment('t', usual)} AS m FROM (SELECT ? AS t))"
    found = duckdb.execute(f"SELECT {parsing.day('m')} FROM {read}", [text]).fetchone()
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("1234.56", "1234.56"),
        ("-1234.56", "-1234.56"),
        ("1,234.56", "1234.56"),
        ("£1,234.56", "1234.56"),
        ("-£1,234.56", "-1234.56"),
        ("(1,234.56)", "-1234.56"),
        ("(£1,234.56)", "-1234.56"),
        ("£(1,234.56)", "-1234.56"),
        ("1,234.56-", "-1234.56"),
        ("1,234.56CR", "-1234.56"),
        ("1,234.56 DR", "1234.56"),
        ("\N{MINUS SIGN}5.00", "-5"),
        (" 12.30 ", "12.3"),
        ("1,234,567", "1234567"),
        (".50", "0.5"),
        (" - ", "0"),
        ("0.30000000000000004", "0.3"),
    ],
)
def test_an_amount_is_read_with_its_sign(text: str, pounds: str) -> None:
    assert amount(text) == Decimal(pounds)


@pytest.mark.parametrize(
    "text",
    ["", "see invoice", "12,50", "1,23,4.00", "(5.00", "-5.00-", "(-5.00)", "5.00.1",
     "£", "1 2 3x", "--5", "()", "CR"],
)  # fmt: skip
def test_what_is_no_amount_is_not_guessed(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize(
    "text",
    ["01/04/2023", "1/4/2023", "01/04/23", "01-APR-2023", "01-Apr-23", "01.04.2023",
     "01-04-2023", "2023-04-01", "20230401", "1 April 2023", "01/04/2023 13:45",
     "2023-04-01 00:00:00", " 01/04/2023 "],
)  # fmt: skip
def test_a_date_is_read_in_uk_order(text: str) -> None:
    assert day(text) == date(2023, 4, 1)


@pytest.mark.parametrize(
    "text",
    ["31/02/2024", "29/02/2023", "04/13/2023", "", "Total", "01/04/1823", "2023"],
)
def test_an_impossible_date_is_no_date(text: str) -> None:
    assert day(text) is None


def test_two_digits_of_a_year_mean_this_century_whatever_is_usual() -> None:
    assert day("05/06/19", "%d/%m/%Y") == day("05/06/2019", "%d/%m/%y")


@pytest.mark.parametrize(
    ("debit", "credit", "pounds"),
    [("12.00", "", "12"), ("", "£1,000.00", "-1000"), ("5", "2", "3")],
)
def test_a_debit_less_a_credit(debit: str, credit: str, pounds: str) -> None:
    read = parsing.debit_less_credit("d", "c")
    query = f"SELECT {read} FROM (SELECT ? AS d, ? AS c)"
    assert duckdb.execute(query, [debit, credit]).fetchone() == (Decimal(pounds),)


@pytest.mark.parametrize(("debit", "credit"), [("", ""), ("x", "5"), ("5", "x")])
def test_a_debit_or_credit_that_is_no_amount_spoils_the_row(
    debit: str, credit: str
) -> None:
    read = parsing.debit_less_credit("d", "c")
    query = f"SELECT {read} FROM (SELECT ? AS d, ? AS c)"
    assert duckdb.execute(query, [debit, credit]).fetchone() == (None,)
