"""Every number in the built text comes from the tables or from a measure of them."""

import re
from pathlib import Path

import pytest
from origins import measured, of_record, run, written
from whole import ONCE, REPORTS, Built

from analysis.data import Partnership
from analysis.present import style

NOTEBOOKS = {
    "index": "home",
    "partnership/compared": "compared",
    "partnership/index": "partnership",
    "partnership/savings": "partnership-savings",
}
COUNTED = 60
"""Whole numbers up to this are counts of rows, items of lists and the like."""

EXCEPTIONS = {
    r"\b(19|20)\d\d(/\d\d)?\b": "years and financial years: headings, dates, axes",
    r"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b": "days of dates",
    r"\b(95|90|50)\s?%": "levels of intervals and ranges, named in methods",
    r"100 ?%": "the whole",
    r"\b10\.\d{4}/\S+": "DOIs of published research, in the list of sources",
    r"\b(Up|Down) by £[\d.]+m": "the change between the two figures of the same row",
    r"(as published|at its least) £[\d.]+m £[\d.]+m": "sums of a column of the table "
    "above, with all years and with those achieved",
    r"Prices rose by \d+%": "the rise between the ends of the index in the chart below",
    r"WCAG\) version 2\.2|version 2\.2|PDF/UA-1|1280|360 pixels|320 pixels|400%"
    r"|\(No\. 2\)": "standards and sizes that the accessibility statement names",
}
"""Numbers that stand for no figure of the record, each with its reason."""


def notebook_of(page: str) -> tuple[str, str | None]:
    if page in ONCE:
        return NOTEBOOKS.get(page, page), None
    partner, _, topic = page.partition("/")
    return ("overview" if topic == "index" else topic), partner


@pytest.fixture(scope="module")
def in_tables(record: Partnership) -> tuple[list[float], set[str]]:
    """Return the figures of the record's tables, and the numbers in their words."""
    return of_record(record)


@pytest.mark.parametrize("page", [*REPORTS, *ONCE])
def test_every_number_of_a_page_has_an_origin(
    built: Built,
    record: Partnership,
    in_tables: tuple[list[float], set[str]],
    root: Path,
    page: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(style, "draw", lambda *_, **__: "<svg></svg>")
    topic, partner = notebook_of(page)
    with measured() as results:
        run(root / "notebooks" / f"{topic}.ipynb", record, partner)
    figures, spelt = in_tables
    known = sorted({*figures, *results})
    text = built.words(page)
    for exception in EXCEPTIONS:
        text = re.sub(exception, " ", text)
    lost = {
        number.written
        for number in written(text)
        if number.written not in spelt
        and not number.comes_from(known)
        and (number.is_figure or number.value > COUNTED)
    }
    assert lost == set()


def test_a_number_that_is_in_no_table_is_found(record: Partnership) -> None:
    figures, spelt = of_record(record)
    made_up = next(written("£17.317m"))
    assert made_up.written not in spelt
    assert not made_up.comes_from(figures)
    known = next(written("£12.85m"))
    assert known.comes_from(figures)
