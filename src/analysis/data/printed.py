"""Read a figure in the form in which a document printed it."""

import re
from dataclasses import dataclass

FORM = re.compile(
    r"(?P<pounds>£?)(?P<whole>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<part>\d+))?"
    r"(?P<unit>bn|m|k|%)?"
)

UNITS = {None: 1.0, "%": 1.0, "k": 1e3, "m": 1e6, "bn": 1e9}
"""What a unit multiplies a number by."""


@dataclass(frozen=True)
class Printed:
    """Hold a printed figure.

    Attributes
    ----------
    value
        The figure without its sign: £0.630m is 630000.
    step
        The value of its last printed digit: that of £0.630m is 1000.
    """

    value: float
    step: float


def parse(text: str) -> Printed | None:
    """Read a printed figure; None where the text is not one.

    Examples
    --------
    >>> parse("£0.630m")
    Printed(value=630000.0, step=1000.0)
    >>> parse("£2,115,000")
    Printed(value=2115000.0, step=1.0)
    """
    found = FORM.fullmatch(text)
    if found is None or (found["unit"] == "%" and found["pounds"]):
        return None
    part = found["part"] or ""
    digits = int(found["whole"].replace(",", "") + part)
    unit = UNITS[found["unit"]]
    return Printed(digits * unit / 10 ** len(part), unit / 10 ** len(part))
