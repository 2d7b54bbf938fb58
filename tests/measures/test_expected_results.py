"""Every measure gives, on the published record, the results stored beside this file.

The results were checked by hand against the documents. A measure that changes them
must change the stored file too, and say why.
"""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.measures import satisfaction, savings, spending
from analysis.measures.evidence import grade

EXPECTED = Path(__file__).parent / "expected"
WHO = ("partnership", "havering", "newham", "bexley")
GROUPS = [("partnership", "all"), ("partnership", "provider staff")]
GROUPS += [(partner, "customers") for partner in WHO[1:]]
SCOPES = ("shared", "non-shared", "both", "not stated")
FACT = ["id", "partner", "service"]
BUDGET = [*FACT, "financial_year", "scope", "status", "monitoring_period"]
SHOWN = {
    "stated": [
        *[*FACT, "period_from", "period_to", "status", "basis", "basis_evidence"],
        *["qualifier", "amount_gbp"],
    ],
    "outturns": [*BUDGET, "budget_gbp", "variance_gbp", "published", "source"],
    "latest": [*BUDGET, "budget_gbp", "variance_gbp", "published", "source"],
    "path": [*BUDGET, "variance_gbp", "published", "step", "moved_gbp"],
    "variance_by_service": [*BUDGET, "variance_gbp", "direction"],
    "waves": [
        *[*FACT, "customer_group", "wave", "wave_name", "percent", "respondents"],
        *["published", "from_wave", "change_points", "direction", "change_id"],
    ],
    "satisfaction_by_service": [*FACT, "wave", "percent", "selective", "published"],
}
"""Of rows of the record, the columns that a measure rests on; else all columns."""


def annual(record: Partnership) -> pd.DataFrame:
    return savings.annual(record)


def stated(record: Partnership) -> pd.DataFrame:
    return pd.concat([savings.stated(record.savings, who) for who in WHO])


def outturns(record: Partnership) -> pd.DataFrame:
    tables = [
        spending.outturns(record.spending, who, record.contradictions) for who in WHO
    ]
    return pd.concat(tables)


def latest(record: Partnership) -> pd.DataFrame:
    tables = [
        spending.latest(record.spending, who, record.contradictions) for who in WHO
    ]
    return pd.concat(tables)


def path(record: Partnership) -> pd.DataFrame:
    tables = [
        spending.path(record.spending, who, scope) for who in WHO for scope in SCOPES
    ]
    return pd.concat([table for table in tables if len(table)])


def splits(record: Partnership) -> pd.DataFrame:
    return spending.reconciled(record.spending)


def variance_by_service(record: Partnership) -> pd.DataFrame:
    years = sorted(record.spending["financial_year"].unique())
    tables = [spending.by_service(record.spending, year) for year in years]
    return pd.concat([table for table in tables if len(table)])


def waves(record: Partnership) -> pd.DataFrame:
    tables = [
        satisfaction.changes(
            satisfaction.levels(record.satisfaction, record.waves, *group),
            record.satisfaction_changes,
        )
        for group in GROUPS
    ]
    return pd.concat(tables)


def satisfaction_by_service(record: Partnership) -> pd.DataFrame:
    return satisfaction.by_service(record.satisfaction, record.waves)


def grades(record: Partnership) -> pd.DataFrame:
    rows = []
    for name in ("savings", "spending", "satisfaction"):
        for _, fact in record.tables[name].iterrows():
            found = grade(fact, record.sources, record.contradictions)
            key = {"table": name, "id": fact["id"], "partner": fact["partner"]}
            rows.append({**key, "grade": found.grade, "unmet": " ".join(found.unmet)})
    return pd.DataFrame(rows)


MEASURES: list[Callable[[Partnership], pd.DataFrame]] = [
    annual,
    stated,
    outturns,
    latest,
    path,
    splits,
    variance_by_service,
    waves,
    satisfaction_by_service,
    grades,
]


def written(table: pd.DataFrame, name: str) -> list[str]:
    kept = table[SHOWN.get(name, list(table.columns))]
    text = kept.to_csv(index=False, float_format="%.15g", lineterminator="\n")
    return text.splitlines()


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_a_measure_gives_what_it_gave_when_it_was_checked(
    record: Partnership, measure: Callable[[Partnership], pd.DataFrame]
) -> None:
    name = measure.__name__
    stored = (EXPECTED / f"{name}.csv").read_text("utf-8").splitlines()
    assert written(measure(record), name) == stored


def test_every_stored_result_is_of_a_measure() -> None:
    names = {measure.__name__ for measure in MEASURES}
    assert {file.stem for file in EXPECTED.glob("*.csv")} == names


class Shuffled:
    """A record whose tables have the same rows in another order."""

    def __init__(self, record: Partnership, seed: int) -> None:
        self.tables = {
            name: table.sample(frac=1, random_state=seed).reset_index(drop=True)
            for name, table in record.tables.items()
        }

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Return a table."""
        return self.tables[name].copy()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_the_order_of_rows_in_a_file_changes_no_result(
    record: Partnership, measure: Callable[..., pd.DataFrame], seed: int
) -> None:
    found, expected = measure(Shuffled(record, seed)), measure(record)
    if measure is grades:  # made row by row
        keys = ["table", "id", "partner", "unmet"]
        found, expected = (t.sort_values(keys) for t in (found, expected))
        found, expected = found.drop_duplicates(), expected.drop_duplicates()
    name = measure.__name__
    assert written(found, name) == written(expected, name)
