"""Write what the reports of the illustrative partnership assume."""

import pandas as pd

from example.world import World


def tables(_: World) -> dict[str, pd.DataFrame]:
    """Return the log of assumptions."""
    return {"assumptions": pd.DataFrame(_assumptions())}


def _assumptions() -> list[dict[str, str]]:
    return [
        {
            "id": "full-year",
            "topic": "savings",
            "assumption": "A yearly level counts in full in the year it is given for.",
            "why": "The register gives a start for each line, the series does not.",
            "if_wrong": "Sums of years would be too high in years of growth.",
        },
        {
            "id": "answers-at-random",
            "topic": "satisfaction",
            "assumption": "Those who answered stand for those who were invited.",
            "why": "Response rates are near each other in all councils.",
            "if_wrong": "Levels would lean towards those who like to answer.",
        },
    ]
