"""Gather what a page says of a partnership beside councils that did not share.

A partnership without a panel has a study too, in which every table is without rows and
every figure is missing, so that a page needs no guard.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.data import Partnership
from analysis.measures.counterfactual import verdict as rule
from analysis.measures.counterfactual.benchmarks import classes, distribution
from analysis.measures.counterfactual.cautions import Cautions, cautions
from analysis.measures.counterfactual.comparison import (
    Comparison,
    Setting,
    compare,
    setting,
)
from analysis.measures.counterfactual.differences import interval
from analysis.measures.counterfactual.interventions import Intervention
from analysis.measures.counterfactual.panel import movement
from analysis.measures.counterfactual.power import (
    chance_of_finding,
    smallest_visible_normal,
)
from analysis.measures.counterfactual.robustness import specifications
from analysis.measures.counterfactual.share_control import Control, share_control


@dataclass(frozen=True)
class Main:
    """Hold the figures of one change; each is missing where there is no panel.

    Amounts are real pounds a head a year; a saving is negative, except in what was
    claimed and what is visible.
    """

    verdict: str | None = None
    kind: str | None = None
    partners: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    estimate: float | None = None
    group_change: float | None = None
    donor_change: float | None = None
    p: float | None = None
    choices: int | None = None
    as_large: int | None = None
    donors: int | None = None
    low: float | None = None
    high: float | None = None
    placebo_low: float | None = None
    placebo_high: float | None = None
    visible: float | None = None
    visible_normal: float | None = None
    claimed: float | None = None
    least_claimed: float | None = None
    most_claimed: float | None = None
    chance: float | None = None
    movement: float | None = None
    unmet: tuple[str, ...] = ()


TABLES = {
    "changes": "kind partners financial_year before after estimate p visible low high "
    "verdict unmet",
    "placebos": "areas effect",
    "claimed": "financial_year amount_gbp per_head_gbp id source",
    "conditions": "condition value limit met",
    "series": "financial_year actual control",
    "weights": "area weight",
    "specifications": "line donors period group estimate unit p visible of_visible",
    **dict.fromkeys(("heads", "shares"), "period area value partner below"),
    "classes": "class financial_year share_percent councils",
}
"""The tables of a study, and their columns where there is no panel."""


@dataclass(frozen=True, eq=False)
class Study:
    """Hold all that a page shows.

    Attributes
    ----------
    main, control
        The partnership's beginning, by difference in differences and by a synthetic
        control.
    changes
        One row a change: kind, partners, year, years, estimate, p, visible, low, high,
        verdict and unmet.
    placebos
        One row a choice of donors: areas and effect.
    claimed
        The savings claimed a head, by year.
    conditions
        One row a condition of the verdict: condition, value, limit and met.
    series
        Actual and control, in per cent of spending, by financial_year.
    weights
        The donors in the synthetic control: area and weight.
    specifications
        Every way of asking, as `robustness.specifications` gives it.
    heads, shares
        Where each council stands, as `benchmarks.distribution` gives it.
    classes
        Other classes of council: class, share_percent, councils, financial_year.
    cautions
        What stands in the way of reading more.
    """

    main: Main
    control: Control
    changes: pd.DataFrame
    placebos: pd.DataFrame
    claimed: pd.DataFrame
    conditions: pd.DataFrame
    series: pd.DataFrame
    weights: pd.DataFrame
    specifications: pd.DataFrame
    heads: pd.DataFrame
    shares: pd.DataFrame
    classes: pd.DataFrame
    cautions: Cautions


def study(record: Partnership) -> Study:
    """Return all that a page shows of a partnership beside other councils."""
    kept = setting(record)
    if kept is None:
        empty = {n: pd.DataFrame(columns=names.split()) for n, names in TABLES.items()}
        return Study(Main(), Control(), cautions=Cautions(), **empty)
    every = [compare(record, kept, change) for change in kept.changes]
    first = every[0]
    change = first.change
    series, weights, control = share_control(kept, change)
    until = _until(kept, change)
    lines = {"pounds a head": kept.heads, "share of spending": kept.shares}
    periods = {
        f"{years[0]} to {years[-1]}": years
        for years in (change.before, change.after, kept.heads.years[-3:])
    }
    own = sorted({area for one in kept.changes for area in one.areas})
    return Study(
        main=main_figures(kept, first),
        control=control,
        changes=pd.DataFrame([_row(one) for one in every]),
        placebos=pd.DataFrame(
            {"areas": first.found.placebo_groups, "effect": first.found.placebos}
        ),
        claimed=first.claimed,
        conditions=_conditions(first),
        series=series,
        weights=weights,
        specifications=specifications(
            lines,
            {"did not share": kept.strict, "all others": kept.wide},
            change,
            until,
        ),
        heads=distribution(kept.heads, periods, own),
        shares=distribution(kept.shares, periods, own),
        classes=classes(
            record.comparison_values, record.comparison_lines, record.comparison_areas
        ),
        cautions=cautions(
            record.comparison_values,
            record.comparison_lines,
            record.comparison_areas,
            record.spending,
            change.areas,
            change.year,
        ),
    )


def of_partner(record: Partnership, partner: str) -> Main:
    """Return the figures of a council's first change, for its overview.

    Each is missing where there is no panel, or no change of the council that it allows
    to look at.
    """
    kept = setting(record)
    changes = [] if kept is None else kept.changes
    own = [change for change in changes if partner in change.partners]
    if kept is None or not own:
        return Main()
    return main_figures(kept, compare(record, kept, own[0]))


def main_figures(kept: Setting, one: Comparison) -> Main:
    """Return the figures of one change, for a page or an overview."""
    found, evidence = one.found, one.evidence
    ends = interval(found)
    low, high = np.quantile(found.placebos, [0.05, 0.95])
    heads = one.claimed["per_head_gbp"]
    known = len(heads) > 0
    large = np.abs(found.statistics) >= abs(found.statistics[0]) - 1e-9
    return Main(
        verdict=one.verdict,
        kind=one.change.kind,
        partners=one.change.partners,
        before=one.change.before,
        after=one.change.after,
        estimate=found.estimate,
        group_change=found.group_change,
        donor_change=found.donor_change,
        p=found.p,
        choices=len(found.statistics),
        as_large=int(large.sum()),
        donors=len(found.donors),
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        placebo_low=float(low),
        placebo_high=float(high),
        visible=evidence.visible,
        visible_normal=smallest_visible_normal(found),
        claimed=evidence.claimed,
        least_claimed=float(heads.min()) if known else None,
        most_claimed=float(heads.max()) if known else None,
        chance=chance_of_finding(found, evidence.claimed) if evidence.claimed else None,
        movement=movement(kept.heads, found.placebo_groups),
        unmet=tuple(evidence.unmet),
    )


def _row(one: Comparison) -> dict[str, object]:
    ends = interval(one.found)
    return {
        "kind": one.change.kind,
        "partners": one.change.partners,
        "financial_year": one.change.year,
        "before": one.change.before,
        "after": one.change.after,
        "estimate": one.found.estimate,
        "p": one.found.p,
        "visible": one.evidence.visible,
        "low": ends[0] if ends else None,
        "high": ends[1] if ends else None,
        "verdict": one.verdict,
        "unmet": one.evidence.unmet,
    }


def _until(kept: Setting, change: Intervention) -> str:
    """Return the year of the next change of some of the same councils."""
    later = [
        other.year
        for other in kept.changes
        if other.year > change.year and set(other.areas) & set(change.areas)
    ]
    return min(later, default="9999/00")


def _conditions(one: Comparison) -> pd.DataFrame:
    """Return what the verdict asks for, what was found and whether it is met."""
    found = one.evidence
    rows = [
        ("together", float(found.together), 1.0),
        ("fit", found.fit, rule.FIT),
        ("trend", found.trend, rule.TREND),
        ("choices", found.smallest_p, rule.LEVEL),
        ("rank", found.p, rule.LEVEL),
        ("power", found.visible, max(-found.estimate, found.claimed or 0.0)),
    ]
    table = pd.DataFrame(rows, columns=["condition", "value", "limit"])
    return table.assign(met=~table["condition"].isin(found.unmet))
