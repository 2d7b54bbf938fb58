"""Control totals: every penny that was read, and where it went."""

import pandas as pd

from analysis.data import LedgerExtract, Partnership
from analysis.measures.ledger import control
from analysis.present.display import NOTHING, Table, Text
from analysis.present.overspend_ledger import words
from analysis.present.rows import each
from analysis.present.tables import set_table


def control_heading(ledger: LedgerExtract | None, record: Partnership) -> Text:
    """Head the control totals with whether every penny is accounted for."""
    if ledger is None:
        return NOTHING
    places = control.accounted(ledger.cube, record.shares, ledger.breaks)
    off = control.difference(ledger.cube, places)
    if off:
        return Text(f"### {words.to_the_penny(off)} is not accounted for")
    read = words.to_the_penny(ledger.cube["pence"].sum())
    said = [f"### Every penny of the {read} that was read is accounted for"]
    missed = ledger.files.dropna(subset=["declared_pence"])
    missed = missed[missed["declared_pence"] != missed["pence"]]
    said += [
        f"**{row.file} misses its control total by "
        f"{words.to_the_penny(row.declared_pence - row.pence)}:** the finance system "
        f"gives {words.to_the_penny(row.declared_pence)}, the file holds "
        f"{words.to_the_penny(row.pence)} in amounts that can be read."
        for row in each(missed)
    ]
    return Text("\n\n".join(said))


def control_table(ledger: LedgerExtract | None, record: Partnership) -> Table | Text:
    """Set where the entries went, and that nothing is left over."""
    if ledger is None:
        return NOTHING
    places = control.accounted(ledger.cube, record.shares, ledger.breaks)
    rows = [(_place(row.place, record), row.entries, row.pence) for row in each(places)]
    total = int(ledger.cube["pence"].sum())
    rows += [
        ("Read from the files", int(ledger.files["rows"].sum()), total),
        ("Left over", None, control.difference(ledger.cube, places)),
    ]
    return set_table(
        pd.DataFrame(
            {
                "Where it went": [place for place, _, _ in rows],
                "Entries": [
                    "" if n is None or pd.isna(n) else f"{int(n):,}" for _, n, _ in rows
                ],
                "Sum": [words.to_the_penny(pence) for _, _, pence in rows],
            }
        ),
        "Control totals, to the penny",
        numbers=["Entries", "Sum"],
        notes=["An entry is shared by several councils, so that they have no count."],
    )


def _place(place: str, record: Partnership) -> str:
    if place.startswith("partner:"):
        return f"Spending of {record.name_of('partners', place.split(':')[1])}"
    return "Orders, which are no spending yet" if place == "Orders" else place
