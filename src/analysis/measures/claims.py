"""List all claims: every stated saving, by whom, and what can be believed."""

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE, Partnership
from analysis.measures.evidence import GRADES, graded

ORDER = ["partner", "period_to", "period_from", "status", "published", "id"]

STATUSES = [
    "achieved",
    "applied",
    "projected",
    "programmed",
    "identified",
    "sought",
    "target",
]
"""Statuses of a saving, the firmest first."""

NOTHING = pd.Series(dtype=object)
"""A fact that was not published: it has no value, and a page leaves it out."""


def all_claims(record: Partnership) -> pd.DataFrame:
    """Return every stated saving with its publisher and the grade of its evidence.

    Returns
    -------
    DataFrame
        Rows of the table savings with evidence, reasons and document, as
        `evidence.graded` gives them, and publisher and precision (how well the date
        of the document is known).
    """
    rows = record.savings.sort_values(ORDER, na_position="last").reset_index(drop=True)
    sources = record.sources.set_index("id")
    return graded(rows, record.sources, record.contradictions).assign(
        publisher=rows["source"].map(sources["publisher"]),
        precision=rows["source"].map(sources["precision"]),
    )


def claim(claims: pd.DataFrame, identifier: object) -> pd.Series:
    """Return one claim by its id, or `NOTHING`.

    Where one id stands for figures of several partners, that of the partnership, or
    else the first, is returned.
    """
    rows = claims[claims["id"] == identifier]
    whole = rows[(rows["partner"] == WHOLE) & (rows["service"] == ALL_SERVICES)]
    rows = rows if whole.empty else whole
    return NOTHING if rows.empty else rows.iloc[0]


def by_status(claims: pd.DataFrame) -> pd.DataFrame:
    """Count the results of each status by the grade of their evidence.

    Targets, forecasts and intentions are not graded, and not counted.

    Parameters
    ----------
    claims
        Claims, as `all_claims` gives them.

    Returns
    -------
    DataFrame
        One row a status, the firmest first: status, claims, sufficient, partial,
        insufficient.
    """
    results = claims[claims["evidence"].isin(GRADES)]
    counts = pd.crosstab(results["status"], results["evidence"])
    counts = counts.reindex(
        index=[status for status in STATUSES if status in counts.index],
        columns=list(GRADES),
        fill_value=0,
    )
    return counts.assign(claims=counts.sum(axis=1)).reset_index()


def listed(claims: pd.DataFrame, record: Partnership) -> pd.DataFrame:
    """Return claims in words, for a table, without the lines of a register.

    Parameters
    ----------
    claims
        Claims, as `all_claims` gives them.
    record
        The partnership they are of.

    Returns
    -------
    DataFrame
        The claims with council, what (the status; with the service, the title and
        non-shared, where they apply), counted (the basis; [i] where it is inferred)
        and firmness (the grade of the evidence and why it falls short).
    """
    rows = claims[claims["line"].isna()].reset_index(drop=True)
    return rows.assign(
        council=[record.name_of("partners", partner) for partner in rows["partner"]],
        what=[_what(row, record) for _, row in rows.iterrows()],
        counted=[
            row["basis"].capitalize()
            + (" [i]" if row["basis_evidence"] == "inferred" else "")
            for _, row in rows.iterrows()
        ],
        firmness=[
            ": ".join([row["evidence"].capitalize(), *filter(None, [row["reasons"]])])
            for _, row in rows.iterrows()
        ],
    )


def _what(claim: pd.Series, record: Partnership) -> str:
    parts = [str(claim["status"])]
    if claim["service"] != ALL_SERVICES:
        parts.append(record.name_of("services", claim["service"]))
    if isinstance(claim["title"], str):
        parts.append(claim["title"])
    if claim["scope"] == "non-shared":
        parts.append("non-shared")
    status, *details = parts
    return ": ".join(filter(None, [status.capitalize(), ", ".join(details)]))
