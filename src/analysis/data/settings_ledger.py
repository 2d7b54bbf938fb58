"""The settings of a ledger: [ledger] of partnership.toml."""

import re
from typing import Literal

from pydantic import Field, model_validator

from analysis.data.settings_section import Section

COLUMNS = {
    "date": "Day the entry counts for.",
    "posted": "Day the entry was made; without it, late entries cannot be found.",
    "period": "Accounting period, 1 to 12 (13 to 16 count as 12); else from date.",
    "account": "Code of the account.",
    "cost_centre": "Code of the cost centre.",
    "amount": "The amount; or debit and credit in two columns.",
    "debit": "The debit, where debit and credit are apart.",
    "credit": "The credit, where debit and credit are apart.",
    "supplier": "Who was paid, or who paid.",
    "reference": "Number of the invoice or journal.",
    "kind": "What kind of entry it is, in the system's word.",
    "quantity": "How much of something, where it is recorded.",
    "text": "What the entry says of itself.",
}
"""Columns of an entry, with their meaning."""

KINDS = ("actual", "accrual", "reversal", "commitment")
"""Kinds of entry; a commitment is an open order and no spending yet."""


POUNDS = re.compile(r"-?\d+(\.\d{1,2})?")


class Ledger(Section):
    """Hold how a ledger extract is read; docs/ledger.md explains it by examples."""

    files: list[str] = Field(
        default=[],
        description="The extract's files, as patterns inside the folder, such as "
        "ledger/*.csv (CSV, XLSX or Parquet); none: there is no ledger.",
    )
    system: Literal["plain", "oracle", "sap", "unit4"] = Field(
        default="plain", description="Whose headings the files have."
    )
    columns: dict[str, str] = Field(
        default={},
        description="Headings by column of ours, where they are not the system's.",
    )
    kinds: dict[str, str] = Field(
        default={},
        description="Kind of entry (actual, accrual, reversal, commitment) by the "
        "word that stands in the extract; other words are actuals.",
    )
    sign: Literal["spending positive", "spending negative"] = Field(
        default="spending positive", description="The sign of spending in the files."
    )
    encoding: Literal["auto", "utf-8", "cp1252", "utf-16"] = Field(
        default="auto", description="How text is written; auto finds out."
    )
    problems: Literal["refuse", "set apart"] = Field(
        default="refuse",
        description="What is done about rows that cannot be read or placed: the "
        "ledger is refused, or the rest is analysed and the rows shown apart.",
    )
    control_totals: dict[str, str] = Field(
        default={},
        description="Total in pounds by file name, as the finance system gives it, "
        "to hold against what is read.",
    )
    close_days: int = Field(
        default=30,
        ge=0,
        description="Days after 31 March by which a year's entries are to be made; "
        "later ones are named.",
    )
    agency_premium_percent: float = Field(
        default=20.0,
        ge=0,
        description="What agency staff cost above a post's own cost, in per cent: an "
        "assumption, printed where it is used.",
    )

    @model_validator(mode="after")
    def _known(self) -> "Ledger":
        for name in self.columns:
            if name not in COLUMNS:
                msg = f"columns of ours only: {', '.join(COLUMNS)}"
                raise ValueError(msg)
        for total in self.control_totals.values():
            if not POUNDS.fullmatch(total):
                msg = f"pounds and pence such as 55981590.55, not {total}"
                raise ValueError(msg)
        if not set(self.kinds.values()) <= set(KINDS):
            msg = f"kinds that are one of {', '.join(KINDS)}"
            raise ValueError(msg)
        return self
