"""A small council with a ledger, written in whatever way a test asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from analysis.data import LedgerExtract, Partnership, open_ledger, open_partnership

TABLES = {
    "partners": "id,name,joined,source\nnorth,North,2016-04,b\nsouth,South,2016-04,b\n",
    "services": "id,name\nict,ICT\nlegal,Legal\n",
    "sources": (
        "id,title,publisher,kind,published,precision,reference\n"
        "b,Budget,Committee,committee report,2016-03-01,day,x\n"
        "o,Outturn,Committee,committee report,2024-07-01,day,x\n"
    ),
    "spending": (
        "id,partner,service,financial_year,scope,status,basis,variance_gbp,qualifier,"
        "published,source\n"
        "O,partnership,all,2023/24,shared,outturn,in-year,0,exact,2024-07-01,o\n"
    ),
    "shares": (
        "id,partner,service,applies_from,percent,published,source\n"
        "S1,north,all,2016-04-01,60,2016-03-01,b\n"
        "S2,south,all,2016-04-01,40,2016-03-01,b\n"
    ),
    "accounts": "account,name,group\n1000,Pay,employees\n2000,Fees,income\n",
    "cost_centres": "cost_centre,name,service\nA1,Desk,ict\nB1,Court,legal\n",
}

HEADER = ("Date", "Account", "Cost centre", "Amount")


@dataclass
class Council:
    """A partnership's folder with a ledger."""

    folder: Path
    settings: list[str] = field(default_factory=list)

    def table(self, name: str, text: str) -> None:
        """Write one of the tables."""
        (self.folder / f"{name}.csv").write_text(text, encoding="utf-8")

    def write(
        self,
        rows: Sequence[Sequence[object]],
        *,
        header: Sequence[str] = HEADER,
        name: str = "gl.csv",
        encoding: str = "utf-8",
        delimiter: str = ",",
        before: str = "",
    ) -> Path:
        """Write an extract as CSV, every value in quotes."""
        lines = [
            delimiter.join('"' + str(v).replace('"', '""') + '"' for v in row)
            for row in (header, *rows)
        ]
        path = self.folder / "ledger" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(before + "\n".join(lines) + "\n", encoding=encoding)
        return path

    def set(self, *lines: str) -> None:
        """Add settings to the section [ledger]."""
        self.settings += lines

    def record(self) -> Partnership:
        """Open the partnership."""
        lines = [
            'name = "Two"',
            'description = "Two councils."',
            'provider = "Shared"',
            "[ledger]",
            'files = ["ledger/*"]',
            *self.settings,
        ]
        (self.folder / "partnership.toml").write_text("\n".join(lines), "utf-8")
        return open_partnership(self.folder)

    def open(self) -> LedgerExtract:
        """Open its ledger."""
        ledger = open_ledger(self.record())
        assert ledger is not None
        return ledger


def pounds(ledger: LedgerExtract) -> Decimal:
    """Return the sum of everything that was read."""
    return Decimal(int(ledger.cube["pence"].sum())) / 100
