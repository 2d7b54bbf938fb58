"""No page denies what another says, and no heading stands without what it heads."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from pages import EACH, ONCE

from analysis.data import Partnership
from analysis.present import improvement, organisation, overspend, sources
from analysis.present.display import Chart, Table

Says = Callable[[str], Any]
NOW = "2025-12-31"


@pytest.mark.parametrize("day", ["2014-05-31", "2018-01-31", NOW])
@pytest.mark.parametrize("topic", [*ONCE, *EACH])
def test_no_heading_stands_alone(pages: Says, topic: str, day: str) -> None:
    where = f"newham/{topic}: " if topic in EACH else f"{topic}: "
    cells = [c for c in pages(day).cells if c.call.startswith(where)]
    words = "\n\n".join([*(c.words for c in cells), "## The end"])
    parts = [part for part in re.split(r"\n(?=#)|\n\n", words) if part.strip()]
    for part, below in pairwise(parts):
        alone = re.fullmatch(r"(#+) [^\n]*", part)
        if alone:
            deeper = below.startswith(f"{alone[1]}#")
            assert deeper or not below.startswith("#"), f"{where}: {part}"


def test_the_register_sets_figures_of_one_kind_against_each_other(
    pages: Says,
) -> None:
    table = pages(NOW).table("sources: ", "contradictions").set_index("About")
    staff = table.loc["Staff covered at the start: 1,350 or 1,300"]
    assert "1,350 staff" in staff["One document"]
    assert "1,300 staff" in staff["Another"]
    kept = table.loc["Services kept shared in 2023: four or three"]
    assert "4 services" in kept["One document"]
    assert "3 services" in kept["Another"]
    budget = table.loc["Budget at the start: about £58m or £64m"]
    assert "£64m" in budget["Another"]


def test_the_register_holds_what_seems_to_disagree_and_no_rounding(
    record: Partnership,
) -> None:
    table = sources.contradictions(record)
    assert isinstance(table, Table)
    rows = table.data.set_index("About")
    assert not [about for about in rows.index if "period" in about]
    (since,) = [about for about in rows.index if "£23.4m" in about]
    assert rows.loc[since, "Kind"] == "Different things"
    assert "£23.4m" in rows.loc[since, "One document"]
    assert "£13m" in rows.loc[since, "Another"]


def test_a_note_of_the_improvement_plan_names_the_themes_it_is_of(
    record: Partnership,
) -> None:
    table = improvement.table(record)
    assert isinstance(table, Table)
    assert (
        "IP40 Oracle Fusion (Finance); IP40 Oracle Fusion (Payroll): As expected in "
        "July 2019" in table.html
    )
    assert "branding (Communications): A correction of the date" in table.html


@pytest.mark.slow
def test_a_sum_that_a_document_gives_itself_is_not_called_ours(pages: Says) -> None:
    words = pages(NOW).words("partnership-savings: words")
    assert "is the document’s own cumulative figure" in words
    before = pages("2016-07-08").words("partnership-savings: words")
    assert "cumulative figure" not in before


def test_a_forecast_of_unknown_scope_is_not_said_to_be_of_another(
    pages: Says,
) -> None:
    words = pages(NOW).words("newham/overspend: overspend.claim_words")
    assert "of a scope that was not stated" in words
    assert "of the same budgets is not known" in words


def test_a_cause_named_in_a_forecast_is_not_said_to_be_of_the_outturn(
    pages: Says,
) -> None:
    words = pages(NOW).words("newham/overspend: overspend.bridge_heading")
    assert words.endswith("of Newham in the forecast of 2016/17")


def test_the_value_of_savings_is_never_said_without_its_doubts(pages: Says) -> None:
    words = pages(NOW).words("partnership-savings: words")
    assert "provided all of it is owed to sharing" in words
    assert "taking the lowest published figure wherever there is doubt" in words
    assert "because almost every uncertainty would lower the result" in words


def test_services_without_a_start_are_named_under_the_chart_that_leaves_them_out(
    record: Partnership,
) -> None:
    chart = organisation.membership_chart(record)
    assert isinstance(chart, Chart)
    assert "Not drawn, as their start was not published: Corporate Business" in (
        chart.alt
    )


def test_shorthand_is_explained_only_where_it_is_used(record: Partnership) -> None:
    table = overspend.services_table(record)
    assert isinstance(table, Table)
    assert "[x]" in table.html
    figures = record.spending.dropna(subset=["variance_gbp", "reason"])
    full = replace(record, tables={**record.tables, "spending": figures})
    shown = overspend.services_table(full)
    assert isinstance(shown, Table)
    assert "[x]" not in shown.html
