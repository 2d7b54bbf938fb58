"""Extracts of single answers become counts, and nothing else of them is kept."""

import pickle
from pathlib import Path

import pandas as pd
import pytest
from folder import Folder

from analysis.data import Problem, open_partnership

SETTINGS = """
[survey]
scale = 5
labels = { "Very good" = 5, "Good" = 4, "Poor" = 1 }
dont_know = ["Don't know"]

[survey.columns]
wave = "Round"
partner = "Council"
service = "Service"
customer_group = ""
score = "Rating"
weight = "Weight"

[survey.words]
partner = { "East Council" = "east" }
"""
HEADER = "Id,Round,Council,Service,Rating,Weight,Comment\n"
ROWS = [
    "R-77,spring,East Council,finance,Very good,1.5,Ask for Jo Smith",
    "R-78,spring,East Council,finance,3,0.5,",
    "R-79,spring,east,finance,Don't know,1,",
    "R-80,spring,east,finance,,1,did not answer",
]


@pytest.fixture
def asked(small: Folder) -> Folder:
    """Return a small partnership with one extract of four answers."""
    small.add("partnership.toml", SETTINGS)
    (small.path / "waves.csv").write_text(
        "id,name,fieldwork\nspring,Spring 2018,2018-03\n", encoding="utf-8"
    )
    (small.path / "invited.csv").write_text(
        "id,partner,service,customer_group,wave,invited,census,published,source\n"
        "I1,east,finance,customers,spring,40,yes,2018-08-03,minutes\n",
        encoding="utf-8",
    )
    (small.path / "responses-spring.csv").write_text(
        HEADER + "\n".join(ROWS) + "\n", encoding="utf-8"
    )
    return small


def only_cell(folder: Folder) -> "pd.Series[float]":
    (cell,) = open_partnership(folder.path).survey.unprotected().to_dict("records")
    return pd.Series(cell)


def test_answers_are_counted_by_wave_council_and_service(asked: Folder) -> None:
    cell = only_cell(asked)
    assert (cell["wave"], cell["partner"], cell["service"]) == (
        "spring",
        "east",
        "finance",
    )
    assert (cell["answered"], cell["satisfied"], cell["dont_know"]) == (2, 1, 1)


def test_weights_are_summed_over_those_who_gave_a_rating(asked: Folder) -> None:
    cell = only_cell(asked)
    assert (cell["weight"], cell["weight_satisfied"]) == (2.0, 1.5)
    assert cell["weight_squared"] == 2.5


@pytest.mark.parametrize(("scale", "least"), [(4, "3"), (5, "4"), (7, "5"), (10, "7")])
def test_every_scale_has_its_lowest_satisfied_point(
    asked: Folder, scale: int, least: str
) -> None:
    asked.change("partnership.toml", "scale = 5", f"scale = {scale}")
    asked.change(
        "partnership.toml",
        'labels = { "Very good" = 5, "Good" = 4, "Poor" = 1 }',
        f'labels = {{ "Very good" = {scale} }}',
    )
    asked.change("responses-spring.csv", ",3,", f",{least},")
    assert only_cell(asked)["satisfied"] == 2
    asked.change("responses-spring.csv", f",{least},", f",{int(least) - 1},")
    assert only_cell(asked)["satisfied"] == 1


def test_an_xlsx_extract_is_read_like_a_csv_one(asked: Folder) -> None:
    file = asked.path / "responses-spring.csv"
    as_csv = only_cell(asked)
    pd.read_csv(file).to_excel(file.with_suffix(".xlsx"), index=False)
    file.unlink()
    assert only_cell(asked).equals(as_csv)


def test_nothing_of_a_respondent_is_held_by_the_partnership(asked: Folder) -> None:
    record = open_partnership(asked.path)
    held = pickle.dumps(
        [record.survey, dict(record.tables), record.settings, record.as_at]
    ).decode("latin-1")
    for told in ("R-77", "Jo Smith", "did not answer"):
        assert told not in held


def test_a_partnership_does_not_show_its_counts(asked: Folder) -> None:
    record = open_partnership(asked.path)
    assert repr(record.survey) == "SurveyCounts(1 waves)"
    assert not hasattr(record.survey, "_repr_html_")
    assert "weight_satisfied" not in repr(record)


def test_answers_are_unknown_before_their_wave_was_published(asked: Folder) -> None:
    assert not open_partnership(asked.path, "2018-08-02").survey
    assert open_partnership(asked.path, "2018-08-03").survey


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",Very good,", ",splendid thanks to Jo Smith,", "score"),
        (",3,", ",11,", "score"),
        ("East Council,finance,3", "Jo Smith's council,finance,3", "partner"),
        ("finance,Very good", "Jo Smith,Very good", "service"),
        (",0.5,", ",-1,", "weight"),
        ("R-78,spring", "R-78,Jo Smith", "wave"),
    ],
)
def test_a_problem_names_row_and_column_and_never_quotes_an_answer(
    asked: Folder, old: str, new: str, column: str
) -> None:
    asked.change("responses-spring.csv", old, new)
    problem: Problem = asked.only_problem()
    assert (problem.file, problem.column) == ("responses-spring.csv", column)
    assert problem.row in (2, 3)
    assert "Jo Smith" not in str(problem)
    assert "11" not in str(problem)


def test_a_column_that_the_extract_does_not_have_is_named(asked: Folder) -> None:
    asked.change("responses-spring.csv", "Rating", "Score")
    assert asked.only_problem().column == "Rating"


def test_a_wave_without_a_day_is_a_problem(asked: Folder) -> None:
    asked.change("invited.csv", "I1,", "I1,")
    (asked.path / "invited.csv").write_text(
        "id,partner,service,customer_group,wave,invited,census,published,source\n",
        encoding="utf-8",
    )
    problem = asked.only_problem()
    assert (problem.file, problem.value) == ("invited.csv", "spring")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scale = 5", "scale = 6"),
        ('"Good" = 4', '"Good" = 6'),
        ("scale = 5", "scale = 5\nsatisfied_from = 6"),
    ],
)
def test_settings_that_do_not_fit_the_scale_are_problems(
    asked: Folder, old: str, new: str
) -> None:
    asked.change("partnership.toml", old, new)
    assert [p.file for p in asked.problems()] == ["partnership.toml"]


def test_the_illustrative_partnership_has_20000_respondents_in_six_waves(
    root: Path,
) -> None:
    files = sorted((root / "data" / "example").glob("responses-*.csv"))
    assert len(files) == 6
    assert sum(len(pd.read_csv(file)) for file in files) == 20_000
