"""Show the improvement plan: what was due, what is expected, what is done."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.data import Partnership
from analysis.measures import milestones as measure
from analysis.present import numbers, style
from analysis.present.display import NOTHING, Chart, Table, Text, paragraphs
from analysis.present.links import to_source
from analysis.present.rows import each
from analysis.present.stated import plain
from analysis.present.tables import set_table


def heading(record: Partnership) -> Text:
    """Head the plan with how many themes are done and how many are late."""
    rows = measure.themes(record.milestones)
    if rows.empty:
        return paragraphs(
            "## No improvement plan was published",
            "No document in the record gives the themes of one and their dates.",
        )
    done = int(rows["is_done"].sum())
    late = int((rows["months"] > 0).sum())
    count = numbers.count(len(rows), "theme")
    if rows["months"].isna().all():
        return Text(
            f"## Of {count} of the improvement plan, one date each was published"
        )
    return Text(
        f"## {done or 'None'} of {count} of the improvement plan "
        f"{'is' if done == 1 else 'are'} done; {late or 'none'} slipped"
    )


def chart(record: Partnership) -> Chart | Text:
    """Chart how many months each theme slipped, from report to report."""
    rows = measure.path(record.milestones)
    themes = [own for _, own in rows.groupby(measure.KEY, dropna=False, sort=False)]
    themes = [own for own in themes if own["late"].any()]
    if not themes:
        return NOTHING
    themes.sort(key=lambda own: float(own["late"].iloc[-1]))
    svg = style.draw(
        lambda figure: _paint(figure, themes), height=1.0 + 0.36 * len(themes)
    )
    said = "; ".join(
        f"{own['title'].iloc[0]} {_late(own['late'].iloc[-1])}, "
        f"{'done' if isinstance(own['done'].iloc[-1], str) else 'not done'}"
        for own in reversed(themes)
    )
    return Chart(
        svg,
        "Chart of how far themes of the improvement plan slipped past their due date, "
        f"by report. {said}.",
        pd.concat(themes),
    )


def table(record: Partnership) -> Table | Text:
    """Set each theme with its due date, the newest date, and how late that is."""
    rows = measure.themes(record.milestones)
    if rows.empty:
        return NOTHING
    cells = pd.DataFrame(
        {
            "Theme": [_title(row, record) for row in each(rows)],
            "First date": rows["due"].map(numbers.partial_day),
            "Newest date": rows["newest"].map(numbers.partial_day),
            "When last reported": rows["is_done"].map({True: "Done", False: "Open"}),
            "Slipped": [_slipped(row) for row in each(rows)],
            "Reports": rows["reports"].astype(str),
            "Source": [to_source(s, record.sources) for s in rows["source"]],
        }
    )
    if rows["months"].isna().all():
        # One date each: nothing has moved, so far as was published.
        cells = cells.drop(columns=["First date", "Slipped", "Reports"])
        cells = cells.rename(columns={"Newest date": "Expected"})
    notes = _notes(rows, record)
    if rows["months"].isna().any():
        notes.insert(
            0,
            "With one date in one report, slippage cannot be told.",
        )
    return set_table(
        cells,
        "The improvement plan, theme by theme",
        numbers=[name for name in ("Reports",) if name in cells],
        links=["Source"],
        notes=notes,
    )


def _title(row: Any, record: Partnership) -> str:
    reference = f"{row.reference} " if isinstance(row.reference, str) else ""
    return f"{reference}{row.title} ({record.name_of('services', row.service)})"


def _notes(rows: pd.DataFrame, record: Partnership) -> list[str]:
    """Return each note once, led by the themes it is of unless it is of all."""
    found = []
    for note, own in rows.groupby("note", sort=False):
        themes = "; ".join(plain(_title(row, record)) for row in each(own))
        found.append(str(note) if len(own) == len(rows) else f"{themes}: {note}")
    return found


def _slipped(row: Any) -> str:
    return numbers.MISSING if pd.isna(row.months) else _late(row.months)


def _late(months: float) -> str:
    if not months:
        return "on time"
    word = "late" if months > 0 else "early"
    return f"{numbers.count(int(abs(months)), 'month')} {word}"


def _paint(figure: Figure, themes: list[pd.DataFrame]) -> None:
    axes = figure.subplots()
    for place, own in enumerate(themes):
        axes.plot(
            own["late"],
            [place] * len(own),
            "-",
            color=style.PALE,
            linewidth=3,
            zorder=1,
        )
        axes.plot(
            own["late"].iloc[:-1],
            [place] * (len(own) - 1),
            "o",
            color=style.DARK_BLUE,
            markerfacecolor="white",
            label="Earlier report" if not place else None,
        )
        axes.plot(
            own["late"].iloc[-1:],
            [place],
            "o",
            color=style.DARK_BLUE,
            label="Newest report" if not place else None,
        )
        axes.annotate(
            _late(own["late"].iloc[-1]),
            (own["late"].iloc[-1], place),
            textcoords="offset points",
            xytext=(9, 0),
            va="center",
        )
    axes.axvline(0, color=style.TEXT, linewidth=1)
    axes.set_yticks(range(len(themes)), [own["title"].iloc[0] for own in themes])
    axes.set_ylim(-0.6, len(themes) - 0.4)
    furthest = max(float(own["late"].max()) for own in themes)
    axes.set_xlim(-0.5, furthest * 1.3)
    axes.set_xlabel("Months after the due date")
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.tick_params(length=0)
    style.key(axes)
