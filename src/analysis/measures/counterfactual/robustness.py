"""Make the comparison in every reasonable way, to see how far the result holds."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.measures.counterfactual.differences import differences
from analysis.measures.counterfactual.interventions import Intervention
from analysis.measures.counterfactual.panel import Panel
from analysis.measures.counterfactual.power import smallest_visible

Window = tuple[Sequence[str], Sequence[str]]


def windows(
    change: Intervention, years: Sequence[str], until: str
) -> dict[str, Window]:
    """Return the periods that are compared: as stated, two years, and all years.

    Parameters
    ----------
    change
        The change whose effect is looked for.
    years
        The financial years of a panel.
    until
        The first financial year that belongs to a later change of the same councils.
    """
    before = [year for year in years if year < change.year]
    after = [year for year in years if change.year <= year < until]
    return {
        "as stated": (change.before, change.after),
        "two years each side": (before[-2:], after[:2]),
        "all years": (before, after),
    }


def specifications(
    panels: Mapping[str, Panel],
    donors: Mapping[str, Sequence[str]],
    change: Intervention,
    until: str,
) -> pd.DataFrame:
    """Compare by every line, donor set, period and group, the main one first.

    Parameters
    ----------
    panels
        Panels by what they measure; the first is the main one.
    donors
        Sets of donors by name; the first is the main one.
    change
        The change whose effect is looked for.
    until
        The first financial year that belongs to a later change of the same councils.

    Returns
    -------
    DataFrame
        One row a specification: line, donors, period, group (a tuple of areas),
        number_of_donors, estimate, unit, p, visible, and of_visible: the estimate as a
        part of the smallest saving it could have shown, the same scale for all units.

    Notes
    -----
    Simonsohn, Simmons and Nelson (2020), Nature Human Behaviour 4: specification curve.
    """
    groups = [change.areas]
    if len(change.areas) > 1:
        groups += [(area,) for area in change.areas]
    rows = []
    for line, panel in panels.items():
        for named, chosen in donors.items():
            for period, (before, after) in windows(change, panel.years, until).items():
                for group in groups:
                    found = differences(panel, group, chosen, before, after)
                    visible = smallest_visible(found)
                    rows.append(
                        {
                            "line": line,
                            "donors": named,
                            "period": period,
                            "group": group,
                            "number_of_donors": len(chosen),
                            "estimate": found.estimate,
                            "unit": panel.unit,
                            "p": found.p,
                            "visible": visible,
                            "of_visible": found.estimate / visible,
                        }
                    )
    return pd.DataFrame(rows)
