"""How large an effect would have to be for the comparison to show it."""

import numpy as np
from scipy.stats import norm

from analysis.measures.counterfactual.differences import Differences


def critical(found: Differences, level: float = 0.05) -> float:
    """Return how large a difference must be that chance seldom makes larger.

    The share of placebos at least as large, either way, is no more than the level.
    """
    sizes = np.sort(np.abs(found.placebos))[::-1]
    allowed = int(level * len(sizes))
    return float(sizes[allowed]) if allowed < len(sizes) else 0.0


def smallest_visible(
    found: Differences, power: float = 0.8, level: float = 0.05
) -> float:
    """Return the smallest saving that would be found in most cases.

    The saving is put on each placebo in turn; the result is the smallest that makes
    the wanted share of them larger than chance makes.

    Parameters
    ----------
    found
        A comparison with its placebos.
    power
        The share of cases in which the saving is to be found.
    level
        How often chance may pass for an effect.

    Notes
    -----
    Simulation of power on placebos, as in Black, Hollingsworth, Nunes and Simon
    (2022), Journal of Public Economics 213. The placebos are taken as they are: no
    distribution is assumed.
    """
    needed = np.quantile(found.placebos, power, method="higher")
    return critical(found, level) + float(needed)


def smallest_visible_normal(
    found: Differences, power: float = 0.8, level: float = 0.05
) -> float:
    """Return the same if placebos followed a normal distribution.

    Notes
    -----
    Bloom (1995), Evaluation Review 19(5): the minimum detectable effect.
    """
    spread = float(np.std(found.placebos, ddof=1))
    return float(norm.isf(level / 2) + norm.ppf(power)) * spread


def chance_of_finding(found: Differences, saving: float, level: float = 0.05) -> float:
    """Return how often a saving of a size would be found; the reverse of the above."""
    with_saving = found.placebos - saving
    return float((with_saving <= -critical(found, level)).mean())
