"""List all claims: every stated saving, by whom, and what can be believed."""

import pandas as pd

from analysis.measures.evidence import GRADES, grades

ORDER = ["partner", "period_to", "period_from", "status", "published", "id"]


def all_claims(
    savings: pd.DataFrame, sources: pd.DataFrame, contradictions: pd.DataFrame
) -> pd.DataFrame:
    """Return every stated saving with its publisher and the grade of its evidence.

    Parameters
    ----------
    savings, sources, contradictions
        The tables of a partnership.

    Returns
    -------
    DataFrame
        Rows of the table savings with publisher, grade and reasons (a tuple of
        words; empty where the evidence is sufficient).
    """
    rows = savings.sort_values(ORDER, na_position="last").reset_index(drop=True)
    graded = grades(rows, sources, contradictions)
    publishers = sources.set_index("id")["publisher"]
    return rows.assign(
        publisher=rows["source"].map(publishers),
        grade=[evidence.grade for evidence in graded],
        reasons=pd.Series([evidence.reasons for evidence in graded], index=rows.index),
    )


def by_status(claims: pd.DataFrame) -> pd.DataFrame:
    """Count the claims of each status by the grade of their evidence.

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
    order = [
        "achieved",
        "applied",
        "projected",
        "programmed",
        "identified",
        "sought",
        "target",
    ]
    counts = pd.crosstab(claims["status"], claims["grade"])
    counts = counts.reindex(
        index=[status for status in order if status in counts.index],
        columns=list(GRADES),
        fill_value=0,
    )
    return counts.assign(claims=counts.sum(axis=1)).reset_index()
