"""Whether a target was met: unrounded, and not beyond what the figures can tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.targets import verdict


@pytest.mark.parametrize(
    ("value", "target", "low", "high", "polarity", "expected"),
    [
        # Both are printed as the target, and neither meets it.
        (79.89, 80, None, None, "higher is better", "not met"),
        (74.52, 75, None, None, "higher is better", "not met"),
        (80.0, 80, None, None, "higher is better", "met"),
        (83.0, 80, None, None, "higher is better", "met"),
        (73.0, 80, None, None, "higher is better", "not met"),
        # The interval holds the target: it can be called neither.
        (79.89, 80, 78.1, 81.6, "higher is better", "about on target"),
        (80.4, 80, 78.1, 82.6, "higher is better", "about on target"),
        (80.0, 80, 80.0, 80.0, "higher is better", "about on target"),
        (85.0, 80, 83.0, 87.0, "higher is better", "met"),
        (75.0, 80, 73.0, 77.0, "higher is better", "not met"),
        (9.8, 9.1, None, None, "lower is better", "not met"),
        (9.1, 9.1, None, None, "lower is better", "met"),
        (8.0, 9.1, 7.5, 8.5, "lower is better", "met"),
        (8.0, 9.1, None, None, "neither", "not known"),
        (None, 80, None, None, "higher is better", "not known"),
        (83.0, None, None, None, "higher is better", "not known"),
        (float("nan"), 80, None, None, "higher is better", "not known"),
        (83.0, 80, float("nan"), float("nan"), "higher is better", "met"),
    ],
)
def test_a_target_is_met_not_met_or_about_reached(
    value: float | None,
    target: float | None,
    low: float | None,
    high: float | None,
    polarity: str,
    expected: str,
) -> None:
    assert verdict(value, target, low=low, high=high, polarity=polarity) == expected


@given(st.floats(0, 100), st.floats(0, 100))
def test_turning_the_polarity_turns_the_verdict_unless_the_target_is_hit(
    value: float, target: float
) -> None:
    up = verdict(value, target)
    down = verdict(value, target, polarity="lower is better")
    assert (up == down) == (value == target)
