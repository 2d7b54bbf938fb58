"""Duplicates, late entries and accruals are found, across files and formats."""

from council import Council

HEADER = (
    "Date", "Posted", "Account", "Cost centre", "Amount",
    "Supplier", "Reference", "Kind",
)  # fmt: skip


def entry(
    amount: str = "10.00",
    reference: str = "R1",
    kind: str = "",
    date: str = "01/05/2023",
    posted: str = "02/05/2023",
) -> list[str]:
    return [date, posted, "1000", "A1", amount, "Acme", reference, kind]


def test_an_invoice_paid_twice_is_found_across_files(council: Council) -> None:
    council.write([entry(), entry(reference="R2")], header=HEADER, name="a.csv")
    council.write([entry(reference="R3"), entry()], header=HEADER, name="b.csv")
    found = council.open().duplicates
    assert list(found["reference"]) == ["R1", "R1"]
    assert list(found["line"]) == [2, 3]
    assert found.loc[found["extra"], "pence"].sum() == 1000


def test_entries_that_differ_in_anything_are_no_duplicates(council: Council) -> None:
    rows = [
        entry(),
        entry(amount="10.01"),
        entry(reference="R2"),
        entry(date="02/05/2023"),
        entry(reference=""),
        entry(reference=""),
    ]
    council.write(rows, header=HEADER)
    assert council.open().duplicates.empty


def test_an_entry_made_after_the_close_is_found_with_its_line(council: Council) -> None:
    rows = [
        entry(),
        entry(date="31/03/2024", posted="30/04/2024", reference="in time"),
        entry(date="31/03/2024", posted="01/05/2024", reference="late"),
    ]
    council.write(rows, header=HEADER)
    found = council.open().late
    assert list(found["reference"]) == ["late"]
    assert list(found["line"]) == [4]


def test_an_accrual_and_its_reversal_are_put_together(council: Council) -> None:
    council.set('kinds = { acc = "accrual", rev = "reversal" }')
    rows = [
        entry(date="31/03/2023", kind="ACC", amount="70.00"),
        entry(date="01/04/2023", kind="rev", amount="-70.00"),
        entry(date="31/03/2023", kind="acc", amount="30.00", reference="R2"),
    ]
    council.write(rows, header=HEADER)
    found = council.open().accruals.set_index("reference")
    assert found["accrued_pence"].to_dict() == {"R1": 7000, "R2": 3000}
    assert found["reversed_pence"].to_dict() == {"R1": -7000, "R2": 0}
    assert set(found["year"]) == {2022}


def test_what_was_entered_after_the_reports_day_is_left_out(council: Council) -> None:
    rows = [entry(), entry(reference="R2", posted="02/07/2024")]
    council.write(rows, header=HEADER)
    cube = council.open().cube
    assert cube.loc[cube["problem"].isna(), "pence"].sum() == 1000
    assert cube.loc[cube["problem"] == "later", "pence"].sum() == 1000
