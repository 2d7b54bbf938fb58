"""Measure savings: what was stated, year by year, against its target."""

from dataclasses import dataclass

import pandas as pd

from analysis.data import Partnership
from analysis.measures.facts import about, contested, not_used, one_each
from analysis.measures.money import Amount, total

DELIVERED = ["achieved", "projected"]
"""Statuses that say what came of a saving, the firmest first."""

ANNUAL_BASIS = "run-rate"
"""The basis of the annual series: the yearly level of savings reached in a year."""


@dataclass(frozen=True)
class SumOfYears:
    """Hold annual savings and annual targets added over the same years.

    Attributes
    ----------
    delivered, target
        The two sums, of one basis, in pounds.
    first_year, last_year
        The financial years they run from and to.
    years
        How many years are in them.
    """

    delivered: Amount
    target: Amount
    first_year: str
    last_year: str
    years: int

    @property
    def difference(self) -> Amount:
        """Return what was delivered beyond the target; negative is a shortfall."""
        return self.delivered - self.target


def annual(record: Partnership) -> pd.DataFrame:
    """Set the savings of each year against that year's target.

    Only figures of the whole partnership for a single financial year and of the
    run-rate basis are used: cumulative figures and figures of unstated basis
    measure other things. An achieved figure goes before a projected one, and the
    latest publication before an earlier one; of two facts that contradict each
    other, the one that the register of contradictions names.

    Parameters
    ----------
    record
        A partnership.

    Returns
    -------
    DataFrame
        One row a financial year: financial_year, target_gbp, target_id,
        target_source, delivered_gbp, delivered_status, delivered_id,
        delivered_source, difference_gbp (of achieved savings only: a projection
        delivers nothing yet), contested (whether another fact contradicts the
        figure), least_gbp and most_gbp (the range of all documents) and others (ids
        of the figures that make the range). Missing where nothing was published.
    """
    savings, contradictions = record.savings, record.contradictions
    single = savings[savings["period_from"] == savings["period_to"]]
    series = about(single).query("basis == @ANNUAL_BASIS")
    series = series[~series["id"].isin(not_used(contradictions))]
    series = series.rename(columns={"period_to": "financial_year"})
    targets = one_each(series, ["financial_year"], {"status": ["target"]})
    delivered = one_each(series, ["financial_year"], {"status": DELIVERED})
    columns = ["financial_year", "amount_gbp", "id", "source", "basis"]
    table = delivered[[*columns, "status"]].merge(
        targets[columns],
        on="financial_year",
        how="outer",
        suffixes=("_delivered", "_target"),
    )
    delivered_gbp = table["amount_gbp_delivered"]
    by_year = pd.DataFrame(
        {
            "financial_year": table["financial_year"],
            "basis": ANNUAL_BASIS,
            "target_gbp": table["amount_gbp_target"],
            "target_id": table["id_target"],
            "target_source": table["source_target"],
            "delivered_gbp": delivered_gbp,
            "delivered_status": table["status"],
            "delivered_id": table["id_delivered"],
            "delivered_source": table["source_delivered"],
            "difference_gbp": (delivered_gbp - table["amount_gbp_target"]).where(
                table["status"] == "achieved"
            ),
            "contested": table["id_delivered"].isin(contested(contradictions)),
        }
    )
    return with_range(by_year, savings, contradictions)


def latest(annual: pd.DataFrame) -> pd.Series:
    """Return the latest year whose saving was achieved, a row of the annual savings.

    Without one, a row that has no value is returned.
    """
    achieved = annual[annual["delivered_status"] == "achieved"]
    return pd.Series(dtype=object) if achieved.empty else achieved.iloc[-1]


def beside_growth(record: Partnership) -> pd.DataFrame:
    """Return savings taken out of a year's budgets beside growth put into them.

    Returns
    -------
    DataFrame
        One row a year and document: financial_year, applied_gbp, growth_gbp, source,
        applied_id and growth_id; the latest last.
    """
    applied = about(record.savings).query("status == 'applied' and basis == 'in-year'")
    applied = applied.rename(columns={"period_to": "financial_year"})
    growth = about(record.budget_changes).query("kind == 'growth'")
    keys = ["financial_year", "source"]
    columns = [*keys, "id", "amount_gbp"]
    both = applied[columns].merge(
        growth[columns], on=keys, suffixes=("_applied", "_growth")
    )
    both.columns = [*keys, "applied_id", "applied_gbp", "growth_id", "growth_gbp"]
    return both.sort_values("financial_year", kind="stable").reset_index(drop=True)


def with_range(
    annual: pd.DataFrame, savings: pd.DataFrame, contradictions: pd.DataFrame
) -> pd.DataFrame:
    """Add to annual savings the least and the most that any document gives.

    Only figures that the register of contradictions sets against the one used, of
    the same basis and up to the same year, widen the range.

    Parameters
    ----------
    annual
        Annual savings with delivered_id, basis, financial_year and delivered_gbp.
    savings, contradictions
        The tables of a partnership.

    Returns
    -------
    DataFrame
        The same rows with least_gbp, most_gbp and others (ids of the figures that
        contradict the one used).
    """
    facts = savings.drop_duplicates("id").set_index("id")
    rows = []
    pairs = list(zip(contradictions["first"], contradictions["second"], strict=True))
    for used, basis, year in annual[
        ["delivered_id", "basis", "financial_year"]
    ].to_numpy():
        against = {
            second if first == used else first
            for first, second in pairs
            if used in (first, second)
        }
        rivals = facts[facts.index.isin(against)]
        same = (rivals["basis"] == basis) & (rivals["period_to"] == year)
        rivals = rivals[same].dropna(subset=["amount_gbp"]).sort_index()
        rows.append(rivals)
    known = annual["delivered_gbp"]
    amounts = [[value, *r["amount_gbp"]] for value, r in zip(known, rows, strict=True)]
    return annual.assign(
        least_gbp=[min(a) for a in amounts],
        most_gbp=[max(a) for a in amounts],
        others=pd.Series([tuple(r.index) for r in rows], index=annual.index),
    )


def sum_of_years(table: pd.DataFrame) -> SumOfYears | None:
    """Add annual savings and targets over the years that have both, achieved.

    Parameters
    ----------
    table
        Annual savings, as `annual` gives them.

    Returns
    -------
    SumOfYears or None
        None when no year has both an achieved figure and a target.
    """
    both = table["target_gbp"].notna() & (table["delivered_status"] == "achieved")
    years = table[both]
    if years.empty:
        return None
    delivered = years.rename(columns={"delivered_id": "id"})
    targets = years.rename(columns={"target_id": "id"})
    return SumOfYears(
        delivered=total(delivered, "delivered_gbp"),
        target=total(targets, "target_gbp"),
        first_year=str(years["financial_year"].iloc[0]),
        last_year=str(years["financial_year"].iloc[-1]),
        years=len(years),
    )


def stated(savings: pd.DataFrame, partner: str) -> pd.DataFrame:
    """Return every saving stated for a partner, or for the partnership as a whole.

    Returns
    -------
    DataFrame
        Rows of the table savings, by period, status and date of publication.
    """
    rows = savings[savings["partner"] == partner]
    order = ["period_to", "period_from", "status", "published", "id"]
    return rows.sort_values(order, na_position="last").reset_index(drop=True)
