"""Mark the breaks in scope on a series: in its chart, its table and its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.data import Partnership
from analysis.measures import breaks as measure
from analysis.measures.dates import stated
from analysis.present import numbers, style
from analysis.present.remembered import remembered

MARK = "[b]"

CHANGED = {
    "services added": "added for",
    "services reduced": "mostly withdrawn by",
    "end of services decided": "to be taken back, as decided, by",
    "services ended": "ended for",
}
"""What became of services, by kind of break."""

LINE = 108
"""Letters that a line under a chart has room for."""

BAND = 0.08
"""How much of a chart's height is added for the letters."""

DASHED: dict[str, Any] = {
    "color": style.TEXT,
    "linewidth": 1,
    "dashes": (4, 3),
    "zorder": 0.9,
}
LETTER: dict[str, Any] = {
    "ha": "center",
    "va": "center",
    "fontsize": style.LABEL_SIZE - 1,
    "fontweight": "bold",
    "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1.5},
}


@dataclass(frozen=True)
class Breaks:
    """Hold the breaks within a series.

    Attributes
    ----------
    found
        By the first point after a break, what changed before it, in words.
    """

    found: Mapping[str, str]

    @property
    def said(self) -> str:
        """Return the breaks as a sentence for those who do not see the chart."""
        return f" Breaks in scope: {self._listed()}." if self.found else ""

    @property
    def notes(self) -> list[str]:
        """Return the note under a table, where there is any break."""
        if not self.found:
            return []
        return [f"{MARK} {numbers.SHORTHAND[MARK]}. {self._listed(capital=True)}."]

    @property
    def mark(self) -> str:
        """Return the mark of a figure that is compared across a break, or nothing."""
        return f" {MARK}" if self.found else ""

    @property
    def note(self) -> str:
        """Return the note under a table, or nothing."""
        return "".join(self.notes)

    def marked(self, points: Iterable[object]) -> list[str]:
        """Return the points of a series, marked where a break lies before them."""
        return [f"{p} {MARK}" if str(p) in self.found else str(p) for p in points]

    def draw(self, axes: Axes, points: Sequence[str], *, letters: bool = True) -> None:
        """Draw a dashed line before each break's point, and say below what changed.

        Parameters
        ----------
        points
            The points of the series as they stand along the chart, one a step.
        letters
            Whether several lines get a letter each, above the chart's content.
        """
        at = [(point, points.index(point) - 0.5) for point in self.found]
        self.draw_at([(axes, *place) for place in at], letters=letters)

    def draw_at(
        self, places: Sequence[tuple[Axes, str, float]], *, letters: bool = True
    ) -> None:
        """Draw the lines at places of their own: axes, point and where on its scale."""
        if not places:
            return
        lettered = letters and len(places) > 1
        low, high = places[0][0].get_ylim()
        band = (high - low) * BAND * lettered
        places[0][0].set_ylim(low, high + band)
        for letter, (axes, _, place) in zip(ascii_uppercase, places, strict=False):
            axes.axvline(place, **DASHED)
            if lettered:
                axes.text(place, high + band / 2, letter, **LETTER)
        self._explain(places[0][0], [point for _, point, _ in places], lettered)

    def draw_across(self, axes: Axes, places: Mapping[str, float]) -> None:
        """Draw the lines across, where points stand one above the other."""
        if not self.found:
            return
        lettered = len(self.found) > 1
        for letter, point in zip(ascii_uppercase, self.found, strict=False):
            axes.axhline(places[point], **DASHED)
            if lettered:
                at = axes.get_yaxis_transform()
                axes.text(0.99, places[point], letter, transform=at, **LETTER)
        self._explain(axes, list(self.found), lettered)

    def _explain(self, axes: Axes, points: Sequence[str], lettered: bool) -> None:
        words = [self.found[point] for point in points]
        lines = "Dashed line" if len(words) == 1 else "Dashed lines"
        if lettered:
            marked = zip(ascii_uppercase, words, strict=False)
            words = [f"{letter}: {said}" for letter, said in marked]
        said = "; ".join(dict.fromkeys(words))
        note = fill(f"{lines}: the scope changed. {said}.", LINE)
        figure = axes.get_figure(root=True)
        if figure is not None:
            figure.supxlabel(note, x=0.01, ha="left", fontsize=style.LABEL_SIZE - 1)

    def _listed(self, *, capital: bool = False) -> str:
        parts = [
            f"before {point[:1].lower()}{point[1:]}, {words}"
            for point, words in self.found.items()
        ]
        text = "; ".join(parts)
        return text[:1].upper() + text[1:] if capital else text


def breaks_of(
    record: Partnership,
    partner: str,
    points: Mapping[str, float],
    *,
    shared: bool = False,
) -> Breaks:
    """Return the breaks that touch a partner's series and lie within it.

    Parameters
    ----------
    points
        By point of the series, when what it tells of ended, in years.
    shared
        Whether the series is a part of shared budgets.
    """
    rows = measure.touching(scope_breaks(record), partner, shared=shared)
    rows = measure.within(rows, points)
    return Breaks(
        {
            str(point): _several(own, record)
            for point, own in rows.groupby("before", sort=False)
        }
    )


def breaks_in(
    record: Partnership, partner: str, rows: pd.DataFrame, *, shared: bool = False
) -> Breaks:
    """Return where the scope of a partnership changed within a series.

    Parameters
    ----------
    record
        The partnership.
    partner
        Whose series it is.
    rows
        The series, with a column wave_name and fieldwork, financial_year or period.
    shared
        Whether it is a part of shared budgets.

    Examples
    --------
    >>> from analysis.data import open_partnership
    >>> record = open_partnership("data/onesource")
    >>> years = pd.DataFrame({"financial_year": ["2018/19", "2020/21"]})
    >>> breaks_in(record, "partnership", years).marked(years["financial_year"])
    ['2018/19', '2020/21 [b]']
    """
    if "wave_name" in rows:
        return of_waves(record, partner, rows)
    column = "financial_year" if "financial_year" in rows else "period"
    return of_periods(record, partner, rows[column], shared=shared)


def of_periods(
    record: Partnership,
    partner: str,
    periods: Iterable[object],
    *,
    shared: bool = False,
) -> Breaks:
    """Return the breaks within a series of years or quarters; others are left out."""
    ends = {str(period): measure.ends(str(period)) for period in periods}
    known = {period: end for period, end in ends.items() if end is not None}
    return breaks_of(record, partner, known, shared=shared)


def of_waves(record: Partnership, partner: str, rows: pd.DataFrame) -> Breaks:
    """Return the breaks within a series of waves of a survey, by the waves' names."""
    known = rows.dropna(subset=["fieldwork"])
    days = zip(known["wave_name"], known["fieldwork"], strict=True)
    return breaks_of(
        record, partner, {str(name): measure.middle(str(day)) for name, day in days}
    )


@remembered
def scope_breaks(record: Partnership) -> pd.DataFrame:
    """Return when the scope of a partnership changed."""
    return measure.scope_breaks(record.partners, record.membership)


def _several(rows: pd.DataFrame, record: Partnership) -> str:
    """Say what changed between two points, with the date of each change."""
    return numbers.listing(
        [
            f"{numbers.listing(what_changed(own, record))} "
            f"({stated(str(day), inferred=bool(own['inferred'].all())).words})"
            for day, own in rows.groupby("date", sort=False)
        ]
    )


def what_changed(rows: pd.DataFrame, record: Partnership) -> list[str]:
    """Say what breaks of one day are: Bexley left, or ICT ended for Newham."""
    said = []
    for (kind, which), own in rows.groupby(["kind", "which"], sort=False):
        names = numbers.listing(
            [record.name_of("partners", str(partner)) for partner in own["partner"]]
        )
        if kind in ("joined", "left"):
            said.append(f"{names} {kind}")
            continue
        several = str(which).split()
        what = (
            record.name_of("services", several[0])
            if len(several) == 1
            else numbers.count(len(several), "service")
        )
        said.append(f"{what} {CHANGED[str(kind)]} {names}")
    return said
