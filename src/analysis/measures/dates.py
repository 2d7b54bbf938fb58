"""Say how well a date is known, so that an inferred one is never shown as a day."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

INFERRED = "inferred"
"""The precision of a date that no document states itself."""

MARK = "[i]"


@dataclass(frozen=True)
class Dated:
    """Hold a date and how well it is known.

    Attributes
    ----------
    value
        A day, month or year: 2018-12-31, 2018-12 or 2018.
    precision
        ``"day"``, ``"month"``, ``"year"`` or ``"inferred"``.
    """

    value: str
    precision: str

    @property
    def words(self) -> str:
        """Return the date as it may be printed.

        Examples
        --------
        >>> Dated("2019-07-12", "day").words
        '12 July 2019'
        >>> Dated("2020-10", "inferred").words
        'October 2020 [i]'
        """
        if self.precision == INFERRED:
            return f"{_plain(self.value, min(len(self.value), 7))} {MARK}"
        return _plain(self.value, {"year": 4, "month": 7}.get(self.precision, 10))

    @property
    def by(self) -> str:
        """Return when something had happened: on a day, or by the end of a period.

        Examples
        --------
        >>> Dated("2018-12-31", "inferred").by
        'by the end of 2018 [i]'
        >>> Dated("2019-07-12", "day").by
        'on 12 July 2019'
        """
        if self.precision == INFERRED:
            if self.value[4:] in ("", "-12-31"):
                return f"by the end of {self.value[:4]} {MARK}"
            return f"by {_plain(self.value, 7)} {MARK}"
        return f"{'on' if len(self.words.split()) == 3 else 'in'} {self.words}"


def stated(value: str, *, inferred: bool = False) -> Dated:
    """Return a day, month or year of an event with how well it is known."""
    precision = {4: "year", 7: "month", 10: "day"}[len(value)]
    return Dated(value, INFERRED if inferred else precision)


def of_document(sources: pd.DataFrame, source: str) -> Dated:
    """Return when a document was published, as well as that is known.

    Parameters
    ----------
    sources
        The table of a partnership.
    source
        The document's id.
    """
    row = sources.set_index("id").loc[source]
    return Dated(f"{row['published']:%Y-%m-%d}", str(row["precision"]))


def documents(sources: pd.DataFrame) -> pd.DataFrame:
    """Return every document with the date that may be printed for it.

    Returns
    -------
    DataFrame
        The table with date (a `Dated`) and date_words, such as *October 2015* or *by
        the end of 2018 [i]*.
    """
    found = [of_document(sources, source) for source in sources["id"]]
    words = published_words(sources, sources["id"])
    return sources.assign(date=pd.Series(found, dtype=object), date_words=words)


def as_published(sources: pd.DataFrame, as_at: date) -> Dated:
    """Return the date up to which a record speaks, as well as that is known.

    Parameters
    ----------
    sources
        The documents that the record had by then.
    as_at
        The date that the report is made for. Where a document of unknown day gives
        it, the date is only as exact as that document's.
    """
    day = pd.Timestamp(as_at)
    same = sources.loc[sources["published"] == day, "precision"]
    known = "day" if same.empty or "day" in set(same) else str(same.iloc[0])
    return Dated(f"{as_at:%Y-%m-%d}", known)


def published_words(sources: pd.DataFrame, ids: "pd.Series[str]") -> list[str]:
    """Return when documents were published, in words, for a column of a table."""
    known = {source: of_document(sources, source) for source in set(ids)}
    found = [known[source] for source in ids]
    return [date.by if date.precision == INFERRED else date.words for date in found]


def is_inferred(inferred: object, column: str) -> bool:
    """Tell whether a row's list of inferred columns names a column."""
    return isinstance(inferred, str) and column in inferred.split()


def in_words(rows: pd.DataFrame, column: str) -> "pd.Series[str]":
    """Return a column of partial dates as printed: *March 2022 [i]*; blank stays so.

    Parameters
    ----------
    rows
        Rows of a table with the column inferred.
    """
    words = [
        stated(value, inferred=is_inferred(inferred, column)).words
        if isinstance(value, str)
        else None
        for value, inferred in zip(rows[column], rows["inferred"], strict=True)
    ]
    return pd.Series(words, index=rows.index, dtype=object)


def _plain(value: str, letters: int) -> str:
    known = date.fromisoformat(value + "2000-01-01"[len(value) :])
    month_known = min(letters, len(value))
    if month_known == 4:
        return f"{known:%Y}"
    return f"{known:%B %Y}" if month_known == 7 else f"{known.day} {known:%B %Y}"
