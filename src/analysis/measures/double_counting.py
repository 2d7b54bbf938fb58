"""Detect amounts that may be counted twice; nothing is dropped."""

from itertools import islice, product

import pandas as pd

from analysis.data import Partnership
from analysis.measures.years import span

FAMILIES = {
    "target": "target",
    "identified": "planned",
    "programmed": "planned",
    "sought": "planned",
    "projected": "delivered",
    "applied": "delivered",
    "achieved": "delivered",
}
"""Statuses that could be added to each other by mistake, by family."""

TWICE = "same service, year and amount"
WITH_PARTS = "a total beside its parts"

SUMS = 2_000
"""How many sums are tried for one total: enough for a register of hundreds."""

COLUMNS = ["kind", "service", "amount_gbp", "ids", "declared"]


def overlaps(savings: pd.DataFrame) -> pd.DataFrame:
    """Find savings that may be counted twice.

    Two ways are looked for: two facts of the same partner, service, period and
    amount, both plans or both deliveries; and a fact over several years that equals
    the sum of one fact a year in it.

    Parameters
    ----------
    savings
        The table of a partnership.

    Returns
    -------
    DataFrame
        One row an overlap: kind, service, amount_gbp, ids (a tuple, the total
        first), declared (whether the record itself says that one is part of the
        other). Empty when there is none.
    """
    rows = savings.dropna(subset=["amount_gbp", "period_to"])
    rows = rows.assign(family=rows["status"].map(FAMILIES))
    found = [*_twice(rows), *_with_parts(rows)]
    return pd.DataFrame(found, columns=COLUMNS)


def described(found: pd.DataFrame, record: Partnership) -> pd.DataFrame:
    """Add to overlaps the names of their services and of the figures in them.

    Parameters
    ----------
    found
        Overlaps, as `overlaps` gives them.
    record
        The partnership they are of.

    Returns
    -------
    DataFrame
        The overlaps with service_name, figures (title or status, id and period of
        each) and said (what the record says of it).
    """
    facts = record.savings.drop_duplicates("id").set_index("id")
    return found.assign(
        service_name=[record.name_of("services", one) for one in found["service"]],
        figures=[
            "; ".join(_figure(one, facts.loc[one]) for one in ids)
            for ids in found["ids"]
        ],
        said=[
            "One is part of the other" if declared else "Nothing"
            for declared in found["declared"]
        ],
    )


def _figure(identifier: str, fact: pd.Series) -> str:
    title = fact["title"] if isinstance(fact["title"], str) else fact["status"]
    years = [year for year in (fact["period_from"], fact["period_to"]) if year == year]
    return f"{title} ({identifier}, {' to '.join(dict.fromkeys(map(str, years)))})"


def counted_twice(savings: pd.DataFrame) -> pd.DataFrame:
    """Return what delivered savings would lose, were each counted once.

    Only overlaps that the record does not declare, among lines of a register, are
    counted: a total of years is no line.

    Returns
    -------
    DataFrame
        One row an extra fact: id, line, financial_year, basis, amount_gbp.
    """
    lines = savings[savings["line"].notna() & (savings["status"] == "achieved")]
    twice = overlaps(lines)
    twice = twice[(twice["kind"] == TWICE) & ~twice["declared"].astype(bool)]
    extra = [identifier for ids in twice["ids"] for identifier in ids[1:]]
    rows = lines[lines["id"].isin(extra)].rename(
        columns={"period_to": "financial_year"}
    )
    columns = ["id", "line", "financial_year", "basis", "amount_gbp"]
    return rows[columns].reset_index(drop=True)


def _declared(rows: pd.DataFrame) -> bool:
    """Tell whether the record says that one of the facts is part of another."""
    return bool(rows["part_of"].isin(rows["id"]).any())


def _twice(rows: pd.DataFrame) -> list[dict[str, object]]:
    key = ["partner", "service", "period_from", "period_to", "family", "amount_gbp"]
    found = []
    alike = rows[rows.duplicated(key, keep=False)]
    for _, group in alike.groupby(key, dropna=False):
        # One line of a register is one saving, however often it is reported.
        once = group.assign(line=group["line"].fillna(group["id"]))
        once = once.sort_values(["published", "id"]).drop_duplicates("line")
        if len(once) > 1:
            found.append(_found(TWICE, once))
    return found


def _with_parts(rows: pd.DataFrame) -> list[dict[str, object]]:
    key = ["partner", "service", "family"]
    totals = rows.loc[rows["basis"] == "cumulative", key].drop_duplicates()
    found = []
    for _, group in rows.merge(totals, on=key).groupby(key):
        several = group[group["period_from"].notna()]
        several = several[several["period_from"] < several["period_to"]]
        single = group[group["period_from"] == group["period_to"]]
        for _, whole in several[several["basis"] == "cumulative"].iterrows():
            years = span(whole["period_from"], whole["period_to"])
            parts = [single[single["period_to"] == year] for year in years]
            sums = islice(product(*(part.index for part in parts)), SUMS)
            for chosen in sums:
                adds_up = single.loc[list(chosen), "amount_gbp"].sum()
                if abs(adds_up - whole["amount_gbp"]) < 1:
                    facts = pd.concat([whole.to_frame().T, single.loc[list(chosen)]])
                    found.append(_found(WITH_PARTS, facts))
                    break
    return found


def _found(kind: str, facts: pd.DataFrame) -> dict[str, object]:
    return {
        "kind": kind,
        "service": facts["service"].iloc[0],
        "amount_gbp": float(facts["amount_gbp"].iloc[0]),
        "ids": tuple(facts["id"]),
        "declared": _declared(facts),
    }
