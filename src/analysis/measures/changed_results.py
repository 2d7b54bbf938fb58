"""Compare the results of single answers that two editions show."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.measures.changes import Fact
from analysis.measures.survey import KEY

TABLE = "survey_results"
"""What a fact of these is of, as other facts are of a table."""

SHOWN = ("percent", "answered", "low", "high")
"""What an edition shows of a group."""

SAYS = ("invited", "satisfaction")
"""Tables that name the document of a wave, the more telling one first."""

Tables = Mapping[str, pd.DataFrame]


def compare(
    before: pd.DataFrame, after: pd.DataFrame, hidden: pd.DataFrame, threshold: int
) -> list[Fact]:
    """Say of each result that either edition shows what became of it.

    Nothing is told of a group but what the editions show of it, each by itself, and
    no difference where one of them hides it. A result is withdrawn, and its row says
    that it is confidential, where the later edition hides what the earlier one showed.

    Parameters
    ----------
    before, after
        What each edition shows, as it is published: wave, customer_group, partner,
        service, answered, percent, low and high; other columns are kept.
    hidden
        The groups that the later edition hides, by the same four columns.
    threshold
        The smallest number of answers shown. An earlier edition may have had a lower
        one; such a result counts as one that it hides.
    """
    old, new = (_by_key(table, threshold) for table in (before, after))
    confidential = set(map(_key, hidden[KEY].itertuples(index=False)))
    found = []
    for key, row in new.items():
        was = old.get(key)
        if was is None:
            found.append(Fact(TABLE, key, "new", None, row))
        else:
            same = all(_alike(was.get(c), row.get(c)) for c in SHOWN)
            change = "same" if same else "revised"
            found.append(Fact(TABLE, key, change, was, row))  # type: ignore[arg-type]
    for key, row in old.items():
        if key not in new:
            told = row.drop([*SHOWN]) if key in confidential else row
            told["confidential"] = key in confidential
            found.append(Fact(TABLE, key, "withdrawn", told, None))
    return found


def with_sources(results: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Put beside each result the document that its wave rests on, and its day.

    Parameters
    ----------
    results
        What an edition shows.
    tables
        The tables of that edition. A row for the group itself tells most, then one
        for anybody of the same council, then one for anybody in the wave.

    Returns
    -------
    DataFrame
        The results with source and published; missing where no table names one.
    """
    known = [tables[name] for name in SAYS if name in tables and len(tables[name])]
    columns = [*KEY, "source", "published"]
    rows = [table[columns] for table in known if {*columns} <= {*table}]
    said = pd.concat(rows) if rows else pd.DataFrame(columns=columns)
    found: dict[tuple[Any, ...], Any] = {}
    for wave, who, partner, service, *document in said.itertuples(index=False):
        for key in ((wave, who, partner, service), (wave, who, partner), (wave,)):
            found.setdefault(key, document)
    unknown = [None, pd.NaT]
    told = [
        found.get((w, who, p, s)) or found.get((w, who, p)) or found.get((w,), unknown)
        for w, who, p, s in results[KEY].itertuples(index=False)
    ]
    return results.assign(
        source=[source for source, _ in told],
        published=pd.to_datetime([day for _, day in told]),
    )


def _by_key(table: pd.DataFrame, threshold: int) -> dict[Any, "pd.Series[Any]"]:
    enough = table[table["answered"] >= threshold]
    return {_key(row[KEY]): row for _, row in enough.iterrows()}


def _key(values: Any) -> tuple[str, ...]:
    return tuple(map(str, values))


def _alike(one: Any, other: Any) -> bool:
    if pd.isna(one) or pd.isna(other):
        return bool(pd.isna(one) and pd.isna(other))
    return bool(one == other)
