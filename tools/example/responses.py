"""Single answers of the illustrative partnership: 20,000 respondents in six waves.

The extracts look like those of a survey tool: its own names of columns and councils,
words for ratings, an id and now and then a comment, which no report may show.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from example.world import PARTNERS, SERVICES, World

RESPONDENTS = 20_000

WAVES = {
    f"spring-{int(year[:4]) + 1}": year
    for year in ("2018/19", "2019/20", "2020/21", "2021/22", "2022/23", "2023/24")
}
"""The financial year that a wave ends, by the wave's id."""

SHARES = (0.15, 0.155, 0.16, 0.17, 0.175, 0.19)
"""The part of all respondents that a wave has."""

LEVELS = {
    "ashford-vale": (0.80, 0.81, 0.79, 0.82, 0.84, 0.85),
    "brackenwell": (0.79, 0.76, 0.69, 0.71, 0.75, 0.77),
    "castlemere": (0.70, 0.74, 0.75, 0.80, 0.81, 0.83),
}
"""The part of a council's customers who are satisfied, by wave."""

USE = {
    "finance": (0.14, 0.03),
    "hr": (0.22, -0.04),
    "ict": (0.26, -0.06),
    "legal": (0.06, 0.07),
    "procurement": (0.05, 0.02),
    "exchequer": (0.13, 0.04),
    "revenues": (0.08, -0.01),
    "property": (0.06, -0.02),
}
"""A service's part of the customers, and how far it lies from its council's level."""

RARE = {("castlemere", "legal"): 0.12, ("castlemere", "procurement"): 0.25}
"""Where a service has hardly any customers, and how many of the usual."""

STAFF = 0.06
STAFF_LEVEL = 0.90
DONT_KNOW = 0.035
WORDS = (
    "Very dissatisfied",
    "Dissatisfied",
    "Neither",
    "Satisfied",
    "Very satisfied",
    "Don't know",
)
COMMENTS = (
    "Answers take too long",
    "Always helpful",
    "Nobody picks up the telephone at month end",
    "Fewer people than there used to be",
    "Quick and friendly",
)

SETTINGS = f"""
[survey]   # how the columns and words of responses-*.csv are read
scale = 5
labels = {{ {", ".join(f'"{w}" = {n}' for n, w in enumerate(WORDS[:5], start=1))} }}
dont_know = ["{WORDS[5]}"]

[survey.columns]
wave = "Round"
partner = "Organisation"
service = "Service used most"
customer_group = "Who"
score = "Overall, how satisfied are you?"
weight = "Weight"

[survey.words]
partner = {{ {
    ", ".join(f'"{name} Council" = "{i}"' for i, (name, *_) in PARTNERS.items())
}, "Three Rivers" = "partnership" }}
service = {{ {
    ", ".join(f'"{name}" = "{i}"' for i, (name, _) in SERVICES.items())
}, "None" = "all" }}
customer_group = {{ Customer = "customers", Staff = "provider staff" }}
"""


@lru_cache(maxsize=1)
def answers(world: World) -> pd.DataFrame:
    """Return every answer: its cell, its score (6: don't know) and its weight."""
    rng = world.rng("responses")
    sizes = (RESPONDENTS * np.array(SHARES)).round().astype(int)
    waves = [
        _wave(wave, place, int(size), rng)
        for place, (wave, size) in enumerate(zip(WAVES, sizes, strict=True))
    ]
    return pd.concat(waves, ignore_index=True)


def extracts(world: World) -> dict[str, pd.DataFrame]:
    """Return the extracts by file name, as a survey tool gives them."""
    rows, rng = answers(world), world.rng("comments")
    councils = {i: f"{name} Council" for i, (name, *_) in PARTNERS.items()}
    services = {i: name for i, (name, _) in SERVICES.items()}
    marks = rng.integers(0x10000000, 0xFFFFFFFF, len(rows))
    told = rng.random(len(rows)) < 0.08
    said = [
        f"{COMMENTS[mark % len(COMMENTS)]} ({mark:08x})" if tell else ""
        for mark, tell in zip(marks, told, strict=True)
    ]
    table = pd.DataFrame(
        {
            "Response": [f"TR-{mark:08x}" for mark in marks],
            "Round": rows["wave"],
            "Organisation": rows["partner"].map(councils).fillna("Three Rivers"),
            "Who": rows["customer_group"].map(
                {"customers": "Customer", "provider staff": "Staff"}
            ),
            "Service used most": rows["service"].map(services).fillna("None"),
            "Overall, how satisfied are you?": [
                WORDS[score - 1] for score in rows["score"]
            ],
            "Weight": rows["weight"].map("{:.2f}".format),
            "Comment": said,
        }
    )
    return {
        f"responses-{wave}.csv": own.reset_index(drop=True)
        for wave, own in table.groupby("Round", sort=False)
    }


def _wave(wave: str, place: int, size: int, rng: np.random.Generator) -> pd.DataFrame:
    staff = int(size * STAFF)
    cells = _cells()
    chances = np.array(list(cells.values()))
    chosen = rng.choice(len(cells), size - staff, p=chances / chances.sum())
    keys = list(cells)
    rows = pd.DataFrame([keys[n] for n in chosen], columns=["partner", "service"])
    level = np.array(
        [LEVELS[p][place] + USE[s][1] for p, s in rows.itertuples(index=False)]
    )
    weights = np.array([_weight(p) for p in rows["partner"]])
    rows = rows.assign(customer_group="customers", weight=weights, level=level)
    own = pd.DataFrame(
        {
            "partner": ["partnership"] * staff,
            "service": "all",
            "customer_group": "provider staff",
            "weight": 1.0,
            "level": STAFF_LEVEL,
        }
    )
    both = pd.concat([rows, own], ignore_index=True)
    both["score"] = _scores(both.pop("level").to_numpy(), rng)
    return both.assign(wave=wave)


def _cells() -> dict[tuple[str, str], float]:
    return {
        (partner, service): size * use * RARE.get((partner, service), 1.0)
        for partner, (*_, size) in PARTNERS.items()
        for service, (use, _) in USE.items()
    }


def _weight(partner: str) -> float:
    """Return the weight that makes up for a council whose customers answer less."""
    return {"ashford-vale": 1.0, "brackenwell": 1.1, "castlemere": 0.9}[partner]


def _scores(level: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw ratings: 4 or 5 with the chance of the level, 6 for don't know."""
    happy = rng.random(len(level)) < level
    good = rng.choice([4, 5], len(level), p=[0.62, 0.38])
    poor = rng.choice([1, 2, 3], len(level), p=[0.18, 0.34, 0.48])
    scores = np.where(happy, good, poor)
    return np.where(rng.random(len(level)) < DONT_KNOW, len(WORDS), scores)
