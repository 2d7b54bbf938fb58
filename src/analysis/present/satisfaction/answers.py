"""Show what single answers tell, protected: by service, against the target, over time.

Nothing here sees an answer: every figure comes from `analysis.measures.survey.results`.
"""

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import Partnership
from analysis.measures import funnel
from analysis.measures import satisfaction as measure
from analysis.present import numbers, series, style
from analysis.present.display import NOTHING, Chart, Table, Text
from analysis.present.rows import each
from analysis.present.satisfaction.groups import (
    changes,
    drawn,
    level,
    over_time,
    services,
)
from analysis.present.satisfaction.words import (
    CONFIDENTIAL,
    base,
    between,
    interval,
    points,
)
from analysis.present.tables import set_table


def response_heading(record: Partnership, partner: str) -> Text:
    """Head the table of who answered with the newest response rate."""
    rows = over_time(record, partner)
    rows = rows[~rows["hidden"]] if len(rows) else rows
    if rows.empty:
        return NOTHING
    last = rows.iloc[-1]
    if pd.isna(last["response_percent"]):
        return Text(f"## {base(last['answered'])} people gave a rating")
    share = numbers.percent(round(last["response_percent"]))
    return Text(f"## In {last['wave_name'].lower()}, {share} of those asked answered")


def response_table(record: Partnership, partner: str) -> Table | Text:
    """Set how many were asked and answered, wave by wave."""
    rows = over_time(record, partner)
    if rows.empty:
        return NOTHING
    breaks = series.of_waves(record, partner, rows)
    return set_table(
        pd.DataFrame(
            {
                "Wave": breaks.marked(rows["wave_name"]),
                "Asked": rows["invited"].map(base),
                "Answered": [_rate(row.response_percent) for row in each(rows)],
                "Gave a rating": [_count(row) for row in each(rows)],
                "Satisfied": [level(row) for row in each(rows)],
                "95% interval": [_interval(row) for _, row in rows.iterrows()],
            }
        ),
        f"Who answered: customers of {record.name_of('partners', partner)}",
        numbers=["Asked", "Answered", "Gave a rating", "Satisfied", "95% interval"],
        notes=[
            "Weighted, and pooled: counted from all answers, not averaged from "
            "averages. Those who did not know are in the response and not in the "
            "rating. The Wilson interval rests on the effective number of answers.",
            *breaks.notes,
        ],
    )


def answers_heading(record: Partnership, partner: str) -> Text:
    """Head the services with how many are below the target beyond chance."""
    rows = services(record, partner)
    target = measure.target(record.targets, partner)
    shown = rows[~rows["hidden"].astype(bool)]
    if shown.empty:
        return NOTHING
    if target is None:
        return Text("## By service")
    judged = funnel.against_target(shown, float(target["target"]))
    below = judged[judged["verdict"] == "below"]
    names = numbers.listing([record.name_of("services", s) for s in below["service"]])
    if below.empty:
        return Text("## No service is significantly below target")
    return Text(f"## Significantly below target: {names}")


def answers_chart(record: Partnership, partner: str) -> Chart | Text:
    """Chart each service's level with its interval, against the target."""
    rows = services(record, partner)
    rows = rows[~rows["hidden"].astype(bool)].sort_values("percent", kind="stable")
    if len(rows) < 2:
        return NOTHING
    target = measure.target(record.targets, partner)
    aim = None if target is None else float(target["target"])
    names = [record.name_of("services", s) for s in rows["service"]]
    svg = style.draw(
        lambda figure: _paint_services(figure, rows, names, aim),
        height=1.1 + 0.36 * len(rows),
    )
    said = "; ".join(
        f"{name} {level(row)} ({_interval(pd.Series(row._asdict()))})"
        for name, row in zip(names[::-1], each(rows[::-1]), strict=True)
    )
    told = "" if aim is None else f" The target is {numbers.percent(aim)}."
    return Chart(
        svg,
        f"Dot chart of satisfaction by service with intervals. {said}.{told}",
        drawn(rows),
    )


def answers_table(record: Partnership, partner: str) -> Table | Text:
    """Set each service's level and whether it moved since the wave before."""
    rows = services(record, partner)
    if rows.empty:
        return NOTHING
    moved = changes(record, partner)
    real = moved[moved["real"].astype(bool)]
    cells = pd.DataFrame(
        {
            "Service": [record.name_of("services", s) for s in rows["service"]],
            "Gave a rating": [_count(row) for row in each(rows)],
            "Satisfied": [level(row) for row in each(rows)],
            "95% interval": [_interval(row) for _, row in rows.iterrows()],
            "Change on the wave before": [
                _moved(moved, str(service)) for service in rows["service"]
            ],
            "Beyond chance": [
                _beyond(moved, real, str(service)) for service in rows["service"]
            ],
        }
    )
    threshold = record.settings.disclosure.minimum_group
    return set_table(
        cells,
        f"Satisfaction by service, {rows['wave_name'].iloc[0].lower()}: customers of "
        f"{record.name_of('partners', partner)}",
        numbers=["Gave a rating", "Satisfied", "95% interval"],
        notes=[
            f"{CONFIDENTIAL} confidential: fewer than {threshold} gave a rating, or "
            "the figure would give away a group of fewer.",
            "Changes are percentage points, from unrounded figures and rounded last, "
            "with Newcombe's 95% interval. Beyond chance: after Holm's correction for "
            f"{numbers.count(len(moved), 'comparison')}.",
        ],
    )


def _moved(moved: pd.DataFrame, service: str) -> str:
    own = moved[moved["service"] == service]
    if own.empty:
        return CONFIDENTIAL
    row = own.iloc[0]
    return points(round(row["change"])) + between(row["low"], row["high"])


def _beyond(moved: pd.DataFrame, real: pd.DataFrame, service: str) -> str:
    if service not in set(moved["service"]):
        return CONFIDENTIAL
    return "Yes" if service in set(real["service"]) else "No"


def _count(row: object) -> str:
    return CONFIDENTIAL if row.hidden else base(row.answered)  # type: ignore[attr-defined]


def _interval(row: pd.Series) -> str:
    return CONFIDENTIAL if row["hidden"] else interval(row)


def _rate(response: float) -> str:
    return numbers.MISSING if pd.isna(response) else numbers.percent(round(response))


def _paint_services(
    figure: Figure, rows: pd.DataFrame, names: list[str], target: float | None
) -> None:
    axes = figure.subplots()
    places = range(len(rows))
    axes.hlines(places, rows["low"], rows["high"], color=style.DARK_BLUE, linewidth=3)
    axes.plot(
        rows["percent"],
        places,
        "o",
        color=style.DARK_BLUE,
        label="Satisfied, with 95% interval",
    )
    for place, row in zip(places, each(rows), strict=True):
        axes.annotate(
            numbers.percent(round(row.percent)),
            (row.high, place),
            textcoords="offset points",
            xytext=(6, 0),
            va="center",
            fontweight="bold",
        )
    if target is not None:
        axes.axvline(
            target, color=style.ORANGE, linestyle="--", label=f"Target {target:g}%"
        )
    axes.set_yticks(places, names)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlim(min(rows["low"].min() - 3, 60), 102)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.percent(value))
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.tick_params(length=0)
    style.key(axes)
