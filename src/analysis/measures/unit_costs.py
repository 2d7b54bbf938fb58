"""Set budgets against what they were for: residents served, and posts paid."""

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE, Partnership
from analysis.measures.belonging import while_member

COLUMNS = [
    *("financial_year", "scope", "budget_gbp", "qualifier", "printed", "inferred"),
    *("residents", "per_resident_gbp", "staff", "per_post_gbp", "id", "source"),
]


def unit_costs(record: Partnership) -> pd.DataFrame:
    """Return each published budget a resident and a post, where the record allows.

    Residents are those of the councils that were members in the year, by the mid-year
    estimates of the comparison tables. Posts are set against a budget only where one
    fact states both. Budgets are of different scope: no trend can be read from them.

    Parameters
    ----------
    record
        A partnership.

    Returns
    -------
    DataFrame
        One row a budget of the whole partnership: financial_year, scope, budget_gbp,
        qualifier, printed, inferred, residents and per_resident_gbp, staff and
        per_post_gbp (missing where not known), id, source; by year.
    """
    rows = record.spending
    rows = rows[(rows["partner"] == WHOLE) & (rows["service"] == ALL_SERVICES)]
    rows = rows[rows["status"] == "budget"].dropna(subset=["budget_gbp"])
    rows = rows.sort_values("financial_year", kind="stable").reset_index(drop=True)
    people = _residents(record)
    members = {
        partner: while_member(rows, record.partners, partner)
        for partner in record.partners["id"]
    }
    residents = [
        sum(people.get((p, year), float("nan")) for p in members if members[p][place])
        or float("nan")
        for place, year in enumerate(rows["financial_year"])
    ]
    posts = record.organisation.query("unit == 'staff'").set_index("id")["value"]
    table = rows.assign(
        residents=residents, staff=rows["id"].map(posts[~posts.index.duplicated()])
    )
    return table.assign(
        per_resident_gbp=table["budget_gbp"] / table["residents"],
        per_post_gbp=table["budget_gbp"] / table["staff"],
    )[COLUMNS]


def _residents(record: Partnership) -> dict[tuple[str, str], float]:
    """Return the residents of each partner by financial year."""
    lines = record.comparison_lines.query("role == 'population'")["id"]
    values = record.comparison_values
    values = values[values["line"].isin(lines)]
    codes = record.comparison_areas.set_index("id")["ons_code"]
    partners = dict(
        zip(record.partners["ons_code"], record.partners["id"], strict=True)
    )
    return {
        (partners[code], str(year)): float(value)
        for area, year, value in values[["area", "financial_year", "value"]].to_numpy()
        for code in [codes.get(area)]
        if code in partners
    }
