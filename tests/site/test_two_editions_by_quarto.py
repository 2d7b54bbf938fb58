"""Two editions that Quarto has rendered are whole, marked, and give nobody away."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from once import two_editions
from playwright.sync_api import Browser
from test_accessible import TOLERATED, VIEWS
from test_no_answer_is_shown import Answers, texts
from test_two_editions import given_away, rows, sizes, states
from two import NEW, OLD
from whole import PARTS, Built, serve

from analysis.pipeline.manifest import read_manifest
from analysis.pipeline.publish.faults import find_faults


@pytest.fixture(scope="module")
def two(quarto: None, shared: Path, root: Path) -> Built:
    """Build two editions with Quarto."""
    return two_editions(shared, root, "quarto")


def test_both_editions_stand_as_quarto_has_rendered_them(two: Built) -> None:
    for home, day in (("", NEW), (f"editions/{OLD}", OLD), (f"editions/{NEW}", NEW)):
        record = read_manifest(two.site / home)
        assert record is not None
        assert (record.engine, record.as_at, record.failed) == ("quarto", day, ())


def test_nothing_speaks_against_publishing_them(two: Built) -> None:
    assert find_faults(two.site) == []


def test_every_page_of_the_older_one_leads_to_the_newest(two: Built) -> None:
    pages = sorted((two.site / "editions" / OLD).rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text("utf-8")
        assert "This is an earlier edition, as at 31 December 2023" in text, page
        assert ">All editions</a>" in text, page


def test_the_page_of_changes_names_what_changed(two: Built) -> None:
    (revised,) = rows(two, "revised")
    assert revised[1:4] == ["£30k", "£35k", "+£5k"]
    hidden = [row for row in rows(two, "withdrawn") if "(single answers)" in row[0]]
    assert hidden
    assert {row[1] for row in hidden} == {"[c]"}


def test_no_small_group_follows_from_what_both_show(two: Built) -> None:
    before, now = (
        sizes(two.site / "editions" / day / "downloads/data/survey_results.csv")
        for day in (OLD, NEW)
    )
    assert [*given_away(before, now, states(two))] == []


def test_nothing_that_a_respondent_said_is_in_anything_built(
    two: Built, root: Path
) -> None:
    answers = Answers(root / "data" / "example")
    for path, text in texts(two.project, leave=PARTS):
        assert answers.found(text) == [], path


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_an_older_page_is_accessible_and_complains_of_nothing(
    two: Built, browser: Browser, width: int, scheme: str
) -> None:
    complaints: list[str] = []
    with serve(two.site) as address:
        page = browser.new_page(reduced_motion="reduce")
        page.route(lambda url: not url.startswith(address), lambda r: r.abort())
        page.on("console", lambda said: complaints.append(said.text))
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{address}/editions/{OLD}/changes.html", wait_until="load")
        found = Axe().run(page).response["violations"]
        page.close()
    assert [rule["id"] for rule in found if rule["id"] not in TOLERATED] == []
    assert complaints == []
