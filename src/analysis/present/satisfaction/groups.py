"""Choose groups of customers from the protected results of single answers."""

import pandas as pd

from analysis.data import ALL_SERVICES, Partnership
from analysis.measures import survey
from analysis.present import numbers
from analysis.present.satisfaction.words import CONFIDENTIAL, answers


def of_customers(record: Partnership, partner: str) -> pd.DataFrame:
    """Return a partner's customers by wave and service, in the order of fieldwork."""
    rows = answers(record)
    own = (rows["partner"] == partner) & (rows["customer_group"] == "customers")
    waves = record.waves[["id", "name", "fieldwork"]]
    waves = waves.rename(columns={"id": "wave", "name": "wave_name"})
    named = rows[own].merge(waves, on="wave")
    found: pd.DataFrame = named.sort_values(["fieldwork", "service"])
    return found


def over_time(record: Partnership, partner: str) -> pd.DataFrame:
    """Return a partner's customers by wave, all services together."""
    rows = of_customers(record, partner)
    found: pd.DataFrame = rows[rows["service"] == ALL_SERVICES]
    return found.reset_index(drop=True)


def services(record: Partnership, partner: str) -> pd.DataFrame:
    """Return a partner's services in the newest wave."""
    rows = of_customers(record, partner)
    single = rows[rows["service"] != ALL_SERVICES]
    newest: pd.DataFrame = single[single["fieldwork"] == single["fieldwork"].max()]
    return newest.reset_index(drop=True)


def changes(record: Partnership, partner: str) -> pd.DataFrame:
    """Return how a partner's services moved since the wave before."""
    rows = of_customers(record, partner)
    waves = list(dict.fromkeys(rows["wave"]))[-2:]
    single = rows[rows["service"] != ALL_SERVICES]
    return survey.changes(single, waves if len(waves) > 1 else waves * 2)


def level(row: object) -> str:
    """Write a level, or that it is confidential."""
    hidden, level = row.hidden, row.percent  # type: ignore[attr-defined]
    return CONFIDENTIAL if hidden else numbers.percent(round(level))


def drawn(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what a chart shows, as finely as it may be shown: in whole per cents."""
    drawn = rows[["wave", "partner", "service", "answered", "percent", "low", "high"]]
    return drawn.round(dict.fromkeys(("percent", "low", "high"), 0))
