"""Say how old the newest figures are: by council, and by topic."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from analysis.data import ALL_SERVICES, TABLES
from analysis.measures.belonging import COUNCIL_WIDE
from analysis.measures.dates import Dated, of_document
from analysis.measures.evidence import FINAL
from analysis.measures.spending import FINAL as OUTTURNS

Tables = Mapping[str, pd.DataFrame]

TOPICS = ("savings", "overspend", "satisfaction", "indicators")

COLUMNS = ["topic", "period", "what", "published", "published_words", "source"]
LATER = ["later_period", "later_what"]


def newest_figures(tables: Tables, partner: str) -> pd.DataFrame:
    """Return the period of the newest figures of a partner, topic by topic.

    Results come first: an outturn, a saving achieved or applied, a wave of the survey.
    Where only something less firm was published for a later period, such as a
    forecast, it is named beside the result. Figures of a whole council are left out:
    they are not the partnership's.

    Parameters
    ----------
    tables
        The tables of a partnership by name.
    partner
        A partner's id, or ``"partnership"``.

    Returns
    -------
    DataFrame
        One row a topic of `TOPICS` on which something was published: topic, period,
        what (outturn, achieved, survey, …), published (a `Dated`), published_words
        (*on 3 August 2018*, *by October 2023 [i]*), source; and later_period and
        later_what, missing where nothing is later. period is missing where no result
        was published.
    """
    found = [
        _row(topic, rows, tables["sources"])
        for topic, rows in _rows(tables, partner).items()
        if len(rows)
    ]
    table = pd.DataFrame(found, columns=[*COLUMNS, *LATER]).astype(object)
    return table.where(table.notna(), None)


def newest_period(tables: Tables, partner: str, topic: str) -> str | None:
    """Return the period of the newest result of a partner on a topic, if there is one.

    Parameters
    ----------
    topic
        One of `TOPICS`.
    """
    rows = newest_figures(tables, partner).set_index("topic")["period"]
    return rows.get(topic) if isinstance(rows.get(topic), str) else None


def last_report(tables: Tables) -> date | None:
    """Return the last day on which a document told something of the partnership.

    Facts of a whole council and figures of others tell nothing of it. What is shared
    is known up to this day, and not up to the day that a report is made for. None
    where no document tells anything.
    """
    days = []
    for name, declared in TABLES.items():
        table = tables[name]
        if declared.facts and "service" in table:
            days.append(table.loc[table["service"] != COUNCIL_WIDE, "published"].max())
    known = [day for day in days if pd.notna(day)]
    return pd.Timestamp(max(known)).date() if known else None


def _rows(tables: Tables, partner: str) -> dict[str, pd.DataFrame]:
    """Return by topic the rows about a partner: period, what, final, order."""
    own = {
        name: _own(tables[name], partner)
        for name in ("savings", "spending", "satisfaction", "indicators")
    }
    savings, spending, indicators = own["savings"], own["spending"], own["indicators"]
    savings = savings[savings["amount_gbp"].notna() & savings["period_to"].notna()]
    spending = spending[spending["variance_gbp"].notna()]
    spending = spending[spending["service"] == ALL_SERVICES]
    waves = tables["waves"].rename(columns={"id": "wave", "name": "period"})
    answers = own["satisfaction"].sort_values("published").drop_duplicates("wave")
    answers = answers.merge(waves[["wave", "period", "fieldwork"]])
    actual = indicators[indicators["kind"].isin(["actual", "change"])]
    return {
        "savings": savings.assign(
            period=savings["period_to"],
            what=savings["status"],
            final=savings["status"].isin(FINAL),
            order=savings["period_to"],
        ),
        "overspend": spending.assign(
            period=spending["financial_year"],
            what=spending["status"],
            final=spending["status"].isin(OUTTURNS),
            order=spending["financial_year"],
        ),
        "satisfaction": answers.assign(
            what="survey", final=True, order=answers["fieldwork"]
        ),
        "indicators": actual.assign(
            what=actual["kind"], final=True, order=actual["published"].astype(str)
        ),
    }


def _own(table: pd.DataFrame, partner: str) -> pd.DataFrame:
    own = table[(table["partner"] == partner) & (table["service"] != COUNCIL_WIDE)]
    return own.reset_index(drop=True)


def _row(topic: str, rows: pd.DataFrame, sources: pd.DataFrame) -> dict[str, object]:
    rows = rows.sort_values(["order", "published"], kind="stable")
    results = rows[rows["final"].astype(bool)]
    last = rows.iloc[-1]
    newest = results.iloc[-1] if len(results) else last
    known: Dated = of_document(sources, str(newest["source"]))
    later = not bool(last["final"])
    return {
        "topic": topic,
        "period": newest["period"] if len(results) else None,
        "what": newest["what"] if len(results) else None,
        "published": known,
        "published_words": known.by,
        "source": newest["source"],
        "later_period": last["period"] if later else None,
        "later_what": last["what"] if later else None,
    }
