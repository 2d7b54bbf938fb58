"""Count how complete and how firm a record is."""

from collections.abc import Mapping

import pandas as pd

from analysis.measures.evidence import OFFICIAL


def completeness(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count what a reader would want of a record, and how much of it there is.

    Parameters
    ----------
    tables
        The tables of a partnership by name.

    Returns
    -------
    DataFrame
        what (in words), some (how many have it) and whole (of how many).
    """
    sources, savings = tables["sources"], tables["savings"]
    answered, spending = tables["satisfaction"], tables["spending"]
    stated = (savings["basis"] != "not stated") & (
        savings["basis_evidence"] == "stated"
    )
    counted = [
        ("Documents whose day of publication is known", sources["precision"] == "day"),
        (
            "Documents for which a council or an auditor answers",
            sources["kind"].isin(OFFICIAL),
        ),
        ("Stated savings whose document states their basis", stated),
        (
            "Survey results with the number of people who answered",
            answered["respondents"].notna(),
        ),
        (
            "Budget positions with the budget they are measured against",
            spending["budget_gbp"].notna(),
        ),
    ]
    return pd.DataFrame(
        [
            {"what": what, "some": int(has.sum()), "whole": len(has)}
            for what, has in counted
        ]
    )
