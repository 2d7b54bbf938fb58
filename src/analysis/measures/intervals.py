"""Measure proportions with their intervals, and changes between two of them.

Intervals are those of statsmodels: Wilson (1927) for one proportion, Newcombe (1998)
for the difference of two. Both are taken with the *effective* number of answers, which
weights lower and a census of a finite group raises.
"""

from dataclasses import dataclass

import pandas as pd

from analysis.errors import MeasureError

CONFIDENCE = 0.95
"""How often an interval of this kind holds the true value."""

ALPHA = 0.05
"""The risk of calling any change real that is not, over all that are compared."""

CORRECTION = "holm"
"""How many comparisons are allowed for: Holm (1979), step down."""


@dataclass(frozen=True)
class Proportion:
    """Hold a proportion with its interval.

    Attributes
    ----------
    value, low, high
        From 0 to 1.
    effective
        The number of answers the interval rests on.
    """

    value: float
    low: float
    high: float
    effective: float


def effective_size(weight: float, weight_squared: float) -> float:
    """Return how many unweighted answers weighted ones are worth.

    Parameters
    ----------
    weight, weight_squared
        The sum of the weights, and of their squares.

    Notes
    -----
    Kish, Survey Sampling (1965), section 11.7: the square of the sum over the sum of
    the squares. Weights that are all alike leave the number of answers as it is.
    """
    return weight**2 / weight_squared if weight_squared else 0.0


def finite(size: float, population: float | None) -> float:
    """Return the answers that a census's answers are worth.

    Parameters
    ----------
    size
        Number of answers, effective where they are weighted.
    population
        How many people the group has; None: not known, no correction.

    Notes
    -----
    Cochran, Sampling Techniques (1977), section 3.2: the variance of a proportion
    shrinks by (N - n) / (N - 1), as if n were larger by its inverse. It holds as far as
    those who answered are like those who did not.

    Raises
    ------
    MeasureError
        When there are more answers than people.
    """
    if population is None:
        return size
    if size > population:
        msg = f"{size:g} answers from a group of {population:g} people."
        raise MeasureError(msg)
    if size == population:
        return float("inf")
    return size * (population - 1) / (population - size)


def wilson(
    satisfied: float,
    answered: float,
    *,
    effective: float | None = None,
    population: float | None = None,
) -> Proportion:
    """Return a proportion with its Wilson interval.

    Parameters
    ----------
    satisfied, answered
        Numbers of answers, or sums of their weights.
    effective
        The effective number of answers; None: as many as answered.
    population
        How many people a census asked; None: no correction.

    Raises
    ------
    MeasureError
        When there are no answers, or more are satisfied than answered.

    Notes
    -----
    Wilson (1927), the interval that the Office for Health Improvement and
    Disparities prefers for proportions.
    """
    if not 0 <= satisfied <= answered or answered <= 0:
        msg = f"{satisfied:g} of {answered:g} answers make no proportion."
        raise MeasureError(msg)
    share = satisfied / answered
    size = finite(answered if effective is None else effective, population)
    if size == float("inf"):
        return Proportion(share, share, share, size)
    # Importing statsmodels takes a second, which only pages with bases should spend.
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(share * size, size, 1 - CONFIDENCE, "wilson")
    return Proportion(share, min(low, share), max(high, share), size)


def newcombe(before: Proportion, after: Proportion) -> tuple[float, float]:
    """Return the interval of the change between two independent proportions.

    Returns
    -------
    tuple of float
        The lowest and the highest change that the answers allow, from -1 to 1.

    Notes
    -----
    Newcombe (1998), method 10: the square-and-add of two Wilson intervals.
    """
    if float("inf") in (before.effective, after.effective):
        return _square_and_add(before, after)
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = confint_proportions_2indep(
        after.value * after.effective,
        after.effective,
        before.value * before.effective,
        before.effective,
        method="newcomb",
        compare="diff",
        alpha=1 - CONFIDENCE,
    )
    return float(low), float(high)


def p_value(before: Proportion, after: Proportion) -> float:
    """Return how often chance alone moves a proportion this far.

    Notes
    -----
    The score test of equal proportions (Miettinen and Nurminen 1985, as statsmodels
    has it) with effective numbers of answers. 1 where both are wholly alike.
    """
    if before.value == after.value:
        return 1.0
    if before.effective == after.effective == float("inf"):
        return 0.0
    from statsmodels.stats.proportion import test_proportions_2indep

    # A number of answers without limit counts as one that no chance can move.
    one, two = (min(p.effective, 1e12) for p in (after, before))
    found = test_proportions_2indep(
        after.value * one, one, before.value * two, two, method="score"
    )
    return float(found.pvalue)


def corrected(p_values: "pd.Series[float]") -> "pd.Series[float]":
    """Raise p-values for how many comparisons are made, so that few look many.

    Parameters
    ----------
    p_values
        One a comparison, all that are looked at together; missing ones stay so.

    Notes
    -----
    Holm (1979), by statsmodels: of many services, one that moves by chance alone is
    called real in no more than one report of twenty.
    """
    known = p_values.dropna()
    if known.empty:
        return p_values
    from statsmodels.stats.multitest import multipletests

    _, raised, *_ = multipletests(known, alpha=ALPHA, method=CORRECTION)
    return pd.Series(raised, index=known.index).reindex(p_values.index)


def _square_and_add(before: Proportion, after: Proportion) -> tuple[float, float]:
    change = after.value - before.value
    down = ((after.value - after.low) ** 2 + (before.high - before.value) ** 2) ** 0.5
    up = ((after.high - after.value) ** 2 + (before.value - before.low) ** 2) ** 0.5
    return change - down, change + up
