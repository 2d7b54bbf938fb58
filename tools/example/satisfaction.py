"""What the survey reports of the illustrative partnership say, from its answers."""

from typing import Any

import pandas as pd

from example.facts import fact
from example.responses import SETTINGS, WAVES, answers, extracts
from example.world import World

__all__ = ["SETTINGS", "extracts", "tables"]

RATE = 0.38
"""The part of those asked who answered."""

TARGETS = {"ashford-vale": 80, "brackenwell": 78, "castlemere": 75, "partnership": 80}
"""Per cent satisfied that each council, and all together, set out to reach."""

CONCERNS = (
    "Where respondents were critical, it was about speed of response and capacity."
)


def tables(world: World) -> dict[str, pd.DataFrame]:
    """Return waves, how many were asked, results, changes, targets and statements."""
    results = _results(answers(world))
    return {
        "waves": pd.DataFrame([_wave(wave) for wave in WAVES]),
        "invited": pd.DataFrame(_invited(world)),
        "satisfaction": pd.DataFrame(
            [_result(world, n, row) for n, row in enumerate(results, start=1)]
        ),
        "satisfaction_changes": pd.DataFrame(_changes(world, results)),
        "targets": pd.DataFrame(
            [
                fact(
                    world,
                    "budget",
                    "2018/19",
                    f"TS.{partner}",
                    partner=partner,
                    measure="satisfaction",
                    target=target,
                    unit="per cent",
                )
                for partner, target in TARGETS.items()
            ]
        ),
        "statements": pd.DataFrame(
            [
                fact(
                    world,
                    "survey",
                    year,
                    f"SC.{wave}",
                    topic="satisfaction",
                    statement=CONCERNS,
                )
                for wave, year in list(WAVES.items())[-1:]
            ]
        ),
    }


def _wave(wave: str) -> dict[str, str]:
    name = wave.replace("-", " ").capitalize()
    mode = "Online, by telephone and on paper; every customer was asked"
    return {
        "id": wave,
        "name": name,
        "fieldwork": f"{wave.split('-')[1]}-03",
        "mode": mode,
    }


def _invited(world: World) -> list[dict[str, Any]]:
    """Return how many were asked: everybody, in each council and service."""
    key = ["wave", "customer_group", "partner", "service"]
    rng = world.rng("invited")
    return [
        fact(
            world,
            "survey",
            WAVES[str(wave)],
            f"IN.{wave}.{partner}.{service}",
            partner=partner,
            service=service,
            customer_group=who,
            wave=wave,
            invited=round(len(own) / (RATE + rng.uniform(-0.06, 0.06))),
            census="yes",
        )
        for (wave, who, partner, service), own in answers(world).groupby(
            key, sort=False
        )
    ]


def _results(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return each council's customers, all customers, and the provider's staff."""
    rated = rows[rows["score"] <= 5]
    customers = rated[rated["customer_group"] == "customers"]
    staff = rated[rated["customer_group"] != "customers"]
    whole = {"partner": "partnership"}
    parts = [customers, customers.assign(**whole), staff.assign(**whole)]
    both = pd.concat(parts)
    key = ["wave", "customer_group", "partner"]
    return [
        {
            **dict(zip(key, names, strict=True)),
            "respondents": len(own),
            "exact": 100
            * own.loc[own["score"] >= 4, "weight"].sum()
            / own["weight"].sum(),
        }
        for names, own in both.groupby(key, sort=True)
    ]


def _result(world: World, number: int, row: dict[str, Any]) -> dict[str, Any]:
    told = {k: v for k, v in row.items() if k != "exact"}
    year = WAVES[row["wave"]]
    return fact(
        world,
        "survey",
        year,
        f"SA.{number:03d}",
        **told,
        percent=round(row["exact"]),
        selective="no",
    )


def _changes(world: World, results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return changes from unrounded levels, rounded last."""
    exact = {
        (r["customer_group"], r["partner"], r["wave"]): r["exact"] for r in results
    }
    waves, rows = list(WAVES), list[dict[str, Any]]()
    for (who, partner, wave), level in exact.items():
        place = waves.index(wave)
        if not place:
            continue
        change = round(level - exact[who, partner, waves[place - 1]])
        rows.append(
            fact(
                world,
                "survey",
                WAVES[wave],
                f"SX.{len(rows) + 1:03d}",
                partner=partner,
                customer_group=who,
                from_wave=waves[place - 1],
                to_wave=wave,
                change_points=change,
                direction="up" if change > 0 else "down" if change < 0 else "level",
            )
        )
    return rows
