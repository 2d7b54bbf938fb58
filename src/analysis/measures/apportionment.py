"""Divide savings by published formulas, where none for savings is known."""

from dataclasses import dataclass, field

import pandas as pd

from analysis.data import ALL_SERVICES, WHOLE, Partnership
from analysis.measures.cost_shares import (
    against_cost,
    allocate,
    latest_shares,
    shares_in,
)
from analysis.measures.years import days

EQUAL = "Equal parts"

SOUGHT = ["partner", "sought_gbp", "cost_percent", "even_gbp", "short_gbp"]


def plausible(
    shares: pd.DataFrame, spending: pd.DataFrame, year: str, partners: list[str]
) -> dict[str, tuple[dict[str, float], str]]:
    """Return the formulas the record gives for a year, none of them that of savings.

    Three kinds are gathered: shares published for a service, the published split of a
    variance of the shared budgets (where all parts have one sign), and equal parts.

    Parameters
    ----------
    shares, spending
        The tables of a partnership.
    year
        A financial year.
    partners
        The partners of the year.

    Returns
    -------
    dict
        By name of the formula, the per cent of each partner, adding up to 100, and
        the source of it (empty for equal parts).
    """
    found: dict[str, tuple[dict[str, float], str]] = {}
    for service in shares["service"].unique():
        part = shares_in(shares, year, service)
        if set(part.index) == set(partners):
            rows = shares[shares["service"] == service]
            rows = rows[rows["applies_from"] <= days(year)[-1]].sort_values(
                "applies_from", kind="stable"
            )
            found[f"share:{service}"] = (
                {p: float(part[p]) for p in partners},
                str(rows["source"].iloc[-1]),
            )
    found.update(_variances(spending, year, partners))
    found[EQUAL] = ({p: 100 / len(partners) for p in partners}, "")
    return found


def bounds(
    pounds: float, formulas: dict[str, tuple[dict[str, float], str]]
) -> pd.DataFrame:
    """Divide an amount by every formula, and return the least and most of each partner.

    Returns
    -------
    DataFrame
        One row a partner: partner, least_gbp, most_gbp.
    """
    parts = pd.DataFrame([allocate(pounds, shares) for shares, _ in formulas.values()])
    return pd.DataFrame(
        {
            "partner": parts.columns,
            "least_gbp": parts.min().to_numpy(),
            "most_gbp": parts.max().to_numpy(),
        }
    )


def _variances(
    spending: pd.DataFrame, year: str, partners: list[str]
) -> dict[str, tuple[dict[str, float], str]]:
    rows = spending[
        (spending["financial_year"] == year)
        & (spending["scope"] == "shared")
        & (spending["service"] == ALL_SERVICES)
        & (spending["partner"] != WHOLE)
    ].dropna(subset=["variance_gbp"])
    found = {}
    months = rows["monitoring_period"].fillna(0).astype(int)
    for (status, month, source), split in rows.groupby(["status", months, "source"]):
        parts = split.set_index("partner")["variance_gbp"]
        one_sign = (parts > 0).all() or (parts < 0).all()
        if set(parts.index) != set(partners) or not one_sign:
            continue
        name = f"variance:{status}" + (f" at month {month}" if month else "")
        percent = parts / parts.sum() * 100
        found[name] = ({p: float(percent[p]) for p in partners}, str(source))
    return found


@dataclass(frozen=True)
class Scenarios:
    """Hold how a saving would divide under each published formula.

    Attributes
    ----------
    financial_year
        The year of the saving.
    amount_gbp
        The saving of the whole partnership.
    table
        One row a formula and council: formula, name (of the formula), partner,
        council, percent, amount_gbp, source.
    """

    financial_year: str | None = None
    amount_gbp: float | None = None
    table: pd.DataFrame = field(repr=False, default_factory=pd.DataFrame)

    @property
    def wide(self) -> pd.DataFrame:
        """Return one row a formula: Formula, a column for each council, Source."""
        if self.table.empty:
            return pd.DataFrame()
        key = ["formula", "name", "source"]
        rows = self.table.pivot_table(
            index=key, columns="council", values="amount_gbp", sort=False, dropna=False
        )
        rows = rows.dropna(how="all").reset_index().drop(columns="formula")
        rows.columns.name = None
        rows.insert(len(rows.columns) - 1, "Source", rows.pop("source"))
        return rows.rename(columns={"name": "Formula"})

    @property
    def bounds(self) -> pd.DataFrame:
        """Return the least and the most of each council: least_gbp, most_gbp."""
        if self.table.empty:
            return pd.DataFrame(columns=["least_gbp", "most_gbp"])
        parts = self.table.groupby("partner", sort=False)["amount_gbp"]
        return pd.DataFrame({"least_gbp": parts.min(), "most_gbp": parts.max()})


def scenarios(record: Partnership, annual: pd.DataFrame) -> Scenarios:
    """Divide the latest saving achieved by every formula published for its year.

    Where no share was published for a year with savings, there is no scenario.

    Parameters
    ----------
    record
        A partnership.
    annual
        Annual savings, as `savings.annual` gives them.
    """
    partners = list(dict.fromkeys(record.shares["partner"]))
    achieved = annual[annual["delivered_status"] == "achieved"]
    for year, pounds in achieved[["financial_year", "delivered_gbp"]].to_numpy()[::-1]:
        found = plausible(record.shares, record.spending, str(year), partners)
        if len(partners) > 1 and any(name.startswith("share:") for name in found):
            table = _divided(pounds, found)
            named = table.assign(
                name=[_name(formula, record) for formula in table["formula"]],
                council=[record.name_of("partners", p) for p in table["partner"]],
            )
            return Scenarios(str(year), float(pounds), named)
    return Scenarios()


def _name(formula: str, record: Partnership) -> str:
    kind, _, rest = formula.partition(":")
    if kind == "share":
        return f"As the cost of {record.name_of('services', rest)}"
    if kind == "variance":
        return f"As the variance of shared budgets, {rest}"
    return formula


def _divided(
    pounds: float, formulas: dict[str, tuple[dict[str, float], str]]
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "formula": name,
                "partner": partner,
                "percent": shares[partner],
                "amount_gbp": part,
                "source": source or None,
            }
            for name, (shares, source) in formulas.items()
            for partner, part in allocate(pounds, shares).items()
        ]
    )


def sought(record: Partnership) -> pd.DataFrame:
    """Return the savings that each council still sought, by one document.

    Returns
    -------
    DataFrame
        One row a council, the largest first: partner, council, sought_gbp,
        cost_percent (by the latest known shares), even_gbp (what those would give it
        of the sum), short_gbp (sought above that), id and source; empty where fewer
        than two councils are named, or by different documents.
    """
    rows = record.savings
    rows = rows[(rows["status"] == "sought") & (rows["partner"] != WHOLE)]
    rows = rows.sort_values("amount_gbp", ascending=False, kind="stable")
    if len(rows) < 2 or len(set(rows["source"])) > 1:
        return pd.DataFrame(columns=["council", *SOUGHT, "id", "source"])
    saved = dict(zip(rows["partner"], rows["amount_gbp"], strict=True))
    shares, _ = latest_shares(record, list(saved))
    table = against_cost(saved, dict(shares))
    names = {"saved_gbp": "sought_gbp", "beyond_gbp": "short_gbp"}
    table = table.rename(columns=names)[SOUGHT]
    return table.assign(
        council=[record.name_of("partners", partner) for partner in saved],
        id=rows["id"].to_numpy(),
        source=rows["source"].iloc[0],
    )
