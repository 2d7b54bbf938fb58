"""The kit of the house: words bend to figures, and its reference is current."""

import doctest
import importlib
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis import present
from analysis.measures.money import Amount
from analysis.present import (
    Chart,
    Markdown,
    Table,
    agree,
    card,
    cards,
    chart,
    cite,
    compared,
    count,
    day,
    grade,
    listing,
    money,
    moved,
    out_of,
    percent,
    period,
    points,
    rose,
    table,
    variance,
    word,
)
from analysis.present.reference import PARTS, reference

MODULES = (
    *(
        "words",
        "phrases",
        "grammar",
        "house",
        "evidence",
        "drawing",
        "marks",
        "tabulate",
    ),
    *("series", "style", "markup"),
)
FACT = {"id": "S1", "evidence": "partial", "reasons": "not final", "document": "Report"}


@pytest.mark.parametrize("name", MODULES)
def test_every_example_runs(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    module = importlib.import_module(f"analysis.present.{name}")
    names = {one: getattr(present, one) for one in present.__all__}
    failed, tried = doctest.testmod(
        module, extraglobs=names | {"Figure": Figure, "pd": pd}
    )
    assert tried > 0
    assert failed == 0


def test_the_reference_is_what_the_docstrings_say(root: Path) -> None:
    stored = (root / "docs" / "kit.md").read_text(encoding="utf-8")
    assert stored == reference(), "run make docs"


def test_the_reference_names_all_that_a_notebook_imports() -> None:
    named = {name for names in PARTS.values() for name in names}
    classes = {"Chart", "Markdown", "Table", "Text"}
    colours = {"DARK_BLUE", "DARK_PINK", "GREY", "ORANGE", "TURQUOISE"}
    assert named == set(present.__all__) - classes - colours


@pytest.mark.parametrize(
    ("said", "reads"),
    [
        (money(40_000_000), "£40m"),
        (money(12_850_000), "£12.85m"),
        (money(999_999), "£999,999"),
        (money(-2_000_000), "−£2m"),
        (money(None), None),
        (money(float("nan")), None),
        (money(Amount(3_500_000, "in-year")), "£3.5m"),
        (money({"amount_gbp": 132_000, "qualifier": "minimum"}), "at least £132,000"),
        (money({"amount_gbp": 1e6, "qualifier": "maximum"}), "up to £1m"),
        (money({"amount_gbp": float("nan"), "qualifier": "not quantified"}), None),
        (percent({"percent": 83}), "83%"),
        (points(-5), "−5 percentage points"),
        (count(1), "one"),
        (count(9, "year"), "nine years"),
        (count(10, "year"), "10 years"),
        (count(0), "none"),
        (listing([]), None),
        (listing([None, "a"]), "a"),
        (listing(["a", Markdown("[b](c)")]), "a and [b](c)"),
        (day(None), None),
        (day(pd.Timestamp("2018-08-03")), "3 August 2018"),
        (day({"published": "2017-06-30", "precision": "month"}), "June 2017"),
        (day("2018-12-31", "inferred"), "by the end of 2018 [i]"),
        (period("2018/19", "2018/19"), "2018/19"),
        (period([]), None),
        (period({"period_from": "2016/17", "period_to": None}), "2016/17"),
    ],
)
def test_numbers_keep_their_precision_and_qualifier(
    said: str | None, reads: str | None
) -> None:
    assert said == reads


@pytest.mark.parametrize(
    ("said", "reads"),
    [
        (variance(400), "£400 overspend"),
        (variance(-630_000, unit="m", decimals=3), "£0.630m underspend"),
        (
            variance({"variance_gbp": -630_000, "printed": "£0.630m"}),
            "£0.630m underspend",
        ),
        (
            variance({"variance_gbp": 5e6, "qualifier": "approximate"}),
            "about £5m overspend",
        ),
        (variance(0), "on budget"),
        (variance(None), None),
        (rose(0.4), "rose"),
        (moved(0), "unchanged"),
        (moved(-5), "down 5 percentage points"),
        (moved(None), None),
        (compared(79.89, 80), "less than 1 percentage point below the target of 80%"),
        (compared(80, 80), "equal to the target of 80%"),
        (compared(None, 80), None),
        (compared({"gap": None, "target": 80}), None),
        (out_of(0, 3, "wave"), "none of the three waves"),
        (out_of(2, 3, "wave"), "two of the three waves"),
        (out_of(3, 3, "wave"), "all three waves"),
        (out_of(0, 2, "year"), "neither year"),
        (out_of(1, 2, "year"), "one of the two years"),
        (out_of(1, 1, "year"), "the only year"),
        (out_of(0, 1, "year"), "no year"),
        (out_of(11, 12, "council"), "11 of the 12 councils"),
        (agree(1, "was", "were"), "was"),
        (agree(3, "was", "were"), "were"),
    ],
)
def test_phrases_bend_to_their_figure(said: str | None, reads: str | None) -> None:
    assert said == reads


def test_the_words_of_the_house_are_changed_in_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words.toml").write_text('underspend = "under budget"\n')
    monkeypatch.chdir(tmp_path)
    assert variance(-5_000_000) == "£5m under budget"
    assert word("overspend") == "overspend"


def test_a_word_that_the_house_does_not_have_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words.toml").write_text('underspent_money = "x"\n')
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="underspent_money"):
        word("overspend")


def test_a_card_leads_to_its_fact_and_says_how_firm_it_is() -> None:
    shown = card("83%", "satisfied", "target 80%", facts=FACT)
    assert shown
    assert shown.markdown == (
        "::: {.headline}\n**83%**\n\nsatisfied\n\ntarget 80%\n\n"
        "[Evidence: partial. Source: [Report](site:sources#fact-S1)]{.evidence}\n:::"
    )


def test_a_card_of_several_facts_has_the_lowest_grade() -> None:
    several = [FACT, FACT | {"id": "S2", "evidence": "insufficient"}]
    shown = card("£5m", "saved", facts=several)
    assert shown
    assert "Evidence: insufficient. " in shown.markdown
    assert "#fact-S1" in shown.markdown
    assert "#fact-S2" in shown.markdown


def test_a_card_has_few_words() -> None:
    with pytest.raises(ValueError, match="at most 25 words, and this one 30"):
        card("1%", "word " * 29)


def test_no_card_is_shown_for_a_figure_that_is_missing(as_at: object) -> None:
    assert card(money(None), "saved") is None
    assert cards(None, None)._repr_markdown_() == ""  # type: ignore[arg-type]


def test_a_citation_and_a_grade_lead_to_the_document() -> None:
    assert cite(FACT | {"percent": 83}) == "[83%](site:sources#fact-S1)"
    assert cite(FACT | {"percent": None}) is None
    assert grade(FACT) == (
        "Evidence: partial (not final). Source: [Report](site:sources#fact-S1)"
    )


def shown(capture: pytest.MonkeyPatch) -> list[object]:
    made: list[object] = []
    capture.setattr("analysis.present.drawing._show", made.append)
    return made


def test_a_chart_is_shown_when_its_block_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    made = shown(monkeypatch)
    data = pd.DataFrame({"x": [1, 2], "y": [3, 4]})
    with chart("A line that rises.", data=data, caption="Below") as axes:
        axes.plot(data["x"], data["y"])
    (drawn,) = made
    assert isinstance(drawn, Chart)
    bundle, metadata = drawn._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert metadata["image/svg+xml"] == {
        "alt": "A line that rises.",
        "caption": "Below",
    }


def test_a_chart_without_data_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = shown(monkeypatch)
    empty = pd.DataFrame({"x": []})
    with chart("Nothing.", data=empty) as axes:
        axes.plot([0], empty["x"].iloc[:1].to_list()[0])
    assert made == []


def test_an_error_in_a_chart_is_the_analysts_to_see(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = shown(monkeypatch)
    with (
        pytest.raises(ZeroDivisionError),
        chart("A.", data=pd.DataFrame({"x": [1]})),
    ):
        1 / 0  # noqa: B018
    assert made == []


def years() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year": ["2016/17", "2017/18", "2018/19"],
            "variance_gbp": [-195_000, 7_065_000, None],
            "level": [79.5, None, 80],
            "nothing": [None, None, None],
            "source": ["a", "b", None],
        }
    )


def test_a_table_has_one_unit_and_number_of_decimals_a_column() -> None:
    shown = table(
        years(),
        {"year": "Year", "variance_gbp": "Variance", "level": "Level"},
        caption="Years",
        money=["Variance"],
        percent=["Level"],
        signed=["Variance"],
    )
    assert isinstance(shown, Table)
    assert shown.data["Variance"].tolist() == ["−£0.195m", "+£7.065m", "[x]"]
    assert shown.data["Level"].tolist() == ["79.5%", "[x]", "80.0%"]
    assert "[x] not available" in shown.html


def test_a_column_that_holds_nothing_is_left_out() -> None:
    shown = table(years(), {"year": "Year", "nothing": "Nothing"}, caption="Years")
    assert list(shown.data) == ["Year"]


def test_a_table_without_rows_shows_nothing() -> None:
    assert table(years().iloc[:0], caption="Years")._repr_markdown_() == ""


def test_sources_of_a_table_are_links() -> None:
    sources = pd.DataFrame({"id": ["a", "b"], "title": ["Report A", "Report B"]})
    shown = table(
        years(),
        {"year": "Year", "source": "Source"},
        caption="Years",
        sources=sources,
    )
    assert shown.data["Source"].tolist()[0] == "[Report A](site:sources#a)"
    assert 'href="site:sources#a"' in shown.html


def test_a_format_for_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="no column 'Vairance'; there are year"):
        table(years(), caption="Years", money=["Vairance"])
