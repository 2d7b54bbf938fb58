"""Every sentence, for every council, as at any day: true, and never a hole in it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages import EACH, ONCE, Cell, every_page, shown

from analysis.data import Partnership, open_partnership
from analysis.present.display import Chart, Table, Text

At = Callable[[str], Partnership]
Says = Callable[[str], Any]
NOW = "2025-12-31"

# Nothing known, the first figures of each kind, the day before an outturn, the end.
DAYS = ["2013-11-30", "2016-07-08", "2018-01-31", NOW]
HOLE = re.compile(
    r"\b(nan|NaT)\b|\bNone\b(?! [a-z])|<NA>|\[\]|\(\)| ,|\s\.(\s|$)|;\s*;|\{\}"
)
HYPHEN = re.compile(r"(^|[\s(])-[£\d]")


def as_text(words: str) -> str:
    """Return words without the addresses of their links and the data they carry."""
    shown = re.sub(r"<!--.*?-->", "", words, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)|\{[^}]*\}|https?://\S+", "", shown)


@pytest.mark.parametrize("day", DAYS)
def test_no_page_has_a_hole_where_a_figure_should_be(pages: Says, day: str) -> None:
    for cell in pages(day).cells:
        assert isinstance(cell.shown, Text | Table | Chart), cell.call
        words = as_text(cell.words)
        hole = HOLE.search(words)
        near = words[max(hole.start() - 60, 0) : hole.end() + 20] if hole else ""
        assert hole is None, f"{cell.call}: …{near}…"
        assert not HYPHEN.search(words), cell.call


@pytest.mark.parametrize("topic", [*ONCE, *EACH])
def test_every_page_can_be_set_and_drawn_as_at_an_early_day(
    as_at: At, topic: str
) -> None:
    for cell in shown(topic, as_at("2014-05-31"), "newham" if topic in EACH else None):
        if isinstance(cell.shown, Table):
            assert cell.shown.html.count("<table") == 1, cell.call
        if isinstance(cell.shown, Chart):
            assert cell.shown.svg.startswith("<svg"), cell.call


@pytest.mark.parametrize("day", DAYS)
def test_no_page_names_a_document_that_was_not_published_yet(
    as_at: At, record: Partnership, pages: Says, day: str
) -> None:
    later = set(record.sources["id"]) - set(as_at(day).sources["id"])
    for cell in pages(day).cells:
        named = set(re.findall(r"site:sources#([\w.-]+)", cell.words))
        assert named & later == set(), cell.call


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, published: Path) -> list[Cell]:
    """Return the pages of a partnership of which only its councils are known."""
    path = tmp_path_factory.mktemp("bare")
    for name in ("partnership.toml", "partners.csv", "services.csv", "sources.csv"):
        shutil.copy(published / name, path / name)
    return list(every_page(open_partnership(path)))


def test_a_partnership_without_a_fact_has_pages_without_charts(
    bare: list[Cell],
) -> None:
    charts = [cell.call for cell in bare if isinstance(cell.shown, Chart)]
    assert [call for call in charts if not call.startswith("sources")] == []


def test_a_partnership_without_a_fact_has_no_empty_table(bare: list[Cell]) -> None:
    for cell in bare:
        if isinstance(cell.shown, Table):
            assert len(cell.shown.data), cell.call


def test_a_partnership_without_a_fact_has_no_holes_in_its_sentences(
    bare: list[Cell],
) -> None:
    for cell in bare:
        assert HOLE.search(as_text(cell.words)) is None, cell.call


def test_a_page_says_what_was_not_published(bare: list[Cell]) -> None:
    words = "\n".join(c.words for c in bare if c.call.startswith("newham"))
    assert "No survey result was published for Newham" in words
    assert "No budget position had been published for Newham" in words
    assert "none gives a figure for Newham only" in words


def test_newhams_satisfaction_is_said_with_its_target_and_its_fall(
    pages: Says,
) -> None:
    words = pages(NOW).words("newham/satisfaction", "words")
    assert "[73%](site:sources#fact-S097) of Newham’s customers" in words
    assert "7 percentage points below the target of 80%" in words
    assert "down 8 percentage points since autumn 2017" in words


def test_newhams_waves_are_65_81_and_73_with_the_one_change_that_was_published(
    pages: Says,
) -> None:
    table = pages(NOW).table("newham/satisfaction", "table(waves,")
    assert list(table["Satisfied"]) == ["65%", "81%", "73%"]
    change = table.set_index("Survey")["Change"]
    assert change["Autumn 2017"] == "[x]"
    assert change["Spring 2018"] == "down 8 points"


def test_no_page_takes_81_less_65_for_a_change(pages: Says) -> None:
    words = pages(NOW).words("newham/")
    assert not re.search(r"\b16 (percentage )?points", words)


def test_haverings_shared_underspend_is_said_as_the_committee_prints_it(
    pages: Says,
) -> None:
    words = pages(NOW).words("havering/overspend", "overspend.answer")
    assert "£0.630m underspend" in words
    assert "shared budgets, 2017/18 outturn" in words


def test_the_front_page_says_that_services_are_to_be_taken_back(pages: Says) -> None:
    assert "**Decided to end (April 2023):**" in pages(NOW).words("home: ")
    assert "Decided to end" not in pages("2018-01-31").words("home: ")


def test_no_page_of_bexley_is_headed_by_savings_from_before_it_joined(
    pages: Says,
) -> None:
    assert "£23.4m" in pages(NOW).words("home: ", "cards")
    assert "£23.4m" not in pages(NOW).words("bexley/overview", "cards")
    assert "£23.4m" not in pages(NOW).words("bexley/savings")


@pytest.mark.parametrize("page", ["newham/overspend", "partnership"])
def test_the_sign_of_a_variance_is_explained_where_one_is_shown(
    pages: Says, page: str
) -> None:
    assert "Positive is an overspend, which is adverse" in pages(NOW).words(page)


def test_savings_are_said_as_a_total_of_yearly_rates(pages: Says) -> None:
    words = pages(NOW).words("partnership-savings: words")
    assert "[£23.4m](site:sources#fact-P007) of savings over three years" in words
    assert "£2m above its target of [£21.4m](site:sources#fact-P008)" in words
    assert "yearly rate reached (run-rate), so the total is a guide only" in words


def test_nowhere_is_13m_set_against_40m(pages: Says) -> None:
    for cell in pages(NOW).cells:
        assert not re.search(
            r"(?<![\d.])32\.5(?!\d)|a third of (the )?£40m", cell.words
        ), cell.call


def test_the_councils_side_by_side_are_not_ranked(
    pages: Says, record: Partnership
) -> None:
    table = pages(NOW).table("partnership: ", "side_by_side")
    assert list(table["Council"]) == list(record.partners["name"])


def test_staff_who_rate_their_own_service_are_in_no_table_of_a_council(
    pages: Says,
) -> None:
    assert "91%" in pages(NOW).words("newham/satisfaction", "table(staff,")
    for partner in ("havering", "newham", "bexley"):
        words = pages(NOW).words(f"{partner}/satisfaction", "table(waves,")
        assert "91%" not in words


def test_what_was_set_aside_is_never_said_to_be_spent(pages: Says) -> None:
    spent = re.compile(r"£1m (was |has been )?(spent|paid)")
    for cell in pages(NOW).cells:
        assert not spent.search(cell.words), cell.call


def test_no_survey_result_has_an_interval(pages: Says) -> None:
    words = pages(NOW).words("/satisfaction")
    assert "No confidence interval can be given" in words
    assert not re.search(r"±|\d+% to \d+%", words)


def test_both_figures_that_disagree_stand_in_the_register(pages: Says) -> None:
    words = pages(NOW).words("sources: ", "contradictions")
    for figure in ("£12.85m", "£11.069m", "£10.927m", "£7.9m", "£7.8m"):
        assert figure in words
