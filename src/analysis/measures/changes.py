"""Compare the facts of two editions: which are the same, new, revised or withdrawn."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from analysis.data import TABLES

Tables = Mapping[str, pd.DataFrame]
Key = tuple[str, ...]
Rows = dict[Key, "pd.Series[Any]"]
Disputed = Mapping[str, list[str]]
Change = Literal["same", "new", "revised", "withdrawn"]

VALUES = (
    *("variance_gbp", "amount_gbp", "budget_gbp", "percent", "change_points"),
    *("value", "target", "invited", "respondents"),
)
"""Columns that hold a figure; the first that has one is what the fact states."""

MEANING = (
    *("status", "basis", "scope", "qualifier", "direction", "monitoring_period"),
    *("statement", "date", "shared_from", "shared_to", "due", "forecast", "done"),
)
"""Columns without which a figure cannot be read: another entry revises the fact."""

SUBJECT = (
    *("partner", "service", "customer_group", "scope", "basis", "status", "line"),
    *("financial_year", "monitoring_period", "period", "period_from", "period_to"),
    *("wave", "from_wave", "to_wave", "applies_from", "comparator", "measure"),
    *("indicator", "unit", "kind", "occasion", "reference", "title", "variance"),
    *("cause", "compared_with"),
)
"""Columns that say together what a figure is a figure of."""

PROSE = ("membership", "events", "statements")
"""Tables whose facts stand beside each other: a later one replaces no earlier one."""

FIRM = {"provisional": "outturn"}
"""A status that another one replaces once the accounts are closed."""


@dataclass(frozen=True)
class Fact:
    """Say what became of one fact between two editions.

    Attributes
    ----------
    table, key
        Which fact it is: its table, and its values in the key of that table.
    change
        What became of it.
    before, after
        Its row in each edition. Of a fact that is new and gives another value for what
        an earlier one stated, ``before`` is the row of the earlier one.
    replaced
        Whether the row before is of a fact that is there no longer.
    """

    table: str
    key: Key
    change: Change
    before: "pd.Series[Any] | None" = None
    after: "pd.Series[Any] | None" = None
    replaced: bool = False

    @property
    def row(self) -> "pd.Series[Any]":
        """Return its newest row."""
        row = self.before if self.after is None else self.after
        if row is None:
            raise ValueError(self.key)
        return row

    @property
    def is_figure(self) -> bool:
        """Tell whether it states or hides a figure, and not only words or dates."""
        confidential = self.row.get("confidential") is True
        return confidential or any(pd.notna(self.row.get(c)) for c in VALUES)

    @property
    def difference(self) -> float | None:
        """Return by how much its figure moved; none where that says nothing."""
        if self.before is None or self.after is None:
            return None
        for column in VALUES:
            pair = [self.before.get(column), self.after.get(column)]
            if any(pd.notna(value) for value in pair):
                was, now = pair
                known = pd.notna(was) and pd.notna(now)
                return float(now) - float(was) if known else None  # type: ignore[arg-type]
        return None


def compare(
    before: Tables, after: Tables, contradictions: pd.DataFrame | None = None
) -> list[Fact]:
    """Say of every fact of two editions what became of it.

    A fact is told by its table's key. It is revised where the same fact has another
    value or meaning, and where a fact that is new gives another value for the same
    partner, service, period, scope and basis, or contradicts an earlier one by the
    register. A note or a source that is worded anew revises nothing.

    Parameters
    ----------
    before, after
        The tables of each edition.
    contradictions
        The register of the later edition.

    Returns
    -------
    list of Fact
        One for each fact of either edition, in the order of the tables; a fact whose
        number alone changed counts once.
    """
    disputed = _by_disagreement(contradictions)
    found: list[Fact] = []
    for name in TABLES:
        if TABLES[name].facts and (name in before or name in after):
            found += _of_table(name, before.get(name), after.get(name), disputed)
    return found


def counts(facts: Iterable[Fact]) -> dict[Change, int]:
    """Return how many facts are the same, new, revised and withdrawn."""
    found: dict[Change, int] = {"same": 0, "new": 0, "revised": 0, "withdrawn": 0}
    for fact in facts:
        found[fact.change] += 1
    return found


def _of_table(
    name: str,
    before: pd.DataFrame | None,
    after: pd.DataFrame | None,
    disputed: Disputed,
) -> Iterator[Fact]:
    old, new = _by_key(name, before), _by_key(name, after)
    columns = [*_shared(VALUES, before, after), *_shared(MEANING, before, after)]
    earlier = _Earlier(name, old, new, disputed)
    gone = {key: row for key, row in old.items() if key not in new}
    for key, row in new.items():
        was = key if key in old else earlier.of(row)
        if was is None:
            yield Fact(name, key, "new", None, row)
            continue
        replaced = gone.pop(was, None) is not None
        same = (replaced or was == key) and _equal(old[was], row, columns)
        yield Fact(name, key, "same" if same else "revised", old[was], row, replaced)
    for key, row in gone.items():
        yield Fact(name, key, "withdrawn", row, None)


def _by_key(name: str, table: pd.DataFrame | None) -> Rows:
    if table is None:
        return {}
    key = list(TABLES[name].key)
    return {tuple(str(row[c]) for c in key): row for _, row in table.iterrows()}


def _shared(
    columns: Iterable[str], before: pd.DataFrame | None, after: pd.DataFrame | None
) -> list[str]:
    """Return the columns that both editions know."""
    if before is None or after is None:
        return []
    return [c for c in columns if c in before and c in after]


def _equal(one: "pd.Series[Any]", other: "pd.Series[Any]", columns: list[str]) -> bool:
    return all(_plain(one.get(c)) == _plain(other.get(c)) for c in columns)


def _plain(value: Any) -> Any:
    """Return a value that equals another of the same meaning."""
    if pd.isna(value):
        return None
    return value if isinstance(value, str) else round(float(value), 9)


def _stated(row: "pd.Series[Any]") -> tuple[Any, ...]:
    """Return what a fact states: its figures, or the dates of a milestone."""
    columns = (*VALUES, "due", "forecast", "done")
    return tuple(_plain(row[c]) for c in columns if c in row)


def _subject(row: "pd.Series[Any]") -> Key:
    values = {c: str(row[c]) for c in SUBJECT if c in row and pd.notna(row[c])}
    status = values.get("status", "")
    values["status"] = FIRM.get(status, status)
    return tuple(f"{column}={value}" for column, value in values.items())


class _Earlier:
    """Find the fact of an earlier edition that a new fact gives another value for."""

    def __init__(self, table: str, old: Rows, new: Rows, disputed: Disputed) -> None:
        self._old, self._disputed = old, disputed
        self._gone = {key for key in old if key not in new}
        self._by_subject: dict[Key, list[Key]] = {}
        self._by_id: dict[str, list[Key]] = {}
        if table not in PROSE:
            for key, row in old.items():
                self._by_subject.setdefault(_subject(row), []).append(key)
                self._by_id.setdefault(str(row["id"]), []).append(key)
        # A document that states several figures of one subject lists its parts.
        said = [(*_subject(row), str(row["source"])) for row in new.values()]
        self._lists = {subject for subject, n in Counter(said).items() if n > 1}

    def of(self, row: "pd.Series[Any]") -> Key | None:
        """Return the key of the fact, or none."""
        if not any(value is not None for value in _stated(row)):
            return None
        subject = _subject(row)
        if (*subject, str(row["source"])) in self._lists:
            return None
        found = [k for k in self._by_subject.get(subject, []) if self._states(k)]
        gone = [key for key in found if key in self._gone]
        if gone:
            self._gone.remove(gone[-1])
            return gone[-1]
        if any(_stated(self._old[key]) == _stated(row) for key in found):
            return None
        found += [
            key
            for other in self._disputed.get(str(row["id"]), ())
            for key in self._by_id.get(other, [])
            if self._old[key].get("partner") == row.get("partner") and self._states(key)
        ]
        before = [k for k in found if self._old[k]["published"] < row["published"]]
        return max(before, key=lambda k: self._old[k]["published"], default=None)

    def _states(self, key: Key) -> bool:
        return any(value is not None for value in _stated(self._old[key]))


def _by_disagreement(contradictions: pd.DataFrame | None) -> dict[str, list[str]]:
    """Return, for the id of a fact, the ids of those it contradicts."""
    found: dict[str, list[str]] = {}
    if contradictions is not None:
        real = contradictions[contradictions["kind"] == "disagreement"]
        for one, other in real[["first", "second"]].to_numpy():
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return found
