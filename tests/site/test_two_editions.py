"""Two editions in one site: what changed, and what no two of them give away."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from once import two_editions
from playwright.sync_api import Browser
from scipy.optimize import linprog
from test_accessible import TOLERATED, VIEWS
from two import LATE, NEW, OLD, WAVE
from whole import Built, plain, serve

from analysis.data import ALL_SERVICES, WHOLE, open_partnership
from analysis.pipeline.publish.faults import broken_links
from analysis.present.package import shown_answers

THRESHOLD = 10
Cell = tuple[str, str]
Sizes = Mapping[tuple[str, str], int]


@pytest.fixture(scope="module")
def two(shared: Path, root: Path) -> Built:
    """Build two editions, unless another process of this run has built them."""
    return two_editions(shared, root)


@pytest.fixture(scope="module")
def shown(two: Built) -> tuple[Sizes, Sizes]:
    """Return how many answers each edition shows, by council and service."""
    old, new = (
        sizes(two.site / "editions" / day / "downloads/data/survey_results.csv")
        for day in (OLD, NEW)
    )
    return old, new


def sizes(results: Path | pd.DataFrame) -> Sizes:
    """Return what some results show of the wave whose answers changed."""
    if isinstance(results, Path):
        results = pd.read_csv(results)
    ours = (results["wave"] == WAVE) & (results["customer_group"] == "customers")
    rows = results.loc[ours, ["partner", "service", "answered"]]
    return {(str(p), str(s)): int(n) for p, s, n in rows.to_numpy()}


@pytest.fixture(scope="module")
def truth(two: Built) -> dict[Cell, int]:
    """Return how many gave a rating in each cell, late answers included."""
    return states(two)


def states(two: Built) -> dict[Cell, int]:
    """Count the answers in each cell as they are now."""
    data = two.project / "data" / "example"
    counted = open_partnership(data, NEW).survey.unprotected()
    ours = (counted["wave"] == WAVE) & (counted["customer_group"] == "customers")
    rows = counted.loc[ours, ["partner", "service", "answered"]]
    return {(str(p), str(s)): int(n) for p, s, n in rows.to_numpy() if n}


def members(
    group: Cell, cells: Mapping[Cell, int]
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Mark the cells that a group is made of."""
    partner, service = group
    return np.array(
        [partner in (p, WHOLE) and service in (s, ALL_SERVICES) for p, s in cells],
        float,
    )


def given_away(before: Sizes, now: Sizes, cells: Mapping[Cell, int]) -> Iterator[str]:
    """Attack two editions: name each small group whose smallness can be worked out.

    The reader takes it that people were only added. Unknown are the number of people
    that each cell had, and of those who were added; every figure shown is an equation.
    """
    none = np.zeros(len(cells))
    rows = [np.concatenate([members(g, cells), none]) for g in before]
    rows += [np.concatenate([members(g, cells)] * 2) for g in now]
    known = [*before.values(), *now.values()]
    groups: set[Cell] = {
        (p, s)
        for partner, service in cells
        for p in (partner, WHOLE)
        for s in (service, ALL_SERVICES)
    }
    late = {cell: LATE if cell == ("castlemere", "finance") else 0 for cell in cells}
    for group in sorted(groups):
        marks = members(group, cells)
        total = int(marks @ np.array([*cells.values()]))
        added = int(marks @ np.array([*late.values()]))
        aims = {
            "before": (total - added, np.concatenate([marks, none])),
            "now": (total, np.concatenate([marks, marks])),
            "added": (added, np.concatenate([none, marks])),
        }
        for what, (size, aim) in aims.items():
            if not 0 < size < THRESHOLD:
                continue
            most = linprog(-aim, A_eq=np.array(rows), b_eq=known)
            if most.status == 0 and -most.fun < THRESHOLD - 1e-6:
                yield f"{what} {group}: {-most.fun:.0f} at most"


def test_no_small_group_follows_from_what_both_editions_show(
    shown: tuple[Sizes, Sizes], truth: dict[Cell, int]
) -> None:
    assert [*given_away(*shown, truth)] == []


def test_the_attack_succeeds_where_the_later_edition_does_not_know_of_the_earlier(
    two: Built, shown: tuple[Sizes, Sizes], truth: dict[Cell, int]
) -> None:
    alone = open_partnership(two.project / "data" / "example", NEW)
    careless = sizes(shown_answers(alone))
    assert any("added" in found for found in given_away(shown[0], careless, truth))


def test_what_did_not_change_is_shown_in_both(shown: tuple[Sizes, Sizes]) -> None:
    before, now = shown
    assert ("castlemere", "finance") in before
    assert ("castlemere", "finance") not in now
    assert now[("ashford-vale", "finance")] == before[("ashford-vale", "finance")]
    assert len(now) > len(before) / 3


def test_the_page_of_changes_names_what_is_revised_and_withdrawn(two: Built) -> None:
    words = two.words("changes")
    assert re.search(
        r"Since 31 December 2023: \d+ new figures, 1 revised, \d+ with", words
    )
    assert "£30k £35k +£5k" in words
    assert "Figures withdrawn since 31 December 2023" in words


def test_the_page_of_changes_names_no_figure_of_a_result_that_an_edition_hides(
    two: Built, shown: tuple[Sizes, Sizes]
) -> None:
    before, now = shown
    gone = [row for row in rows(two, "withdrawn") if "(single answers)" in row[0]]
    assert len(gone) == len({*before} - {*now})
    for what, value, how, _, source in gone:
        assert (value, how) == ("[c]", "confidential in this edition"), what
        assert source == "Customer survey report, 2021/22"


def rows(built: Built, what: str) -> list[list[str]]:
    """Return the cells of a table of the page of changes."""
    (table,) = (
        table
        for table in built.main("changes").select("table")
        if (caption := table.caption) and f"Figures {what}" in caption.get_text()
    )
    return [
        [plain(cell.get_text(" ")) for cell in row.select("th, td")]
        for row in table.select("tbody tr")
    ]


def test_the_first_edition_says_that_there_is_nothing_to_compare_with(
    two: Built,
) -> None:
    words = two.words(f"editions/{OLD}/changes")
    assert "This is the first edition kept here" in words


def test_the_front_page_names_what_is_new_and_leads_to_all_of_it(two: Built) -> None:
    assert "Since the edition as at 31 December 2023" in two.words("index")
    links = {str(a["href"]) for a in two.main("index").select("a[href]")}
    assert "changes.html" in links
    assert any(link.startswith("sources.html#") for link in links)


def test_every_link_of_either_edition_leads_somewhere(two: Built) -> None:
    assert broken_links(two.site) == []


def test_an_older_edition_is_searched_by_itself(two: Built) -> None:
    for home in ("", f"editions/{OLD}/"):
        entries = json.loads((two.site / home / "search.json").read_text("utf-8"))
        for entry in entries:
            assert not entry["href"].startswith("editions/")
            assert (two.site / home / entry["href"].split("#")[0]).is_file()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_a_page_of_an_older_edition_is_accessible_and_complains_of_nothing(
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
        page.get_by_role("link", name="See this page in the latest edition").click()
        assert page.url == f"{address}/changes.html"
        page.close()
    assert [rule["id"] for rule in found if rule["id"] not in TOLERATED] == []
    assert complaints == []
