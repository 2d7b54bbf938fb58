"""Show what joining promised and what leaving costs."""

import pandas as pd

from analysis.data import WHOLE, Partnership
from analysis.measures import exit_appraisal as measure
from analysis.measures import spending as spending_measure
from analysis.measures.cost_shares import allocate
from analysis.present import numbers
from analysis.present.display import NOTHING, Table, Text, paragraphs
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.savings.fair import last_shares
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
    """Say how leaving happened, and what it must avoid to pay back."""
    left = record.events
    left = left[
        (left["kind"] == "membership")
        & left["title"].str.contains("left|leave|withdrew")
    ]
    newest = left.sort_values("date", kind="stable").drop_duplicates(
        "partner", keep="last"
    )
    happened = [
        f"{row.title} ({numbers.partial_day(row.date)}, "
        f"{to_source(row.source, record.sources)})."
        for row in each(newest)
    ]
    known = _leaving(record).dropna(subset=["amount_gbp"])
    needed = []
    for row in each(known):
        cost = float(row.amount_gbp)
        terms = [
            f"{derived(measure.must_avoid(cost, years))} a year for "
            f"{numbers.count(years, 'year')}"
            for years in PAYBACK_YEARS
        ]
        needed.append(
            f"To pay back the {numbers.pounds(cost)} of "
            f"{record.name_of('partners', row.partner)}, leaving must avoid "
            f"{', '.join(terms[:-1])} or {terms[-1]}."
        )
    return Text(" ".join([*happened, *needed]))


def payback_table(record: Partnership) -> Table | Text:
    """Set the months in which leaving pays back, by the pressure that it avoids."""
    found = _pressure(record)
    known = _leaving(record).dropna(subset=["amount_gbp"])
    if found is None or known.empty:
        return NOTHING
    year, pressure, source = found
    first = known.iloc[0]
    partners = list(record.partners.loc[record.partners["left"].isna(), "id"])
    partner = str(first["partner"])
    if partner not in partners:
        return NOTHING
    shares, words = last_shares(record, partners)
    part = allocate(pressure, shares)[partner] / pressure * 100
    cases = measure.exit_cases(float(first["amount_gbp"]), pressure, part)
    name = record.name_of("partners", partner)
    shown = pd.DataFrame(
        {
            "Part of the pressure avoided": [f"{p * 100:g}%" for p in cases["part"]],
            "Avoided a year": cases["avoided_gbp"].map(derived),
            "Months to pay back": [f"{months:.0f}" for months in cases["months"]],
        }
    )
    return set_table(
        shown,
        f"Scenario: months in which {name}'s {numbers.pounds(first['amount_gbp'])} "
        "pays back",
        numbers=[*shown.columns],
        notes=[
            f"Assumed: the overspend of {year}, {numbers.pounds(pressure)} "
            f"({to_source(source, record.sources)}), would come again every year; "
            f"{name} would bear {part:.0f}% of it, by {words}; the sum set aside is "
            "what leaving costs, spent at once. None of this was published."
        ],
    )


def _joining(record: Partnership) -> pd.DataFrame:
    rows = record.savings[record.savings["occasion"] == "joining"]
    return rows.sort_values(["published", "id"]).reset_index(drop=True)


def _leaving(record: Partnership) -> pd.DataFrame:
    rows = record.costs[record.costs["kind"].isin(LEAVING)]
    return rows.sort_values(["published", "id", "partner"]).reset_index(drop=True)


def _pressure(record: Partnership) -> tuple[str, float, str] | None:
    """Return the newest overspend of the whole partnership: year, pounds, source."""
    closed = spending_measure.outturns(record.spending, WHOLE, record.contradictions)
    if closed.empty:
        return None
    last = closed.sort_values("financial_year", kind="stable").iloc[-1]
    if last["variance_gbp"] <= 0:
        return None
    return (
        str(last["financial_year"]),
        float(last["variance_gbp"]),
        str(last["source"]),
    )
