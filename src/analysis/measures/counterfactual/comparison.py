"""Compare a partnership, change by change, with councils that did not share."""

from dataclasses import dataclass

import pandas as pd

from analysis.data import Partnership
from analysis.measures.counterfactual.claimed import claimed_a_head
from analysis.measures.counterfactual.differences import Differences
from analysis.measures.counterfactual.interventions import (
    LEAST_DONORS,
    Intervention,
    donors,
    interventions,
)
from analysis.measures.counterfactual.panel import Panel, per_head, share
from analysis.measures.counterfactual.verdict import Evidence, Word, verdict, weigh
from analysis.measures.savings import annual


@dataclass(frozen=True, eq=False)
class Setting:
    """Hold what every comparison of a partnership uses.

    Attributes
    ----------
    heads, shares
        Real pounds a head and per cent of all spending, of the partners' class.
    strict, wide
        Councils to compare with: not known to share, and all that are no partner.
    changes
        What can be looked at, in the order of time.
    """

    heads: Panel
    shares: Panel
    strict: list[str]
    wide: list[str]
    changes: list[Intervention]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Hold what became of one change.

    Attributes
    ----------
    change
        What happened, to whom and when.
    found
        The difference in differences, a head, with its placebos.
    evidence, verdict
        What the verdict rests on, and the verdict.
    claimed
        The savings claimed in the years after, year by year.
    """

    change: Intervention
    found: Differences
    evidence: Evidence
    verdict: Word
    claimed: pd.DataFrame


def setting(record: Partnership) -> Setting | None:
    """Return the panel of a partnership and what it allows; none without one."""
    values, lines = record.comparison_values, record.comparison_lines
    base = record.settings.money.price_base
    heads, shares = per_head(values, lines, record.deflator, base), share(values, lines)
    if heads is None or shares is None:
        return None
    areas = record.comparison_areas
    own = areas["ons_code"].isin(record.partners["ons_code"].dropna())
    classes = set(areas.loc[own, "class"])
    comparable = areas["class"].isin(classes) & areas["role"].isin(
        ["donor", "shares too"]
    )
    there = set(heads.areas) & set(shares.areas)
    areas = areas[comparable & areas["id"].isin(there)]
    if areas.empty:
        return None
    chosen = [str(area) for area in areas["id"]]
    heads, shares = heads.of(chosen), shares.of(chosen)
    strict = donors(areas, record.partners, strict=True)
    found = interventions(record.partners, record.membership, areas, heads.years)
    if len(strict) < LEAST_DONORS or not found:
        return None
    wide = donors(areas, record.partners, strict=False)
    return Setting(heads, shares, strict, wide, found)


def compare(record: Partnership, kept: Setting, change: Intervention) -> Comparison:
    """Return what became of one change.

    Parameters
    ----------
    record
        A partnership.
    kept
        Its panel, as `setting` gives it.
    change
        One of the changes of that.
    """
    claimed = claimed_a_head(
        annual(record),
        kept.heads,
        change.areas,
        change.after if change.kind == "began" else (),
        record.deflator,
        record.settings.money.price_base,
    )
    evidence, found = weigh(
        kept.heads,
        change.areas,
        kept.strict,
        change.before,
        change.after,
        float(claimed["per_head_gbp"].mean()) if len(claimed) else None,
        together=change.together,
    )
    return Comparison(change, found, evidence, verdict(evidence), claimed)
