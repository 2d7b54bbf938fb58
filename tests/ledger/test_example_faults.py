"""The faults planted in the illustrative ledger are found, and named."""

from pathlib import Path

import pytest

from analysis.data import LedgerExtract, Partnership, open_ledger, open_partnership
from analysis.measures.ledger import control
from analysis.present import overspend_ledger as shows
from analysis.present.display import NOTHING, Text

FILE = "ledger/gl-2023-24.csv"


@pytest.fixture(scope="module")
def example(root: Path) -> Partnership:
    return open_partnership(root / "data" / "example")


@pytest.fixture
def ledger(example: Partnership) -> LedgerExtract:
    found = open_ledger(example)
    assert found is not None
    return found


def test_what_cannot_be_read_or_placed_is_named_with_its_sum(
    ledger: LedgerExtract,
) -> None:
    found = {(r.problem, r.value): r.rows for r in ledger.refused.itertuples()}
    assert found == {
        ("account", "48190"): 5,
        ("account", "48200"): 2,
        ("cost_centre", "TR999"): 3,
        ("date", "31/02/2024"): 1,
        ("amount", "see invoice"): 1,
    }
    assert set(ledger.refused["file"]) == {FILE}


def test_the_lines_are_those_of_the_file(ledger: LedgerExtract, root: Path) -> None:
    lines = (root / "data" / "example" / FILE).read_text("utf-8").splitlines()
    for row in ledger.refused.itertuples():
        assert str(row.value) in lines[int(row.line) - 1]


def test_four_invoices_paid_twice_are_found(ledger: LedgerExtract) -> None:
    assert ledger.duplicates["extra"].sum() == 4
    assert ledger.duplicates["reference"].nunique() == 4


def test_the_late_accrual_is_found(ledger: LedgerExtract) -> None:
    assert list(ledger.late["reference"]) == ["ACC23-LATE"]
    assert list(ledger.late["pence"]) == [18_640_000]


def test_the_accrual_that_was_never_reversed_is_found(ledger: LedgerExtract) -> None:
    rows = ledger.accruals
    left = rows[rows["accrued_pence"] + rows["reversed_pence"] != 0]
    assert set(left["reference"]) == {"ACC22-3", "ACC23-LATE"}


def test_every_penny_is_accounted_for(
    ledger: LedgerExtract, example: Partnership
) -> None:
    places = control.accounted(ledger.cube, example.shares, ledger.breaks)
    assert control.difference(ledger.cube, places) == 0


def test_the_chapter_names_every_fault(
    ledger: LedgerExtract, example: Partnership
) -> None:
    shown = [
        shows.faults_table(ledger),
        shows.duplicates_table(ledger),
        shows.late_table(ledger, example),
        shows.accruals_table(ledger, example),
        shows.control_heading(ledger, example),
    ]
    said = "".join(s.markdown if isinstance(s, Text) else s.html for s in shown)
    for word in ("48190", "48200", "TR999", "31/02/2024", "see invoice", FILE,
                 "ACC23-LATE", "ACC22-3", "misses its control total"):  # fmt: skip
        assert word in said, word


def test_the_chapter_is_empty_without_a_ledger(example: Partnership) -> None:
    assert shows.answer(None, example) == NOTHING
    assert shows.outlook_chart(None, example) == NOTHING
    assert shows.faults_table(None) == NOTHING
    assert shows.control_table(None, example) == NOTHING
