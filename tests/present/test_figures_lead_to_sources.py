"""From every figure to its document, and from the document back to the figure."""

import re

import pytest

from analysis.data import TABLES, Partnership
from analysis.measures.evidence import Evidence, grade
from analysis.present import sources, stated
from analysis.present.headlines import Headline, grade_line, headlines
from analysis.present.savings import sum_headline


@pytest.fixture(scope="module")
def listed(record: Partnership) -> str:
    return sources.documents(record).markdown


def fact(record: Partnership, table: str, identifier: str) -> Evidence:
    rows = record.tables[table]
    row = rows[rows["id"] == identifier].iloc[0]
    return grade(row, record.sources, record.contradictions)


def test_a_headline_leads_to_the_fact_it_states(record: Partnership) -> None:
    evidence = fact(record, "savings", "P001")
    block = Headline("£5.4m", "achieved", evidence=evidence).markdown
    assert "](site:sources#fact-P001)" in block


def test_a_contradicted_headline_leads_to_the_register(record: Partnership) -> None:
    disputed = record.contradictions["first"].iloc[0]
    evidence = Evidence("partial", ("undisputed",), fact=disputed, document="A report")
    link = f"[another document contradicts it](site:sources#disputed-{disputed})"
    assert link in grade_line(evidence)
    assert f'<span id="disputed-{disputed}">' in sources.contradictions(record).html


def test_every_fact_of_the_record_is_listed_below_its_document(
    record: Partnership, listed: str
) -> None:
    known = {
        identifier
        for name, table in TABLES.items()
        if table.facts
        for identifier in record.tables[name]["id"]
    }
    assert set(re.findall(r"\{#fact-(\S+)\}", listed)) == known


def test_anchors_are_there_once(listed: str) -> None:
    anchors = re.findall(r"\{#(\S+)\}", listed)
    assert len(anchors) == len(set(anchors))


def test_a_listed_fact_says_what_it_is_how_firm_and_how_graded(
    record: Partnership,
) -> None:
    lines = stated.lines(record)["annual-report-2016-17"]
    line = next(line for line in lines if "{#fact-P001}" in line)
    assert line == (
        "- [**£5.4m**]{#fact-P001}, saving, whole partnership, 2014/15; achieved, "
        "run-rate (inferred). Evidence: insufficient: nobody independent has checked "
        "it; the source does not say what was counted."
    )


def test_words_of_a_document_are_no_markup() -> None:
    assert stated.plain("[x] *a* <b> $1") == r"\[x\] \*a\* \<b\> \$1"


def test_the_savings_headline_leads_to_the_document_that_gives_it(
    record: Partnership,
) -> None:
    headline = sum_headline(record)
    assert headline is not None
    assert headline.figure == "£23.4m"
    assert headline.evidence is not None
    assert headline.evidence.fact == "P007"


def test_notes_for_paper_name_source_day_status_basis_and_grade(
    record: Partnership,
) -> None:
    (note,) = stated.notes(record, ["P001", "unknown"]).values()
    for part in ("£5.4m", "achieved", "run-rate (inferred)", "Evidence: insufficient"):
        assert part in note
    assert (
        "Source: oneSource Annual Report 2016/17, oneSource, December 2017 \\[i\\]"
        in note
    )


def test_headlines_carry_a_note_on_every_fact_they_lead_to(record: Partnership) -> None:
    evidence = fact(record, "savings", "P001")
    shown = headlines(record, Headline("£5.4m", "achieved", evidence=evidence), None)
    assert shown.markdown.count('::: {.fact data-fact="P001"}') == 1
    assert headlines(record, None).markdown == ""
