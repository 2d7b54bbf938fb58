"""Show the three topics on one page, for a reader with two minutes."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import WHOLE, Partnership
from analysis.measures import savings as savings_measure
from analysis.measures import spending as spending_measure
from analysis.present import numbers, overspend, satisfaction, savings, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.headlines import headlines
from analysis.present.rows import each
from analysis.present.savings import case
from analysis.present.tables import set_table

POINTS = 2
"""The fewest points that make a chart."""


def answer(record: Partnership, partner: str) -> Text:
    """Show one headline figure a topic."""
    return headlines(
        savings.sum_headline(record),
        overspend.shared_headline(record, partner),
        satisfaction.headline(record, partner),
    )


def findings(record: Partnership, partner: str) -> Text:
    """Say in one sentence a topic what was found."""
    sentences = [
        ("Savings", savings.in_a_sentence(record)),
        ("Overspend", overspend.in_a_sentence(record, partner)),
        ("Satisfaction", satisfaction.in_a_sentence(record, partner)),
    ]
    return Text(
        "\n\n".join(
            f"**{topic}.** {_plain(text.markdown)}" for topic, text in sentences
        )
    )


def changed(record: Partnership, partner: str) -> Table | Text:
    """Set what moved since the figure before: savings, shared budgets, satisfaction."""
    rows = [
        row
        for row in (
            _savings_moved(record),
            _variance_moved(record, partner),
            _satisfaction_moved(record, partner),
        )
        if row
    ]
    if not rows:
        return Text("No figure has one before it to be compared with.")
    return set_table(
        pd.DataFrame(rows),
        "The newest figures and those before them",
        notes=[
            "A positive variance is an overspend, which is adverse. Changes in "
            "satisfaction are as published."
        ],
    )


def chart_heading(record: Partnership, partner: str) -> Text:
    """Head the two series side by side, where both were published."""
    both = (_closed(record, partner), satisfaction.waves(record, partner))
    if min(len(rows) for rows in both) < POINTS:
        return NOTHING
    return Text("## Budgets and satisfaction over the years")


def chart(record: Partnership, partner: str) -> Chart | Text:
    """Chart the closings of the shared budgets beside satisfaction."""
    closed = _closed(record, partner)
    levels = satisfaction.waves(record, partner)
    if min(len(closed), len(levels)) < POINTS:
        return NOTHING
    svg = style.draw(lambda figure: _paint(figure, closed, levels), height=2.9)
    alt = (
        "Two charts side by side. Variance of the shared budgets by year: "
        + ", ".join(
            f"{row.financial_year} {numbers.variance(row.variance_gbp)}"
            for row in each(closed)
        )
        + ". Satisfied customers by wave: "
        + ", ".join(
            f"{row.wave_name.lower()} {numbers.percent(row.percent)}"
            for row in each(levels)
        )
        + "."
    )
    return Chart(svg, alt, closed)


def known(record: Partnership, partner: str) -> Table:
    """Set what the record holds of a partner, and what it does not."""
    closed = spending_measure.closings(record.spending, partner, record.contradictions)
    rows = [
        _row("Savings stated for the council alone", _own_savings(record, partner)),
        _row("Years with an outturn of the shared budgets", _years(closed, "shared")),
        _row(
            "Years with an outturn of non-shared budgets", _years(closed, "non-shared")
        ),
        _row("Waves of the satisfaction survey", _waves(record, partner)),
        _row("Cost shares by service", _shares(record, partner)),
    ]
    name = record.name_of("partners", partner)
    return set_table(
        pd.DataFrame(rows),
        f"What has been published about {name}",
        notes=[f"{numbers.MISSING} {numbers.SHORTHAND[numbers.MISSING]}."],
    )


def _savings_moved(record: Partnership) -> dict[str, str] | None:
    annual = case.annual(record)
    known = annual[annual["delivered_status"] == "achieved"]
    if len(known) < 2:
        return None
    before, now = (row for row in each(known[-2:]))
    moved = now.delivered_gbp - before.delivered_gbp
    return {
        "What": "Savings of the partnership, yearly level",
        "Before": f"{numbers.pounds(before.delivered_gbp)} ({before.financial_year})",
        "Newest": f"{numbers.pounds(now.delivered_gbp)} ({now.financial_year})",
        "Moved": _by(moved, numbers.pounds(abs(moved))),
    }


def _variance_moved(record: Partnership, partner: str) -> dict[str, str] | None:
    closed = _closed(record, partner)
    if len(closed) < 2:
        return None
    before, now = (row for row in each(closed[-2:]))
    moved = now.variance_gbp - before.variance_gbp
    return {
        "What": "Variance of the shared budgets",
        "Before": f"{numbers.variance(before.variance_gbp)} ({before.financial_year})",
        "Newest": f"{numbers.variance(now.variance_gbp)} ({now.financial_year})",
        "Moved": _by(moved, numbers.variance(abs(moved)).lstrip("+")),
    }


def _satisfaction_moved(record: Partnership, partner: str) -> dict[str, str] | None:
    rows = satisfaction.waves(record, partner)
    if len(rows) < 2:
        return None
    before, now = rows.iloc[-2], rows.iloc[-1]
    return {
        "What": "Satisfied customers",
        "Before": _wave(before),
        "Newest": _wave(now),
        "Moved": satisfaction.moved(now).capitalize() or numbers.MISSING,
    }


def _wave(row: pd.Series) -> str:
    return f"{numbers.percent(row['percent'])} ({row['wave_name'].lower()})"


def _by(moved: float, size: str) -> str:
    if not moved:
        return "Level"
    return f"{'Up' if moved > 0 else 'Down'} by {size}"


def _plain(finding: str) -> str:
    """Take a sentence out of the block it is shown in."""
    return finding.split("\n", 1)[1].rsplit("\n", 1)[0]


def _row(what: str, found: list[str]) -> dict[str, str]:
    return {
        "What": what,
        "How many": str(len(found)) if found else numbers.MISSING,
        "Which": numbers.listing(found) if found else numbers.MISSING,
    }


def _own_savings(record: Partnership, partner: str) -> list[str]:
    stated = savings_measure.stated(record.savings, partner)
    return [f"{savings.amount(row)} {row['status']}" for _, row in stated.iterrows()]


def _years(closed: pd.DataFrame, scope: str) -> list[str]:
    return list(closed.loc[closed["scope"] == scope, "financial_year"])


def _waves(record: Partnership, partner: str) -> list[str]:
    return [
        str(name).lower() for name in satisfaction.waves(record, partner)["wave_name"]
    ]


def _shares(record: Partnership, partner: str) -> list[str]:
    rows = record.shares[record.shares["partner"] == partner]
    return [
        f"{record.name_of('services', row.service)} {numbers.percent(row.percent)}"
        for row in each(rows)
    ]


def _closed(record: Partnership, partner: str) -> pd.DataFrame:
    closed = spending_measure.closings(record.spending, partner, record.contradictions)
    own = closed[closed["scope"] == "shared"]
    if own.empty and partner != WHOLE:
        return own
    return own.reset_index(drop=True)


def _paint(figure: Figure, closed: pd.DataFrame, levels: pd.DataFrame) -> None:
    left, right = figure.subplots(1, 2)
    values = closed["variance_gbp"] / numbers.MILLION
    bars = left.bar(range(len(closed)), values, 0.6, color=style.DARK_BLUE)
    labels = [numbers.variance(v) for v in closed["variance_gbp"]]
    left.bar_label(bars, labels, padding=2, fontsize=style.LABEL_SIZE - 1)
    style.zero_line(left)
    left.set_xticks(range(len(closed)), closed["financial_year"])
    left.set_title("Variance of shared budgets")
    left.set_xlim(-0.8, len(closed) - 0.2)
    style.scale(left, numbers.signed_millions)
    style.room_for_labels(left, values, 0.2)
    right.plot(
        range(len(levels)), levels["percent"], "o-", markersize=7, color=style.TURQUOISE
    )
    for place, value in enumerate(levels["percent"]):
        style.label(right, numbers.percent(value), (place, value))
    right.set_xticks(
        range(len(levels)), [n.replace(" ", "\n") for n in levels["wave_name"]]
    )
    right.set_ylim(0, 105)
    right.set_xlim(-0.4, len(levels) - 0.6)
    right.set_title("Satisfied customers")
    style.scale(right, numbers.percent)
