"""A policy in every page lets its own scripts run, and nothing else."""

import pytest
from lxml import html

from analysis.pipeline.render.extras import policy as written


def policy(text: str) -> str:
    """Return the policy of a page that is given as text."""
    return written.policy(html.document_fromstring(text))


def test_only_what_the_site_itself_holds_is_loaded() -> None:
    parts = dict(part.split(" ", 1) for part in policy("<html></html>").split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == "'self'"
    assert parts["form-action"] == "'none'"
    assert "http" not in policy("<html></html>")


def test_a_script_in_the_page_is_named_by_its_digest() -> None:
    # The digest is the one that the standard gives as its example.
    made = policy("<script>alert('Hello, world.');</script>")
    assert "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='" in made
    assert "unsafe" not in made.split("style-src")[0]


def test_styles_in_the_page_are_named_by_their_digests() -> None:
    made = policy('<style>p{color:red}</style><p style="width: 50%">x</p>')
    (styles,) = [part for part in made.split("; ") if part.startswith("style-src")]
    assert "'unsafe-inline'" not in made
    assert styles.count("sha256") == 2
    assert "'unsafe-hashes'" in styles


def test_an_attribute_with_a_pointed_bracket_ends_no_element() -> None:
    made = policy('<p title="a > b" style="width: 50%" onclick="go(1 > 0)">x</p>')
    whole = policy('<p style="width: 50%" onclick="go(1 &gt; 0)">x</p>')
    assert made == whole
    assert made.count("sha256") == 2


def test_a_script_after_an_attribute_with_a_pointed_bracket_is_named_whole() -> None:
    bare = policy("<script>alert('Hello, world.');</script>")
    assert policy("<script id=\"a>b\">alert('Hello, world.');</script>") == bare


def test_words_that_look_like_an_attribute_are_words() -> None:
    assert "sha256" not in policy('<p>He wrote style="none" there.</p>')


@pytest.mark.parametrize(
    "harmless",
    ['<script src="a.js"></script>', '<script type="application/json">{}</script>'],
)
def test_files_and_data_need_no_digest(harmless: str) -> None:
    assert "sha256" not in policy(harmless)
