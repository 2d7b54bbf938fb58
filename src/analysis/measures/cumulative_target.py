"""Measure how far annual savings go towards a cumulative target, as a range."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.data import Partnership
from analysis.measures.claims import NOTHING, all_claims, claim
from analysis.measures.facts import about, not_used, one_each
from analysis.measures.money import Amount, assume, total
from analysis.measures.rows import each
from analysis.measures.years import span, start

COUNTED = "each year's level counts once towards the cumulative target"
"""What must hold for annual levels and a cumulative target to be compared."""


COLUMNS = [
    "financial_year",
    "status",
    "saved_gbp",
    "so_far_gbp",
    "so_far_least_gbp",
    "so_far_most_gbp",
    "left_gbp",
    "years_left",
    "needed_gbp",
]


@dataclass(frozen=True)
class CumulativeTarget:
    """Hold a cumulative target, and the fact that states it."""

    amount: Amount
    first_year: str
    last_year: str
    source: str

    @property
    def years(self) -> list[str]:
        """Return the financial years of the target."""
        return span(self.first_year, self.last_year)


def cumulative_target(record: Partnership) -> CumulativeTarget | None:
    """Return the cumulative target of the whole partnership over the most years.

    Of several statements of it, the first one is used: later ones repeat it.
    """
    rows = about(record.savings).query("basis == 'cumulative' and status == 'target'")
    rows = rows.dropna(subset=["period_from", "period_to", "amount_gbp"])
    rows = rows[~rows["id"].isin(not_used(record.contradictions))]
    if rows.empty:
        return None
    length = rows["period_to"].map(start) - rows["period_from"].map(start)
    fact = rows[length == length.max()].sort_values(["published", "id"]).iloc[0]
    return CumulativeTarget(
        total(rows[rows["id"] == fact["id"]]),
        str(fact["period_from"]),
        str(fact["period_to"]),
        str(fact["source"]),
    )


def still_needed(annual: pd.DataFrame, cumulative: CumulativeTarget) -> pd.DataFrame:
    """Return year by year what the target still needed, were annual levels added up.

    Parameters
    ----------
    annual
        Annual savings with their range, as `savings.annual` gives them.
    cumulative
        The cumulative target.

    Returns
    -------
    DataFrame
        One row a year of the target in which savings were reported, up to the first
        gap: financial_year, status, saved_gbp, so_far_gbp, so_far_least_gbp,
        so_far_most_gbp, left_gbp (negative: beyond the target), years_left,
        needed_gbp (a year, over the years left; missing in the last).
    """
    rows = {row.financial_year: row for row in each(annual)}
    so_far = least = most = Amount(0.0, "cumulative")
    table = []
    for place, year in enumerate(cumulative.years, start=1):
        row = rows.get(year)
        if row is None or pd.isna(row.delivered_gbp):
            break
        so_far += _counted(row.delivered_gbp, row)
        least += _counted(row.least_gbp, row)
        most += _counted(row.most_gbp, row)
        left = cumulative.amount - so_far
        years_left = len(cumulative.years) - place
        table.append(
            {
                "financial_year": year,
                "status": row.delivered_status,
                "saved_gbp": row.delivered_gbp,
                "so_far_gbp": so_far.pounds,
                "so_far_least_gbp": least.pounds,
                "so_far_most_gbp": most.pounds,
                "left_gbp": left.pounds,
                "years_left": years_left,
                "needed_gbp": left.pounds / years_left if years_left else float("nan"),
            }
        )
    return pd.DataFrame(table, columns=COLUMNS)


@dataclass(frozen=True)
class Progress:
    """Hold how far annual savings, if added, go towards a cumulative target.

    Attributes
    ----------
    claim
        The claim that states the target; without a value where there is none.
    by_year
        What was still needed after each year, as `still_needed` gives it.
    """

    claim: pd.Series
    by_year: pd.DataFrame = field(repr=False)

    @property
    def last(self) -> pd.Series:
        """Return the last year achieved, with least_percent and most_percent."""
        achieved = self.by_year.query("status == 'achieved'")
        if achieved.empty:
            return NOTHING
        row, target = achieved.iloc[-1].copy(), float(self.claim["amount_gbp"])
        row["least_percent"] = row["so_far_least_gbp"] / target * 100
        row["most_percent"] = row["so_far_most_gbp"] / target * 100
        return row


def progress(record: Partnership, annual: pd.DataFrame) -> Progress:
    """Return how far annual savings go towards the cumulative target.

    Parameters
    ----------
    record
        A partnership.
    annual
        Annual savings, as `savings.annual` gives them.
    """
    target = cumulative_target(record)
    if target is None:
        return Progress(NOTHING, pd.DataFrame(columns=COLUMNS))
    fact = claim(all_claims(record), target.amount.ids[0])
    return Progress(fact, still_needed(annual, target))


@dataclass(frozen=True)
class Gap:
    """Hold how much of a target had no saving identified for it.

    Attributes
    ----------
    target, on_course, identified, open
        Pounds; open is what is left of the target.
    identified_id
        The id of the fact that states what was identified.
    assumption
        What must hold for the three to be set against each other.
    """

    target: float | None = None
    on_course: float | None = None
    identified: float | None = None
    open: float | None = None
    identified_id: str | None = None
    assumption: str = ""


def gap(savings: pd.DataFrame) -> Gap:
    """Return the part of a cumulative target for which no saving was identified.

    The target, what was on course and what was identified must stand in one
    document, so that they are of one day and one author. Where no document states
    them, the gap has no amount.
    """
    assumption = "both count towards the cumulative target"
    whole = (
        about(savings)
        .dropna(subset=["amount_gbp"])
        .sort_values("published", kind="stable")
    )
    for _, rows in whole.groupby("source", sort=False):
        target = rows.query("status == 'target' and basis == 'cumulative'")
        found = rows[rows["status"] == "identified"]
        if target.empty or found.empty:
            continue
        cumulative = total(target.head(1))
        course = rows[rows["status"] == "projected"]
        parts = pd.concat([course, found])
        counted = Amount(0.0, cumulative.basis)
        for identifier in parts["id"]:
            part = total(parts[parts["id"] == identifier])
            counted += assume(part, cumulative.basis, assumption)
        return Gap(
            cumulative.pounds,
            float(course["amount_gbp"].sum()),
            float(found["amount_gbp"].sum()),
            (cumulative - counted).pounds,
            str(found["id"].iloc[0]),
            assumption,
        )
    return Gap()


def same_figure(savings: pd.DataFrame, found: Gap) -> pd.DataFrame:
    """Return savings said to be achieved that equal the gap by chance."""
    rows = one_each(about(savings), ["id"], {"status": ["achieved"]})
    return rows[rows["amount_gbp"] == found.open].reset_index(drop=True)


def _counted(pounds: float, row: Any) -> Amount:
    return assume(Amount(float(pounds), str(row.basis)), "cumulative", COUNTED)
