"""Charts: their words name what they show, and the same data draw the same picture."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from pages import Cell, shown

from analysis.data import Partnership
from analysis.present import style
from analysis.present.display import Chart

Says = Callable[[str], Any]
VALUE = re.compile(r"^[+−]?£?\d[\d.,]*(%|m|k|bn)?$")
KINDS = re.compile(r"\b(charts?|timeline|histogram)\b", re.IGNORECASE)
POINTS_A_PIXEL = 0.75
DAYS = ["2018-01-31", "2025-12-31"]


def values(figure: Figure) -> set[str]:
    """Return the figures that are written on a chart beside what they stand for."""
    return {
        label.get_text()
        for axes in figure.axes
        for label in axes.texts
        if VALUE.match(label.get_text())
    }


def charts(cells: list[Cell]) -> list[Cell]:
    return [cell for cell in cells if isinstance(cell.shown, Chart)]


@pytest.mark.parametrize("day", DAYS)
def test_the_words_of_a_chart_name_every_value_written_on_it(
    pages: Says, day: str
) -> None:
    found = pages(day)
    assert len(found.charts) == len(found.figures)
    for cell, figure in zip(found.charts, found.figures, strict=True):
        missing = {v for v in values(figure) if v not in cell.shown.alt}
        assert missing == set(), f"{cell.call} says: {cell.shown.alt}"


def test_charts_have_their_values_written_on_them(pages: Says) -> None:
    found = pages("2025-12-31")
    assert sum(len(values(figure)) for figure in found.figures) > 60


@pytest.mark.parametrize("day", DAYS)
def test_no_chart_is_of_a_single_point(pages: Says, day: str) -> None:
    single = [c.call for c in pages(day).charts if len(c.shown.data) < 2]
    assert single == []


def test_words_of_charts_are_sentences_that_say_what_kind_of_chart_it_is(
    pages: Says,
) -> None:
    found = pages("2025-12-31").charts
    assert len(found) >= 15
    for cell in found:
        alt = cell.shown.alt
        assert re.search(r"\b(charts?|timeline|histogram)\b", alt, re.IGNORECASE), (
            cell.call
        )
        assert alt.endswith("."), cell.call
        assert len(alt) > 60, cell.call


@pytest.mark.slow
@pytest.mark.parametrize(
    "topic", ["overview", "partnership-savings", "overspend", "satisfaction"]
)
def test_the_same_data_draw_the_same_bytes(record: Partnership, topic: str) -> None:
    once, twice = (charts(shown(topic, record, "newham")) for _ in range(2))
    assert [c.shown.svg for c in once] == [c.shown.svg for c in twice]
    assert once


def test_a_chart_is_a_picture_whose_letters_are_shapes(record: Partnership) -> None:
    for cell in charts(shown("partnership-savings", record)):
        tree = ET.fromstring(cell.shown.svg)  # noqa: S314
        assert tree.tag.endswith("svg")
        assert not [e for e in tree.iter() if e.tag.endswith("}text")]
        assert "viewBox" in tree.attrib


def test_a_notebook_shows_the_picture_with_its_words(record: Partnership) -> None:
    for cell in charts(shown("partnership-savings", record)):
        data, metadata = cell.shown._repr_mimebundle_()
        assert data["image/svg+xml"] == cell.shown.svg
        assert metadata["image/svg+xml"]["alt"] == cell.shown.alt


def test_a_drawing_names_no_date_and_no_program() -> None:
    svg = style.draw(lambda figure: figure.subplots().plot([1, 2]))
    assert svg.startswith("<svg")
    assert "matplotlib.org" not in svg
    assert "date>" not in svg


def test_colours_are_those_of_the_palette_in_its_order() -> None:
    assert [style.DARK_BLUE, style.TURQUOISE, style.DARK_PINK, style.ORANGE] == [
        "#12436D",
        "#28A197",
        "#801650",
        "#F46A25",
    ]


@pytest.mark.parametrize("day", DAYS)
def test_letters_are_twelve_pixels_or_more_where_a_chart_has_its_size(
    pages: Says, day: str
) -> None:
    for cell, figure in zip(pages(day).charts, pages(day).figures, strict=True):
        sizes = {
            text.get_fontsize()
            for text in figure.findobj(Text)
            if text.get_text().strip() and text.get_visible()
        }
        assert min(sizes) >= 12 * POINTS_A_PIXEL, cell.call
