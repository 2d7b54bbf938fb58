"""Show how the reports are made: rules, thresholds, shorthand and prices."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import Partnership
from analysis.measures import against_budget
from analysis.measures.evidence import GRADES, QUESTIONS
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.tables import set_table

BASIS = {
    "run-rate": "the yearly rate of saving reached (run-rate)",
    "in-year": "what was saved in one year",
    "cumulative": "a total over several years",
    "one-off": "once (one-off)",
    "not stated": "basis not stated",
}
"""What an amount counts, in words, by basis."""


def grading(record: Partnership) -> Text:
    """Say by which questions the evidence behind a figure is graded."""
    questions = "\n".join(
        f"{n}. {q}" for n, q in enumerate(QUESTIONS.values(), start=1)
    )
    best, middle, worst = GRADES
    return Text(
        "Five questions are asked of each result:\n\n"
        f"{questions}\n\n"
        f'All five "yes": *{best}*. One "no": *{middle}*. Two or more: *{worst}*. '
        "Targets, forecasts and plans are not graded. The grade is for the evidence, "
        "not the council. The names of the grades are those that the National Audit "
        "Office uses for reported savings; the questions are those of this report on "
        f"{record.settings.name}."
    )


def bases_table(record: Partnership) -> Table:
    """Set the bases of amounts with how many stated savings are on each."""
    counts = record.savings["basis"].value_counts()
    return set_table(
        pd.DataFrame(
            {
                "Basis": [basis.capitalize() for basis in BASIS],
                "What an amount counts": [
                    words.capitalize() for words in BASIS.values()
                ],
                "Stated savings": [str(int(counts.get(basis, 0))) for basis in BASIS],
            }
        ),
        "Bases of savings, and how many stated savings are on each",
        numbers=["Stated savings"],
    )


def shorthand_table() -> Table:
    """Set the shorthand used in tables."""
    return set_table(
        pd.DataFrame(
            {
                "Sign": list(numbers.SHORTHAND),
                "Meaning": [m.capitalize() for m in numbers.SHORTHAND.values()],
            }
        ),
        "Shorthand in tables",
    )


def thresholds(record: Partnership) -> Text:
    """Say the settings of the partnership that reports use."""
    money = record.settings.money
    rows = against_budget.thresholds(record.settings.rag)
    said = "; ".join(f"{row.rating}: {row.words}" for row in each(rows))
    return Text(
        f"- Red, amber and green, in per cent of the budget: {said}. "
        "There is no statutory threshold. Councils are not ranked by it.\n"
        f"- Real amounts are in the prices of {money.price_base}; the discount rate is "
        f"{numbers.percent(money.discount_rate * 100)} a year "
        f"({money.discount_rate_source}).\n"
        f"- Groups of fewer than {record.settings.disclosure.minimum_group} "
        "respondents are not shown."
    )


def prices_heading(record: Partnership) -> Text:
    """Head the deflator with how far prices rose to the price base."""
    index = _index(record)
    base = record.settings.money.price_base
    if base not in index.index or len(index) < 2:
        return NOTHING
    first = _first_year(record, index)
    rise = (index[base] / index[first] - 1) * 100
    return Text(f"## Prices rose by {rise:.0f}% from {first} to {base}")


def prices_chart(record: Partnership) -> Chart | Text:
    """Chart the price level by financial year, up to the price base."""
    index = _index(record)
    base = record.settings.money.price_base
    if base not in index.index or len(index) < 2:
        return NOTHING
    shown = index[_first_year(record, index) : base]
    svg = style.draw(lambda figure: _paint_prices(figure, shown), height=2.8)
    alt = (
        f"Line chart of the price level by financial year, {base} = 100: "
        + ", ".join(f"{year} {value:.1f}" for year, value in shown.items())
        + "."
    )
    return Chart(svg, alt, shown.reset_index())


def prices_source(record: Partnership) -> Text:
    """Name the source of the deflator."""
    sources = record.deflator["source"].unique()
    if not len(sources):
        return Text("No deflator had been published.")
    links = [to_source(source, record.sources) for source in sources]
    return Text(f"GDP deflator. Source: {numbers.listing(links)}.")


def _index(record: Partnership) -> "pd.Series[float]":
    series = record.deflator.set_index("financial_year")["index"].sort_index()
    base = record.settings.money.price_base
    return series / series[base] * 100 if base in series else series


def _first_year(record: Partnership, index: "pd.Series[float]") -> str:
    """Return the first year in which a saving was stated, or the series begins."""
    stated = record.savings["period_from"].dropna()
    years = [year for year in sorted(stated) if year in index.index]
    return years[0] if years else str(index.index[0])


def _paint_prices(figure: Figure, shown: "pd.Series[float]") -> None:
    axes = figure.subplots()
    axes.plot(range(len(shown)), shown, color=style.DARK_BLUE)
    for place in (0, len(shown) - 1):
        axes.annotate(
            f"{shown.iloc[place]:.1f}",
            (place, shown.iloc[place]),
            textcoords="offset points",
            xytext=(0, 7),
            ha="center",
            fontweight="bold",
        )
    axes.set_xticks(range(len(shown)), shown.index, fontsize=style.LABEL_SIZE - 1)
    axes.set_ylim(0, shown.max() * 1.12)
    style.scale(axes, lambda value: f"{value:g}")
