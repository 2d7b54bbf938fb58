"""Every figure of the savings chapter is on the page, with its basis."""

import re
from pathlib import Path

import nbformat
import pytest

from analysis.data import Partnership, open_partnership
from analysis.present import savings
from analysis.present.display import Chart, Table, Text


def shown(record: Partnership, partner: str, notebook: Path) -> dict[str, str]:
    """Return what each cell of the notebook says, by the function it calls."""
    found: dict[str, str] = {}
    for cell in nbformat.read(notebook, 4).cells:
        called = re.match(r"savings\.(\w+)\((.*)\)$", cell.source)
        if cell.cell_type != "code" or not called:
            continue
        name, passed = called.groups()
        values = {"record": record, "partner": partner, '"partnership"': "partnership"}
        part = getattr(savings, name)(*(values[p] for p in passed.split(", ")))
        found[f"{name} {passed}"] = said(part)
    return found


def said(part: Text | Table | Chart) -> str:
    if isinstance(part, Text):
        return part.markdown
    if isinstance(part, Chart):
        return part.alt
    cells = part.data.astype(str).agg(" | ".join, axis=1)
    return "\n".join([re.sub(r"<[^>]+>", " ", part.html), *cells])


@pytest.fixture(scope="module")
def notebook(root: Path) -> Path:
    return root / "notebooks" / "savings.ipynb"


@pytest.fixture(scope="module")
def havering(record: Partnership, notebook: Path) -> dict[str, str]:
    return shown(record, "havering", notebook)


@pytest.fixture(scope="module")
def example(root: Path, notebook: Path) -> dict[str, str]:
    return shown(open_partnership(root / "data" / "example"), "castlemere", notebook)


PUBLISHED = {
    "annual_table record": [
        "2014/15 | £4.1m | £5.4m",
        "2015/16 | £7.9m | £8.5m",
        "2016/17 [b] | £9.4m | £9.5m",
        "£12.85m",
        "£11.069m applied; £10.927m projected",
        "£14.88m [f]",
        "run-rate basis",
    ],
    "promise_heading record": ["£40m"],
    "promise_text record": ["cumulative", "£8m a year", "It may not hold"],
    "promise_table record": ["£34.327m to £36.25m", "£49.207m to £51.13m", "£8.3m"],
    "gap_text record": ["£13m", "£4.1m", "£22.9m", "chance", "12 July 2019"],
    "worth_text record": ["prices of 2024/25", "3.5%", "projection"],
    "worth_table record": ["£51.13m", "£66.5m", "£61.3m"],
    "cost_text record": ["true cost", "unknown", "£61.3m"],
    "cost_table record": ["£45.5m"],
    "doubt_chart record": ["Tornado", "£52.0m", "41%"],
    "simulation_text record": ["100,000 draws", "seed 2014"],
    "fair_text record": ["Newham 43%, Havering 42% and Bexley 15%"],
    "fair_table record": ["Scenario", "£5.53m (43%)", "Range"],
    "fair_range record, partner": ["£4.28m to £6.06m"],
    "sought_text record": ["19 to 1", "£1.78m", "scenario"],
    "joining_table record": ["at least £132k", "not stated"],
    "joining_text record": ["has no period", "£617k over 5 years"],
    "leaving_table record": ["Exempt from publication", "[x]", "£1m"],
    "leaving_text record": ["the 15 months' notice was waived"],
    "kinds_table record": ["£2.115m", "about £330k", "£100k", "£423k a year"],
    "attribution_text record": ["considered no other option", "none to all"],
    "comparators_table record": ["LGSS", "Tri-borough", "£1.34bn", "Five Councils"],
    "stated_table record, partner": ["Insufficient", "Romford Recorder"],
    'stated_table record, "partnership"': ["£12.85m", "Run-rate [i]", "Not stated"],
    "doubles_table record": ["P007", "£23.4m", "One is part of the other"],
}
"""What the page of a council says of oneSource, by the function that says it."""

FULL = {
    "cost_text record": ["paid back after", "Net of it"],
    "worth_table record": ["Cost of change"],
    "doubt_chart record": ["Lines counted twice"],
    "fair_chart record": ["share of cost"],
    "fair_table record": ["Beyond its share", "25.0% | 10.0%"],
    "joining_table record": ["Castlemere joins", "A yearly level (run-rate)"],
    "leaving_table record": ["Set aside"],
    "kinds_table record": ["Cash-releasing efficiency", "One-off"],
    "attribution_text record": ["Three options"],
    "register_table record": ["Late", "Never"],
    "doubles_table record": ["Property programme"],
    "lines_table record": ["L001", "L200"],
}
"""What the same page says of a full record."""


@pytest.mark.parametrize("call", PUBLISHED)
def test_the_published_figures_are_on_the_page(
    call: str, havering: dict[str, str]
) -> None:
    for words in PUBLISHED[call]:
        assert words in havering[call]


@pytest.mark.parametrize("call", FULL)
def test_a_full_record_makes_a_full_chapter(call: str, example: dict[str, str]) -> None:
    for words in FULL[call]:
        assert words in example[call]


def test_a_short_record_shows_no_part_that_needs_a_full_one(
    havering: dict[str, str],
) -> None:
    for call in ("register_table record", "lines_table record", "fair_chart record"):
        assert havering[call] == ""


def test_headings_say_findings_and_no_heading_stands_alone(
    havering: dict[str, str], example: dict[str, str]
) -> None:
    for page in (havering, example):
        for call, words in page.items():
            name = call.split(" ")[0]
            if not name.endswith("_heading") or name == "annual_heading" or not words:
                continue
            below = [
                text
                for other, text in page.items()
                if other.startswith(name.removesuffix("heading"))
                or (name == "own_heading" and other.startswith("stated_table"))
                or (name == "ledger_heading" and other.startswith("grades"))
                or (name == "attribution_heading" and other.startswith("compar"))
                or (name == "moving_heading" and other.startswith("leaving"))
            ]
            assert any(text for text in below if text != words), call


@pytest.mark.parametrize("day", ["2014-04-30", "2015-06-30", "2018-01-31"])
def test_early_in_the_record_the_page_stays_short(
    day: str, root: Path, notebook: Path
) -> None:
    early = open_partnership(root / "data" / "onesource", day)
    page = shown(early, "newham", notebook)
    words = "\n".join(page.values())
    assert not re.search(r"\bnan\b", words, re.IGNORECASE)
    if day < "2015":
        assert page["worth_table record"] == ""
        assert page["fair_table record"] == ""
