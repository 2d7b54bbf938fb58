"""Show overspend: how each year closed, and how forecasts moved on the way."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.data import WHOLE, Partnership
from analysis.measures import spending as measure
from analysis.measures.evidence import grade
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.headlines import Headline, finding, headlines
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.tables import set_table

SIGN_RULE = (
    "A variance is the outturn or forecast less the budget. **Positive is an "
    "overspend, which is adverse; negative is an underspend, which is favourable.**"
)

SCOPES = {
    "shared": "shared budgets",
    "non-shared": "non-shared budgets",
    "both": "shared and non-shared budgets",
    "not stated": "budgets whose scope was not stated",
}
"""Scopes in words."""

SHORT = {"provisional": "[p]", "forecast": "[f]"}


def answer(record: Partnership, partner: str) -> Text:
    """Show the newest closing of a partner, by scope."""
    closed = measure.closings(record.spending, partner, record.contradictions)
    shown = [
        _headline(closed[closed["scope"] == scope], record)
        for scope in SCOPES
        if (closed["scope"] == scope).any()
    ]
    return headlines(*shown[:3])


def shared_headline(record: Partnership, partner: str) -> Headline | None:
    """Return the newest closing of a partner's part of the shared budgets."""
    closed = measure.closings(record.spending, partner, record.contradictions)
    shared = closed[closed["scope"] == "shared"]
    return None if shared.empty else _headline(shared, record)


def newest_headline(record: Partnership, partner: str) -> Headline | None:
    """Return the newest closing of a partner, whatever its scope."""
    closed = measure.closings(record.spending, partner, record.contradictions)
    if closed.empty:
        return None
    last = closed.sort_values("financial_year")["scope"].iloc[-1]
    return _headline(closed[closed["scope"] == last], record)


def in_a_sentence(record: Partnership, partner: str) -> Text:
    """Say in how many years a partner's shared budgets closed over."""
    name = record.name_of("partners", partner)
    closed = measure.closings(record.spending, partner, record.contradictions)
    shared = closed[closed["scope"] == "shared"]
    if shared.empty:
        return finding(
            f"No outturn of the shared budgets had been published for {name}."
        )
    over = shared[shared["variance_gbp"] > 0]
    years = numbers.count(len(shared), "year")
    whose = (
        f"{name}'s part of the shared budgets"
        if partner != WHOLE
        else "The shared budgets"
    )
    said = (
        f"{whose} closed over budget in {len(over) or 'none'} of the {years} with a "
        "published outturn"
    )
    if len(over):
        said += f" ({numbers.listing(list(over['financial_year']))})"
    last = shared.iloc[-1]
    word = measure.direction(last["variance_gbp"])
    return finding(
        f"{said}; the newest, {last['financial_year']}, closed "
        f"{_closed_words(last['variance_gbp'], word)}."
    )


def sign_rule() -> Text:
    """Say what the sign of a variance means."""
    return Text(SIGN_RULE)


def years_heading(record: Partnership, partner: str) -> Text:
    """Head the years with how far shared and non-shared budgets agree."""
    closed = measure.closings(record.spending, partner, record.contradictions)
    signs = closed.assign(over=closed["variance_gbp"] > 0)
    both = signs.pivot_table(
        index="financial_year", columns="scope", values="over", aggfunc="first"
    )
    if {"shared", "non-shared"} <= set(both.columns):
        both = both[["shared", "non-shared"]].dropna()
        apart = both[both["shared"] != both["non-shared"]]
        if len(apart):
            years = numbers.listing(list(apart.index))
            return Text(
                f"## Shared and non-shared budgets went opposite ways in {years}"
            )
    return Text("## Variance by year and scope")


def years_chart(record: Partnership, partner: str) -> Chart | Text:
    """Chart the newest position of each year, shared beside non-shared."""
    positions = _charted(record, partner)
    if positions["financial_year"].nunique() < 2:
        return NOTHING
    svg = style.draw(lambda figure: _paint_years(figure, positions))
    return Chart(svg, _years_alt(positions), positions)


def years_table(record: Partnership, partner: str) -> Table | Text:
    """Set every position published for a partner, by year, scope and stage."""
    rows = record.spending[record.spending["partner"] == partner]
    rows = rows[(rows["service"] == "all")].dropna(subset=["variance_gbp"])
    if rows.empty:
        name = record.name_of("partners", partner)
        return Text(f"No budget position had been published for {name}.")
    order = ["financial_year", "scope", "published"]
    rows = rows.sort_values(order, ascending=[False, False, True])
    return set_table(
        pd.DataFrame(
            {
                "Financial year": rows["financial_year"],
                "Scope": rows["scope"].str.capitalize(),
                "Stage": [stage(row) for _, row in rows.iterrows()],
                "Variance": rows["variance_gbp"].map(numbers.variance),
                "Meaning": rows["variance_gbp"].map(measure.direction).str.capitalize(),
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        f"Published budget positions of {record.name_of('partners', partner)}",
        numbers=["Variance"],
        links=["Source"],
        notes=["A forecast made in the year is not an outturn: the year moved on."],
    )


def path_heading(record: Partnership, scope: str = "shared") -> Text:
    """Head the paths from forecast to outturn with where they ended."""
    ends = _first_and_last(record, scope)
    if ends.empty:
        return Text("## From forecast to outturn")
    below = int((ends["last"] < ends["first"]).sum())
    years = numbers.count(len(ends), "year")
    if below == len(ends):
        return Text(
            f"## In each of {years}, the outturn came in below the first forecast"
        )
    return Text(
        f"## In {below} of {years}, the outturn came in below the first forecast"
    )


def path_chart(record: Partnership, scope: str = "shared") -> Chart | Text:
    """Chart how each year's forecast moved to its outturn."""
    path = measure.path(record.spending, WHOLE, scope)
    ends = _first_and_last(record, scope)
    path = _without_provisional(path[path["financial_year"].isin(ends.index)])
    if ends.empty:
        return NOTHING
    svg = style.draw(lambda figure: _paint_path(figure, path), height=3.6)
    return Chart(svg, _path_alt(path), path)


def services_table(record: Partnership) -> Table | Text:
    """Set what was published for single services in the newest year that has any."""
    single = record.spending[record.spending["service"] != "all"]
    single = single[single["partner"] == WHOLE]
    if single.empty:
        return Text("No variance had been published for a single service.")
    year = single["financial_year"].max()
    rows = measure.by_service(record.spending, year)
    return set_table(
        pd.DataFrame(
            {
                "Service": [record.name_of("services", s) for s in rows["service"]],
                "Variance": rows["variance_gbp"].map(numbers.variance),
                "Meaning": [_meaning(row) for _, row in rows.iterrows()],
                "Reason given": rows["reason"].fillna(numbers.MISSING),
                "Source": [to_source(s, record.sources) for s in rows["source"]],
            }
        ),
        f"Variance by service, {year}, where it was published",
        numbers=["Variance"],
        links=["Source"],
        notes=[f"{numbers.MISSING} {numbers.SHORTHAND[numbers.MISSING]}."],
    )


def splits_table(record: Partnership) -> Table | Text:
    """Set each published total beside the sum of its split by partner."""
    splits = measure.reconciled(record.spending)
    if splits.empty:
        return Text("No split of a variance by partner had been published.")
    return set_table(
        pd.DataFrame(
            {
                "Financial year": splits["financial_year"],
                "Scope": splits["scope"].str.capitalize(),
                "Stage": [stage(row) for _, row in splits.iterrows()],
                "Total": splits["whole_gbp"].map(numbers.variance),
                "Sum of parts": splits["parts_gbp"].map(numbers.variance),
                "Difference": splits["difference_gbp"].map(numbers.variance),
                "Reconciles": splits["agrees"].map({True: "Yes", False: "No"}),
            }
        ),
        "Published totals against the sum of their split by partner",
        numbers=["Total", "Sum of parts", "Difference"],
        notes=[
            "They reconcile when they agree to the last printed digit, £0.001m. A "
            "total that was printed in rounder figures than its parts does not."
        ],
    )


def how_sure(record: Partnership, partner: str) -> Text:
    """Say what the overspend figures cannot tell."""
    closed = measure.closings(record.spending, partner, record.contradictions)
    latest = measure.latest(record.spending, partner, record.contradictions)
    open_years = latest[latest["status"] == "forecast"]
    points = []
    if len(open_years):
        years = numbers.listing(sorted({*open_years["financial_year"]}))
        points.append(
            f"Only forecasts were published for {years}: how these closed is not known."
        )
    budgets = closed["budget_gbp"].notna()
    if not budgets.any():
        points.append(
            "The budgets behind these variances were not published for "
            f"{record.name_of('partners', partner)}, so no percentage of the budget is "
            "given."
        )
    wide = closed[closed["scope"] == "both"]
    points += [
        f"The figure for {row.financial_year} covers shared and non-shared budgets "
        "together and cannot be set beside years that keep them apart."
        for row in each(wide)
    ]
    return Text("\n".join(f"- {point}" for point in points))


def stage(position: pd.Series) -> str:
    """Return the stage of a position: forecast at month 5, outturn."""
    month = position["monitoring_period"]
    if position["status"] == "forecast" and pd.notna(month):
        return f"Forecast at month {int(month)}"
    words = {"provisional": "Provisional outturn"}
    return words.get(position["status"], str(position["status"]).capitalize())


def _headline(closed: pd.DataFrame, record: Partnership) -> Headline:
    last = closed.iloc[-1]
    return Headline(
        numbers.variance(last["variance_gbp"]),
        f"{measure.direction(last['variance_gbp'])} on {SCOPES[last['scope']]}, "
        f"{last['financial_year']}, {stage(last).lower()}",
        _against(closed),
        grade(last, record.sources, record.contradictions),
    )


def _against(closed: pd.DataFrame) -> str:
    if len(closed) < 2:
        return "no earlier outturn was published"
    before = closed.iloc[-2]
    return (
        f"{before['financial_year']} closed at "
        f"{numbers.variance(before['variance_gbp'])}"
    )


def _closed_words(variance_gbp: float, word: str) -> str:
    if not variance_gbp:
        return word
    return f"with an {word} of {numbers.variance(abs(variance_gbp)).lstrip('+')}"


def _meaning(position: pd.Series) -> str:
    if pd.notna(position["variance_gbp"]):
        return measure.direction(position["variance_gbp"]).capitalize()
    words = {"adverse": "Overspend", "favourable": "Underspend"}
    return f"{words[position['direction']]}, no figure published"


def _charted(record: Partnership, partner: str) -> pd.DataFrame:
    latest = measure.latest(record.spending, partner, record.contradictions)
    return latest[latest["scope"].isin(["shared", "non-shared"])]


def _first_and_last(record: Partnership, scope: str) -> pd.DataFrame:
    """Return first forecast and closing of every year that has both."""
    path = measure.path(record.spending, WHOLE, scope)
    years = path.groupby("financial_year")
    ends = pd.DataFrame(
        {
            "first": years["variance_gbp"].first(),
            "last": years["variance_gbp"].last(),
            "begins": years["status"].first(),
            "closes": years["status"].last(),
        }
    )
    return ends[(ends["begins"] == "forecast") & ends["closes"].isin(measure.CLOSED)]


def _without_provisional(path: pd.DataFrame) -> pd.DataFrame:
    """Leave out provisional outturns of years whose outturn followed."""
    final = path.loc[path["status"] == "outturn", "financial_year"]
    provisional = path["status"] == "provisional"
    return path[~(provisional & path["financial_year"].isin(final))]


def _paint_years(figure: Figure, positions: pd.DataFrame) -> None:
    axes = figure.subplots()
    years = sorted(positions["financial_year"].unique())
    scopes = [s for s in SCOPES if (positions["scope"] == s).any()]
    colours = {"shared": style.DARK_BLUE, "non-shared": style.ORANGE}
    width = 0.8 / max(len(scopes), 1)
    for place, scope in enumerate(scopes):
        rows = positions[positions["scope"] == scope].set_index("financial_year")
        rows = rows.reindex(years)
        offset = (place - (len(scopes) - 1) / 2) * width
        firm = rows["status"] != "forecast"
        values = rows["variance_gbp"] / numbers.MILLION
        at = np.arange(len(years)) + offset
        label = scope.capitalize()
        colour = colours[scope]
        drawn = [(values.where(firm), {"color": colour, "label": label})]
        if values.mask(firm).notna().any():
            look = {
                "facecolor": "white",
                "edgecolor": colour,
                "hatch": "////",
                "label": f"{label}, forecast only",
            }
            drawn.append((values.mask(firm), look))
        for heights, look in drawn:
            bars = axes.bar(at, heights, width * 0.92, **look)
            labels = [
                "" if pd.isna(v) else numbers.variance(v * numbers.MILLION)
                for v in heights
            ]
            axes.bar_label(bars, labels, padding=2, fontsize=style.LABEL_SIZE - 2)
    style.zero_line(axes)
    axes.set_xticks(np.arange(len(years)), years)
    style.scale(axes, numbers.signed_millions)
    style.room_for_labels(axes, positions["variance_gbp"] / numbers.MILLION)
    style.key(axes, columns=4)


def _paint_path(figure: Figure, path: pd.DataFrame) -> None:
    years = list(dict.fromkeys(path["financial_year"]))
    steps = [int((path["financial_year"] == year).sum()) for year in years]
    panels = figure.subplots(
        1, len(years), sharey=True, squeeze=False, width_ratios=[n + 0.4 for n in steps]
    )[0]
    for axes, year in zip(panels, years, strict=True):
        rows = path[path["financial_year"] == year]
        values = (rows["variance_gbp"] / numbers.MILLION).to_list()
        at = range(len(values))
        axes.plot(at, values, color=style.DARK_BLUE, zorder=2)
        firm = rows["status"].isin(measure.CLOSED).to_list()
        above = style.turning(values)
        for x, (value, closed) in enumerate(zip(values, firm, strict=True)):
            face = style.DARK_BLUE if closed else "white"
            axes.plot(x, value, "o", markersize=7, mec=style.DARK_BLUE, mfc=face)
            words = numbers.variance(value * numbers.MILLION)
            style.label(axes, words, (x, value), above=above[x])
        style.zero_line(axes)
        axes.set_xticks(list(at), [_short_stage(row) for _, row in rows.iterrows()])
        axes.set_xlim(-0.6, len(values) - 0.4)
        axes.set_xlabel(year, fontweight="bold")
        style.scale(axes, numbers.signed_millions)
    style.room_for_labels(panels[0], path["variance_gbp"] / numbers.MILLION, 0.2)


def _short_stage(position: pd.Series) -> str:
    month = position["monitoring_period"]
    if position["status"] == "forecast":
        return f"M{int(month)}" if pd.notna(month) else "Fcst"
    return {"provisional": "Prov.", "outturn": "Out"}[position["status"]]


def _years_alt(positions: pd.DataFrame) -> str:
    parts = [
        f"{row.financial_year}, {row.scope}: {numbers.variance(row.variance_gbp)}, "
        f"{measure.direction(row.variance_gbp)}"
        + (" (forecast)" if row.status == "forecast" else "")
        for row in each(positions.sort_values(["financial_year", "scope"]))
    ]
    return (
        "Bar chart of the variance of each year; bars above the line are overspends, "
        f"bars below it are underspends. {'; '.join(parts)}."
    )


def _path_alt(path: pd.DataFrame) -> str:
    parts = []
    for year, rows in path.groupby("financial_year"):
        steps = [
            f"{stage(row).lower()} {numbers.variance(row['variance_gbp'])}"
            for _, row in rows.iterrows()
        ]
        parts.append(f"{year}: {', '.join(steps)}")
    return (
        "Line chart, a panel a year, of how the variance moved from the first forecast "
        f"to the outturn. {'; '.join(parts)}."
    )
