"""What every page gets, whichever renderer made it; and it can be got twice."""

import pytest
from lxml import html

from analysis.pipeline.render.finish import entries, finish

CRUMBS = '<nav class="breadcrumbs" aria-label="Breadcrumb"><ol></ol></nav>'
TITLE = '<header id="title-block-header"><h1>Savings</h1></header>'
MAIN = '<main id="quarto-document-content">'


def finished(body: str, head: str = "<title>x</title>") -> str:
    """Return a page that is finished, as it is when it is finished twice."""
    text = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    page = html.document_fromstring(text)
    finish(page, "../")
    once = html.tostring(page, encoding="unicode")
    finish(page, "../")
    assert html.tostring(page, encoding="unicode") == once
    again = html.document_fromstring(once)
    finish(again, "../")
    assert html.tostring(again, encoding="unicode") == once
    return once


def main_of(made: str) -> str:
    return made[made.index(MAIN) + len(MAIN) : made.index("</main>")]


def test_breadcrumbs_stand_above_the_title() -> None:
    made = finished(f"{MAIN}{TITLE}{CRUMBS}<p>Words.</p></main>")
    assert main_of(made) == f"{CRUMBS}{TITLE}<p>Words.</p>"


@pytest.mark.parametrize("amount", ["−£0.649m", "+£1,234.56", "+£40m", "−£5"])
def test_no_line_breaks_between_a_sign_and_its_amount(amount: str) -> None:
    text = f"<p>{amount}</p><p>It is {amount}, or <b>x</b>{amount}{amount}.</p>"
    whole = f"<span data-whole>{amount}</span>"
    made = main_of(finished(f"{MAIN}{text}</main>"))
    assert made.replace('data-whole=""', "data-whole") == text.replace(amount, whole)


@pytest.mark.parametrize(
    "other",
    [
        '<img alt="It\'s &gt; +£5m" src="a.svg">',
        "<script>said = '+£5m'</script>",
        "<!-- it's +£5m -->",
        "<svg><text>+£5m</text></svg>",
    ],
)
def test_amounts_that_are_no_text_stay_as_they_are(other: str) -> None:
    assert "data-whole" not in finished(f"{MAIN}{other}</main>")


def test_the_first_thing_on_a_page_leads_to_its_content() -> None:
    made = finished(f"<header></header>{MAIN}</main>")
    after = made[made.index("<body>") :]
    assert after.startswith('<body><nav class="shortcuts" aria-label="Shortcuts"><a ')
    assert made.count("Skip to main content") == 1


# What a newer Quarto does itself.
ITS_OWN = (
    '<a id="quarto-skip" href="#quarto-document-content">Skip to content</a>',
    '<nav aria-label="Skip"><a class="visually-hidden-focusable" '
    'href="#quarto-document-content">Skip to content</a></nav>',
)


@pytest.mark.parametrize("link", ITS_OWN)
def test_a_renderer_with_a_skip_link_of_its_own_gets_no_second(link: str) -> None:
    made = finished(f"<header></header>{link}{MAIN}</main>")
    assert made.count('href="#quarto-document-content"') == 1
    assert "Skip to content" in made[: made.index("<header>")]


def test_landmarks_get_names_and_keep_those_they_have() -> None:
    bare = '<nav class="navbar navbar-expand"></nav><nav id="TOC"></nav>'
    made = finished(f"{bare}{MAIN}</main>")
    assert 'aria-label="Site"' in made
    assert 'aria-labelledby="toc-title"' in made
    named = '<nav class="navbar" aria-label="Main"></nav><nav id="TOC" aria-label="T">'
    kept = finished(f"{named}</nav>{MAIN}</main>")
    assert 'aria-label="Main"' in kept
    assert "toc-title" not in kept


def test_the_button_of_a_menu_is_a_button_and_calls_nothing() -> None:
    button = (
        '<button class="navbar-toggler" role="menu" aria-label="Toggle navigation" '
        'onclick="if (window.quartoToggleHeadroom) { window.quartoToggleHeadroom(); }">'
    )
    made = finished(f"{button}</button>{MAIN}</main>")
    assert 'aria-label="Toggle navigation"' in made
    assert "onclick" not in made
    assert 'role="menu"' not in made


def test_nothing_is_asked_of_another_host() -> None:
    scripts = (
        '<script src="https://cdn.jsdelivr.net/npm/jquery"></script>'
        "<script>define('jquery', [], function() {})</script>"
        '<script src="../site_libs/quarto.js"></script>'
    )
    made = finished(f"{MAIN}</main>", head=scripts)
    assert "jquery" not in made
    assert "site_libs/quarto.js" in made


def test_the_side_of_a_cell_is_a_class_and_no_style() -> None:
    table = '<table><tr><td style="text-align: right;">5</td></tr></table>'
    made = finished(f"{MAIN}{table}</main>")
    assert '<td class="gt_right">5</td>' in made
    assert "unsafe" not in made


def test_the_policy_stands_first_in_the_head_and_once() -> None:
    made = finished(f"{MAIN}</main>")
    assert made.startswith('<html><head><meta http-equiv="Content-Security-Policy"')
    assert made.count("Content-Security-Policy") == 1


def test_the_search_finds_each_part_of_a_page_with_its_heading() -> None:
    page = html.document_fromstring(
        f"<html><body><nav>Menu</nav>{MAIN}{CRUMBS}{TITLE}"
        '<div class="page-nav">Overview</div><p>First <b>words</b>, said.</p>'
        '<section id="by-year"><h2>By year</h2><table><tr><td>2016/17</td>'
        "<td>£5m</td></tr></table></section></main></body></html>"
    )
    found = list(entries(page, "newham/savings.html"))
    assert found == [
        {
            "href": "newham/savings.html",
            "title": "Savings",
            "section": "",
            "text": "First words, said.",
        },
        {
            "href": "newham/savings.html#by-year",
            "title": "Savings",
            "section": "By year",
            "text": "2016/17 £5m",
        },
    ]
