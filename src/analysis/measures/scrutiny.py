"""Gather what members should ask about, and what became of the partnership."""

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE, Partnership
from analysis.measures.belonging import while_member
from analysis.measures.dates import in_words, published_words
from analysis.measures.exit_appraisal import leaving
from analysis.measures.membership import TO_END, by_service
from analysis.measures.variances import growth_against_savings

QUESTIONS = ["kind", "statement", "growth_gbp", "savings_gbp", "period", "id", "source"]


def for_members(record: Partnership, partner: str) -> pd.DataFrame:
    """Return the facts that a council's members should ask about at committee.

    They are growth that outweighs the savings of the same year, statements that the
    record marks for scrutiny, and payments for leaving whose amount was not published.

    Parameters
    ----------
    record
        A partnership.
    partner
        A partner's id: facts of other councils are left out; or ``"partnership"``.

    Returns
    -------
    DataFrame
        One row a fact: kind (``"growth"``, ``"statement"`` or ``"payment"``),
        statement (in words; missing for growth), growth_gbp and savings_gbp (of
        growth), period, id, source, published_words.
    """
    grown = growth_against_savings(record)
    grown = grown[grown["net_gbp"] > 0].assign(kind="growth", statement=None)
    grown = grown[while_member(grown, record.partners, partner)]
    grown = grown.rename(columns={"financial_year": "period", "growth_id": "id"})
    said = record.statements.query("scrutiny == 'yes'")
    said = said[said["partner"].isin([partner, WHOLE]) | (partner == WHOLE)]
    said = said.sort_values("published", ascending=False, kind="stable")
    paid = leaving(record).query("status == 'exempt from publication'")
    paid = paid[(paid["partner"] == partner) | (partner == WHOLE)]
    parts = [
        grown,
        said.assign(kind="statement"),
        paid.assign(kind="payment", statement=paid["note"]),
    ]
    table = pd.concat([part.reindex(columns=QUESTIONS) for part in parts])
    words = published_words(record.sources, table["source"])
    table = table.assign(published_words=words).astype(object).reset_index(drop=True)
    return table.where(table.notna(), None)


def what_happened(record: Partnership, partner: str = WHOLE) -> pd.DataFrame:
    """Return how the partnership changed and broke up, in the order of events.

    Parameters
    ----------
    record
        A partnership.
    partner
        Whose changes: a partner's own and the whole partnership's; by default all.

    Returns
    -------
    DataFrame
        One row an event of membership, a decision that services are taken back, or
        money stated for leaving: date (as known; missing where none was published),
        date_words, what, amount_gbp, qualifier, printed, services (how many, of a
        decision), id, source.
    """
    events = record.events.query("kind == 'membership'")
    events = events[events["service"].ne(ALL_SERVICES) | events["partner"].ne(WHOLE)]
    # A later document may give the day of what an earlier one gave the year of.
    events = events.assign(length=events["date"].str.len())
    events = events.sort_values("length").drop_duplicates(
        ["partner", "service"], keep="last"
    )
    events = events.assign(what=events["title"], date_words=in_words(events, "date"))
    costs = leaving(record).dropna(subset=["amount_gbp"])
    costs = costs.assign(what=costs["kind"] + ", " + costs["status"], date=None)
    found = [_of(events, partner), _decided(record), _of(costs, partner)]
    columns = ["date", "date_words", "what", "partner", "services", "amount_gbp"]
    columns += ["qualifier", "printed", "id", "source"]
    table = pd.concat([rows.reindex(columns=columns) for rows in found])
    table = table.sort_values("date", kind="stable", na_position="last")
    table = table.astype(object).reset_index(drop=True)
    return table.where(table.notna(), None)


def _of(rows: pd.DataFrame, partner: str) -> pd.DataFrame:
    return rows if partner == WHOLE else rows[rows["partner"].isin([partner, WHOLE])]


def _decided(record: Partnership) -> pd.DataFrame:
    """Return the decision that services are taken back, each date once."""
    rows = by_service(record.membership, record.partners)
    rows = rows[rows["status"] == TO_END]
    members = record.membership.dropna(subset=["end_decided"])
    found = []
    for day, own in members.groupby("end_decided"):
        services = sorted(set(own["service"]) & set(rows["service"]))
        if services:
            stated = own[~own["inferred"].fillna("").str.contains("end_decided")]
            first = (stated if len(stated) else own).iloc[0]
            words = in_words(first.to_frame().T, "end_decided").iloc[0]
            found.append(
                {
                    "date": day,
                    "date_words": words,
                    "what": "decision to take services back",
                    "partner": WHOLE,
                    "services": len(services),
                    "id": first["id"],
                    "source": first["source"],
                }
            )
    return pd.DataFrame(found)
