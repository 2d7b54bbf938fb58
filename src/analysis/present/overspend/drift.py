"""From forecast to outturn: the path of each year, and which way forecasts lean."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import WHOLE, Partnership
from analysis.measures import forecast
from analysis.measures import spending as measure
from analysis.present import numbers, series, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.overspend.words import SCOPES, short_stage, stage
from analysis.present.rows import each
from analysis.present.tables import set_table

SHOWN = ("shared", "both")
"""Scopes whose paths are charted, each year under its own."""

ROOM = 14
"""Points that panels have room for; more years are charted from end to end."""


def path_heading(record: Partnership, scope: str = "shared") -> Text:
    """Head the paths from forecast to outturn with where they ended."""
    ends = forecast.forecast_errors(record.spending, WHOLE, scope)
    if ends.empty:
        # The chart may still have years of a wider scope to show.
        wider = _ends(record, WHOLE, SHOWN)
        return NOTHING if wider.empty else Text("## From forecast to outturn")
    below = int((ends["error_gbp"] > 0).sum())
    years = numbers.count(len(ends), "year")
    lead = f"In each of {years}" if below == len(ends) else f"In {below} of {years}"
    which = {"shared": "the shared budgets", "non-shared": "non-shared budgets"}
    return Text(
        f"## {lead}, {which.get(scope, 'the budgets')} closed below their first "
        "forecast"
    )


def path_chart(record: Partnership, scope: str | None = None) -> Chart | Text:
    """Chart how each year's forecast moved to its outturn.

    Parameters
    ----------
    scope
        One scope; without it, the shared budgets and those of both scopes together,
        each year under the scope that was published.
    """
    scopes = (scope,) if scope else SHOWN
    ends = _ends(record, WHOLE, scopes)
    if ends.empty:
        return NOTHING
    parts = [_steps(record, row.financial_year, row.scope) for row in each(ends)]
    path = pd.concat(parts, ignore_index=True)
    if len(path) <= ROOM:
        breaks = series.of_periods(record, WHOLE, path["financial_year"])
        svg = style.draw(lambda figure: _paint_path(figure, path, breaks), height=3.8)
        return Chart(svg, _path_alt(path) + breaks.said, path)
    height = 0.9 + 0.42 * len(ends)
    breaks = series.of_periods(record, WHOLE, ends["financial_year"])
    svg = style.draw(lambda figure: _paint_ends(figure, ends, breaks), height=height)
    return Chart(svg, _ends_alt(ends) + breaks.said, ends)


def path_key(record: Partnership) -> Text:
    """Say how the chart of the paths is read."""
    ends = _ends(record, WHOLE, SHOWN)
    if ends.empty:
        return NOTHING
    wider = "both" in set(ends["scope"])
    return Text(
        "The whole partnership, from the first forecast of each year (open circles) to "
        "its closing (filled circles); M5 is the forecast made after the fifth month. "
        + SIGN_WORDS
        + (
            " Years marked *both* are of shared and non-shared budgets together, a "
            "wider scope: they are not one series with the others."
            if wider
            else ""
        )
    )


SIGN_WORDS = "Above the line is an overspend, below it an underspend."


def bias_words(record: Partnership, scope: str = "shared") -> Text:
    """Say whether first forecasts lean one way, and how sure one can be."""
    ends = forecast.forecast_errors(record.spending, WHOLE, scope)
    found = forecast.bias(ends)
    if found is None:
        return NOTHING
    side = "higher" if found.mean_gbp > 0 else "lower"
    size = _plain(found.mean_gbp)
    said = [
        f"**First forecasts of the {SCOPES[scope]} were {size} {side} than the outturn "
        f"on average, over {numbers.count(found.years, 'year')}.**"
    ]
    if len(found.months) > 1:
        said.append(
            "The forecasts were made at different months of the year, so their errors "
            "cannot be averaged into an interval."
        )
    lean = max(found.high, found.years - found.high)
    way = "high" if found.high * 2 >= found.years else "low"
    count = "every year" if found.one_way else f"{lean} of {found.years} years"
    said.append(
        f"The forecast was too {way} in {count}. "
        + (
            "That is unlikely to be chance "
            if found.chance < LIKELY
            else "This could easily happen by chance, so it is not evidence of bias "
        )
        + f"({_odds(found.chance)}, sign test)."
    )
    return Text(" ".join(said))


LIKELY = 0.05
"""Chance below which a lean is called likely."""


def drift_table(record: Partnership, partner: str) -> Table | Text:
    """Set each year's first forecast beside its closing, whole and partner."""
    who = [WHOLE] if partner == WHOLE else [WHOLE, partner]
    parts = [_ends(record, one, tuple(SCOPES)).assign(partner=one) for one in who]
    rows = pd.concat([part for part in parts if len(part)] or parts[:1])
    if rows.empty:
        return NOTHING
    own = {p: _breaks(rows, record, p) for p in who}
    years = zip(rows["financial_year"], rows["partner"], strict=True)
    return set_table(
        pd.DataFrame(
            {
                "Financial year": [own[p].marked([year])[0] for year, p in years],
                "Of": [record.name_of("partners", p) for p in rows["partner"]],
                "Scope": rows["scope"].str.capitalize(),
                "First forecast": rows["first_gbp"].map(numbers.variance),
                "Made at month": rows["first_month"].map(_month),
                "Closed at": rows["closing_gbp"].map(numbers.variance),
                "Forecast too high by": rows["error_gbp"].map(numbers.variance),
            }
        ),
        "First forecast of each year against its closing",
        numbers=[
            "First forecast",
            "Made at month",
            "Closed at",
            "Forecast too high by",
        ],
        notes=[
            "A minus in the last column: the forecast was too low, and the year closed "
            "worse than it said.",
            *own[WHOLE].notes,
        ],
    )


def _breaks(rows: pd.DataFrame, record: Partnership, partner: str) -> series.Breaks:
    years = rows.loc[rows["partner"] == partner, "financial_year"]
    return series.of_periods(record, partner, years, shared=True)


def _bare(pounds: float) -> str:
    """Write a variance without its unit, which the axis says: panels are narrow."""
    return numbers.variance(pounds).replace("£", "").rstrip("m")


def _month(month: float) -> str:
    return numbers.MISSING if pd.isna(month) else str(int(month))


def _plain(value: float) -> str:
    return numbers.variance(abs(value)).lstrip("+")


def _odds(chance: float) -> str:
    if chance >= 1:
        return "always"
    return f"about one time in {round(1 / chance)}"


def _ends(record: Partnership, partner: str, scopes: tuple[str, ...]) -> pd.DataFrame:
    found = [
        forecast.forecast_errors(record.spending, partner, scope) for scope in scopes
    ]
    there = [rows for rows in found if len(rows)]
    if not there:
        return found[0]
    return pd.concat(there).sort_values(["financial_year", "scope"])


def _steps(record: Partnership, year: str, scope: str) -> pd.DataFrame:
    path = measure.path(record.spending, WHOLE, scope)
    return _without_provisional(path[path["financial_year"] == year])


def _without_provisional(path: pd.DataFrame) -> pd.DataFrame:
    """Leave out provisional outturns of years whose outturn followed."""
    final = path.loc[path["status"] == "outturn", "financial_year"]
    provisional = path["status"] == "provisional"
    return path[~(provisional & path["financial_year"].isin(final))]


def _paint_path(figure: Figure, path: pd.DataFrame, breaks: series.Breaks) -> None:
    groups = list(path.groupby(["financial_year", "scope"]))
    steps = [len(rows) for _, rows in groups]
    panels = figure.subplots(
        1, len(steps), sharey=True, squeeze=False, width_ratios=[n + 0.4 for n in steps]
    )[0]
    for axes, ((year, scope), rows) in zip(panels, groups, strict=True):
        values = (rows["variance_gbp"] / numbers.MILLION).to_list()
        at = range(len(values))
        axes.plot(at, values, color=style.DARK_BLUE, zorder=2)
        firm = rows["status"].isin(measure.FINAL).to_list()
        above = style.turning(values)
        for x, (value, closed) in enumerate(zip(values, firm, strict=True)):
            face = style.DARK_BLUE if closed else "white"
            axes.plot(x, value, "o", markersize=7, mec=style.DARK_BLUE, mfc=face)
            words = _bare(value * numbers.MILLION)
            style.label(axes, words, (x, value), above=above[x])
        style.zero_line(axes)
        axes.set_xticks(list(at), [short_stage(row) for _, row in rows.iterrows()])
        axes.set_xlim(-0.6, len(values) - 0.4)
        mark = "" if scope == "shared" else f"\n{scope}"
        axes.set_xlabel(f"{year}{mark}", fontweight="bold")
        style.scale(axes, numbers.signed_millions)
    style.room_for_labels(panels[0], path["variance_gbp"] / numbers.MILLION, 0.2)
    years = [year for (year, _), _ in groups]
    first = {year: panels[years.index(year)] for year in breaks.found}
    breaks.draw_at([(axes, year, -0.6) for year, axes in first.items()])


def _path_alt(path: pd.DataFrame) -> str:
    parts = []
    for (year, scope), rows in path.groupby(["financial_year", "scope"]):
        steps = [
            f"{stage(row).lower()} {_bare(row['variance_gbp'])}"
            for _, row in rows.iterrows()
        ]
        parts.append(f"{year}, {SCOPES[str(scope)]}: {', '.join(steps)}")
    return (
        "Line chart, a panel a year, of how the variance moved from the first forecast "
        f"to the outturn, in millions of pounds. {'; '.join(parts)}."
    )


def _paint_ends(figure: Figure, ends: pd.DataFrame, breaks: series.Breaks) -> None:
    axes = figure.subplots()
    rows = list(each(ends))
    for place, row in enumerate(reversed(rows)):
        first, last = (v / numbers.MILLION for v in (row.first_gbp, row.closing_gbp))
        axes.plot([first, last], [place, place], color=style.DARK_BLUE, zorder=2)
        for value, face in ((first, "white"), (last, style.DARK_BLUE)):
            axes.plot(value, place, "o", markersize=8, mec=style.DARK_BLUE, mfc=face)
        right = first >= last
        for value, outward in ((first, right), (last, not right)):
            axes.annotate(
                numbers.variance(value * numbers.MILLION),
                (value, place),
                textcoords="offset points",
                xytext=(8 if outward else -8, 0),
                ha="left" if outward else "right",
                va="center",
                fontsize=style.LABEL_SIZE - 1,
            )
    axes.axvline(0, color=style.TEXT, linewidth=1)
    axes.set_yticks(range(len(rows)), [_year(row) for row in reversed(rows)])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.grid(visible=False, axis="y")
    values = ends[["first_gbp", "closing_gbp"]].to_numpy(dtype=float) / numbers.MILLION
    low, high = min(values.min(), 0), max(values.max(), 0)
    room = (high - low) * 0.2
    axes.set_xlim(low - room, high + room)
    above = {row.financial_year: len(rows) - place for place, row in enumerate(rows)}
    breaks.draw_across(axes, {year: above[year] - 0.5 for year in breaks.found})
    axes.xaxis.set_major_formatter(lambda value, _: numbers.signed_millions(value))
    axes.tick_params(length=0)


def _year(row: Any) -> str:
    return f"{row.financial_year}{'' if row.scope == 'shared' else ', ' + row.scope}"


def _ends_alt(ends: pd.DataFrame) -> str:
    parts = [
        f"{row.financial_year}, {SCOPES[row.scope]}: from "
        f"{numbers.variance(row.first_gbp)} to {numbers.variance(row.closing_gbp)}"
        for row in each(ends)
    ]
    return (
        "Chart with a line a year, from the variance first forecast (open circle) to "
        f"the one the year closed with (filled circle). {'; '.join(parts)}."
    )
