"""The evidence behind a figure is graded by five questions."""

import pandas as pd
import pytest

from analysis.data import Partnership
from analysis.measures.evidence import (
    GRADES,
    NOT_GRADED,
    REASONS,
    Evidence,
    grade,
    grades,
)
from analysis.measures.facts import contested, not_used, one_each

SOURCES = pd.DataFrame(
    {
        "id": ["audited", "minutes", "paper", "report"],
        "kind": ["minutes", "minutes", "news", "audit report"],
        "checked_by": ["The external auditor", None, "The external auditor", None],
    }
)
NONE = pd.DataFrame({"kind": [], "first": [], "second": [], "used": []})
GOOD = {
    "id": "A1",
    "source": "audited",
    "qualifier": "exact",
    "status": "outturn",
    "basis": "in-year",
}


def graded(**changed: object) -> Evidence:
    return grade(pd.Series({**GOOD, **changed}), SOURCES, NONE)


def test_an_exact_outcome_of_a_council_with_a_stated_basis_is_sufficient() -> None:
    assert graded() == Evidence("sufficient", ())
    assert graded().reasons == ()


@pytest.mark.parametrize(
    ("changed", "unmet"),
    [
        ({"source": "paper"}, "official"),
        ({"source": "minutes"}, "independent"),
        ({"qualifier": "minimum"}, "exact"),
        ({"qualifier": "approximate"}, "exact"),
        ({"basis": "not stated"}, "defined"),
        ({"basis_evidence": "inferred"}, "defined"),
        ({"respondents": pd.NA}, "counted"),
    ],
)
def test_one_question_answered_no_leaves_the_evidence_partial(
    changed: dict[str, object], unmet: str
) -> None:
    assert graded(**changed) == Evidence("partial", (unmet,))
    assert graded(**changed).reasons == (REASONS[unmet],)


def test_two_questions_answered_no_make_the_evidence_insufficient() -> None:
    found = graded(source="minutes", qualifier="approximate")
    assert found == Evidence("insufficient", ("independent", "exact"))
    assert graded(source="unknown") == Evidence(
        "insufficient", ("official", "independent")
    )


def test_an_audit_report_is_independent_of_those_it_audits() -> None:
    assert graded(source="report") == Evidence("sufficient", ())


@pytest.mark.parametrize(
    "status",
    [
        "target",
        "projected",
        "forecast",
        "provisional",
        "sought",
        "identified",
        "budget",
    ],
)
def test_what_is_no_result_is_not_graded(status: str) -> None:
    found = graded(source="paper", status=status, basis="not stated")
    assert found == Evidence(NOT_GRADED, ())


@pytest.mark.parametrize(
    ("kind", "judged"),
    [("actual", True), ("change", True), ("benchmark", False), ("assumption", False)],
)
def test_of_indicators_only_results_are_graded(*, kind: str, judged: bool) -> None:
    found = graded(indicator="Sickness", kind=kind)
    assert (found.grade != NOT_GRADED) == judged


def test_no_figure_of_the_record_was_checked_by_anyone_independent(
    record: Partnership,
) -> None:
    for name in ("savings", "spending", "satisfaction"):
        rows = record.tables[name]
        for found in grades(rows, record.sources, record.contradictions):
            assert found.grade == NOT_GRADED or "independent" in found.unmet
            assert found.grade != "sufficient"


def test_no_number_of_noes_is_worse_than_insufficient() -> None:
    found = graded(source="unknown", qualifier="minimum", basis="not stated")
    assert found.grade == "insufficient"
    assert len(found.unmet) == 4


@pytest.mark.parametrize("side", ["first", "second"])
def test_a_figure_that_another_document_contradicts_is_not_sufficient(
    side: str,
) -> None:
    other = {"first": "second", "second": "first"}[side]
    register = pd.DataFrame({side: ["A1"], other: ["B1"], "used": ["A1"]})
    found = grade(pd.Series(GOOD), SOURCES, register.assign(kind="disagreement"))
    assert found == Evidence("partial", ("undisputed",))


def test_figures_that_count_different_things_contest_nothing() -> None:
    register = pd.DataFrame({"first": ["A1"], "second": ["B1"], "used": ["neither"]})
    found = grade(pd.Series(GOOD), SOURCES, register.assign(kind="different things"))
    assert found == Evidence("sufficient", ())


def test_no_survey_result_without_its_base_is_ever_sufficient(
    record: Partnership,
) -> None:
    for _, row in record.satisfaction.iterrows():
        found = grade(row, record.sources, record.contradictions)
        assert found.grade != "sufficient", row["id"]
        assert "counted" in found.unmet


def test_no_figure_of_unstated_basis_is_ever_sufficient(record: Partnership) -> None:
    unstated = record.savings.query("basis == 'not stated' and status == 'achieved'")
    assert len(unstated) > 2
    for _, row in unstated.iterrows():
        found = grade(row, record.sources, record.contradictions)
        assert "defined" in found.unmet, row["id"]


def test_grades_go_from_best_to_worst() -> None:
    assert GRADES == ("sufficient", "partial", "insufficient")


def test_the_fact_that_the_register_does_not_use_is_set_aside() -> None:
    register = pd.DataFrame(
        {
            "first": ["A", "C", "E"],
            "second": ["B", "D", "F"],
            "used": ["A", "D", "neither"],
            "kind": "disagreement",
        }
    )
    assert not_used(register) == {"B", "C"}
    assert contested(register) == set("ABCDEF")


def test_of_several_facts_the_best_status_goes_before_the_newest() -> None:
    facts = pd.DataFrame(
        {
            "id": ["A", "B", "C", "D"],
            "year": ["1", "1", "1", "2"],
            "status": ["outturn", "forecast", "outturn", "budget"],
            "published": pd.to_datetime(
                ["2018-01-01", "2019-01-01", "2018-02-01", "2020-01-01"]
            ),
        }
    )
    best = one_each(facts, ["year"], {"status": ["outturn", "forecast"]})
    assert best["id"].tolist() == ["C"]
    assert list(best.columns) == list(facts.columns)
