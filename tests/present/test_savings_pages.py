"""The savings pages: the partnership's argument once, and each council's own part."""

import json
import re
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from pages import NOTEBOOKS, Cell, shown

from analysis.data import Partnership, open_partnership
from analysis.present.display import Table

At = Callable[[str], Partnership]
NOW, EARLIER = "2025-12-31", "2018-01-31"
COUNCILS = ("havering", "newham", "bexley")
LINK = re.compile(r"\[((?:[^\[\]]|\\\[|\\\])*)\]\([^)]*\)")


def read(cells: list[Cell]) -> str:
    """Return what a reader reads, without links, escapes and notes for paper."""
    words = "\n\n".join(cell.words for cell in cells)
    words = words.split(":::: {.facts}")[0] + "".join(
        part.split("::::", 1)[1] for part in words.split(":::: {.facts}")[1:]
    )
    return LINK.sub(r"\1", words).replace("\\", "")


def table(cells: list[Cell], column: str) -> Table:
    """Return the one table that has a column."""
    (found,) = [
        cell.shown
        for cell in cells
        if isinstance(cell.shown, Table) and column in cell.shown.data
    ]
    return found


@pytest.fixture(scope="module")
def cells(record: Partnership) -> list[Cell]:
    return shown("partnership-savings", record)


@pytest.fixture(scope="module")
def page(cells: list[Cell]) -> str:
    return read(cells)


@pytest.fixture(scope="module")
def example(root: Path) -> Partnership:
    return open_partnership(root / "data" / "example")


@pytest.fixture(scope="module")
def full(example: Partnership) -> list[Cell]:
    return shown("partnership-savings", example)


def own(record: Partnership, partner: str) -> str:
    return read(shown("savings", record, partner))


SAID = [
    "oneSource reported £23.4m of savings over three years, £2m above its target of "
    "£21.4m. Each year’s figure is the yearly rate reached (run-rate), so the total is "
    "a guide only.",
    "oneSource met its target in all three years that can be compared",
    "The figure for 2018/19 is a projection, not a result.",
    "Documents give £10.927m to £12.85m for 2017/18.",
    "The £13m reported later is not a fall from £23.4m",
    "It is close to the £12.85m reported for 2017/18, so it is probably the yearly "
    "rate then reached.",
    "In 2014/15 to 2016/17 the savings above target equal, to rounding, the "
    "underspend on shared budgets. The same money is counted in both.",
    "If annual figures are added, savings to 2017/18 come to 86% to 91% of the £40m "
    "target",
    "target passed by £11.13m",
    "£13m of the £40m had no plan behind it",
    "The two are the same by coincidence.",
    "The reported savings would be worth £33.3m in 2014/15 money, before set-up costs",
    "This counts 2014/15 to 2017/18, the years reported as achieved, and no "
    "projection.",
    "oneSource would pay for itself if it cost less than £33.3m to set up, provided "
    "all of it is owed to sharing",
    "£26.4m taking the lowest published figure wherever there is doubt",
    "The result depends most on how quickly savings begin: up to £6.1m",
    "8 results in 10 lie between £28.6m and £32.3m",
    "We do not know how savings were shared: a formula was published for one service",
    "Newham 43%, Havering 42% and Bexley 15%",
    "So either the other councils would take less, or total cuts would have to be "
    "larger.",
    "Havering has set aside £1m for taking services back",
    "Published documents do not show whether any saving was cashable",
    "We cannot say how much is due to sharing",
    "Other councils cut back-office costs in the same years. No published figure "
    "allows for this.",
    "none has sufficient evidence",
    "Possible double counting: four cases",
    "£388,000 of savings was taken out and £5.217m of growth was added",
]
"""What the partnership's page says, in the words in which it says it."""

NEVER = [
    "61.3",
    "are worth",
    "Months to pay back",
    "pressure",
    "were it saved",
    "that nobody had found",
    "owed to sharing cannot be said",
    "closed over",
    "newest",
    "all together",
    "the record says",
    "nothing published says",
    "none: £",
    "every doubtful",
    "is chance",
    "a question to the author",
    "The same pounds",
    "is no delivery",
    "Who got the savings",
    "nan",
    "None",
]
"""What no savings page says any more."""


@pytest.mark.parametrize("sentence", SAID)
def test_the_partnerships_page_says_in_plain_words(sentence: str, page: str) -> None:
    assert sentence in page


@pytest.mark.parametrize("words", NEVER)
def test_no_savings_page_says(
    words: str, page: str, full: list[Cell], record: Partnership
) -> None:
    councils = [own(record, partner) for partner in COUNCILS]
    for text in (page, read(full), *councils):
        assert not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)


def test_real_and_present_values_are_in_one_years_money_and_of_results_only(
    cells: list[Cell],
) -> None:
    data = table(cells, "Present value").data
    assert data["Year"].to_list() == [
        *("2014/15", "2015/16", "2016/17", "2017/18"),
        "All years",
    ]
    last = data.iloc[-1]
    assert last["As reported"] == "£36.25m"
    assert last["In 2014/15 prices"] == "£35.4m"
    assert last["Present value"] == "£33.3m"


def test_the_rule_is_shown_only_where_a_document_states_it(cells: list[Cell]) -> None:
    data = table(cells, "Forecast overspend").data
    assert data["Year"].to_list() == ["2016/17", "2017/18"]
    assert data["To be achieved"].to_list() == ["£9.290m", "£10.927m"]


def test_every_stated_saving_is_listed_with_its_basis_and_document(
    cells: list[Cell], record: Partnership
) -> None:
    data = table(cells, "Published").data
    assert len(data) == len(record.savings)
    assert {"Run-rate [i]", "Cumulative", "Not stated"} <= set(data["Basis"])


def test_a_full_record_shows_costs_shares_and_a_register(full: list[Cell]) -> None:
    words = read(full)
    for said in (
        "savings ran at £12.176m a year, £364,000 below the target of £12.54m",
        "The change cost £10.992m and was paid back after 2.4 years, provided all the "
        "savings are owed to sharing",
        "In 2023/24, Castlemere had £653,000 more of the savings than its share of the "
        "cost",
        "The savings register has 200 lines; 87% of the recurrent plan was delivered",
        "All 186 single savings can be classified",
        "Possible double counting: 15 cases",
    ):
        assert said in words
    assert len(table(full, "Line").data) == 200


def test_a_short_record_shows_no_part_that_needs_a_full_one(page: str) -> None:
    for part in ("The savings register has", "The change cost", "more of the savings"):
        assert part not in page


OWN = {
    "havering": [
        "Published documents do not split the savings by council. Four published "
        "figures are for Havering only.",
        "Havering’s own budgets were cut by about £700k",
        "Havering was expected to save at least £132k.",
        "No period was given. As a one-off it is £132,000; if yearly, five years of it "
        "would be worth £617k at present value.",
        "No later document says whether it was achieved.",
        "Havering has set aside £1m for taking services back. Money set aside is not "
        "spent. To recover £1m in five years, leaving would have to save £200,000 a "
        "year.",
        "It is not part of oneSource and is in no figure here.",
    ],
    "newham": [
        "Two published figures are for Newham only.",
        "Newham’s own budgets were cut by £3.2m",
        "Newham still sought £3.8m; Havering £200",
    ],
    "bexley": [
        "Published documents do not split the savings by council, and none gives a "
        "figure for Bexley only.",
        "Bexley was a member from 2016 [i] to 31 July 2020.",
        "Bexley left oneSource; the 15 months' notice was waived",
        "The amount is exempt from publication.",
    ],
}


@pytest.mark.parametrize("partner", COUNCILS)
def test_a_councils_page_says_what_is_its_own(
    partner: str, record: Partnership
) -> None:
    text = own(record, partner)
    for said in OWN[partner]:
        assert said in text
    assert "one page for the whole partnership" in text


def test_bexley_is_not_headed_by_savings_from_before_it_joined(
    record: Partnership,
) -> None:
    text = own(record, "bexley")
    assert ".headline" not in text
    for figure in ("£23.4m", "£21.4m", "2014/15", "2015/16"):
        assert figure not in text


def blocks(text: str) -> list[str]:
    return [block for block in re.split(r"\n+", text) if block.strip()]


@pytest.mark.parametrize("day", [NOW, EARLIER])
def test_no_two_councils_share_over_60_percent_of_their_words(
    day: str, as_at: At, example: Partnership
) -> None:
    for record in (as_at(day), example):
        pages = {p: blocks(own(record, str(p))) for p in record.partners["id"]}
        for one, other in permutations(pages, 2):
            words = [len(block.split()) for block in pages[one]]
            same = [
                len(block.split()) for block in pages[one] if block in set(pages[other])
            ]
            assert sum(same) <= 0.6 * sum(words), (one, other)


@pytest.mark.parametrize("day", ["2014-04-30", "2015-06-30", "2016-12-31", EARLIER])
def test_early_in_the_record_no_page_has_a_broken_sentence(day: str, as_at: At) -> None:
    record = as_at(day)
    texts = [read(shown("partnership-savings", record))]
    texts += [own(record, str(partner)) for partner in record.partners["id"]]
    for text in texts:
        assert not re.search(r"(?<!\w)(nan|None|NaT)(?!\w)", text)
        assert not re.search(r" [,.;]|\(\)|``|  \w", text)
        assert "Sources" in text


def test_before_anything_was_achieved_the_page_says_so(as_at: At) -> None:
    text = read(shown("partnership-savings", as_at("2014-04-30")))
    assert "No annual savings had been published." in text
    assert "would be worth" not in text


@pytest.mark.parametrize("topic", ["savings", "partnership-savings"])
def test_the_notebook_is_the_report(topic: str) -> None:
    notebook = json.loads((NOTEBOOKS / f"{topic}.ipynb").read_text("utf-8"))
    for cell in notebook["cells"]:
        assert not cell.get("outputs")
        if cell["cell_type"] == "code":
            assert len(cell["source"]) <= 15
            assert not any(line.startswith("def ") for line in cell["source"])


@pytest.mark.parametrize("topic", ["savings", "partnership-savings"])
def test_at_least_70_percent_of_the_words_stand_in_markdown_cells(
    topic: str, record: Partnership
) -> None:
    cells = shown(topic, record, "havering" if topic == "savings" else None)
    texts = [c for c in cells if not isinstance(c.shown, Table) and c.call]
    written = sum(len(c.words.split()) for c in texts if c.call.endswith(": words"))
    cards = [c for c in texts if "cards(" in c.call]
    others = [c for c in texts if c not in cards and not c.call.endswith(": words")]
    drawn = sum(len(c.words.split()) for c in others if "chart" not in c.call)
    assert written >= 0.7 * (written + drawn)
