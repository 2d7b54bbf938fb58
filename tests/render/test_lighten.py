"""Styles that no page uses are left out, and nothing else is."""

from pathlib import Path

import pytest

from analysis.pipeline.render.lighter import lighten_quarto, load_less, words_of
from analysis.pipeline.render.lighter.css import keep_asked_for, keep_used


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("p{x:y}", "p{x:y}"),
        (".used{x:y}.other{x:y}", ".used{x:y}"),
        (".used .other,.used p{x:y}", ".used p{x:y}"),
        ("a:not(.used,.other),b{x:y}", "a:not(.used,.other),b{x:y}"),
        (".other:is(a:not(.used),b:not(.used)),b{x:y}", "b{x:y}"),
        ("a[href$='.pdf']{x:y}", "a[href$='.pdf']{x:y}"),
        ("@media print{.other{x:y}}", ""),
        ("@media print{.used{x:y}.other{x:y}}", "@media print{.used{x:y}}"),
        ("@font-face{src:url(a;b)}", "@font-face{src:url(a;b)}"),
        ('@charset "utf-8";.used{x:"}"}', '@charset "utf-8";.used{x:"}"}'),
        ("/* .a{} */.used{x:y}", ".used{x:y}"),
        (
            """.used{x:url("data:a,'rgba(0)'")}.other{x:y}""",
            """.used{x:url("data:a,'rgba(0)'")}""",
        ),
        ("@keyframes spin{to{x:y}}", "@keyframes spin{to{x:y}}"),
    ],
)
def test_only_rules_that_can_apply_are_kept(css: str, kept: str) -> None:
    assert keep_used(css, {"used"}) == kept


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (":root{--a:1;--b:2}p{x:var(--a)}", ":root{--a:1}p{x:var(--a)}"),
        (":root{--a:1;--b:var(--a)}", ""),
        (
            ":root{--b:var(--a);--a:1;c:var(--b)}",
            ":root{--b:var(--a);--a:1;c:var(--b)}",
        ),
        (":root{--outside:1}", ":root{--outside:1}"),
        ("@media print{p{--a:1;x:y}}", "@media print{p{x:y}}"),
        ('p{--a:url("data:;,");x:y;}', "p{x:y}"),
    ],
)
def test_only_variables_that_are_asked_for_are_kept(css: str, kept: str) -> None:
    assert keep_asked_for(css, {"--outside"}) == kept


SEARCH = "".join(
    f'<script src="../site_libs/quarto-search/{name}"></script>\n'
    for name in ("autocomplete.umd.js", "fuse.min.js", "quarto-search.js")
)
BUBBLES = """<script src="../site_libs/quarto-html/tippy.umd.min.js"></script>
<link href="../site_libs/quarto-html/tippy.css" rel="stylesheet">
"""
NEEDED = '<script src="../site_libs/bootstrap/bootstrap.min.js"></script>\n'


def lighten(site: Path, page: Path) -> None:
    load_less(page)
    lighten_quarto(site, words_of(site))


def lightened(site: Path, page: str) -> str:
    (site / "newham").mkdir(parents=True, exist_ok=True)
    (site / "site_libs" / "quarto-search").mkdir(parents=True, exist_ok=True)
    file = site / "newham" / "savings.html"
    file.write_text(page, encoding="utf-8")
    lighten(site, file)
    once = file.read_text(encoding="utf-8")
    lighten(site, file)
    assert file.read_text(encoding="utf-8") == once
    return once


def test_quarto_s_search_is_loaded_when_it_is_asked_for(tmp_path: Path) -> None:
    made = lightened(tmp_path, f"{SEARCH}{NEEDED}")
    loader = "site_libs/quarto-search/when-asked.js"
    assert made == f'<script src="../{loader}"></script>\n{NEEDED}'
    assert (tmp_path / loader).is_file()


def test_what_shows_notes_is_kept_for_pages_that_have_notes(tmp_path: Path) -> None:
    defined, called = "function tippyHover(el) {}", "tippyHover(note);"
    assert lightened(tmp_path, f"{BUBBLES}{defined}") == defined
    with_notes = f"{BUBBLES}{defined}{called}"
    assert lightened(tmp_path, with_notes) == with_notes


def test_a_stylesheet_keeps_what_pages_and_bootstrap_put_on_elements(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "site_libs" / "bootstrap"
    folder.mkdir(parents=True)
    (folder / "bootstrap.min.js").write_text("'carousel'", encoding="utf-8")
    styles = folder / "bootstrap-1a2b.min.css"
    styles.write_text(".menu.show{x:y}.carousel{x:y}", encoding="utf-8")
    lightened(tmp_path, '<p class="menu">')
    assert styles.read_text(encoding="utf-8") == ".menu.show{x:y}"
