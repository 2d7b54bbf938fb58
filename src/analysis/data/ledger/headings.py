"""What finance systems call the columns of a ledger extract.

The headings are those of the systems' usual line-item listings. Every council sets up
its own, so that `[ledger.columns]` in partnership.toml may replace any of them.
"""

from collections.abc import Mapping

from analysis.data.settings_ledger import COLUMNS

PLAIN = {
    **{name: (name.replace("_", " "),) for name in COLUMNS},
    "date": ("date", "transaction date"),
    "cost_centre": ("cost centre", "cost_centre", "cost center"),
    "posted": ("posted", "posted date", "date posted"),
    "text": ("text", "description"),
}

SYSTEMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "plain": PLAIN,
    "oracle": {
        "date": ("Accounting Date", "GL Date", "Effective Date"),
        "posted": ("Posted Date", "Creation Date"),
        "account": ("Account", "Natural Account", "Subjective"),
        "cost_centre": ("Cost Centre", "Cost Center", "Objective"),
        "amount": ("Amount", "Net Amount"),
        "debit": ("Accounted Dr", "Entered Dr", "Accounted Debit"),
        "credit": ("Accounted Cr", "Entered Cr", "Accounted Credit"),
        "supplier": ("Vendor Name", "Supplier", "Supplier Name"),
        "reference": ("Invoice Number", "Invoice Num", "Journal Name"),
        "kind": ("Category", "JE Category", "Journal Category"),
        "quantity": ("Quantity", "Stat Amount"),
        "text": ("Line Description", "Description"),
    },
    "sap": {
        "date": ("Posting Date", "Pstng Date"),
        "posted": ("Entry Date", "Entered On"),
        "period": ("Posting Period", "Period"),
        "account": ("G/L Account", "Account", "Cost Element"),
        "cost_centre": ("Cost Center", "Cost Centre"),
        "amount": (
            "Amount in Local Currency",
            "Amount in LC",
            "Amt.in loc.cur.",
            "Val.in rep.cur.",
            "Value in Obj. Crcy",
        ),
        "supplier": ("Vendor", "Supplier", "Name of Offsetting Account"),
        "reference": ("Reference", "Document Number"),
        "kind": ("Document Type", "Doc. Type"),
        "quantity": ("Quantity", "Total Quantity"),
        "text": ("Text", "Name"),
    },
    "unit4": {
        "date": ("Trans.date", "Trans date", "Transaction Date"),
        "posted": ("Last update", "Updated", "Voucher date"),
        "period": ("Period",),
        "account": ("Account",),
        "cost_centre": ("Costc", "Cost centre", "Cat1"),
        "amount": ("Amount",),
        "supplier": ("Ap/Ar ID(T)", "Ap/Ar ID", "Supplier"),
        "reference": ("Inv.no", "Invoice no", "Ext.ref", "TransNo"),
        "kind": ("TT", "Trans.type"),
        "quantity": ("Number 1", "Quantity"),
        "text": ("Text", "Description"),
    },
}
"""Headings of each system, by column of ours; the first that a file has is used."""

SYSTEM_KINDS: Mapping[str, Mapping[str, str]] = {
    "plain": {},
    "oracle": {
        "accrual": "accrual",
        "accrual reversal": "reversal",
        "reversal": "reversal",
        "encumbrance": "commitment",
        "purchase order": "commitment",
    },
    "sap": {"sa-acc": "accrual", "zr": "reversal", "po": "commitment"},
    "unit4": {"ac": "accrual", "ar": "reversal", "po": "commitment"},
}
"""The system's words (in lower case) for kinds of entry that are no plain actuals."""

REQUIRED = ("date", "account", "cost_centre")


def plain(heading: str) -> str:
    """Return a heading as it is compared: case, dots and spaces do not matter."""
    return "".join(c for c in heading.casefold() if c.isalnum() or c == "/")


def find_columns(
    headings: list[str], system: str, own: Mapping[str, str]
) -> dict[str, str]:
    """Return the heading of each column of ours, for those that a file has.

    Parameters
    ----------
    headings
        The headings of a file.
    system
        A key of `SYSTEMS`.
    own
        Headings by column of ours, which replace those of the system.
    """
    there = {plain(heading): heading for heading in reversed(headings)}
    wanted = {**SYSTEMS[system], **{name: (word,) for name, word in own.items()}}
    found = {}
    for name, words in wanted.items():
        for word in words:
            if plain(word) in there:
                found[name] = there[plain(word)]
                break
    return found


def lacking(found: Mapping[str, str]) -> list[str]:
    """Return the columns without which a file cannot be read."""
    missing = [name for name in REQUIRED if name not in found]
    if "amount" not in found and not {"debit", "credit"} <= set(found):
        missing.append("amount")
    return missing
