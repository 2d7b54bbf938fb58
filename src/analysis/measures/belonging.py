"""Say whose each figure is: a council's own, its share, the partnership's, or neither.

A council's report is headed by figures of its own. Figures of the whole partnership are
told on the partnership's pages, and figures of a whole council are not the
partnership's at all.
"""

from collections.abc import Mapping

import pandas as pd

from analysis.data import TABLES, WHOLE
from analysis.measures.breaks import middle
from analysis.measures.years import start

OWN = "the council's own"
SHARE = "the council's share of the partnership's"
PARTNERSHIP = "the partnership's"
WHOLE_COUNCIL = "the whole council's, not the partnership's"

COUNCIL_WIDE = "council-wide"
"""The service of figures about a whole council."""

APRIL = 0.25
"""How far into a calendar year a financial year begins."""


def belongs(facts: pd.DataFrame) -> "pd.Series[str]":
    """Say whose each fact of a table is.

    Parameters
    ----------
    facts
        Rows of a table of facts, with the columns partner and service. A council's
        part of shared budgets is its share; other figures given for one council are
        its own.

    Returns
    -------
    Series
        One of `OWN`, `SHARE`, `PARTNERSHIP` and `WHOLE_COUNCIL` for each row.
    """
    scopes = facts["scope"] if "scope" in facts else pd.Series("", index=facts.index)
    found = [
        WHOLE_COUNCIL
        if service == COUNCIL_WIDE
        else PARTNERSHIP
        if partner == WHOLE
        else SHARE
        if scope == "shared"
        else OWN
        for partner, service, scope in zip(
            facts["partner"], facts["service"], scopes, strict=True
        )
    ]
    return pd.Series(found, index=facts.index, dtype=object)


def while_member(
    facts: pd.DataFrame, partners: pd.DataFrame, partner: str
) -> "pd.Series[bool]":
    """Tell which figures are of a time in which a council was a member.

    Savings made before a council joined are not that council's, and no page of its own
    is headed by them.

    Parameters
    ----------
    facts
        Rows with financial_year, or with period_from and period_to. A figure without a
        period is taken to be of the time of membership.
    partners
        The table of a partnership.
    partner
        A partner's id, or ``"partnership"``, which always was.

    Returns
    -------
    Series
        True where some of the figure's period, and for a figure over several years its
        first one, is of the membership. A year that the council joined in counts; of a
        date known to the year, the middle is taken.
    """
    if partner == WHOLE:
        return pd.Series(data=True, index=facts.index)
    row = partners.set_index("id").loc[partner]
    joined = middle(str(row["joined"]))
    left = middle(str(row["left"])) if isinstance(row["left"], str) else float("inf")
    if "financial_year" in facts:
        first = last = facts["financial_year"]
    else:
        last = facts["period_to"]
        first = facts["period_from"].fillna(last)
    begins = first.map(start, na_action="ignore").astype(float) + APRIL
    ends = last.map(start, na_action="ignore").astype(float) + 1 + APRIL
    inside = ~(ends <= joined) & ~(begins >= left)
    several = (first != last) & first.notna() & last.notna()
    return inside & ~(several & (begins + 1 <= joined))


def facts_of(tables: Mapping[str, pd.DataFrame], partner: str) -> pd.DataFrame:
    """List every fact about one council, with whose it is.

    Parameters
    ----------
    tables
        The tables of a partnership by name.
    partner
        A partner's id.

    Returns
    -------
    DataFrame
        table, id, service, belongs (see `belongs`), published, source; in the order of
        the tables and of publication. Facts of the partnership are not in it.
    """
    found = []
    for name, declared in TABLES.items():
        table = tables[name]
        if not declared.facts or "partner" not in table:
            continue
        rows = table[table["partner"] == partner]
        rows = rows.assign(table=name, belongs=belongs(rows))
        found.append(rows.sort_values("published", kind="stable"))
    columns = ["table", "id", "service", "belongs", "published", "source"]
    return pd.concat([rows[columns] for rows in found], ignore_index=True)
