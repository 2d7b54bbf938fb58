"""Read extracts of single answers, and keep nothing of them but counts.

An extract never becomes a table of the partnership. Ids and comments are dropped as
a file is read, answers are counted by cell, and no message quotes an answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.data.problems import Problem
from analysis.data.settings_survey import Survey
from analysis.data.used import use

STEM = "responses"
"""How the name of an extract begins: responses.csv, responses-spring-2018.xlsx."""

CELL = ["wave", "partner", "service", "customer_group"]
"""What tells one cell of counts from another."""

COUNTS = [
    "answered",
    "satisfied",
    "dont_know",
    "weight",
    "weight_squared",
    "weight_satisfied",
]
"""What is counted in a cell."""

NOT_QUOTED = "(not quoted)"
"""What a message shows in place of an answer."""


@dataclass(frozen=True, repr=False, eq=False)
class SurveyCounts:
    """Hold counts of answers by cell, which a notebook cannot show by accident.

    Cells may be too small to be shown: what is shown goes through
    `analysis.measures.survey.results`, which protects them.
    """

    _cells: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=[*CELL, *COUNTS])
    )
    _folder: Path | None = None

    def __repr__(self) -> str:
        """Return how many waves there are, and nothing of what they hold."""
        return f"SurveyCounts({self._cells['wave'].nunique()} waves)"

    def __bool__(self) -> bool:
        """Tell whether any wave has been counted."""
        self._used()
        return len(self._cells) > 0

    def of_waves(self, known: set[str], folder: Path | None = None) -> "SurveyCounts":
        """Return the counts of some waves only, and where they come from."""
        chosen = self._cells["wave"].isin(known)
        return SurveyCounts(self._cells[chosen].reset_index(drop=True), folder)

    def _used(self) -> None:
        if self._folder is not None:
            use(self._folder / "invited")
            use(self._folder / f"{STEM}*")

    def unprotected(self) -> pd.DataFrame:
        """Return every cell, small ones too: never for a reader.

        Returns
        -------
        DataFrame
            wave, partner, service, customer_group; answered, satisfied and
            dont_know (numbers of answers); weight, weight_squared and
            weight_satisfied (sums over those who gave a rating).
        """
        self._used()
        return self._cells.copy()


def is_extract(path: Path) -> bool:
    """Tell whether a file holds single answers, by its name."""
    return path.stem == STEM or path.stem.startswith(f"{STEM}-")


def count_answers(
    frames: dict[str, pd.DataFrame],
    survey: Survey,
    allowed: dict[str, set[str]],
) -> tuple[SurveyCounts, list[Problem]]:
    """Check extracts and count their answers.

    Parameters
    ----------
    frames
        By file name, its cells as text, None where blank, indexed by row.
    survey
        How the columns and values of the extracts are to be read.
    allowed
        The ids that the columns wave, partner, service and customer_group may hold.

    Returns
    -------
    tuple
        The counts, and every problem; a problem never quotes an answer.
    """
    counted, problems = [], []
    for file, frame in frames.items():
        wanted = _wanted(survey)
        missing = [name for name in wanted.values() if name not in frame.columns]
        problems += [
            Problem(file, 1, name, "", "this column, as partnership.toml [survey] says")
            for name in missing
        ]
        if missing:
            continue
        rows = frame[list(wanted.values())].set_axis(list(wanted), axis=1)
        problems += _problems(file, rows, survey, allowed)
        counted.append(_count(_known(rows, survey), survey))
    if problems or not counted:
        return SurveyCounts(), problems
    cells = pd.concat(counted).groupby(CELL, as_index=False)[COUNTS].sum()
    return SurveyCounts(cells), []


def _wanted(survey: Survey) -> dict[str, str]:
    names = survey.columns.model_dump()
    return {column: name for column, name in names.items() if name}


def _known(rows: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """Give councils, services, groups and waves the ids of the partnership."""
    known = rows.copy()
    for column in CELL:
        if column not in known:
            known[column] = survey.default(column)
        words = survey.words.get(column, {})
        known[column] = known[column].map(lambda v, w=words: w.get(v, v))
    return known


def _problems(
    file: str, rows: pd.DataFrame, survey: Survey, allowed: dict[str, set[str]]
) -> Iterator[Problem]:
    known = _known(rows, survey)
    for column in CELL:
        for row in known.index[~known[column].isin(allowed[column])]:
            expected = (
                f"an id of the register, or a word of [survey.words.{column}]: "
                f"{', '.join(sorted(allowed[column]))}"
            )
            yield Problem(file, int(row), column, NOT_QUOTED, expected)
    scores = rows["score"].map(survey.score_of)
    for row in rows.index[rows["score"].notna() & scores.isna()]:
        expected = (
            f"a whole number from 1 to {survey.scale}, a word of [survey.labels] or "
            "one of survey.dont_know"
        )
        yield Problem(file, int(row), "score", NOT_QUOTED, expected)
    if "weight" in rows:
        weights = pd.to_numeric(rows["weight"], errors="coerce")
        for row in rows.index[~(weights > 0)]:
            expected = "a number above 0"
            yield Problem(file, int(row), "weight", NOT_QUOTED, expected)


def _count(rows: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    scores: pd.Series[Any] = rows["score"].map(survey.score_of)
    rated = scores > 0
    weight = pd.to_numeric(rows["weight"], errors="coerce") if "weight" in rows else 1.0
    satisfied = scores >= survey.satisfied_at
    counts = rows[CELL].assign(
        answered=rated.astype(int),
        satisfied=satisfied.astype(int),
        dont_know=(scores == 0).astype(int),
        weight=weight * rated,
        weight_squared=weight * weight * rated,
        weight_satisfied=weight * satisfied,
    )
    return counts.groupby(CELL, as_index=False)[COUNTS].sum()
