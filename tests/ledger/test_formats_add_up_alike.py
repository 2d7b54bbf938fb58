"""The same ledger adds up to the same, whatever it is written in."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from council import HEADER, Council, pounds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.data import check_folder

Row = tuple[date, str, str, int]

ROWS: list[Row] = [
    (date(2023, 4, 3), "1000", "A1", 123_456),
    (date(2023, 5, 31), "2000", "A1", -50_010),
    (date(2024, 3, 31), "1000", "B1", 1),
    (date(2024, 1, 1), "2000", "B1", -100_000_000),
]

entries = st.lists(
    st.tuples(
        st.dates(date(2016, 4, 1), date(2024, 3, 31)),
        st.sampled_from(["1000", "2000"]),
        st.sampled_from(["A1", "B1"]),
        st.integers(-(10**11), 10**11),
    ),
    min_size=1,
    max_size=12,
)

steady = settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def plain(pence: int) -> str:
    return f"{Decimal(pence) / 100:.2f}"


def brackets(pence: int) -> str:
    size = f"{Decimal(abs(pence)) / 100:,.2f}"
    return f"(£{size})" if pence < 0 else f"£{size}"


def trailing(pence: int) -> str:
    return f"{Decimal(abs(pence)) / 100:,.2f}{'-' * (pence < 0)}"


def text(rows: list[Row], amount: Callable[[int], str], day: str) -> list[list[str]]:
    return [[f"{d:{day}}", a, c, amount(p)] for d, a, c, p in rows]


def as_csv(council: Council, rows: list[Row]) -> None:
    council.write(text(rows, plain, "%d/%m/%Y"))


def as_brackets_in_cp1252(council: Council, rows: list[Row]) -> None:
    council.write(text(rows, brackets, "%d-%b-%y"), encoding="cp1252")


def as_trailing_minus_in_utf_16(council: Council, rows: list[Row]) -> None:
    council.write(text(rows, trailing, "%d.%m.%Y"), encoding="utf-16", delimiter="\t")


def as_semicolons_under_a_title(council: Council, rows: list[Row]) -> None:
    council.write(
        text(rows, brackets, "%Y-%m-%d"),
        delimiter=";",
        before="Ledger listing\n\nPrinted on;01/04/2024\n",
    )


def as_workbook(council: Council, rows: list[Row]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Ledger listing"])
    book.active.append(list(HEADER))
    for d, a, c, p in rows:
        book.active.append([d, int(a), c, p / 100])
    path = council.folder / "ledger" / "gl.xlsx"
    path.parent.mkdir(exist_ok=True)
    book.save(path)


def as_parquet(council: Council, rows: list[Row]) -> None:
    days, accounts, centres, pence = zip(*rows, strict=True)
    amounts = [Decimal(p) / 100 for p in pence]
    columns = [
        pa.array(days, pa.date32()),
        pa.array(accounts),
        pa.array(centres),
        pa.array(amounts, pa.decimal128(18, 2)),
    ]
    path = council.folder / "ledger" / "gl.parquet"
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.table(columns, names=list(HEADER)), path)


def as_debit_and_credit(council: Council, rows: list[Row]) -> None:
    lines = [
        [f"{d:%d/%m/%Y}", a, c, plain(p) if p >= 0 else "", plain(-p) if p < 0 else ""]
        for d, a, c, p in rows
    ]
    council.write(lines, header=("Date", "Account", "Cost centre", "Debit", "Credit"))


def as_hundreds_of_files(council: Council, rows: list[Row]) -> None:
    for number, row in enumerate(rows):
        council.write(text([row], plain, "%d/%m/%Y"), name=f"gl-{number:03}.csv")


WAYS = [
    as_csv,
    as_brackets_in_cp1252,
    as_trailing_minus_in_utf_16,
    as_semicolons_under_a_title,
    as_workbook,
    as_parquet,
    as_debit_and_credit,
    as_hundreds_of_files,
]


def empty(folder: Path) -> None:
    for path in (folder / "ledger").glob("*"):
        path.unlink()


@pytest.mark.parametrize("write", WAYS)
def test_a_ledger_adds_up_by_service_group_and_period(
    council: Council, write: Callable[[Council, list[Row]], None]
) -> None:
    write(council, ROWS)
    cube = council.open().cube
    found = {(r.year, r.period, r.service, r.group): r.pence for r in cube.itertuples()}
    assert found == {
        (2023, 1, "ict", "employees"): 123_456,
        (2023, 2, "ict", "income"): -50_010,
        (2023, 12, "legal", "employees"): 1,
        (2023, 10, "legal", "income"): -100_000_000,
    }


@pytest.mark.slow
@steady
@given(rows=entries, write=st.sampled_from(WAYS))
def test_totals_and_signs_survive_every_format(
    council: Council, rows: list[Row], write: Callable[[Council, list[Row]], None]
) -> None:
    empty(council.folder)
    write(council, rows)
    ledger = council.open()
    assert pounds(ledger) == Decimal(sum(pence for *_, pence in rows)) / 100
    assert int(ledger.cube["entries"].sum()) == len(rows)
    for service in ("ict", "legal"):
        own = {"ict": "A1", "legal": "B1"}[service]
        cells = ledger.cube[ledger.cube["service"] == service]
        assert cells["pence"].sum() == sum(p for *_, c, p in rows if c == own)


def test_spending_may_be_negative_in_the_files(council: Council) -> None:
    as_csv(council, [(day, a, c, -pence) for day, a, c, pence in ROWS])
    council.set('sign = "spending negative"')
    assert pounds(council.open()) == Decimal(sum(r[3] for r in ROWS)) / 100


def test_text_that_turns_out_to_be_cp1252_late_in_a_file_is_read(
    council: Council,
) -> None:
    rows = [[f"{date(2023, 4, 1) + timedelta(n % 300):%d/%m/%Y}", "1000", "A1", "1.00"]
            for n in range(12_000)]  # fmt: skip
    path = council.write(rows)
    with path.open("ab") as file:
        file.write("01/05/2023,1000,A1,£2.00\n".encode("cp1252"))
    ledger = council.open()
    assert pounds(ledger) == Decimal("12002.00")
    assert list(ledger.files["encoding"]) == ["cp1252"]


@pytest.mark.parametrize("encoding", ["auto", "utf-8"])
def test_an_odd_letter_late_in_a_long_file_stops_no_problem_from_being_named(
    council: Council, encoding: str
) -> None:
    good = ["01/04/2023", "1000", "A1", "1.00", "A supplier of services and goods"]
    rows = [*([good] * 6_000), [*good[:4], "Caf\u00e9"], ["31/02/2023", *good[1:]]]
    path = council.write(rows, header=[*HEADER, "Supplier"], encoding="cp1252")
    assert path.stat().st_size > 1 << 18
    council.set(f'encoding = "{encoding}"')
    council.record()
    (problem,) = check_folder(council.folder)
    assert (problem.row, problem.value) == (6_003, "31/02/2023")


def test_a_supplier_with_an_odd_letter_late_in_a_long_file_is_listed(
    council: Council,
) -> None:
    good = ["01/04/2023", "1000", "A1", "1.00", "A supplier of services and goods", ""]
    twice = ["02/04/2023", "1000", "A1", "99.00", "Caf\u00e9", "7"]
    rows = [*([good] * 6_000), twice, twice]
    council.write(rows, header=[*HEADER, "Supplier", "Reference"], encoding="cp1252")
    ledger = council.open()
    assert "Caf\u00e9" in set(ledger.duplicates["supplier"])
