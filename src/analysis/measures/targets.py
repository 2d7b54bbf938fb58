"""Decide whether a target was met, on unrounded figures and with their uncertainty."""

MET = "met"
MISSED = "not met"
ABOUT = "about on target"
UNKNOWN = "not known"


def verdict(
    value: float | None,
    target: float | None,
    *,
    low: float | None = None,
    high: float | None = None,
    polarity: str = "higher is better",
) -> str:
    """Return whether a figure met its target.

    Parameters
    ----------
    value
        The figure, unrounded: 79.89 does not meet 80, however it is printed.
    target
        The target, in the same unit.
    low, high
        The figure's interval, where it has one. A target inside it can be called
        neither met nor missed.
    polarity
        ``"higher is better"``, ``"lower is better"`` or ``"neither"``.

    Returns
    -------
    str
        ``"met"``, ``"not met"``, ``"about on target"`` or ``"not known"``.
    """
    if _missing(value) or _missing(target) or polarity == "neither":
        return UNKNOWN
    if not _missing(low) and not _missing(high) and low <= target <= high:  # type: ignore[operator]
        return ABOUT
    reached = value <= target if polarity == "lower is better" else value >= target  # type: ignore[operator]
    return MET if reached else MISSED


def _missing(value: float | None) -> bool:
    return value is None or value != value
