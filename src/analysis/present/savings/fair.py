"""Show for whom savings were made: shares of savings against shares of cost."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.data import ALL_SERVICES, WHOLE, Partnership
from analysis.measures import apportionment, cost_shares
from analysis.measures.facts import one_each
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.savings.case import annual
from analysis.present.savings.words import derived, signed, spread
from analysis.present.tables import set_table


def known_shares(record: Partnership) -> dict[str, pd.DataFrame]:
    """Return savings against cost of each year in which both are known, by year."""
    rows = record.savings
    rows = rows[
        (rows["partner"] != WHOLE)
        & (rows["service"] == ALL_SERVICES)
        & (rows["basis"] == "run-rate")
        & (rows["period_from"] == rows["period_to"])
    ]
    achieved = one_each(rows, ["period_to", "partner"], {"status": ["achieved"]})
    found = {}
    for year, group in achieved.groupby("period_to"):
        shares = cost_shares.shares_in(record.shares, str(year))
        saved = dict(zip(group["partner"], group["amount_gbp"], strict=True))
        if len(shares) and set(shares.index) == set(saved):
            cost = {partner: float(shares[partner]) for partner in saved}
            found[str(year)] = cost_shares.against_cost(saved, cost)
    return found


def fair_heading(record: Partnership) -> Text:
    """Head fairness with whether savings follow cost, or that it is not known."""
    known = known_shares(record)
    if known:
        year, table = list(known.items())[-1]
        most = table.sort_values("beyond_gbp", kind="stable").iloc[-1]
        name = record.name_of("partners", most["partner"])
        return Text(
            f"## In {year}, {name} had {derived(most['beyond_gbp'])} more of the "
            "savings than its share of the cost"
        )
    if record.shares.empty:
        return Text(
            "## Whether savings follow costs is not known: no share was published"
        )
    services = len(set(record.shares["service"]))
    return Text(
        "## Who got the savings is not known: a formula was published for "
        f"{numbers.count(services, 'service')} only"
    )


def fair_text(record: Partnership) -> Text:
    """Say what the shares are, and that a comparison is only as good as they are."""
    known = known_shares(record)
    if known:
        return Text(
            "Each council's part of the savings of a year is set beside its part of "
            "the cost in that year. A formula that changed within a year counts for "
            "the days it was in force. What a council has beyond its share of the "
            "cost, another has less: the last column adds up to nil in every year."
        )
    rows = record.shares.sort_values(["service", "applies_from"])
    if rows.empty:
        return Text("No split of cost or savings between the councils was published.")
    by = ["service", "applies_from", "applies_to"]
    splits = [_split(record, split) for _, split in rows.groupby(by, dropna=False)]
    return Text(
        "What was published never splits the savings achieved in shared services by "
        f"council. How the cost was split is known of {'; of '.join(splits)}."
    )


def _split(record: Partnership, rows: pd.DataFrame) -> str:
    """Say how the cost of one service was split over one period."""
    first = rows.iloc[0]
    parts = [
        f"{record.name_of('partners', row.partner)} {numbers.percent(row.percent)}"
        for row in each(rows)
    ]
    end = first["applies_to"]
    until = "" if pd.isna(end) else f" to {numbers.day(end)}"
    return (
        f"{record.name_of('services', first['service'])}, from "
        f"{numbers.day(first['applies_from'])}{until}: {numbers.listing(parts)} "
        f"({to_source(first['source'], record.sources)})"
    )


def fair_chart(record: Partnership) -> Chart | Text:
    """Chart shares of savings beside shares of cost, in the newest year known."""
    known = known_shares(record)
    if not known:
        return NOTHING
    year, table = list(known.items())[-1]
    names = [record.name_of("partners", partner) for partner in table["partner"]]
    svg = style.draw(lambda figure: _paint(figure, table, names), height=3.0)
    alt = (
        f"Bar chart of each council's share of cost and of savings in {year}. "
        + "; ".join(
            f"{name}: {row.cost_percent:.0f}% of cost, {row.saved_percent:.0f}% of "
            "savings"
            for name, row in zip(names, each(table), strict=True)
        )
        + "."
    )
    return Chart(svg, alt, table)


def fair_table(record: Partnership) -> Table | Text:
    """Set savings against cost by year and council, or scenarios where unknown."""
    known = known_shares(record)
    if not known:
        return _scenarios(record)
    rows = [
        {
            "Financial year": year,
            "Council": record.name_of("partners", row.partner),
            "Savings": numbers.pounds(row.saved_gbp),
            "Share of savings": f"{row.saved_percent:.1f}%",
            "Share of cost": f"{row.cost_percent:.1f}%",
            "Beyond its share": signed(row.beyond_gbp),
        }
        for year, table in known.items()
        for row in each(table)
    ]
    shown = pd.DataFrame(rows)
    return set_table(
        shown,
        "Savings against cost by council; a negative figure subsidises the others",
        numbers=[*shown.columns[2:]],
    )


def fair_range(record: Partnership, partner: str) -> Text:
    """Say within what range a partner's part of the savings lies, by any formula."""
    found = _formulas(record)
    if known_shares(record) or found is None:
        return NOTHING
    year, pounds, choices = found
    bounds = apportionment.bounds(pounds, choices).set_index("partner")
    if partner not in bounds.index:
        return NOTHING
    low, high = bounds["least_gbp"][partner], bounds["most_gbp"][partner]
    return Text(
        f"By these formulas, {record.name_of('partners', partner)}'s part of the "
        f"{numbers.pounds(pounds)} reported for {year} lies anywhere from "
        f"{derived(low)} to {derived(high)}. None of them is known to be the one that "
        "divided savings."
    )


def sought_text(record: Partnership) -> Text:
    """Say how unequal the savings still sought are, and what that means in pounds."""
    rows = record.savings
    rows = rows[(rows["status"] == "sought") & (rows["partner"] != WHOLE)]
    rows = rows.sort_values("amount_gbp", ascending=False, kind="stable")
    if len(rows) < 2 or len(set(rows["source"])) > 1:
        return NOTHING
    saved = dict(zip(rows["partner"], rows["amount_gbp"], strict=True))
    partners = list(saved)
    shares, words = last_shares(record, partners)
    table = cost_shares.against_cost(saved, shares)
    most, least = table.iloc[0], table.iloc[-1]
    known = "" if known_shares(record) else ": how savings are split was not published"
    ratio = most["saved_gbp"] / least["saved_gbp"]
    names = [record.name_of("partners", p) for p in partners]
    listed = numbers.listing(
        [
            f"{n} {numbers.pounds(saved[p])}"
            for n, p in zip(names, partners, strict=True)
        ]
    )
    return Text(
        f"**Savings still sought: {ratio:.3g} to 1.** {listed} "
        f"({to_source(rows['source'].iloc[0], record.sources)}). Were the sum of "
        f"{numbers.pounds(sum(saved.values()))} found in shared services and split by "
        f"{words}, {names[0]} would be {derived(most['beyond_gbp'])} short of what it "
        "seeks, so either the others would have to give it up to "
        f"{names[0]}, or all would have to cut more than they seek. This is a "
        f"scenario{known}."
    )


def last_shares(
    record: Partnership, partners: list[str]
) -> tuple[dict[str, float], str]:
    """Return the last known shares of some partners, adding up to 100, and a name."""
    rows = record.shares[record.shares["partner"].isin(partners)]
    for service in [ALL_SERVICES, *rows["service"].unique()]:
        part = rows[rows["service"] == service].sort_values(
            "applies_from", kind="stable"
        )
        last = part.drop_duplicates("partner", keep="last").set_index("partner")
        if set(last.index) == set(partners):
            whole = float(last["percent"].sum())
            shares = {p: float(last["percent"][p]) / whole * 100 for p in partners}
            name = record.name_of("services", service)
            return shares, f"the last known formula ({name})"
    return {p: 100 / len(partners) for p in partners}, "equal parts"


def _formulas(
    record: Partnership,
) -> tuple[str, float, dict[str, tuple[dict[str, float], str]]] | None:
    """Return the newest year of a known formula, its savings, and the formulas."""
    by_year = annual(record)
    by_year = by_year[by_year["delivered_status"] == "achieved"]
    partners = list(dict.fromkeys(record.shares["partner"]))
    for row in reversed(list(each(by_year))):
        year = str(row.financial_year)
        found = apportionment.plausible(record.shares, record.spending, year, partners)
        if len(partners) > 1 and any(name.startswith("share:") for name in found):
            return year, float(row.delivered_gbp), found
    return None


def _scenarios(record: Partnership) -> Table | Text:
    found = _formulas(record)
    if found is None:
        return NOTHING
    year, pounds, choices = found
    partners = list(next(iter(choices.values()))[0])
    names = [record.name_of("partners", partner) for partner in partners]
    rows = []
    for name, (shares, source) in choices.items():
        parts = cost_shares.allocate(pounds, shares)
        row = {"Scenario": _name(name, record)}
        for who, partner in zip(names, partners, strict=True):
            row[who] = f"{derived(parts[partner])} ({shares[partner]:.0f}%)"
        row["Source"] = to_source(source, record.sources) if source else "[z]"
        rows.append(row)
    bounds = apportionment.bounds(pounds, choices)
    ends = [spread(row.least_gbp, row.most_gbp) for row in each(bounds)]
    rows.append({"Scenario": "Range", **dict(zip(names, ends, strict=True))})
    shown = pd.DataFrame(rows).fillna("[z]")
    return set_table(
        shown,
        f"Scenarios: the {numbers.pounds(pounds)} reported for {year}, were it split "
        "by each formula in the record",
        numbers=names,
        links=["Source"],
        notes=[
            "No formula for savings was published. [z] not applicable: equal parts are "
            "an assumption, and a range has no source of its own."
        ],
    )


def _name(formula: str, record: Partnership) -> str:
    kind, _, rest = formula.partition(":")
    if kind == "share":
        return f"As the cost of {record.name_of('services', rest)}"
    if kind == "variance":
        return f"As the variance of shared budgets, {rest}"
    return formula


def _paint(figure: Figure, table: pd.DataFrame, names: list[str]) -> None:
    axes = figure.subplots()
    places, width = np.arange(len(table)), 0.38
    for side, column, colour, words in (
        (-1, "cost_percent", style.ORANGE, "Share of cost"),
        (1, "saved_percent", style.DARK_BLUE, "Share of savings"),
    ):
        bars = axes.bar(
            places + side * width / 2, table[column], width, color=colour, label=words
        )
        labels = [f"{value:.0f}%" for value in table[column]]
        axes.bar_label(bars, labels, padding=2, fontsize=style.LABEL_SIZE - 1)
    axes.set_xticks(places, names)
    style.scale(axes, numbers.percent)
    style.room_for_labels(axes, [*table["cost_percent"], *table["saved_percent"]])
    style.key(axes)
