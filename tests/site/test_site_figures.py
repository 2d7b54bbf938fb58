"""The pages show the figures of the record, and as at a day no later ones."""

import re

import pytest
from whole import ONCE, REPORTS, Built

PARTS = ("index", "savings", "overspend", "satisfaction")


def test_newhams_satisfaction_page_shows_65_81_and_73_against_80(built: Built) -> None:
    words = built.words("newham/satisfaction")
    for figure in ("65%", "81%", "73%"):
        assert figure in words
    assert "target of 80%" in words
    assert "down 8 percentage points" in words


def test_haverings_overspend_page_shows_its_shared_underspend(built: Built) -> None:
    words = built.words("havering/overspend")
    assert "£0.630m underspend" in words
    assert "shared budgets, 2017/18 outturn" in words
    assert "-£" not in words


def test_newhams_overspend_page_keeps_7_065m_to_budgets_that_are_not_shared(
    built: Built,
) -> None:
    words = built.words("newham/overspend")
    assert re.search(r"£7\.065m overspend\s+non-shared budgets, 2017/18", words)
    assert re.search(r"£0\.649m underspend\s+shared budgets, 2017/18", words)


def test_the_partnerships_page_quotes_23_4m_against_21_4m(built: Built) -> None:
    words = built.words("partnership/savings")
    assert "2014/15 to 2016/17" in words
    assert "£23.4m of savings over three years, £2m above its target of £21.4m" in words
    assert "yearly rate" in words
    assert "the total is a guide only" in words


@pytest.mark.parametrize("partner", ["havering", "newham", "bexley"])
def test_a_councils_page_on_savings_leads_to_the_partnerships(
    built: Built, partner: str
) -> None:
    links = {a.get("href") for a in built.main(f"{partner}/savings").select("a")}
    assert "../partnership/savings.html" in links


@pytest.mark.parametrize("page", [*REPORTS, *ONCE])
def test_nowhere_is_there_a_ratio_of_13m_to_40m(built: Built, page: str) -> None:
    words = built.words(page)
    # A third each, 33%, is one of the scenarios of a fair share: £13m is not in it.
    assert not re.search(r"32\.5|\b(32|325)\s?%", words)
    assert not re.search(r"33\s?% of (the )?£40m|£13m \(33\s?%\)", words)
    assert not re.search(r"third of (the )?£40m", words)
    # Another £13m, of 2015: what of the £40m no plan had been found for.
    assert not re.search(r"£13m of (the )?£40m(?! had no plan)", words)


@pytest.mark.parametrize("page", [*REPORTS, *ONCE])
def test_no_page_has_a_hole_where_a_figure_should_be(built: Built, page: str) -> None:
    assert not re.search(r"\bnan\b|\bNaT\b|<NA>|\bNone\b(?! [a-z])", built.words(page))


def test_as_at_january_2018_the_command_builds_newhams_pages_and_the_common_ones(
    early: Built,
) -> None:
    assert (early.status, early.err) == (0, "")
    assert set(early.pages) == {*(f"newham/{part}" for part in PARTS), *ONCE}


LATER = {
    "the wave of spring 2018": r"[Ss]pring 2018|73%",
    "the wave of autumn 2017, reported in April 2018": r"[Aa]utumn 2017|81%|82% of",
    "the outturn of 2017/18": r"−£0\.649m|−£1\.342m|7\.065",
    "the provisional outturn of 2017/18": r"−£0\.645m|−£1\.335m|[Pp]rovisional outturn",
    "the savings of 2017/18": r"12\.85",
    "the projection for 2018/19": r"14\.88",
    "the figures of 2019": r"£13m achieved|£3\.8m|−£0\.727m",
    "the forecasts of 2020": r"0\.793|0\.433",
    "that Bexley left": r"July 2020|Bexley leaves",
    "the overspends of 2022 and 2023": r"2022/23|3\.500|5\.200|4\.400|£1m set aside",
    "years to come": r"\b20(19|2[0-6])\b(?!/)",
}


@pytest.mark.parametrize("what", LATER)
def test_as_at_january_2018_nothing_that_was_published_later_is_shown(
    early: Built, what: str
) -> None:
    for page in early.pages:
        words = early.words(page)
        if page == "methods" and what == "years to come":
            # The price base, and the day on which the record was checked.
            words = words.replace("2024/25", "").replace("21 November 2026", "")
        found = re.search(LATER[what], words)
        near = words[max(found.start() - 80, 0) : found.end() + 40] if found else ""
        assert not found, f"{page}: …{near}…"


def test_as_at_january_2018_what_was_known_is_shown(early: Built) -> None:
    assert "as at 31 January 2018" in early.words("newham/savings")
    assert "65%" in early.words("newham/satisfaction")
    assert "+£0.127m" in early.words("newham/overspend")  # the forecast of month 9
    assert "£23.4m" in early.words("partnership/savings")
    assert "11.069" in early.words("partnership/savings")
