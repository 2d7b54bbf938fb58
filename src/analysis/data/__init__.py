"""Read, check and open the data of a partnership, as at a date.

Text in tables is kept as Python's own: for tables of some hundred rows, which is what a
partnership has, pandas is half as fast again with it as with text in Arrow. The values
are the same.
"""

import pandas as pd

from analysis.data.check import check_folder
from analysis.data.ledger.opening import LedgerExtract, open_ledger
from analysis.data.partnership import Partnership, open_partnership
from analysis.data.problems import Problem, listing
from analysis.data.schemas import ALL_SERVICES, TABLES, WHOLE, Table
from analysis.data.settings import Settings

pd.set_option("mode.string_storage", "python")

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
