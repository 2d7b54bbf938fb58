"""Read, check and open the data of a partnership, as at a date."""

from analysis.data.ledger.opening import LedgerExtract, open_ledger
from analysis.data.partnership import Partnership, check_folder, open_partnership
from analysis.data.problems import Problem, listing
from analysis.data.schemas import ALL_SERVICES, TABLES, WHOLE, Table
from analysis.data.settings import Settings

__all__ = [
    "ALL_SERVICES",
    "TABLES",
    "WHOLE",
    "LedgerExtract",
    "Partnership",
    "Problem",
    "Settings",
    "Table",
    "check_folder",
    "listing",
    "open_ledger",
    "open_partnership",
]
