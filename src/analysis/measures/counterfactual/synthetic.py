"""Synthetic control: a mix of donors that moved as the group did before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import nnls

from analysis.measures.counterfactual.differences import choices
from analysis.measures.counterfactual.panel import Array, Panel

HEAVY, LIGHT = 1e4, 1e-4
"""How much it counts that weights add up to one, and that they are even: the first
holds to eight digits, the second decides only between mixes that fit equally well."""


@dataclass(frozen=True, eq=False)
class Synthetic:
    """Hold a synthetic control and how the group differs from it.

    Attributes
    ----------
    weights
        By donor; none is negative, and they add up to one.
    actual, control
        By financial year.
    error_before, error_after
        Root mean squared difference before the change and from it on (RMSPE).
    effect
        Mean difference from the change on, in the panel's unit.
    """

    weights: "pd.Series[float]"
    actual: "pd.Series[float]"
    control: "pd.Series[float]"
    error_before: float
    error_after: float
    effect: float

    @property
    def gap(self) -> "pd.Series[float]":
        """Return the difference by financial year."""
        return self.actual - self.control

    @property
    def ratio(self) -> float:
        """Return the error after as a multiple of the error before."""
        return self.error_after / max(self.error_before, np.finfo(float).tiny)


def best_weights(target: Array, donors: Array) -> Array:
    """Return the mix of donors nearest to a target.

    Parameters
    ----------
    target
        What is to be matched, a value a period.
    donors
        A row a period, a column a donor.

    Returns
    -------
    ndarray
        Weights of none or more that add up to one. Where several mixes match equally
        well, the most even of them.

    Notes
    -----
    Abadie, Diamond and Hainmueller (2010), JASA 105(490), equation 2, with the values
    of the outcome before the change as the only predictors and each counting the same
    (Doudchenko and Imbens, 2016, NBER 22791). Solved as non-negative least squares
    with a heavy row for the sum, after Lawson and Hanson (1974), chapter 22.
    """
    size = max(
        float(np.abs(donors).max(initial=0.0)), float(np.abs(target).max()), 1e-12
    )
    count = donors.shape[1]
    left = np.vstack([donors / size, np.full((1, count), HEAVY), LIGHT * np.eye(count)])
    right = np.concatenate([target / size, [HEAVY], np.zeros(count)])
    weights, _ = nnls(left, right)
    scaled: Array = weights / weights.sum()
    return scaled


def synthetic_control(
    panel: Panel,
    group: Sequence[str],
    donors: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
) -> Synthetic:
    """Match a group with a mix of donors before a change, and compare them after it.

    Parameters
    ----------
    panel
        A ratio by area and year.
    group
        The councils that changed, taken together.
    donors
        The councils that did not.
    before, after
        The financial years matched and compared.
    """
    years, first = [*before, *after], len(before)
    part, whole = panel.cells(group, years)
    actual = part.sum(axis=0) / whole.sum(axis=0) * panel.scale
    part, whole = panel.cells(donors, years)
    ratios = (part / whole * panel.scale).T
    weights = best_weights(actual[:first], ratios[:first])
    control = ratios @ weights
    gap = actual - control
    return Synthetic(
        weights=pd.Series(weights, index=list(donors)),
        actual=pd.Series(actual, index=years),
        control=pd.Series(control, index=years),
        error_before=_rms(gap[:first]),
        error_after=_rms(gap[first:]),
        effect=float(gap[first:].mean()),
    )


def rank(
    panel: Panel,
    group: Sequence[str],
    donors: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
) -> tuple[int, int]:
    """Return the group's rank by ratio of errors among all choices, and their number.

    Rank 1 is the largest ratio. Rank over number is an exact p, as in `differences`.

    Notes
    -----
    Abadie, Diamond and Hainmueller (2015), American Journal of Political Science 59(2).
    """
    years, first = [*before, *after], len(before)
    part, whole = panel.cells([*group, *donors], years)
    alone = part / whole
    ratios = []
    for pick in choices(len(alone), len(group)):
        actual = part[pick].sum(axis=0) / whole[pick].sum(axis=0)
        rest = np.delete(alone, pick, axis=0).T
        gap = actual - rest @ best_weights(actual[:first], rest[:first])
        error = max(float(np.mean(gap[:first] ** 2)), np.finfo(float).tiny)
        ratios.append(float(np.mean(gap[first:] ** 2)) / error)
    return int((np.array(ratios) >= ratios[0]).sum()), len(ratios)


def leave_one_out(
    panel: Panel,
    group: Sequence[str],
    donors: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
) -> "pd.Series[float]":
    """Return the effect without each donor that has a weight, by donor left out."""
    whole = synthetic_control(panel, group, donors, before, after)
    used = whole.weights[whole.weights > 1e-3].index
    effects = {
        out: synthetic_control(
            panel, group, [d for d in donors if d != out], before, after
        ).effect
        for out in used
    }
    return pd.Series(effects, dtype=float)


def in_time_placebo(
    panel: Panel,
    group: Sequence[str],
    donors: Sequence[str],
    before: Sequence[str],
    years: int,
) -> Synthetic:
    """Pretend that the change came some years early, where it can have had no effect.

    Parameters
    ----------
    before
        The years before the true change.
    years
        How many of them are taken to be after it.
    """
    return synthetic_control(
        panel, group, donors, list(before)[:-years], list(before)[-years:]
    )


def _rms(gap: Array) -> float:
    return float(np.sqrt(np.mean(np.square(gap))))
