"""Every page in a real browser: whole, silent, and asking nobody for anything."""

from itertools import pairwise
from typing import Any

import pytest
from whole import ONCE, PARTNERS, REPORTS, Built

PAGES = [*REPORTS, *ONCE]
TRACES = [
    *["open_partnership", "(record", "as_at", "../data", "parameters", "import "],
    *["Warning:", "Traceback", "<Figure", "{{", ":::", "(site:", "=site:"],
]
"""What code, a warning or unfinished Markdown would leave on a page."""

Visited = dict[str, dict[str, Any]]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_an_error_and_asks_no_other_host(
    visited: Visited, page: str
) -> None:
    assert visited[page]["complaints"] == []
    assert visited[page]["asked"] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_inside_the_site_leads_somewhere(
    built: Built, visited: Visited, page: str
) -> None:
    inside = [link for link in visited[page]["links"] if "://" not in link]
    assert len(inside) > 8
    lost = []
    for link in inside:
        path, _, anchor = link.partition("#")
        name = path.removesuffix(".html")
        if not (built.site / path).is_file() or (
            anchor and anchor not in visited[name]["ids"]
        ):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_leads_to_its_own_pdf(visited: Visited, page: str) -> None:
    assert f"{page}.pdf" in visited[page]["links"]


@pytest.mark.parametrize("partner", PARTNERS)
def test_a_councils_first_page_leads_to_its_whole_document(
    visited: Visited, partner: str
) -> None:
    assert f"{partner}/evaluation.pdf" in visited[f"{partner}/index"]["links"]


@pytest.mark.parametrize("page", PAGES)
def test_headings_begin_with_one_title_and_skip_no_level(
    visited: Visited, page: str
) -> None:
    levels = [level for level, _ in visited[page]["headings"]]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text for _, text in visited[page]["headings"])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_its_language_and_its_title(visited: Visited, page: str) -> None:
    assert visited[page]["lang"] == "en-GB"
    (_, title), *_ = visited[page]["headings"]
    assert visited[page]["title"].startswith(title)


@pytest.mark.parametrize("page", REPORTS)
def test_a_report_names_its_council_its_topic_and_its_as_at_date(
    visited: Visited, page: str
) -> None:
    council, topic = page.split("/")
    (_, title), *_ = visited[page]["headings"]
    words = {"index": "overview"}.get(topic, topic)
    assert title == f"{council.capitalize()}: {words}"
    assert "oneSource, as at the end of 2025 [i]" in visited[page]["visible"]


@pytest.mark.parametrize("page", PAGES)
def test_no_code_parameter_or_warning_can_be_seen(visited: Visited, page: str) -> None:
    assert visited[page]["code"] == 0
    assert [trace for trace in TRACES if trace in visited[page]["visible"]] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_is_there_and_has_its_words(visited: Visited, page: str) -> None:
    for picture in visited[page]["pictures"]:
        assert picture["width"] > 0
        assert len(picture["alt"]) > 60


@pytest.mark.parametrize("page", REPORTS)
def test_every_report_shows_its_figures_in_a_chart_or_a_table(
    visited: Visited, page: str
) -> None:
    shown = visited[page]["pictures"] or visited[page]["tables"]
    # No figure of its own savings was published for Bexley: the page says so.
    assert shown or page == "bexley/savings"
    if page.endswith(("/overspend", "/satisfaction")):
        assert visited[page]["pictures"]
        assert visited[page]["tables"]


@pytest.mark.parametrize("page", PAGES)
def test_every_table_has_its_caption_its_headings_and_rows(
    visited: Visited, page: str
) -> None:
    for table in visited[page]["tables"]:
        assert table["caption"]
        assert table["heads"] > 1
        assert table["rows"] > 0


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_id_twice(visited: Visited, page: str) -> None:
    ids = visited[page]["ids"]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_by_which_renderer_it_was_made(visited: Visited, page: str) -> None:
    assert "embedded renderer" in visited[page]["visible"]
