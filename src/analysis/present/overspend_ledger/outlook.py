"""The year under way: forecast three ways, each tried on past years."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import LedgerExtract, Partnership
from analysis.measures.ledger import spend, year_end
from analysis.measures.ledger.year_end import METHODS, Outlook
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.overspend_ledger import words
from analysis.present.tables import set_table

SHORT = {
    "run-rate": "Straight line",
    "profile": "Last year's profile",
    "committed": "Committed plus run-rate",
}


def outlook_heading(ledger: LedgerExtract | None, record: Partnership) -> Text:
    """Head the forecast with what the best method says."""
    found = _found(ledger)
    if found is None or ledger is None:
        return NOTHING
    year, period, outlooks = found
    best, budget = outlooks[0], _budget(record, year)
    if budget is None:
        return Text(
            f"### At month {period}, {year} is heading for "
            f"{words.millions(best.forecast)}; no budget was given for the year"
        )
    over = best.forecast - budget
    word, other = ("over", "under") if over > 0 else ("under", "over")
    doubt = ""
    if best.low is not None and best.high is not None and best.low < budget < best.high:
        doubt = f", but may still end {other} it"
    return Text(
        f"### At month {period}, {year} is heading for "
        f"{words.millions(abs(over))} {word} its budget{doubt}"
    )


def outlook_words(ledger: LedgerExtract | None, record: Partnership) -> Text:
    """Say which method did best on past years, and how wide its interval is."""
    found = _found(ledger)
    if found is None:
        return NOTHING
    year, _, outlooks = found
    best = outlooks[0]
    said = (
        f"Of {numbers.count(len(outlooks), 'method')}, **"
        f"{SHORT[best.method][0].lower() + SHORT[best.method][1:]}** came closest on "
        f"{numbers.count(best.years, 'past year')}"
    )
    if best.error_percent is not None:
        said += f", with a mean error of {best.error_percent:.1f}% of the outturn"
    if best.low is not None and best.high is not None:
        budget = _budget(record, year)
        said += ". The 95% prediction interval is "
        said += (
            _between(best)
            if budget is None
            else f"{words.variance(best.low - budget)} to "
            f"{words.variance(best.high - budget)} against the budget of "
            f"{words.millions(budget)}"
        )
    return Text(said + ".")


def outlook_chart(ledger: LedgerExtract | None, record: Partnership) -> Chart | Text:
    """Chart each method's forecast with its interval, against the budget."""
    found = _found(ledger)
    if found is None:
        return NOTHING
    year, period, outlooks = found
    budget = _budget(record, year)
    svg = style.draw(
        lambda figure: _paint(figure, outlooks, budget),
        height=0.9 + 0.6 * len(outlooks),
    )
    parts = [
        f"{SHORT[o.method]}: {words.millions(o.forecast)}"
        + (f", interval {_between(o)}" if o.low is not None else "")
        for o in outlooks
    ]
    against = f", against a budget of {words.millions(budget)}" if budget else ""
    alt = (
        f"Chart of forecasts of spending in {year} at month {period}, with 95% "
        f"prediction intervals{against}. "
        f"{'; '.join(parts)}."
    )
    return Chart(svg, alt, pd.DataFrame([vars(o) for o in outlooks]))


def outlook_table(ledger: LedgerExtract | None, record: Partnership) -> Table | Text:
    """Set the three forecasts, their intervals and how they did on past years."""
    found = _found(ledger)
    if found is None:
        return NOTHING
    year, period, outlooks = found
    budget = _budget(record, year)
    return set_table(
        pd.DataFrame(
            {
                "Method": [METHODS[o.method] for o in outlooks],
                "Forecast": [words.millions(o.forecast) for o in outlooks],
                "Variance": [_variance(o, budget) for o in outlooks],
                "95% interval": [_between(o) for o in outlooks],
                "Mean error": [_error(o) for o in outlooks],
                "Past years": [str(o.years) for o in outlooks],
            }
        ),
        f"Year-end forecasts of {year} at month {period}, the best on past years first",
        numbers=["Forecast", "Variance", "Mean error", "Past years"],
        notes=[
            "The interval is worked out from how the method did at the same month of "
            "past years. It allows for past bias: the further a method was out, the "
            "wider its interval.",
            "Mean error: mean size of the error, in per cent of the outturn, over the "
            "years that every method was tried on.",
        ],
    )


def tests_table(ledger: LedgerExtract | None) -> Table | Text:
    """Set how far each method was out in each past year."""
    found = _found(ledger)
    if found is None or ledger is None:
        return NOTHING
    tests = year_end.back_tests(ledger.cube, found[1])
    wide = tests.pivot_table(index="financial_year", columns="method", values="percent")
    wide = wide.sort_index(ascending=False)
    table = pd.DataFrame({"Financial year": wide.index})
    for method in METHODS:
        if method in wide:
            table[SHORT[method]] = [_signed(v) for v in wide[method]]
    return set_table(
        table,
        f"Error of each forecast at month {found[1]} of past years, "
        "in per cent of the outturn",
        numbers=list(table.columns[1:]),
        notes=["A minus: the forecast was too low."],
    )


def _found(
    ledger: LedgerExtract | None,
) -> tuple[str, int, list[Outlook]] | None:
    under_way = spend.year_under_way(ledger.cube) if ledger else None
    if ledger is None or under_way is None:
        return None
    return (*under_way, year_end.outlooks(ledger.cube, *under_way))


def _budget(record: Partnership, year: str) -> int | None:
    table = spend.budgets(record.ledger_budgets, ["financial_year"])
    found = table.loc[table["financial_year"] == year, "budget"]
    return int(found.iloc[0]) if len(found) else None


def _variance(outlook: Outlook, budget: int | None) -> str:
    if budget is None:
        return numbers.MISSING
    return words.variance(outlook.forecast - budget)


def _between(outlook: Outlook) -> str:
    if outlook.low is None:
        return numbers.MISSING
    return f"{words.millions(outlook.low)} to {words.millions(outlook.high)}"


def _error(outlook: Outlook) -> str:
    if outlook.error_percent is None:
        return numbers.MISSING
    return f"{outlook.error_percent:.1f}%"


def _signed(value: float) -> str:
    if pd.isna(value):
        return numbers.MISSING
    return f"{numbers.sign(value, 1)}{abs(value):.1f}%"


def _paint(figure: Figure, outlooks: list[Outlook], budget: int | None) -> None:
    axes = figure.subplots()
    scale = 100 * numbers.MILLION
    for place, one in enumerate(reversed(outlooks)):
        if one.low is not None and one.high is not None:
            ends = [one.low / scale, one.high / scale]
            axes.plot(
                ends,
                [place] * 2,
                color=style.DARK_BLUE,
                linewidth=5,
                alpha=0.35,
                label="95% prediction interval",
            )
        axes.plot(
            one.forecast / scale,
            place,
            "o",
            color=style.DARK_BLUE,
            markersize=9,
            label="What the method says",
        )
        style.label(axes, words.millions(one.forecast), (one.forecast / scale, place))
    if budget is not None:
        axes.axvline(budget / scale, color=style.ORANGE, linewidth=2, zorder=1)
        axes.annotate(
            f"Budget {words.millions(budget)}",
            (budget / scale, len(outlooks) - 0.45),
            textcoords="offset points",
            xytext=(4, 0),
            va="top",
            fontsize=style.LABEL_SIZE - 1,
        )
    axes.set_yticks(range(len(outlooks)), [SHORT[o.method] for o in reversed(outlooks)])
    axes.set_ylim(-0.5, len(outlooks) - 0.4)
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_formatter(lambda value, _: f"£{value:g}m")
    marks, meanings = axes.get_legend_handles_labels()
    once = dict(zip(meanings, marks, strict=True))
    style.key(axes, marks=dict(sorted(once.items(), reverse=True)))
    axes.tick_params(length=0)
