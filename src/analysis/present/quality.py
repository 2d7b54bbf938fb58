"""Show savings against quality: whether satisfaction fell where savings were taken."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from analysis.data import ALL_SERVICES, WHOLE, Partnership
from analysis.measures import quality as measure
from analysis.measures import survey
from analysis.present import numbers, series, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.rows import each
from analysis.present.satisfaction.words import answers, between, points, whole
from analysis.present.tables import set_table


def heading(record: Partnership) -> Text:
    """Head the comparison with its finding, or that none can be made."""
    rows = compared(record)
    finding = measure.link(rows).finding
    if finding == "cannot be told":
        return Text("## We cannot tell whether savings affected satisfaction")
    if finding == "no link can be seen":
        return Text("## No link can be seen between savings and satisfaction")
    less = " less" if finding == "fell less" else ""
    return Text(f"## Satisfaction fell{less or ' more'} where more was saved")


def text(record: Partnership) -> Text:
    """Say what the comparison can and cannot tell."""
    rows = compared(record)
    correlation = measure.rank_correlation(rows)
    if correlation is None:
        services = record.savings["service"]
        single = services[services != ALL_SERVICES].nunique()
        rated = record.satisfaction["service"]
        several = numbers.count(rated[rated != ALL_SERVICES].nunique(), "service")
        return Text(
            f"Savings were stated for {numbers.count(single, 'single service')}, and "
            f"satisfaction for {several}, in one wave: no service has both savings and "
            "a change in satisfaction, so the question cannot be answered from what "
            "was published."
        )
    first, last = _waves(record)
    return Text(
        f"Between {first.lower()} and {last.lower()}, the rank correlation of "
        f"what {numbers.count(len(rows), 'service')} saved with how satisfaction moved "
        f"is {_signed(correlation)} (−1 would be: the more saved, the more it fell). "
        "With so few services this is a description, not a cause: services differ in "
        "much else."
    )


def chart(record: Partnership) -> Chart | Text:
    """Chart services by what they saved and how satisfaction moved."""
    rows = compared(record)
    if measure.rank_correlation(rows) is None:
        return NOTHING
    names = [record.name_of("services", s) for s in rows["service"]]
    svg = style.draw(lambda figure: _paint(figure, rows, names), height=3.8)
    said = "; ".join(
        f"{name} saved {numbers.millions(row.saved_gbp)} and moved {_points(row)}"
        for name, row in zip(names, each(rows), strict=True)
    )
    return Chart(
        svg,
        f"Dot chart of savings against the change in satisfaction. {said}."
        + _breaks(record).said,
        rows[["service", "saved_gbp", "change"]].round(0),
    )


def table(record: Partnership) -> Table | Text:
    """Set savings beside the change in satisfaction, the most saved first."""
    rows = compared(record)
    if measure.rank_correlation(rows) is None:
        return NOTHING
    breaks = _breaks(record)
    return set_table(
        pd.DataFrame(
            {
                "Service": [record.name_of("services", s) for s in rows["service"]],
                "Saved": [numbers.millions(v, 2) for v in rows["saved_gbp"]],
                f"Change in satisfaction{breaks.mark}": [
                    _points(row) + between(row.low, row.high) for row in each(rows)
                ],
                "Beyond chance": ["Yes" if real else "No" for real in rows["real"]],
            }
        ),
        "Savings and satisfaction by service, all councils together",
        numbers=["Saved"],
        notes=[
            "Achieved savings, yearly level, in the prices of their years. Changes in "
            "percentage points with Newcombe's 95% interval; beyond chance after "
            "Holm's correction.",
            *breaks.notes,
        ],
    )


def _breaks(record: Partnership) -> series.Breaks:
    """Return the breaks between the first wave and the last."""
    known = record.waves[record.waves["id"].isin(set(answers(record)["wave"]))]
    return series.of_waves(record, WHOLE, known.assign(wave_name=known["name"]))


def compared(record: Partnership) -> pd.DataFrame:
    """Return savings and changes in satisfaction of services that have both."""
    rows = answers(record)
    rows = rows[
        (rows["partner"] == WHOLE)
        & (rows["service"] != ALL_SERVICES)
        & (rows["customer_group"] == "customers")
    ]
    order = record.waves.sort_values("fieldwork", kind="stable")
    order = order[order["id"].isin(set(rows["wave"]))]
    if len(order) < 2:
        return pd.DataFrame(columns=["service", "saved_gbp", "change", "low", "real"])
    ends = [str(order["id"].iloc[0]), str(order["id"].iloc[-1])]
    years = [_year_of(str(day)) for day in order["fieldwork"].iloc[[0, -1]]]
    saved = measure.saved_by_service(record.savings, *years)
    return measure.against_quality(saved, survey.changes(rows, ends))


def _year_of(day: str) -> str:
    start = int(day[:4]) - (day[5:7] < "04")
    return f"{start}/{(start + 1) % 100:02d}"


def _waves(record: Partnership) -> tuple[str, str]:
    known = record.waves[record.waves["id"].isin(set(answers(record)["wave"]))]
    names = known.sort_values("fieldwork", kind="stable")["name"]
    return str(names.iloc[0]), str(names.iloc[-1])


def _signed(value: float) -> str:
    sign = numbers.MINUS if value < 0 else ""
    return f"{sign}{abs(value):.1f}"


def _points(row: object) -> str:
    return points(round(row.change))  # type: ignore[attr-defined]


def _paint(figure: Figure, rows: pd.DataFrame, names: list[str]) -> None:
    axes = figure.subplots()
    saved = rows["saved_gbp"] / numbers.MILLION
    axes.vlines(saved, rows["low"], rows["high"], color=style.PALE, linewidth=3)
    axes.plot(saved, rows["change"], "o", color=style.DARK_BLUE)
    for name, at, change in zip(names, saved, rows["change"], strict=True):
        axes.annotate(
            name,
            (at, change),
            textcoords="offset points",
            xytext=(7, -3),
            fontsize=style.LABEL_SIZE - 1,
            path_effects=[withStroke(linewidth=3, foreground="white")],
        )
    style.zero_line(axes)
    axes.set_xlim(0, saved.max() * 1.25)
    axes.xaxis.set_major_formatter(lambda value, _: f"£{value:g}m")
    axes.yaxis.set_major_formatter(lambda value, _: whole(value))
    axes.set_xlabel("Achieved savings, yearly level")
    axes.set_ylabel("Change in satisfaction, points")
    axes.tick_params(length=0)
