"""Hold groups against a target: which differ from it by more than chance."""

import pandas as pd

from analysis.measures.intervals import ALPHA


def funnel_limits(
    target: float, size: float, comparisons: int = 1
) -> tuple[float, float]:
    """Return within which per cents a group of a size lies that is on target.

    Parameters
    ----------
    target
        Per cent.
    size
        Number of answers.
    comparisons
        How many groups are held against the limits. With more groups they are wider,
        so that chance alone puts any group outside one time in twenty, as it is with
        changes.

    Notes
    -----
    Spiegelhalter (2005), Funnel plots for comparing institutional performance; the
    limits are of the normal approximation, by Bonferroni, cut at 0 and 100.
    """
    from scipy.stats import norm  # slow to load, and seldom needed

    share = target / 100
    z = float(norm.ppf(1 - ALPHA / (2 * comparisons)))
    reach = 100 * z * (share * (1 - share) / size) ** 0.5
    return max(0.0, target - reach), min(100.0, target + reach)


def against_target(table: pd.DataFrame, target: float) -> pd.DataFrame:
    """Say of each group whether it differs from the target by more than chance.

    Parameters
    ----------
    table
        Results, as `survey.results` gives them, of the groups looked at together.
    target
        Per cent.

    Returns
    -------
    DataFrame
        The groups that are shown, with limit_low and limit_high (see `funnel_limits`)
        and verdict: ``"below"``, ``"above"`` or ``"not distinguishable"``.
    """
    shown = table[~table["hidden"].astype(bool)]
    limits = [funnel_limits(target, n, len(shown)) for n in shown["effective"]]
    found = shown.assign(
        limit_low=[low for low, _ in limits], limit_high=[high for _, high in limits]
    )
    verdict = pd.Series("not distinguishable", index=found.index, dtype=object)
    verdict = verdict.mask(found["percent"] < found["limit_low"], "below")
    return found.assign(
        verdict=verdict.mask(found["percent"] > found["limit_high"], "above")
    )
