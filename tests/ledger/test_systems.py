"""The headings of Oracle, SAP and Unit4 are known without a mapping."""

import pytest
from council import Council, pounds

EXTRACTS = {
    "oracle": (
        ["GL Date", "Account", "Cost Centre", "Accounted Dr", "Accounted Cr",
         "Category"],
        [["01-APR-2023", "1000", "A1", "1,500.00", "", "Payables"],
         ["30-APR-2023", "2000", "A1", "", "200.00", "Receivables"],
         ["31-MAR-2024", "1000", "B1", "50.00", "", "Accrual"]],
    ),
    "sap": (
        ["Posting Date", "Period", "G/L Account", "Cost Center",
         "Amount in Local Currency", "Document Type"],
        [["01.04.2023", "1", "1000", "A1", "1,500.00", "KR"],
         ["30.04.2023", "1", "2000", "A1", "200.00-", "DR"],
         ["31.03.2024", "13", "1000", "B1", "50.00", "SA-ACC"]],
    ),
    "unit4": (
        ["TransNo", "TT", "Trans.date", "Period", "Account", "Costc", "Amount"],
        [["1", "IP", "01/04/2023", "202301", "1000", "A1", "1500.00"],
         ["2", "SI", "30/04/2023", "202301", "2000", "A1", "-200.00"],
         ["3", "AC", "31/03/2024", "202312", "1000", "B1", "50.00"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", EXTRACTS)
def test_a_systems_listing_is_read_as_it_comes(council: Council, system: str) -> None:
    header, rows = EXTRACTS[system]
    council.write(rows, header=header)
    council.set(f'system = "{system}"')
    ledger = council.open()
    assert str(pounds(ledger)) == "1350"
    cells = {
        (r.period, r.kind): r.pence for r in ledger.cube.itertuples() if r.pence > 0
    }
    assert cells == {(1, "actual"): 150_000, (12, "accrual"): 5_000}


def test_a_council_may_name_its_own_headings(council: Council) -> None:
    council.write(
        [["01/04/2023", "1000", "A1", "5.00"]],
        header=("Tax Point", "Nominal", "Cost Centre", "Net"),
    )
    council.set(
        'system = "oracle"',
        'columns = { date = "Tax point", account = "NOMINAL", amount = "Net" }',
    )
    assert str(pounds(council.open())) == "5"
