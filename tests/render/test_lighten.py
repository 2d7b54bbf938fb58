"""Styles that no page uses are left out, and nothing else is."""

import pytest

from analysis.build.lighter.css import keep_asked_for, keep_used


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("p{x:y}", "p{x:y}"),
        (".used{x:y}.other{x:y}", ".used{x:y}"),
        (".used .other,.used p{x:y}", ".used p{x:y}"),
        ("a:not(.used,.other),b{x:y}", "b{x:y}"),
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
    assert keep_asked_for(css, ["p{x:var(--outside)}"]) == kept
