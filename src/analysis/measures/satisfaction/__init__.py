"""Measure satisfaction: by wave against the target, by service, and who answered."""

from analysis.measures.satisfaction.by_wave import (
    by_service,
    changes,
    levels,
    target,
    with_intervals,
)
from analysis.measures.satisfaction.record import (
    answers,
    before_rounding,
    latest,
    of_group,
    published_services,
    remarks,
    responses,
    services,
    staff,
    waves,
)

__all__ = [
    "answers",
    "before_rounding",
    "by_service",
    "changes",
    "latest",
    "levels",
    "of_group",
    "published_services",
    "remarks",
    "responses",
    "services",
    "staff",
    "target",
    "waves",
    "with_intervals",
]
