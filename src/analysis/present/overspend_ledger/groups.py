"""Where a year's variance lies: drivers, groups, services, partners, months."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import LedgerExtract, Partnership
from analysis.measures import bridge
from analysis.measures.ledger import drivers, sharing, spend
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.overspend.causes import paint_bridge
from analysis.present.overspend.words import percent
from analysis.present.overspend_ledger import words
from analysis.present.rows import each
from analysis.present.tables import set_table


def newest(ledger: LedgerExtract | None) -> str | None:
    """Return the newest closed year of a ledger."""
    years = spend.closed_years(ledger.cube) if ledger else []
    return years[-1] if years else None


def drivers_heading(ledger: LedgerExtract | None, record: Partnership) -> Text:
    """Head the drivers with the one that cost most."""
    year = newest(ledger)
    if year is None or ledger is None:
        return NOTHING
    found = _drivers(ledger, record, year)
    if found.empty:
        return NOTHING
    worst = found.sort_values("pence", kind="stable").iloc[-1]
    return Text(
        f"### {worst['driver']} drove {year} most: {words.variance(worst['pence'])}"
    )


def drivers_chart(ledger: LedgerExtract | None, record: Partnership) -> Chart | Text:
    """Chart the steps from the budget to the newest closed year's variance."""
    year = newest(ledger)
    if year is None or ledger is None:
        return NOTHING
    found = _drivers(ledger, record, year)
    if found.empty:
        return NOTHING
    steps = bridge.walk(
        [(row.driver, row.pence / 100) for row in each(found) if _seen(row.pence)],
        float(found.loc[found["pence"].map(_seen), "pence"].sum() / 100),
    )
    height = 1.0 + 0.42 * (len(steps) + 1)
    svg = style.draw(lambda figure: paint_bridge(figure, steps), height=height)
    parts = [f"{row.driver} {words.variance(row.pence)}" for row in each(found)]
    alt = (
        f"Waterfall chart of what drove the variance of {year}: {'; '.join(parts)}; "
        f"in all {words.variance(found['pence'].sum())}."
    )
    return Chart(svg, alt, steps)


def drivers_table(ledger: LedgerExtract | None, record: Partnership) -> Table | Text:
    """Set price and volume of what is counted, service by service."""
    year = newest(ledger)
    if year is None or ledger is None:
        return NOTHING
    rows = drivers.price_and_volume(ledger.cube, record.ledger_budgets, year)
    if rows.empty:
        return NOTHING
    premium = record.settings.ledger.agency_premium_percent
    return set_table(
        pd.DataFrame(
            {
                "Service": [record.name_of("services", s) for s in rows["service"]],
                "Group": rows["group"].str.capitalize(),
                "Planned": rows["planned"].map("{:,.0f}".format),
                "Bought": rows["bought"].map("{:,.0f}".format),
                "Price": rows["price"].map(words.variance),
                "Volume": rows["volume"].map(words.variance),
            }
        ),
        f"Price and volume of what the ledger counts, {year}",
        numbers=["Planned", "Bought", "Price", "Volume"],
        notes=[
            "Price: the change in price, at the quantity bought. Volume: the change in "
            "quantity, at the price of the budget.",
            f"Agency staff are taken to cost {numbers.percent(premium)} more than a "
            "post's own staff: an assumption, set in partnership.toml.",
        ],
    )


def groups_table(ledger: LedgerExtract | None, record: Partnership) -> Table | Text:
    """Set the newest closed year by subjective group, with virements."""
    return _against(ledger, record, "group", "Subjective group")


def services_table(ledger: LedgerExtract | None, record: Partnership) -> Table | Text:
    """Set the newest closed year by service, with virements."""
    return _against(ledger, record, "service", "Service")


def partners_table(ledger: LedgerExtract | None, record: Partnership) -> Table | Text:
    """Set each council's part of what was spent, by its shares on each day."""
    year = newest(ledger)
    if year is None or ledger is None:
        return NOTHING
    cells = spend.placed(ledger.cube)
    cells = cells[cells["financial_year"] == year].reset_index(drop=True)
    parts = sharing.by_partner(cells, record.shares, ledger.breaks)
    sums = parts.groupby("partner", dropna=False)["pence"].sum()
    rows = [
        (
            record.name_of("partners", p) if isinstance(p, str) else "No share set",
            int(v),
        )
        for p, v in sums.items()
    ]
    rows.append(("All together", int(sums.sum())))
    return set_table(
        pd.DataFrame(
            {
                "Council": [name for name, _ in rows],
                "Spent": [words.to_the_penny(pence) for _, pence in rows],
                "Part": [f"{100 * pence / rows[-1][1]:.1f}%" for _, pence in rows],
            }
        ),
        f"What each council bore of the spending of {year}, by its shares",
        numbers=["Spent", "Part"],
        notes=["The parts add up to the whole to the penny."],
    )


def profile_heading(ledger: LedgerExtract | None) -> Text:
    """Head the months with what March had of the newest closed year."""
    year = newest(ledger)
    if year is None or ledger is None:
        return NOTHING
    parts = spend.profile(ledger.cube)
    return Text(
        f"### {_march(parts, year):.1f}% of the spending of {year} fell in March"
    )


def profile_chart(ledger: LedgerExtract | None) -> Chart | Text:
    """Chart when money is spent: the newest closed year against those before."""
    year = newest(ledger)
    if year is None or ledger is None:
        return NOTHING
    parts = spend.profile(ledger.cube)
    before = parts.drop(index=year)
    if before.empty:
        return NOTHING
    lines = pd.DataFrame(
        {"Mean of the years before": before.mean(), year: parts.loc[year]}
    )
    svg = style.draw(lambda figure: _paint_profile(figure, lines), height=3.0)
    last = _march(parts, year)
    alt = (
        "Line chart of the part of a year's spending that each month had, in per cent. "
        f"In {year}, March had {last:.1f}%; the mean of the years before is "
        f"{before[12].mean():.1f}%. "
        + "; ".join(f"month {m}: {v:.1f}%" for m, v in parts.loc[year].items())
        + "."
    )
    return Chart(svg, alt, lines)


def _march(parts: pd.DataFrame, year: str) -> float:
    """Return the part of a year's spending that its last month had, in per cent."""
    return float(parts[12].loc[year])


def _seen(pence: int) -> bool:
    """Tell whether an amount is more than nothing in thousandths of £1m."""
    return abs(pence) >= 50_000


def _drivers(ledger: LedgerExtract, record: Partnership, year: str) -> pd.DataFrame:
    premium = record.settings.ledger.agency_premium_percent
    return drivers.drivers(ledger.cube, record.ledger_budgets, year, premium)


def _against(
    ledger: LedgerExtract | None, record: Partnership, column: str, heading: str
) -> Table | Text:
    year = newest(ledger)
    if year is None or ledger is None:
        return NOTHING
    rows = spend.against_budgets(
        ledger.cube, record.ledger_budgets, ["financial_year", column]
    )
    rows = rows[rows["financial_year"] == year]
    rows = rows.sort_values("variance", ascending=False, kind="stable")
    names = [
        record.name_of("services", one) if column == "service" else one.capitalize()
        for one in rows[column]
    ]
    return set_table(
        pd.DataFrame(
            {
                heading: names,
                "Budget as set": rows["original"].map(words.millions),
                "Virements": rows["virement"].map(words.variance),
                "Spent": rows["actual"].map(words.millions),
                "Variance": rows["variance"].map(words.variance),
                "Of budget": rows["percent"].map(percent),
            }
        ),
        f"The ledger of {year} by {heading.lower()}",
        numbers=["Budget as set", "Virements", "Spent", "Variance", "Of budget"],
        notes=["Variance: spent less the budget after virements; income is negative."],
    )


MONTHS = (
    "Apr", "May", "Jun", "Jul", "Aug", "Sep",
    "Oct", "Nov", "Dec", "Jan", "Feb", "Mar",
)  # fmt: skip


def _paint_profile(figure: Figure, lines: pd.DataFrame) -> None:
    axes = figure.subplots()
    looks = ({"color": style.ORANGE, "linestyle": "--"}, {"color": style.DARK_BLUE})
    for (name, values), look in zip(lines.items(), looks, strict=True):
        axes.plot(range(12), values.to_numpy(), label=str(name), **look)
    axes.set_xticks(range(12), MONTHS)
    axes.set_ylim(0, float(lines.to_numpy().max()) * 1.15)
    style.scale(axes, lambda value: f"{value:g}%")
    style.key(axes)
