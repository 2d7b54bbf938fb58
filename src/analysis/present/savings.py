"""Show savings: what was delivered against target, and all that was stated."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.data import ALL_SERVICES, WHOLE, Partnership
from analysis.measures import savings as measure
from analysis.measures.evidence import grade
from analysis.measures.facts import about
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.headlines import Headline, finding, headlines
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.tables import set_table

BASIS = {
    "run-rate": "a yearly level (run-rate)",
    "in-year": "in the year",
    "cumulative": "cumulative over several years",
    "one-off": "once (one-off)",
    "not stated": "basis not stated",
}
"""What an amount counts, in words, by basis."""

SHORT_BASIS = {basis: basis.capitalize() for basis in BASIS}
"""What an amount counts, as short as a column of a table needs it."""

QUALIFIER = {"minimum": "at least ", "approximate": "about ", "maximum": "at most "}
"""What goes before an amount that is not exact."""

PROJECTED = "[f]"


def amount(fact: pd.Series) -> str:
    """Write a stated saving with its qualifier: at least £132k."""
    return QUALIFIER.get(fact["qualifier"], "") + numbers.pounds(fact["amount_gbp"])


def answer(record: Partnership, partner: str) -> Text:
    """Show the headline savings of the partnership, and the newest of a partner."""
    annual = measure.annual(record.savings, record.contradictions)
    return headlines(
        sum_headline(record),
        _newest_headline(annual, record),
        _own_headline(record, partner) if partner != WHOLE else None,
    )


def in_a_sentence(record: Partnership) -> Text:
    """Say what the partnership saved against its target, in one sentence."""
    annual = measure.annual(record.savings, record.contradictions)
    both = measure.sum_of_years(annual)
    if both is None:
        return finding(
            f"No year has both a saving that {record.settings.provider} achieved and a "
            "target for it, so the record does not show whether targets were met."
        )
    word = "more" if both.difference.pounds >= 0 else "less"
    return finding(
        f"From {both.first_year} to {both.last_year}, "
        f"{record.settings.provider} reported savings of "
        f"{numbers.pounds(both.delivered.pounds)}, "
        f"{numbers.pounds(abs(both.difference.pounds))} {word} than the "
        f"{numbers.pounds(both.target.pounds)} it had set itself, as sums of annual "
        "figures, each of which is a yearly level of savings (run-rate)."
    )


def annual_heading(record: Partnership) -> Text:
    """Head the annual series with what it shows."""
    annual = measure.annual(record.savings, record.contradictions)
    known = annual.dropna(subset=["difference_gbp"])
    if known.empty:
        return Text("## Savings by year")
    met = int((known["difference_gbp"] >= 0).sum())
    years = numbers.count(len(known), "year")
    if met == len(known):
        return Text(f"## The target was met in each of {years} that can be compared")
    return Text(f"## The target was met in {met} of {years} that can be compared")


def annual_chart(record: Partnership) -> Chart | Text:
    """Chart the savings of each year beside their target."""
    annual = measure.annual(record.savings, record.contradictions)
    if len(annual) < 2:
        return NOTHING
    svg = style.draw(lambda figure: _paint_annual(figure, annual))
    return Chart(svg, _annual_alt(annual), annual)


def annual_table(record: Partnership) -> Table | Text:
    """Set the savings of each year beside their target, with their sources."""
    annual = measure.annual(record.savings, record.contradictions)
    if annual.empty:
        return Text("No annual savings had been published.")
    rows = pd.DataFrame(
        {
            "Financial year": annual["financial_year"],
            "Target": annual["target_gbp"].map(numbers.pounds),
            "Delivered": [
                f"{numbers.pounds(row.delivered_gbp)}"
                + (f" {PROJECTED}" if row.delivered_status == "projected" else "")
                for row in each(annual)
            ],
            "Difference": [_difference(row) for row in each(annual)],
            "Source": [
                to_source(source, record.sources) if isinstance(source, str) else "[x]"
                for source in annual["delivered_source"].fillna(annual["target_source"])
            ],
        }
    )
    notes = [_shorthand(rows), _note_on_basis(annual)]
    return set_table(
        rows,
        "Annual savings of the whole partnership against target, run-rate basis",
        numbers=["Target", "Delivered", "Difference"],
        links=["Source"],
        notes=[note for note in notes if note],
    )


def stated_table(record: Partnership, partner: str) -> Table | Text:
    """Set every saving stated for a partner, or for the whole partnership."""
    stated = measure.stated(record.savings, partner)
    name = record.name_of("partners", partner)
    if stated.empty:
        return Text(f"No saving had been published for {name} alone.")
    rows = pd.DataFrame(
        {
            "Period": [
                numbers.period(row.period_from, row.period_to) for row in each(stated)
            ],
            "Status": [_status(row, record) for row in each(stated)],
            "Amount": [amount(row) for _, row in stated.iterrows()],
            "Basis": stated["basis"].map(SHORT_BASIS),
            "Evidence": [
                grade(row, record.sources, record.contradictions).grade
                for _, row in stated.iterrows()
            ],
            "Source": [to_source(s, record.sources) for s in stated["source"]],
        }
    )
    return set_table(
        rows,
        f"Savings stated for {name}, by status and basis",
        numbers=["Amount"],
        links=["Source"],
        notes=[
            "Run-rate: the yearly level of savings reached. In-year: one year's. "
            "Cumulative: several years added up. Amounts of different basis count "
            "different things: they are listed, never added."
        ],
    )


def own_heading(record: Partnership, partner: str) -> Text:
    """Head the list of a partner's own savings with how many were stated."""
    name = record.name_of("partners", partner)
    stated = len(measure.stated(record.savings, partner))
    if not stated:
        return Text(f"## No saving was published for {name} alone")
    return Text(
        f"## {numbers.count(stated, 'saving').capitalize()} "
        f"{'was' if stated == 1 else 'were'} published for {name} alone"
    )


def how_sure(record: Partnership) -> Text:
    """Say what the savings figures cannot tell."""
    stated = about(record.savings)
    unstated = stated[stated["basis"] == "not stated"]
    points = [
        "The annual figures are the yearly level of savings that had been reached "
        "(run-rate). A sum of them shows the order of size of what was saved over the "
        "years; it is not the cumulative figure of any document."
    ]
    if len(unstated):
        figures = [f"{amount(row)} {row['status']}" for _, row in unstated.iterrows()]
        points.append(
            f"The basis of {numbers.count(len(figures), 'figure')} was not stated, so "
            "they are neither added to nor compared with any other: "
            f"{numbers.listing(figures)}."
        )
    cost = record.costs[record.costs["kind"].isin(["set-up", "change"])]
    if cost.empty:
        points.append(
            "No cost of setting up or changing the services was published, so all "
            "savings are before the cost of achieving them."
        )
    return Text("\n".join(f"- {point}" for point in points))


def sum_headline(record: Partnership) -> Headline | None:
    """Return the partnership's savings over the years that have a target too."""
    annual = measure.annual(record.savings, record.contradictions)
    both = measure.sum_of_years(annual)
    if both is None:
        return None
    word = "above" if both.difference.pounds >= 0 else "below"
    facts = record.savings[record.savings["id"].isin(both.delivered.ids)]
    grades = [
        grade(row, record.sources, record.contradictions) for _, row in facts.iterrows()
    ]
    return Headline(
        numbers.pounds(both.delivered.pounds),
        f"reported by the whole partnership for {both.first_year} to "
        f"{both.last_year}: a sum of annual figures (run-rate)",
        f"against a target of {numbers.pounds(both.target.pounds)}; "
        f"{numbers.pounds(abs(both.difference.pounds))} {word}",
        max(grades, key=lambda evidence: len(evidence.unmet)),
    )


def _newest_headline(annual: pd.DataFrame, record: Partnership) -> Headline | None:
    known = annual.dropna(subset=["delivered_gbp"])
    if known.empty:
        return None
    last = known.iloc[-1]
    fact = record.savings.set_index("id", drop=False).loc[last["delivered_id"]]
    against = f"as published on {numbers.day(fact['published'])}"
    if pd.isna(last["target_gbp"]):
        against += "; no target for the year was published"
    return Headline(
        numbers.pounds(last["delivered_gbp"]),
        f"{last['delivered_status']} for {last['financial_year']}, the newest year "
        "reported: whole partnership, run-rate",
        against,
        grade(fact, record.sources, record.contradictions),
    )


def _own_headline(record: Partnership, partner: str) -> Headline | None:
    stated = about(record.savings, partner).dropna(subset=["amount_gbp"])
    stated = stated[stated["scope"] != "non-shared"]
    name = record.name_of("partners", partner)
    if stated.empty:
        return Headline(
            numbers.MISSING, f"no saving was published for {name} alone", ""
        )
    fact = stated.sort_values("published").iloc[-1]
    return Headline(
        numbers.pounds(fact["amount_gbp"]),
        f"{fact['status']} for {name} on {numbers.day(fact['published'])}",
        f"{BASIS[fact['basis']]}; period "
        f"{numbers.period(fact['period_from'], fact['period_to'])}",
        grade(fact, record.sources, record.contradictions),
    )


def _paint_annual(figure: Figure, annual: pd.DataFrame) -> None:
    axes = figure.subplots()
    places = np.arange(len(annual))
    width = 0.38
    firm = annual["delivered_status"] != "projected"
    target = annual["target_gbp"] / numbers.MILLION
    delivered = annual["delivered_gbp"] / numbers.MILLION
    bars = [
        axes.bar(places - width / 2, target, width, color=style.ORANGE, label="Target"),
        axes.bar(
            places + width / 2,
            delivered.where(firm),
            width,
            color=style.DARK_BLUE,
            label="Delivered",
        ),
    ]
    if not firm.all():
        bars.append(
            axes.bar(
                places + width / 2,
                delivered.mask(firm),
                width,
                facecolor="white",
                edgecolor=style.DARK_BLUE,
                hatch="////",
                label="Projected",
            )
        )
    for drawn, values in zip(
        bars, [target, delivered.where(firm), delivered.mask(firm)], strict=False
    ):
        labels = [
            "" if pd.isna(v) else numbers.pounds(v * numbers.MILLION) for v in values
        ]
        axes.bar_label(drawn, labels, padding=2, fontsize=style.LABEL_SIZE - 1)
    axes.set_xticks(places, annual["financial_year"])
    style.scale(axes, lambda value: f"£{value:g}m")
    style.room_for_labels(axes, [*target, *delivered])
    style.key(axes)


def _annual_alt(annual: pd.DataFrame) -> str:
    parts = []
    for row in each(annual):
        target = (
            f" against a target of {numbers.pounds(row.target_gbp)}"
            if pd.notna(row.target_gbp)
            else ""
        )
        if pd.notna(row.delivered_gbp):
            said = f"{numbers.pounds(row.delivered_gbp)} {row.delivered_status}"
        else:
            said = "nothing reported"
        parts.append(f"{row.financial_year}: {said}{target}")
    return (
        "Bar chart of annual savings of the whole partnership beside their targets. "
        + "; ".join(parts)
        + "."
    )


def _status(fact: Any, record: Partnership) -> str:
    status = str(fact.status).capitalize()
    if fact.service == ALL_SERVICES:
        return status
    return f"{status} ({record.name_of('services', fact.service)})"


def _difference(row: Any) -> str:
    if row.delivered_status == "projected":
        return "[z]"
    if pd.isna(row.difference_gbp):
        return numbers.MISSING
    return ("+" if row.difference_gbp > 0 else "") + numbers.pounds(row.difference_gbp)


def _shorthand(rows: pd.DataFrame) -> str:
    text = " ".join(str(value) for value in rows.to_numpy().ravel())
    used = [
        f"{sign} {meaning}"
        for sign, meaning in numbers.SHORTHAND.items()
        if sign in text
    ]
    return "; ".join(used) + "." if used else ""


def _note_on_basis(annual: pd.DataFrame) -> str:
    years = annual.loc[annual["contested"], "financial_year"]
    if years.empty:
        return ""
    return (
        f"Another document gives another figure for {numbers.listing(list(years))}: "
        "see the register of contradictions on the page of sources."
    )
