"""Panels that are made for a test: councils that move at random."""

import numpy as np
import pandas as pd

from analysis.measures.counterfactual.panel import Panel

GROUP = ("ash", "birch")
DONORS = tuple(f"donor-{number:02}" for number in range(18))
YEARS = tuple(f"{year}/{(year + 1) % 100:02}" for year in range(2008, 2018))
BEFORE, AFTER = YEARS[:7], YEARS[7:]


def made(rng: np.random.Generator, noise: float = 4.0, wild: float = 0.0) -> Panel:
    """Return pounds a head of twenty councils, without an effect.

    Parameters
    ----------
    noise
        Standard deviation of a council's year, in pounds a head.
    wild
        Standard deviation of a shift that one council has in all years after.
    """
    count = len(GROUP) + len(DONORS)
    people = rng.uniform(150_000, 350_000, count)[:, None] * np.ones(len(YEARS))
    level = 100 + np.cumsum(rng.normal(0, 2, len(YEARS)))
    heads = level + rng.normal(0, noise, (count, len(YEARS)))
    heads[rng.integers(count), len(BEFORE) :] += rng.normal(0, wild) if wild else 0.0
    index, columns = [*GROUP, *DONORS], list(YEARS)
    whole = pd.DataFrame(people, index=index, columns=columns)
    return Panel(whole * heads, whole, "£ a head")


def california() -> Panel:
    """Return packs of cigarettes a head by state and year, as Abadie et al. (2010)."""
    from synthdid.datasets import load_california_prop99

    long = load_california_prop99().astype({"Year": str})
    packs = long.pivot_table(index="State", columns="Year", values="PacksPerCapita")
    return Panel(packs, packs * 0 + 1.0, "packs a head")
