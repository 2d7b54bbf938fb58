"""Styles that no page uses are left out, and nothing else is."""

import pytest

from analysis.build.embedded.lighten import keep_used


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
