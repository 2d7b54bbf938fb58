"""Read the extracts of single answers in a folder as counts."""

from pathlib import Path

from analysis.data.checking import Frames
from analysis.data.problems import Problem
from analysis.data.reading import find_extracts, read_table
from analysis.data.responses import SurveyCounts, count_answers
from analysis.data.schemas import ALL_SERVICES, TABLES, WHOLE
from analysis.data.settings_survey import Survey


def count_folder(
    folder: Path, survey: Survey, frames: Frames
) -> tuple[SurveyCounts, list[Problem]]:
    """Count the answers in a folder's extracts.

    Parameters
    ----------
    folder
        The folder of one partnership.
    survey
        How the extracts are read.
    frames
        The folder's tables as text: answers may name only what they register, and
        a wave's answers are known from the day its row of *invited* was published.

    Returns
    -------
    tuple
        The counts, and every problem; a problem never quotes an answer.
    """
    extracts, problems = {}, []
    for path in find_extracts(folder):
        frame, found = read_table(path)
        problems += found
        if len(frame.columns):
            extracts[path.name] = frame
    allowed = {
        "wave": _ids(frames, "waves"),
        "partner": {*_ids(frames, "partners"), WHOLE},
        "service": {*_ids(frames, "services"), ALL_SERVICES},
        "customer_group": set(TABLES["satisfaction"].columns["customer_group"].allowed),
    }
    counts, found = count_answers(extracts, survey, allowed)
    problems += found
    dated = set(frames["invited"][1]["wave"]) if "invited" in frames else set()
    for wave in sorted(set(counts.unprotected()["wave"]) - dated):
        expected = "a row for each wave of the extracts, which dates its answers"
        problems.append(Problem("invited.csv", 0, "wave", str(wave), expected))
    return counts, problems


def _ids(frames: Frames, table: str) -> set[str]:
    return set(frames[table][1]["id"].dropna()) if table in frames else set()
