"""Compare a record with the edition before, once for all parts of a page."""

from dataclasses import dataclass, replace
from datetime import date

from analysis.data import Partnership
from analysis.data.editions import Edition
from analysis.measures import changed_results
from analysis.measures import changes as measure
from analysis.measures.changes import Change, Fact
from analysis.present.package import shown_answers
from analysis.present.remembered import remembered
from analysis.present.satisfaction.words import answers
from analysis.present.stated import Names

OTHERS = "Other partnerships"
TOPICS = {
    "Savings": ("savings", "costs", "budget_changes"),
    "Overspend": ("spending", "causes"),
    "Satisfaction": (
        *("satisfaction", "satisfaction_changes", "targets", "invited"),
        changed_results.TABLE,
    ),
    "Quality of service": ("indicators", "milestones"),
    "Partnership": ("membership", "shares", "organisation", "events", "statements"),
    OTHERS: ("comparators",),
}
"""Which tables are about what, in the order in which readers ask."""

TOPIC = {table: topic for topic, tables in TOPICS.items() for table in tables}


@dataclass(frozen=True)
class Compared:
    """Hold what became of each fact since the edition before.

    Attributes
    ----------
    since
        The day of that edition.
    facts
        All facts but those that are the same.
    names
        The names of both editions.
    """

    since: date
    facts: tuple[Fact, ...]
    names: Names

    def figures(self, *changes: Change) -> list[Fact]:
        """Return the facts with a figure that changed in one of some ways."""
        return [f for f in self.facts if f.change in changes and f.is_figure]

    def words(self, *changes: Change) -> list[Fact]:
        """Return the facts without a figure that changed in one of some ways."""
        return [f for f in self.facts if f.change in changes and not f.is_figure]


@remembered
def compared(record: Partnership) -> Compared | None:
    """Compare a record with the edition before; none where there is none with data.

    Both are compared by what they published: today's rows, and those that the earlier
    edition carried in its downloads.
    """
    before = record.editions.before(record.as_at)
    if before is None or not before.tables:
        return None
    facts = measure.compare(before.tables, record.tables, record.contradictions)
    facts += _results(record, before)
    return Compared(
        before.as_at,
        tuple(fact for fact in facts if fact.change != "same"),
        _names_of_both(record, before.tables),
    )


def _results(record: Partnership, before: Edition) -> list[Fact]:
    """Compare what both editions show of single answers."""
    found = answers(record)
    return changed_results.compare(
        changed_results.with_sources(before.results, before.tables),
        changed_results.with_sources(shown_answers(record), record.tables),
        found[found["hidden"].astype(bool)],
        record.settings.disclosure.minimum_group,
    )


def _names_of_both(record: Partnership, before: measure.Tables) -> Names:
    """Return the names of a record, and those that only the edition before knows."""
    now = Names.of(record)
    was = {
        kind: dict(before[kind][["id", "name"]].to_numpy().tolist())
        for kind in ("partners", "services", "waves")
        if kind in before
    }
    return replace(
        now,
        partners={**now.partners, **was.get("partners", {}), **now.partners},
        services={**now.services, **was.get("services", {}), **now.services},
        waves={**now.waves, **was.get("waves", {}), **now.waves},
    )
