"""Show what joining promised and what leaving costs."""

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import exit_appraisal as measure
from analysis.measures.dates import in_words
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text, paragraphs
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.savings.words import BASIS, amount, derived, shorthand, whose
from analysis.present.tables import set_table

LEAVING = ["exit", "compensation"]
PAYBACK_YEARS = (1, 3, 5)


def moving_heading(record: Partnership) -> Text:
    """Head joining and leaving with what is known of them."""
    joined, left = _joining(record), _leaving(record)
    if joined.empty and left.empty:
        return NOTHING
    known = left.dropna(subset=["amount_gbp"])
    if known.empty:
        return Text("## What leaving costs was not published")
    first = known.iloc[0]
    name = record.name_of("partners", first["partner"])
    return Text(
        f"## {name} has {first['status']} {numbers.pounds(first['amount_gbp'])} for "
        "taking services back"
    )


def joining_table(record: Partnership) -> Table | Text:
    """Set what joining was said to save."""
    rows = _joining(record)
    if rows.empty:
        return NOTHING
    shown = pd.DataFrame(
        {
            "For whom": [whose(r.partner, r.service, record) for r in each(rows)],
            "Occasion": rows["title"].fillna("A partner joins"),
            "Saving": [amount(row) for _, row in rows.iterrows()],
            "Basis": rows["basis"].map(BASIS).str.capitalize(),
            "Period": [numbers.period(r.period_from, r.period_to) for r in each(rows)],
            "Source": [to_source(s, record.sources) for s in rows["source"]],
        }
    )
    return set_table(
        shown,
        "What a partner's joining was said to save, before it joined",
        numbers=["Saving"],
        links=["Source"],
    )


def joining_text(record: Partnership) -> Text:
    """Say how much an appraisal without a period may mean."""
    rows = _joining(record)
    rows = rows[(rows["partner"] != WHOLE) & (rows["basis"] == "not stated")]
    rate, base = (
        record.settings.money.discount_rate,
        record.settings.money.price_base,
    )
    blocks = []
    for _, row in rows.iterrows():
        cases = measure.period_cases(float(row["amount_gbp"]), rate, base)
        worth = [
            f"{derived(case.present_value_gbp)} over "
            f"{numbers.count(case.years, 'year')}"
            for case in each(cases)
        ]
        blocks.append(
            f"The appraisal for {record.name_of('partners', row['partner'])}, "
            f"{amount(row)}, has no period. Were it saved once, it is that; were it "
            "saved every year, it is "
            f"worth {numbers.listing(worth)} at present value "
            f"({numbers.percent(rate * 100)} a year, from the first year). No document "
            "reports afterwards whether it came."
        )
    return paragraphs(*blocks)


def leaving_table(record: Partnership) -> Table | Text:
    """Set the costs of leaving that were stated, published or not."""
    rows = _leaving(record)
    if rows.empty:
        return NOTHING
    shown = pd.DataFrame(
        {
            "Who": [whose(row.partner, row.service, record) for row in each(rows)],
            "What": rows["kind"].str.capitalize(),
            "Status": rows["status"].str.capitalize(),
            "Amount": rows["amount_gbp"].map(numbers.pounds),
            "Source": [to_source(s, record.sources) for s in rows["source"]],
        }
    )
    return set_table(
        shown,
        "Costs of leaving in the record",
        numbers=["Amount"],
        links=["Source"],
        notes=[f"{shorthand(shown)} Set aside is not spent.".strip()],
    )


def leaving_text(record: Partnership) -> Text:
    """Say how leaving happened, and what it would have to save to recover its cost."""
    left = record.events
    left = left[
        (left["kind"] == "membership")
        & left["title"].str.contains("left|leave|withdrew")
    ]
    newest = left.sort_values("date", kind="stable").drop_duplicates(
        "partner", keep="last"
    )
    newest = newest.assign(date_words=in_words(newest, "date"))
    happened = [
        f"{row.title} ({row.date_words}, {to_source(row.source, record.sources)})."
        for row in each(newest)
    ]
    known = _leaving(record).dropna(subset=["amount_gbp"])
    needed = []
    for row in each(known):
        cost = float(row.amount_gbp)
        terms = [
            f"{derived(measure.must_save(cost, years))} a year for "
            f"{numbers.count(years, 'year')}"
            for years in PAYBACK_YEARS
        ]
        needed.append(
            f"To recover the {numbers.pounds(cost)} of "
            f"{record.name_of('partners', row.partner)}, leaving would have to save "
            f"{', '.join(terms[:-1])} or {terms[-1]}."
        )
    return Text(" ".join([*happened, *needed]))


def _joining(record: Partnership) -> pd.DataFrame:
    rows = record.savings[record.savings["occasion"] == "joining"]
    return rows.sort_values(["published", "id"]).reset_index(drop=True)


def _leaving(record: Partnership) -> pd.DataFrame:
    rows = record.costs[record.costs["kind"].isin(LEAVING)]
    return rows.sort_values(["published", "id", "partner"]).reset_index(drop=True)
